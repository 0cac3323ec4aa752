"""usergroups.*: groups of people that are called by one handle."""

from __future__ import annotations

from playground.core import Core
from playground.model import Group, Json, Refused
from playground.web_api.args import Args
from playground.web_api.methods import method


def _group(core: Core, args: Args) -> Group:
    if args.get("usergroup") is None:
        raise Refused("missing_argument")
    found = core.workspace.groups.get(args.text("usergroup"))
    if found is None:
        raise Refused("no_such_subteam")
    return found


def _shape(core: Core, group: Group) -> Json:
    return {
        "id": group.id,
        "team_id": core.workspace.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.handle,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_delete": group.deleted,
        "user_count": len(group.people),
    }


@method("usergroups.list")
def listed(core: Core, args: Args) -> Json:
    """The groups, without those disabled unless asked for."""
    every = args.flag("include_disabled")
    return {"usergroups": [_shape(core, one) for one in core.workspace.groups.values() if every or not one.deleted]}


@method("usergroups.users.list")
def people(core: Core, args: Args) -> Json:
    """Who is in a group."""
    group = _group(core, args)
    if group.deleted and not args.flag("include_disabled"):
        raise Refused("no_such_subteam")
    return {"users": list(group.people)}


@method("usergroups.users.update")
def update(core: Core, args: Args) -> Json:
    """Everybody who is in a group from now on: Slack has no empty one."""
    group = _group(core, args)
    wanted = [one for one in args.text("users").split(",") if one]
    if not wanted:
        raise Refused("no_users_provided")
    if any(one not in core.workspace.people for one in wanted):
        raise Refused("invalid_users")
    group.people[:] = wanted
    return {"usergroup": _shape(core, group)}


@method("usergroups.disable")
def disable(core: Core, args: Args) -> Json:
    """A group that is not called any more; its people stay written down."""
    group = _group(core, args)
    group.deleted = int(core.workspace.clock())
    return {"usergroup": _shape(core, group)}


@method("usergroups.enable")
def enable(core: Core, args: Args) -> Json:
    """A group that is back."""
    group = _group(core, args)
    group.deleted = 0
    return {"usergroup": _shape(core, group)}

"""users.*: who is here, where they live, what language they read."""

from __future__ import annotations

from playground.core import Core
from playground.model import Json, Refused
from playground.shapes import user_json
from playground.web_api.args import Args
from playground.web_api.methods import method
from playground.web_api.paging import page


@method("users.info")
def info(core: Core, args: Args) -> Json:
    """One person; the locale only with include_locale."""
    profile = core.workspace.person(args.text("user"))
    return {"user": user_json(core.workspace, profile, with_locale=args.flag("include_locale"))}


@method("users.list")
def list_users(core: Core, args: Args) -> Json:
    """Everyone, the bot too."""
    shown, following = page(list(core.workspace.people.values()), args, "user")
    members = [user_json(core.workspace, profile, with_locale=args.flag("include_locale")) for profile in shown]
    return {"members": members, "cache_ts": core.workspace.now(), "response_metadata": following}


@method("users.lookupByEmail")
def lookup_by_email(core: Core, args: Args) -> Json:
    """Whose address this is."""
    wanted = args.text("email").lower()
    for profile in core.workspace.people.values():
        if not profile.is_bot and f"{profile.handle}@example.com" == wanted:
            return {"user": user_json(core.workspace, profile)}
    raise Refused("users_not_found")

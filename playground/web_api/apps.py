"""auth.test, apps.connections.open, team.info, bots.info, api.test."""

from __future__ import annotations

from urllib.parse import urlencode

from playground.core import Core
from playground.model import Json, Refused
from playground.web_api.args import Args
from playground.web_api.methods import method


@method("api.test")
def api_test(_: Core, args: Args) -> Json:
    """Says back what it was told; `error` makes it fail with that name."""
    if args.get("error"):
        raise Refused(args.text("error"), args=args.values)
    return {"args": args.values}


@method("auth.test")
def auth_test(core: Core, args: Args) -> Json:
    """Whose token this is."""
    workspace = core.workspace
    if args.token == workspace.app_token:
        return {"app_name": workspace.bot.name, "app_id": workspace.app_id}
    return {
        "url": f"{core.base_url}/",
        "team": workspace.team_name,
        "user": workspace.bot.handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", app_level=True)
def connections_open(core: Core, _: Args) -> Json:
    """An address for one Socket Mode connection, good once."""
    query = urlencode({"ticket": core.delivery.sockets.new_ticket(), "app_id": core.workspace.app_id})
    return {"url": f"{core.base_url.replace('http', 'ws', 1)}/link/?{query}"}


@method("team.info")
def team_info(core: Core, args: Args) -> Json:
    """The workspace."""
    workspace = core.workspace
    if args.get("team") not in (None, workspace.team_id):
        raise Refused("team_not_found")
    team = {
        "id": workspace.team_id,
        "name": workspace.team_name,
        "url": f"{core.base_url}/",
        "domain": workspace.team_domain,
        "email_domain": "example.com",
        "icon": {"image_default": True},
        "is_verified": False,
    }
    return {"team": team}


@method("bots.info")
def bots_info(core: Core, args: Args) -> Json:
    """The bot; Refused("bot_not_found") for any other."""
    workspace = core.workspace
    if args.get("bot") not in (None, workspace.bot_id):
        raise Refused("bot_not_found")
    bot = {
        "id": workspace.bot_id,
        "deleted": False,
        "name": workspace.bot.name,
        "updated": workspace.now(),
        "app_id": workspace.app_id,
        "user_id": workspace.bot.id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
    }
    return {"bot": bot}

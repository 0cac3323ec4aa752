"""views.*: modals and Home tabs."""

from __future__ import annotations

from playground.core import Core
from playground.model import Json
from playground.web_api.args import Args
from playground.web_api.methods import method


@method("views.open")
def open_view(core: Core, args: Args) -> Json:
    """A modal for whoever the trigger_id came from."""
    trigger = args.text("trigger_id")
    shown = core.views.checked(args.get("view"), "modal")
    profile = core.workspace.people[core.tickets.exchange(trigger)]
    return {"view": core.views.as_json(core.views.open(profile, shown))}


@method("views.push")
def push(core: Core, args: Args) -> Json:
    """A modal on top of those already open."""
    trigger = args.text("trigger_id")
    shown = core.views.checked(args.get("view"), "modal")
    profile = core.workspace.people[core.tickets.exchange(trigger)]
    return {"view": core.views.as_json(core.views.push(profile, shown))}


@method("views.update")
def update(core: Core, args: Args) -> Json:
    """Replace what an open modal shows; `hash` refuses when it changed meanwhile."""
    view = core.views.find(args.get("view_id"), args.get("external_id"))
    shown = core.views.checked(args.get("view"), view.shown["type"])
    return {"view": core.views.as_json(core.views.update(view, shown, args.get("hash")))}


@method("views.publish")
def publish(core: Core, args: Args) -> Json:
    """Set someone's Home tab."""
    profile = core.workspace.person(args.text("user_id"))
    shown = core.views.checked(args.get("view"), "home")
    return {"view": core.views.as_json(core.views.publish(profile, shown, args.get("hash")))}

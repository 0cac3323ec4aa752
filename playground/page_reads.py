"""What the page asks for."""

from __future__ import annotations

from playground.model import Json
from playground.page_finder import Page, Said
from playground.page_shapes import channel_shape, message_shape, person_shape, view_shape, visible_channels

PAGE = 100
"""Messages shown at once."""


async def state(page: Page, said: Said) -> Json:
    """Everything the page needs to draw itself; as the first person when it does not say who is looking."""
    core, me = page.core, page.person(said if said.get("as") else {"as": next(iter(page.people), "")})
    workspace = core.workspace
    me.dm_with_bot()
    return {
        "me": person_shape(me.profile),
        "people": [person_shape(profile) for profile in workspace.people.values()],
        "language": page.language,
        "team": {"name": workspace.team_name},
        "bot": {"id": workspace.bot.id, "name": workspace.bot.name},
        "channels": [channel_shape(workspace, held, me.profile) for held in visible_channels(workspace, me.profile)],
        "commands": core.commands,
        "shortcuts": core.shortcuts,
        "guide": core.guide,
        "controls": [{"id": held.id, "label": held.label, "hint": held.hint} for held in core.controls],
        "clock": page.clock(me),
    }


async def messages(page: Page, said: Said) -> Json:
    """The newest messages of a channel, or those before `before`; ephemeral ones of this person included."""
    me = page.person(said)
    channel, before = page.channel(me, said), said.get("before")
    private = [message for message in me.ephemerals(channel) if message.thread_ts is None]
    found = sorted([*channel.listed(), *private], key=lambda held: held.ts)
    if before:
        found = [message for message in found if message.ts < str(before)]
    shown = [message_shape(page.core.workspace, message) for message in found[-PAGE:]]
    return {"messages": shown, "has_more": len(found) > PAGE}


async def thread(page: Page, said: Said) -> Json:
    """A thread, its parent first."""
    me = page.person(said)
    channel = page.channel(me, said)
    parent = page.message(me, said)
    private = [message for message in me.ephemerals(channel) if message.thread_ts == parent.ts]
    found = [parent, *sorted([*channel.replies(parent.ts), *private], key=lambda held: held.ts)]
    return {"messages": [message_shape(page.core.workspace, message) for message in found]}


async def home(page: Page, said: Said) -> Json:
    """The Home tab; looking at it tells the app."""
    me = page.person(said)
    await me.open_home()
    return {"view": view_shape(me.home)}

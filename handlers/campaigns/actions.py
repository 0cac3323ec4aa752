"""What animators do with campaigns under way: look, pause, resume, shift by a week, stop; and take any of it back."""

from __future__ import annotations

from handlers.campaigns import acts, making, rules, starting, views
from handlers.campaigns.acts import WEEK, Held
from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from storage.schedules import ACTIVE, PAUSED

__all__ = ["making", "starting"]
"""Actions of campaigns too: importing these modules declares them."""


@route("campaigns.list", who=Role.ANIMATOR, command="campaign list")
async def list_(ask: Ask, desk: Desk) -> Reply:
    """What is under way, and the campaigns to start."""
    return Tell(await views.page(desk, await desk.animated(ask.channel), 0))


@route("campaigns.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, community_id: int, number: int) -> Reply:
    """Another page of the same list."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Replace(await views.page(desk, community, rules.page_number(number)))


@route("campaigns.run", who=Role.ANIMATOR)
async def run(_ask: Ask, desk: Desk, run_id: int) -> Reply:
    """A campaign under way: what was posted, what comes."""
    await views.held(desk, run_id)
    return Tell(await views.followed(desk, run_id))


@route("campaigns.pause", who=Role.ANIMATOR)
async def pause(_ask: Ask, desk: Desk, run_id: int, version: int) -> Reply:
    """Nothing more of it is posted until it is taken up again."""
    held = await _held(desk, run_id, version)
    done = held.run.state == ACTIVE and await acts.pause(desk.db, held)
    return await _told(desk, run_id, "pause", done=done)


@route("campaigns.resume", who=Role.ANIMATOR)
async def resume(_ask: Ask, desk: Desk, run_id: int, version: int) -> Reply:
    """Takes a paused one up again; what could not be posted meanwhile comes whole weeks later."""
    held = await _held(desk, run_id, version)
    done = held.run.state == PAUSED and await acts.resume(desk.db, held, desk.now)
    return await _told(desk, run_id, "resume", done=done)


@route("campaigns.shift", who=Role.ANIMATOR)
async def shift(_ask: Ask, desk: Desk, run_id: int, version: int) -> Reply:
    """All that is left a week later, where there is room."""
    held = await _held(desk, run_id, version)
    return await _told(desk, run_id, "shift", done=await acts.shift(desk.db, held, WEEK, desk.now))


@route("campaigns.stop", who=Role.ANIMATOR)
async def stop(_ask: Ask, desk: Desk, run_id: int, version: int) -> Reply:
    """Nothing more of it is posted."""
    return await _told(desk, run_id, "stop", done=await acts.stop(desk.db, await _held(desk, run_id, version)))


@route("campaigns.undo", who=Role.ANIMATOR)
async def undo(_ask: Ask, desk: Desk, run_id: int, version: int) -> Reply:
    """Takes the last act back, until something more was posted."""
    held = await views.held(desk, run_id)
    if held.run.version != version:
        raise _changed(held)
    if not await acts.undo(desk.db, held, desk.now):
        raise Mistake(Say("campaigns.mistake.no_way_back", name=held.run.name))
    return await _told(desk, run_id, "undo", done=True)


async def _held(desk: Desk, run_id: int, version: int) -> Held:
    """The run, as the asker saw it. Raises Mistake."""
    held = await views.held(desk, run_id)
    if held.run.version != version or held.is_over:
        raise _changed(held)
    return held


def _changed(held: Held) -> Mistake:
    return Mistake(Say("campaigns.mistake.changed", name=held.run.name))


async def _told(desk: Desk, run_id: int, act: str, *, done: bool) -> Reply:
    """The run as it is after an act. Raises Mistake when somebody else was first."""
    if not done:
        raise _changed(await views.held(desk, run_id))
    return Replace(await views.followed(desk, run_id, Say(f"campaigns.done.{act}")))

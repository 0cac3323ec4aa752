"""What animators do with what is planned: look, post now, skip once, pause, cancel; and take any of it back.

Every act is a compare-and-set on what the asker saw: of two animators at once, the second is told that it has changed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Channel, Say, When
from handlers.desk import Desk
from handlers.schedules import cards, posting, rules, views
from handlers.schedules.cards import PAGE, undo_button
from handlers.schedules.gaps import Wanted
from storage import coming as calendar
from storage import dates, schedules
from storage.capsules import Capsule
from storage.dates import Planned
from storage.schedules import ACTIVE, CANCELLED, DONE, PAUSED, Date, Schedule


@route("schedules.coming", who=Role.ANIMATOR)
async def coming(_ask: Ask, desk: Desk, community_id: int, number: int) -> Reply:
    """Everything that is planned, page by page."""
    community = await desk.community(community_id, Role.ANIMATOR)
    number = rules.page_number(number)
    found = await schedules.coming(desk.db, community.id, skip=number * PAGE, most=PAGE)
    total = await schedules.count_coming(desk.db, community.id)
    listed = [(schedule, capsule.title) for schedule, capsule in found]
    return Replace(cards.coming(community.id, community.name, listed, total, number))


@route("schedules.look", who=Role.ANIMATOR)
async def look(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """One schedule with its next dates."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state not in (ACTIVE, PAUSED):
        raise views.over(capsule)
    return Tell(cards.look(capsule.title, found, dates.next_dates(found, desk.now)))


@route("schedules.skip", who=Role.ANIMATOR)
async def skip(_ask: Ask, desk: Desk, schedule_id: int, minute: int) -> Reply:
    """Leaves out the next date, if it is still the one that was shown."""
    found, capsule, at = await _next(desk, schedule_id, minute)
    local = dates.wall_of(found, at)
    if local is None:
        raise views.over(capsule)
    following = dates.following(found, at)
    state, skips = DONE if following is None else ACTIVE, " ".join([*found.skips.split(), local])
    if not await schedules.move(desk.db, found, state, following, skips=skips):
        raise views.over(capsule)
    said = Say("schedules.skipped", title=capsule.title, at=When(at, found.zone))
    return Replace(cards.done(said, found, undo_button("unskip", found.id, minute), following))


@route("schedules.unskip", who=Role.ANIMATOR)
async def unskip(_ask: Ask, desk: Desk, schedule_id: int, minute: int) -> Reply:
    """Takes a skipped date up again, until its hour has passed."""
    found, capsule = await views.one(desk, schedule_id)
    at = _instant(minute)
    kept = [local for local in found.skips.split() if dates.instant(datetime.fromisoformat(local), found.zone) != at]
    if at <= desk.now or len(kept) == len(found.skips.split()) or found.state not in (ACTIVE, PAUSED, DONE):
        raise views.over(capsule)
    before = Wanted(found.local_start, found.rule, found.zone, " ".join(kept), found.holidays)
    state, next_at = (PAUSED, None) if found.state == PAUSED else (ACTIVE, dates.following(before, desk.now))
    await _check_room(desk, found, before)
    if not await schedules.move(desk.db, found, state, next_at, skips=before.skips):
        raise views.over(capsule)
    return Replace(await _look_again(desk, found, capsule))


@route("schedules.pause", who=Role.ANIMATOR)
async def pause(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Posts nothing more of it until it is resumed."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != ACTIVE or not await schedules.move(desk.db, found, PAUSED, None):
        raise views.over(capsule)
    said = Say("schedules.paused", title=capsule.title)
    return Replace(cards.done(said, found, undo_button("resume", found.id)))


@route("schedules.resume", who=Role.ANIMATOR)
async def resume(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Takes up a paused schedule from its next date on."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != PAUSED:
        raise views.over(capsule)
    return await _take_up(desk, found, capsule, "pause")


@route("schedules.cancel", who=Role.ANIMATOR)
async def cancel(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Nothing more of this schedule is posted; it can be undone."""
    found, capsule = await views.one(desk, schedule_id)
    before = found.state
    if before not in (ACTIVE, PAUSED) or not await schedules.move(desk.db, found, CANCELLED, None):
        raise views.over(capsule)
    said = Say("schedules.cancelled", title=capsule.title)
    return Replace(cards.done(said, found, undo_button("restore", found.id, before)))


@route("schedules.restore", who=Role.ANIMATOR)
async def restore(_ask: Ask, desk: Desk, schedule_id: int, before: str = ACTIVE) -> Reply:
    """Takes a cancelled schedule up again as it was: active from its next date on, or paused."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != CANCELLED or await schedules.is_replaced(desk.db, found.id):
        raise views.over(capsule)
    if before != PAUSED:
        return await _take_up(desk, found, capsule, "cancel")
    if not await schedules.move(desk.db, found, PAUSED, None):
        raise views.over(capsule)
    return Replace(await _look_again(desk, found, capsule))


@route("schedules.unedit", who=Role.ANIMATOR)
async def unedit(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Takes a change of schedule back: the one before goes on from its next date."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != ACTIVE or found.replaces is None:
        raise views.over(capsule)
    old, _ = await views.one(desk, found.replaces)
    if old.state != CANCELLED or not await schedules.move(desk.db, found, CANCELLED, None):
        raise views.over(capsule)
    return await _take_up(desk, old, capsule, "cancel")


@route("schedules.post_next", who=Role.ANIMATOR)
async def post_next(_ask: Ask, desk: Desk, schedule_id: int, minute: int) -> Reply:
    """Posts now what was planned next, instead of then, if it is still the date that was shown.

    Instead: that date is left out, so that nothing done later (a pause, an undone skip) brings it back.
    """
    found, capsule, at = await _next(desk, schedule_id, minute)
    community, _ = await views.both(desk, found.community_id, found.capsule_id, alone=True)
    await _refuse_twice(desk, community.id, capsule)
    following, skips = dates.following(found, at), " ".join([*found.skips.split(), dates.wall_of(found, at) or ""])
    state = DONE if following is None else ACTIVE
    if not await schedules.move(desk.db, found, state, following, skips=skips.strip()):
        raise views.over(capsule)
    await posting.owe(desk.db, [(Date(found, desk.now, desk.now), community)], desk.now)
    said = Say("schedules.on_its_way", title=capsule.title, channel=Channel(community.channel))
    return Replace(cards.done(said, found, None, following))


@route("schedules.post_now", who=Role.ANIMATOR)
async def post_now(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Posts a capsule at once, whatever is planned; refused when it has just been."""
    community, capsule = await views.both(desk, community_id, capsule_id, alone=True)
    await _refuse_twice(desk, community.id, capsule)
    made = await schedules.plan(
        desk.db,
        community_id=community.id,
        capsule_id=capsule.id,
        rule="",
        local_start=dates.written(dates.wall(desk.now, community.zone)),
        zone=community.zone,
        next_at=None,
        created_by=desk.member.id,
    )
    await posting.owe(desk.db, [(Date(made, desk.now, desk.now), community)], desk.now)
    return Replace(cards.on_its_way(capsule.title, community.channel))


async def _refuse_twice(desk: Desk, community_id: int, capsule: Capsule) -> None:
    since = desk.now - rules.POSTED_JUST_BEFORE
    if await schedules.was_posted(desk.db, community_id, capsule.id, since):
        raise Mistake(Say("schedules.mistake.just_posted", title=capsule.title))


async def _next(desk: Desk, schedule_id: int, minute: int) -> tuple[Schedule, Capsule, datetime]:
    """An active schedule whose next date is the one that a button carried. Raises Mistake."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != ACTIVE or found.next_at is None or rules.stamp(found.next_at) != minute:
        raise views.over(capsule)
    return found, capsule, found.next_at


async def _take_up(desk: Desk, found: Schedule, capsule: Capsule, undo: str) -> Reply:
    """Makes it active again from its next date on, where there is room for it."""
    next_dates = dates.next_dates(found, desk.now)
    if not next_dates:
        raise views.over(capsule)
    await _check_room(desk, found, found)
    if not await schedules.move(desk.db, found, ACTIVE, next_dates[0]):
        raise views.over(capsule)
    return Replace(cards.planned(capsule.title, found, next_dates, undo))


async def _check_room(desk: Desk, schedule: Schedule, planned: Planned) -> None:
    """Raises Mistake when, as it is planned, another capsule was planned too near it meanwhile."""
    await calendar.hold(desk.db, schedule.community_id)
    if (clash := await views.clash(desk, schedule, planned)) is not None:
        other = When(clash.other, schedule.zone)
        raise Mistake(Say("schedules.mistake.taken", title=clash.title, other=other, n=clash.gap_minutes))


async def _look_again(desk: Desk, found: Schedule, capsule: Capsule) -> Card:
    found = await views.again(desk, found)
    return cards.look(capsule.title, found, dates.next_dates(found, desk.now))


def _instant(minute: int) -> datetime:
    """The date that a button carried. Raises Mistake for one that nothing was planned at."""
    if minute < 0:
        raise Mistake(Say("help.outdated"))
    return datetime.fromtimestamp(minute * 60, UTC)

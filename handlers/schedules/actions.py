"""What animators do with dates: plan a capsule, see what comes next, cancel it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.chat.asks import Ask
from handlers.chat.forms import Form
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from handlers.schedules import cards, posting, rules
from handlers.schedules.cards import PAGE, Coming
from storage import capsules, dates, schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.schedules import ACTIVE, CANCELLED, Date, Schedule


@route("schedules.coming", who=Role.ANIMATOR)
async def coming(_ask: Ask, desk: Desk, community_id: int, number: int) -> Reply:
    """Everything that is planned, page by page."""
    community = await desk.community(community_id, Role.ANIMATOR)
    number = rules.page_number(number)
    found = [
        Coming(one.id, capsule.title, one.next_at, one.zone, rules.repeat_of(one.rule))
        for one, capsule in await schedules.coming(desk.db, community.id, skip=number * PAGE, most=PAGE)
        if one.next_at is not None
    ]
    total = await schedules.count_coming(desk.db, community.id)
    return Replace(cards.coming(community.id, community.name, found, total, number))


@route("schedules.schedule", who=Role.ANIMATOR, opens_form=True, command="capsule schedule")
async def schedule(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The form to plan the capsule that these words find; several: which one?"""
    community = await desk.animated(ask.channel)
    found = await capsules.meant(desk.db, community.id, words, PAGE)
    if not found:
        raise Mistake(Say("capsules.mistake.none", words=words))
    if len(found) > 1 or not words.strip():
        return Tell(cards.choose(community.id, found))
    return Open(_form(desk, community, found[0]))


@route("schedules.plan_form", who=Role.ANIMATOR, opens_form=True)
async def plan_form(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """The form to plan this capsule."""
    return Open(_form(desk, *await _both(desk, community_id, capsule_id)))


@route("schedules.plan", who=Role.ANIMATOR)
async def plan(ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Plans a capsule as the form says, in the community's zone; answers with its next three dates."""
    community, capsule = await _both(desk, community_id, capsule_id)
    start, repeat = _start(ask, desk, community.zone)
    made = Schedule(rule=rules.REPEATS[repeat], local_start=dates.written(start), zone=community.zone)
    made.skips = made.holidays = ""
    found = dates.next_dates(made, desk.now)
    if await schedules.is_planned(desk.db, community.id, capsule.id, found[0]):
        raise Mistake(Say("schedules.mistake.already", at=When(found[0], community.zone)), "date")
    made = await schedules.plan(
        desk.db,
        community_id=community.id,
        capsule_id=capsule.id,
        rule=made.rule,
        local_start=made.local_start,
        zone=community.zone,
        next_at=found[0],
        created_by=desk.member.id,
    )
    return Tell(cards.planned(capsule.title, made.id, repeat, found, community.zone))


@route("schedules.cancel", who=Role.ANIMATOR)
async def cancel(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Nothing more of this schedule is posted; it can be undone."""
    found, capsule = await _schedule(desk, schedule_id)
    if found.state != ACTIVE or not await schedules.move(desk.db, found, CANCELLED, None):
        raise Mistake(Say("schedules.mistake.over", title=capsule.title))
    return Replace(cards.cancelled(capsule.title, found.id, found.community_id))


@route("schedules.restore", who=Role.ANIMATOR)
async def restore(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Takes a cancelled schedule up again, from its next date on."""
    found, capsule = await _schedule(desk, schedule_id)
    next_dates = dates.next_dates(found, desk.now)
    if not next_dates or found.state != CANCELLED or not await schedules.move(desk.db, found, ACTIVE, next_dates[0]):
        raise Mistake(Say("schedules.mistake.over", title=capsule.title))
    return Replace(cards.planned(capsule.title, found.id, rules.repeat_of(found.rule), next_dates, found.zone))


@route("schedules.post_now", who=Role.ANIMATOR)
async def post_now(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Posts a capsule at once; refused when it has just been."""
    community, capsule = await _both(desk, community_id, capsule_id, alone=True)
    since = desk.now - rules.POSTED_JUST_BEFORE
    if await schedules.was_posted(desk.db, community.id, capsule.id, since):
        raise Mistake(Say("schedules.mistake.just_posted", title=capsule.title))
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


def _start(ask: Ask, desk: Desk, zone: str) -> tuple[datetime, str]:
    """The wall time (naive) and the rhythm of the form. Raises Mistake under the field that is wrong."""
    day, hour = rules.read_day(ask.answers.get("date", "")), rules.read_time(ask.answers.get("time", ""))
    repeat = ask.answers.get("repeats", "")
    if day is None:
        raise Mistake(Say("schedules.mistake.date"), "date")
    if hour is None:
        raise Mistake(Say("schedules.mistake.time"), "time")
    if repeat not in rules.REPEATS:
        raise Mistake(Say("schedules.mistake.repeats"), "repeats")
    today = dates.wall(desk.now, zone).date()
    if day > today + rules.FURTHEST:
        raise Mistake(Say("schedules.mistake.far"), "date")
    start = datetime.combine(day, hour)
    if day < today or dates.instant(start, zone) <= desk.now:
        raise Mistake(Say("schedules.mistake.past"), "date" if day < today else "time")
    return start, repeat


def _form(desk: Desk, community: Community, capsule: Capsule) -> Form:
    tomorrow = desk.now.astimezone(ZoneInfo(community.zone)).date() + timedelta(days=1)
    return cards.plan_form(community.id, capsule, community.zone, tomorrow.isoformat())


async def _both(desk: Desk, community_id: int, capsule_id: int, *, alone: bool = False) -> tuple[Community, Capsule]:
    """A community the asker animates, and a capsule offered to it. Raises Mistake."""
    community = await desk.community(community_id, Role.ANIMATOR)
    capsule = await capsules.offered_one(desk.db, capsule_id, community.id, alone=alone)
    if capsule is None:
        raise Mistake(Say("help.outdated"))
    return community, capsule


async def _schedule(desk: Desk, schedule_id: int) -> tuple[Schedule, Capsule]:
    """A schedule of a community the asker animates, and its capsule. Raises Mistake."""
    found = await schedules.by_id(desk.db, schedule_id)
    if found is None:
        raise Mistake(Say("help.outdated"))
    await desk.community(found.community_id, Role.ANIMATOR)
    return found, await capsules.by_id(desk.db, found.capsule_id)

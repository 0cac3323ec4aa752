"""What animators do with capsules: look for one, see it, plan it, post it, cancel it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.capsules import cards, posting, rules
from handlers.capsules.cards import FIRST_COMING, PAGE, Coming, Page
from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.forms import Form
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from storage import capsules, schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.schedules import ACTIVE, CANCELLED, Date, Schedule

MOST_FOUND = 100
"""How many capsules are read to find the one whose whole title was written."""


@route("capsules.list", who=Role.ANIMATOR, command="capsule list")
async def list_(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """What comes next, and the capsules to choose from, or those that hold these words."""
    return Tell(await _page(desk, await desk.animated(ask.channel), 0, words))


@route("capsules.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, community_id: int, number: int, words: str = "") -> Reply:
    """Another page of the same list."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Replace(await _page(desk, community, rules.page_number(number), words))


@route("capsules.coming", who=Role.ANIMATOR)
async def coming(_ask: Ask, desk: Desk, community_id: int, number: int) -> Reply:
    """Everything that is planned, page by page."""
    community = await desk.community(community_id, Role.ANIMATOR)
    number = rules.page_number(number)
    found = await _coming(desk, community, number * PAGE, PAGE)
    total = await schedules.count_coming(desk.db, community.id)
    return Replace(cards.coming(community.id, community.name, found, total, number))


@route("capsules.preview", who=Role.ANIMATOR, command="capsule preview")
async def preview(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The capsule that these words find, as its channel will see it; several: the list to choose from."""
    community = await desk.animated(ask.channel)
    capsule = await _only(desk, community, words)
    if capsule is None:
        return Tell(await _page(desk, community, 0, words))
    return Tell(cards.preview(capsule, community.id, community.channel))


@route("capsules.look", who=Role.ANIMATOR)
async def look(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """One capsule as its channel will see it."""
    community, capsule = await _both(desk, community_id, capsule_id)
    return Tell(cards.preview(capsule, community.id, community.channel))


@route("capsules.schedule", who=Role.ANIMATOR, opens_form=True, command="capsule schedule")
async def schedule(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The form to plan the capsule that these words find; several: the list to choose from."""
    community = await desk.animated(ask.channel)
    capsule = await _only(desk, community, words)
    if capsule is None:
        return Tell(await _page(desk, community, 0, words))
    return Open(_form(desk, community, capsule))


@route("capsules.plan_form", who=Role.ANIMATOR, opens_form=True)
async def plan_form(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """The form to plan this capsule."""
    return Open(_form(desk, *await _both(desk, community_id, capsule_id)))


@route("capsules.plan", who=Role.ANIMATOR)
async def plan(ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Plans a capsule as the form says, in the community's zone; answers with its next three dates."""
    community, capsule = await _both(desk, community_id, capsule_id)
    start, repeat = _start(ask, desk, community.zone)
    rule, local = rules.REPEATS[repeat], start.isoformat(timespec="minutes")
    dates = rules.next_dates(local, rule, community.zone, desk.now)
    if await schedules.is_planned(desk.db, community.id, capsule.id, dates[0]):
        raise Mistake(Say("capsules.mistake.already", at=When(dates[0], community.zone)), "date")
    made = await schedules.plan(
        desk.db,
        community_id=community.id,
        capsule_id=capsule.id,
        rule=rule,
        local_start=local,
        zone=community.zone,
        next_at=dates[0],
        created_by=desk.member.id,
    )
    return Tell(cards.planned(capsule, made.id, repeat, dates, community.zone))


@route("capsules.cancel", who=Role.ANIMATOR)
async def cancel(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Nothing more of this schedule is posted; it can be undone."""
    found, capsule = await _schedule(desk, schedule_id)
    if found.state != ACTIVE or not await schedules.move(desk.db, found, CANCELLED, None):
        raise Mistake(Say("capsules.mistake.over", title=capsule.title))
    return Replace(cards.cancelled(capsule.title, found.id, found.community_id))


@route("capsules.restore", who=Role.ANIMATOR)
async def restore(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Takes a cancelled schedule up again, from its next date on."""
    found, capsule = await _schedule(desk, schedule_id)
    dates = rules.next_dates(found.local_start, found.rule, found.zone, desk.now)
    if not dates or found.state != CANCELLED or not await schedules.move(desk.db, found, ACTIVE, dates[0]):
        raise Mistake(Say("capsules.mistake.over", title=capsule.title))
    return Replace(cards.planned(capsule, found.id, rules.repeat_of(found.rule), dates, found.zone))


@route("capsules.post_now", who=Role.ANIMATOR)
async def post_now(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Posts a capsule at once; refused when it has just been."""
    community, capsule = await _both(desk, community_id, capsule_id, alone=True)
    since = desk.now - rules.POSTED_JUST_BEFORE
    if await schedules.was_posted(desk.db, community.id, capsule.id, since):
        raise Mistake(Say("capsules.mistake.just_posted", title=capsule.title))
    local = desk.now.astimezone(ZoneInfo(community.zone)).replace(tzinfo=None)
    made = await schedules.plan(
        desk.db,
        community_id=community.id,
        capsule_id=capsule.id,
        rule="",
        local_start=local.isoformat(timespec="minutes"),
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
        raise Mistake(Say("capsules.mistake.date"), "date")
    if hour is None:
        raise Mistake(Say("capsules.mistake.time"), "time")
    if repeat not in rules.REPEATS:
        raise Mistake(Say("capsules.mistake.repeats"), "repeats")
    today = desk.now.astimezone(ZoneInfo(zone)).date()
    if day > today + rules.FURTHEST:
        raise Mistake(Say("capsules.mistake.far"), "date")
    start = datetime.combine(day, hour)
    if day < today or rules.instant(start, zone) <= desk.now:
        raise Mistake(Say("capsules.mistake.past"), "date" if day < today else "time")
    return start, repeat


def _form(desk: Desk, community: Community, capsule: Capsule) -> Form:
    tomorrow = desk.now.astimezone(ZoneInfo(community.zone)).date() + timedelta(days=1)
    return cards.plan_form(community.id, capsule, community.zone, tomorrow.isoformat())


async def _page(desk: Desk, community: Community, number: int, words: str) -> Card:
    words = rules.short_words(words)
    missed = await schedules.missed(desk.db, community.id, desk.now - rules.SHOW_MISSED_FOR, 2)
    return cards.page(
        Page(
            community.id,
            community.name,
            await capsules.offered(desk.db, community.id, words, skip=number * PAGE, most=PAGE),
            await capsules.count_offered(desk.db, community.id, words),
            number,
            words,
            await _coming(desk, community, 0, FIRST_COMING),
            await schedules.count_coming(desk.db, community.id),
            [(capsule.title, When(post.planned_at, community.zone)) for post, capsule in missed],
        )
    )


async def _coming(desk: Desk, community: Community, skip: int, most: int) -> list[Coming]:
    return [
        Coming(found.id, capsule.title, found.next_at, found.zone, rules.repeat_of(found.rule))
        for found, capsule in await schedules.coming(desk.db, community.id, skip=skip, most=most)
        if found.next_at is not None
    ]


async def _only(desk: Desk, community: Community, words: str) -> Capsule | None:
    """The one capsule these words find, or whose whole title they are; None for several. Raises Mistake for none."""
    if not words.strip():
        return None
    found = await capsules.offered(desk.db, community.id, words, most=MOST_FOUND)
    if not found:
        raise Mistake(Say("capsules.mistake.none", words=words))
    if len(found) == 1:
        return found[0]
    named = [capsule for capsule in found if capsules.fold(capsule.title) == capsules.fold(words)]
    return named[0] if len(named) == 1 else None


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

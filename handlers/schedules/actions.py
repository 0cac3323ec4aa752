"""What animators do to plan a capsule: say when, look at its next dates, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Suggest, Tell
from handlers.chat.routes import BadLink, Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.schedules import cards, changes, gaps, reading, rules, views
from handlers.schedules.cards import CHOICES
from handlers.schedules.forms import KEEP, LEAVE_OUT, Filled
from handlers.schedules.plain_days import NotUnderstood
from handlers.schedules.plain_words import read
from storage import capsules, coming, dates, schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.schedules import ACTIVE, CANCELLED, DRAFT, PAUSED, Schedule

__all__ = ["changes"]
"""Actions of schedules too: importing this module declares them."""

LONGEST_SHIFT = 24 * 60

MOST_SUGGESTED = 20
EXAMPLES = ("weekly", "twice", "fortnightly", "monthly", "workdays", "tomorrow")
"""Ways to say when, by the name of their phrase."""


@route(
    "schedules.schedule",
    who=Role.ANIMATOR,
    opens_form=True,
    command="capsule schedule",
    suggests="schedules.suggest",
)
async def schedule(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The form to plan the capsule that these words find, or its next dates when they say when; several: which one?"""
    community = await desk.animated(ask.channel)
    found = await capsules.meant(desk.db, community.id, words, CHOICES)
    if len(found) == 1 and words.strip():
        return Open(cards.plan_form(community.id, found[0].id, community.zone, _tomorrow(desk, community)))
    if not found:
        title, when = _cut(desk, community, words)
        found = await capsules.meant(desk.db, community.id, title, CHOICES) if when else []
        if not found:
            raise await _not_found(desk, community, words)
        if len(found) == 1:
            return await _drafted(desk, community, found[0].id, reading.in_words(desk, community, when), when)
        return Tell(cards.choose(community.id, found, _fitting(community.id, when)))
    return Tell(cards.choose(community.id, found))


@route("schedules.suggest", who=Role.ANIMATOR)
async def suggest(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """Titles that hold what is being typed; after a whole title, ways to say when."""
    community = await desk.animated(ask.channel)
    found = await capsules.meant(desk.db, community.id, words, MOST_SUGGESTED)
    if len(found) > 1 or not words.strip():
        return Suggest(tuple(capsule.title for capsule in found))
    if found:
        return Suggest((found[0].title, *_examples(found[0].title)))
    title, when = _cut(desk, community, words)
    if when:
        found = await capsules.meant(desk.db, community.id, title, 2)
    else:
        found, _ = await _titled(desk, community, words)
    if len(found) != 1:
        return Suggest(())
    said = (f"{found[0].title} {when}",) if when else ()
    return Suggest((*said, *_examples(found[0].title)))


@route("schedules.plan_form", who=Role.ANIMATOR, opens_form=True)
async def plan_form(_ask: Ask, desk: Desk, community_id: int, capsule_id: int, words: str = "") -> Reply:
    """The form to plan this capsule, with what was already said of when."""
    community, capsule = await views.both(desk, community_id, capsule_id)
    return Open(cards.plan_form(community.id, capsule.id, community.zone, _tomorrow(desk, community, words)))


@route("schedules.plan", who=Role.ANIMATOR)
async def plan(ask: Ask, desk: Desk, community_id: int, capsule_id: int, replaces: int = 0) -> Reply:
    """Keeps what the form says as a draft; answers with its next three dates, to be confirmed."""
    community, capsule = await views.both(desk, community_id, capsule_id)
    if replaces:
        old, _ = await views.one(desk, replaces)
        if (old.community_id, old.capsule_id) != (community.id, capsule.id) or old.state == DRAFT:
            raise Mistake(Say("help.outdated"))
    words = " ".join(ask.answers.get("words", "").split())
    if words:
        wanted = reading.in_words(desk, community, words, ask.answers.get("holidays", KEEP))
    else:
        wanted = reading.by_pickers(ask, desk, community)
    return await _drafted(desk, community, capsule.id, wanted, words, replaces)


@route("schedules.change", who=Role.ANIMATOR, opens_form=True)
async def change(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """The form again, as it was filled; a schedule goes on as it is until the new one is confirmed."""
    found, capsule = await views.one(desk, schedule_id)
    community = await desk.community(found.community_id, Role.ANIMATOR)
    if found.state not in (DRAFT, ACTIVE, PAUSED):
        raise views.over(capsule)
    replaces = (found.replaces or 0) if found.state == DRAFT else found.id
    day, _, hour = dates.written(views.shown_start(found, desk.now)).partition("T")
    repeats = rules.repeat_of(found.rule)
    # Words count before the pickers: not where these say all, for "tomorrow" is another day by now.
    words = "" if repeats and not found.skips else found.words
    filled = Filled(day, hour, repeats or "once", words, LEAVE_OUT if found.holidays else KEEP)
    return Open(cards.plan_form(community.id, capsule.id, community.zone, filled, replaces))


@route("schedules.shift", who=Role.ANIMATOR)
async def shift(_ask: Ask, desk: Desk, schedule_id: int, minutes: int) -> Reply:
    """Takes the free moment that was offered; shows the next dates again."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != DRAFT or not 0 < minutes <= LONGEST_SHIFT:
        raise views.over(capsule)
    later = gaps.shifted(found, minutes)
    if later.local_start[:10] != found.local_start[:10]:
        raise Mistake(Say("help.outdated"))
    words = reading.later_words(found.words, later, dates.wall(desk.now, found.zone), desk.language)
    if not await schedules.shift(desk.db, found, later.local_start, later.skips, words):
        raise views.over(capsule)
    return Replace(await views.to_confirm(desk, await views.again(desk, found)))


@route("schedules.confirm", who=Role.ANIMATOR)
async def confirm(_ask: Ask, desk: Desk, schedule_id: int) -> Reply:
    """Plans what was drafted, unless another capsule was planned too near meanwhile."""
    found, capsule = await views.one(desk, schedule_id)
    if found.state != DRAFT:
        raise views.over(capsule)
    await coming.hold(desk.db, found.community_id)
    next_dates = dates.next_dates(found, desk.now)
    if not next_dates:
        raise Mistake(Say("schedules.mistake.past"))
    if await views.clash(desk, found) is not None:
        return Replace(await views.to_confirm(desk, found))
    if found.replaces is not None:
        old, _ = await views.one(desk, found.replaces)
        if old.state not in (ACTIVE, PAUSED) or not await schedules.move(desk.db, old, CANCELLED, None):
            raise views.over(capsule)
    if not await schedules.move(desk.db, found, ACTIVE, next_dates[0]):
        raise views.over(capsule)
    return Replace(cards.planned(capsule.title, found, next_dates, "unedit" if found.replaces else "cancel"))


async def _drafted(
    desk: Desk, community: Community, capsule_id: int, wanted: gaps.Wanted, words: str, replaces: int = 0
) -> Reply:
    made = Schedule(
        community_id=community.id,
        capsule_id=capsule_id,
        rule=wanted.rule,
        local_start=wanted.local_start,
        zone=wanted.zone,
        skips=wanted.skips,
        holidays=wanted.holidays,
        words=words,
        replaces=replaces or None,
        created_by=desk.member.id,
    )
    return Tell(await views.to_confirm(desk, await schedules.draft(desk.db, made, desk.now)))


async def _not_found(desk: Desk, community: Community, words: str) -> Mistake:
    """What is wrong with words that find no capsule: the date after the title of one, or else the title."""
    found, rest = await _titled(desk, community, words)
    if len(found) == 1:
        return Mistake(Say("schedules.mistake.when", title=found[0].title, words=rest))
    return Mistake(Say("capsules.mistake.none", words=words))


async def _titled(desk: Desk, community: Community, words: str) -> tuple[Sequence[Capsule], str]:
    """The one capsule that the first of these words find (two: several do), and the words after them."""
    parts = words.split()
    for size in range(min(len(parts) - 1, rules.MOST_CUTS), 0, -1):
        found = await capsules.meant(desk.db, community.id, " ".join(parts[:size]), 2)
        if found:
            return found, " ".join(parts[size:])
    return [], ""


def _examples(title: str) -> list[Say]:
    """The title followed by each way to say when."""
    return [Say("schedules.suggestion", title=title, when=Say(f"schedules.example.{name}")) for name in EXAMPLES]


def _tomorrow(desk: Desk, community: Community, words: str = "") -> Filled:
    day = dates.wall(desk.now, community.zone).date() + timedelta(days=1)
    return Filled(day.isoformat(), words=words)


def _cut(desk: Desk, community: Community, words: str) -> tuple[str, str]:
    """A title and a date in words, typed one after the other; "" for the second when none is understood."""
    now = dates.wall(desk.now, community.zone)
    for title, when in rules.split_at_dates(words):
        try:
            read(when, now, desk.language)
        except NotUnderstood:
            continue
        return title, when
    return words, ""


def _fitting(community_id: int, words: str) -> str:
    """The words, if a button can carry them."""
    try:
        return words if str(to("schedules.plan_form", community_id, 10**9, words)) else ""
    except BadLink:
        return ""

"""What animators do to have a key message said again: choose it, look at every date, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say, When
from handlers.chat.written import long_hour, read_date, read_hour, short_hour
from handlers.desk import Desk
from handlers.repetition import cards, rules
from handlers.repetition.cards import PAGE, Dated, Page
from storage import dates, repetition, runs, taken
from storage.communities import Community
from storage.placing import MOST_DAYS, Channel, Placed, place, shape
from storage.repetition import Variant, topic_of
from storage.runs import Start


@dataclass(frozen=True)
class Wanted:
    """What the form says: from when, and the days between posts; `group`: the variants of the key message."""

    community: Community
    group: Sequence[Variant]
    day: date
    hour: str
    gaps: tuple[int, ...]

    @property
    def chosen(self) -> list[Variant]:
        """What each post says."""
        return rules.series(self.group, len(self.gaps) + 1)

    @property
    def about(self) -> str:
        """What makes two plans the same."""
        return f"repetition:{topic_of(self.group[0].id, self.group[0].key_message)}@{self.day.isoformat()}"


@route("repetition.list", who=Role.ANIMATOR, command="repetition plan")
async def list_(ask: Ask, desk: Desk) -> Reply:
    """The key messages that several capsules say."""
    return Tell(await _page(desk, await desk.animated(ask.channel), 0))


@route("repetition.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, community_id: int, number: int) -> Reply:
    """Another page of the same list."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Replace(await _page(desk, community, min(max(number, 0), 10_000)))


async def _page(desk: Desk, community: Community, number: int) -> Card:
    found = list(rules.groups(await repetition.variants(desk.db, community.id)).values())
    shown = found[number * PAGE : (number + 1) * PAGE]
    return cards.page(Page(community.id, community.name, shown, len(found), number))


@route("repetition.form", who=Role.ANIMATOR, opens_form=True)
async def form(
    _ask: Ask, desk: Desk, community_id: int, capsule_id: int, day: str = "", hour: str = "", gaps: str = ""
) -> Reply:
    """From when, and how far apart; with what was already said."""
    community, _ = await _group(desk, community_id, capsule_id)
    tomorrow = dates.wall(desk.now, community.zone).date() + timedelta(days=1)
    shown = ", ".join(str(days) for days in rules.read_gaps(gaps) or rules.GAPS)
    on, at = read_date(day) or tomorrow, long_hour(hour) or "09:00"
    return Open(cards.form(community.id, capsule_id, on.isoformat(), community.zone, at, shown))


@route("repetition.plan", who=Role.ANIMATOR)
async def plan(ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Every date, to be confirmed; nothing is planned yet."""
    community, group = await _group(desk, community_id, capsule_id)
    day, hour = read_date(ask.answers.get("date", "")), read_hour(ask.answers.get("time", ""))
    gaps = rules.read_gaps(ask.answers.get("gaps", ""))
    if day is None:
        raise Mistake(Say("repetition.mistake.date"), "date")
    _check_day(day, desk, community)
    if hour is None:
        raise Mistake(Say("repetition.mistake.hour"), "time")
    if gaps is None:
        raise Mistake(Say("repetition.mistake.gaps", most=rules.MOST_GAPS), "gaps")
    wanted = Wanted(community, group, day, hour, gaps)
    return Tell(_to_confirm(wanted, await _placed(desk, wanted)))


@route("repetition.confirm", who=Role.ANIMATOR)
async def confirm(
    _ask: Ask, desk: Desk, community_id: int, capsule_id: int, day: str, hour: str, gaps: str, shown: str
) -> Reply:
    """Plans what was shown; shows it again when its dates are no longer the same."""
    community, group = await _group(desk, community_id, capsule_id)
    on, at, days = read_date(day), long_hour(hour), rules.read_gaps(gaps)
    if on is None or at is None or days is None:
        raise Mistake(Say("help.outdated"))
    _check_day(on, desk, community)
    await runs.hold(desk.db, [community.id])
    wanted = Wanted(community, group, on, at, days)
    if (there := await runs.found(desk.db, community.id, wanted.about)) is not None:
        return Replace(cards.planned(group[0].key_message, there, 0, again=True))
    placed = await _placed(desk, wanted)
    posts = [(one.wish.number, one.local, one.at) for one in placed if one.local and one.at]
    if shape(placed) != shown or not posts:
        return Replace(_to_confirm(wanted, placed))
    begun = Start(community.id, community.zone, wanted.about, group[0].key_message, posts)
    made = await runs.start(desk.db, [begun], desk.member.id, desk.now)
    return Replace(cards.planned(group[0].key_message, made[community.id], len(posts)))


async def _group(desk: Desk, community_id: int, capsule_id: int) -> tuple[Community, Sequence[Variant]]:
    """A community the asker animates, and the variants of the key message of this capsule. Raises Mistake."""
    community = await desk.community(community_id, Role.ANIMATOR)
    found = rules.groups(await repetition.variants(desk.db, community.id)).values()
    group = next((group for group in found if capsule_id in [one.id for one in group]), None)
    if group is None:
        raise Mistake(Say("help.outdated"))
    return community, group


async def _placed(desk: Desk, wanted: Wanted) -> list[Placed]:
    """A date for each post, apart from what is planned."""
    community = wanted.community
    wishes = rules.wishes(wanted.chosen, wanted.day, wanted.hour, wanted.gaps)
    end = dates.instant(wishes[-1].local, community.zone) + timedelta(days=MOST_DAYS + 1)
    busy = await taken.between(desk.db, [community.id], desk.now - timedelta(days=2), end)
    return place(wishes, Channel(community.zone, community.gap_minutes), busy[community.id], desk.now)


def _to_confirm(wanted: Wanted, placed: Sequence[Placed]) -> Card:
    community, chosen = wanted.community, wanted.chosen
    dated = [
        Dated(variant, When(one.at, community.zone) if one.at else None, one.why)
        for variant, one in zip(chosen, placed, strict=True)
    ]
    first = wanted.group[0]
    gaps = ".".join(str(days) for days in wanted.gaps)
    said = (community.id, first.id, wanted.day.isoformat(), short_hour(wanted.hour), gaps)
    go = to("repetition.confirm", *said, shape(placed)) if any(one.at for one in placed) else None
    alike = not rules.is_apart([one.format for one in chosen])
    return cards.confirm(first.key_message, community.channel, dated, go, to("repetition.form", *said), alike=alike)


def _check_day(day: date, desk: Desk, community: Community) -> None:
    today = dates.wall(desk.now, community.zone).date()
    if not today <= day <= today + rules.FURTHEST:
        raise Mistake(Say("repetition.mistake.far"), "date")

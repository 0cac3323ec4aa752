"""What animators write of an improvement, checked and kept; and whom it is told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.improvements import rules
from storage import improvement_news, improvement_rounds, improvements
from storage.communities import Community
from storage.improvements import STATES, Improvement

NEWS = "improvements.news_of"
REMINDED_AT = time(9)
"""When the team is reminded of an improvement on the day it chose, on the community's clocks."""


@dataclass(frozen=True)
class _Written:
    title: str
    state: str
    words: str


async def made(ask: Ask, desk: Desk, community: Community, course_id: int) -> Improvement:
    """A new improvement. Raises Mistake."""
    written = _written(ask)
    review = _review(ask)
    one = await improvements.create(
        desk.db,
        community_id=community.id,
        course_id=course_id,
        month=improvement_rounds.month_of(community, desk.now),
        **vars(written),
    )
    await _remind(desk, one, community, review)
    return one


async def changed(ask: Ask, desk: Desk, one: Improvement, community: Community, version: int) -> bool:
    """Changes an improvement; False when somebody else did since the form was opened. Raises Mistake."""
    written = _written(ask)
    review = _review(ask)
    month = improvement_rounds.month_of(community, desk.now)
    if not await improvements.change(desk.db, one, version, month=month, **vars(written)):
        return False
    await _remind(desk, one, community, review)
    return True


async def tell(desk: Desk, one: Improvement, community: Community) -> None:
    """Tells those whose words led there how far it is."""
    await improvement_news.owe(desk.db, NEWS, one, community, desk.now)


def _written(ask: Ask) -> _Written:
    title = rules.clean(ask.answers.get("title", ""), rules.SHORTEST_TITLE, rules.LONGEST_TITLE)
    if title is None:
        limits = {"shortest": rules.SHORTEST_TITLE, "longest": rules.LONGEST_TITLE}
        raise Mistake(Say("improvements.bad_title", **limits), "title")
    words = rules.clean(ask.answers.get("words", ""), rules.SHORTEST_WORDS, rules.LONGEST_WORDS)
    if words is None:
        limits = {"shortest": rules.SHORTEST_WORDS, "longest": rules.LONGEST_WORDS}
        raise Mistake(Say("improvements.bad_words", **limits), "words")
    state = ask.answers.get("state", "")
    if state not in STATES:
        raise Mistake(Say("improvements.bad_state"), "state")
    return _Written(title, state, words)


def _review(ask: Ask) -> str:
    chosen = ask.answers.get("review", "none")
    if chosen not in (rules.AS_IT_IS, *rules.REVIEWS):
        raise Mistake(Say("improvements.bad_review"), "review")
    return chosen


async def _remind(desk: Desk, one: Improvement, community: Community, chosen: str) -> None:
    if chosen == rules.AS_IT_IS:
        return
    if chosen == "none":
        await improvements.remind(desk.db, one, None, None)
        return
    zone = ZoneInfo(improvement_rounds.zone_of(community))
    day: date = rules.review_day(desk.now.astimezone(zone).date(), int(chosen))
    await improvements.remind(desk.db, one, day.isoformat(), datetime.combine(day, REMINDED_AT, zone).astimezone(UTC))

"""What the cards of improvements need, read from storage."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from handlers.chat.words import Line, Say, When
from handlers.improvements import rules
from handlers.improvements.cards import Balance, Words
from handlers.improvements.lines import View
from handlers.improvements.pinned import Promise
from handlers.improvements.sheets import Item, Sheet
from storage import improvement_cards, improvement_rounds, likes, promises
from storage.communities import Community
from storage.database import Db
from storage.improvement_cards import Quotable
from storage.improvements import OPEN, Said, Shown
from storage.people import Member
from storage.verbatims import FIRST_NAME, FULL_NAME, TEAM

NOON = time(12)
"""A day or a month without an hour is told by its noon, which is in it on every clock."""


def view(shown: Shown, *, mine: bool = False) -> View:
    """An improvement as it is; `mine`: its reader may change it."""
    one = shown.improvement
    is_reviewed = mine and one.review_on is not None and one.state in OPEN
    return View(
        id=one.id,
        course=shown.course,
        title=one.title,
        state=one.state,
        words=one.words,
        since=When(_noon(date.fromisoformat(f"{one.changed_in}-01")), "UTC", "month"),
        review=When(_noon(date.fromisoformat(one.review_on)), "UTC", "day") if is_reviewed and one.review_on else None,
        heard=shown.heard,
        mine=mine,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, UTC)


def words(said: Said) -> Words:
    """Somebody's words for the animators: with their name, unless they chose none or only their first."""
    one = said.verbatim
    return Words(one.id, said.course.title, one.words or "", signed(one.scope, said.author, team=True))


def signed(scope: str, author: Member | None, *, team: bool = False) -> Line:
    """How words are signed: as their author chose; the team also reads who wrote for it alone."""
    if author is not None and author.name:
        if scope == FULL_NAME or (team and scope == TEAM):
            return author.name
        if scope == FIRST_NAME:
            return author.first_name
    return Say("improvements.signed.anonymous")


async def sheet(db: Db, card_id: int) -> Sheet:
    """A card of the month as it is at this moment."""
    found = await improvement_cards.sheet(db, card_id)
    return Sheet(
        id=card_id,
        community=found.community.name,
        state=found.card.state,
        items=[Item(view(one.shown), one.left_out, _quote(one.quote)) for one in found.lines],
        likes=await likes.count(db, improvement_cards.card_subject(card_id)),
        decider=found.decider.name if found.decider else "",
        waiting=found.waiting,
    )


def _quote(found: Quotable | None) -> tuple[str, Line] | None:
    return None if found is None else (found.words, signed(found.scope, found.author))


async def promise(db: Db, community: Community, now: datetime) -> Promise:
    """What the team promises, and how it kept it over the last 90 days."""
    kept = await promises.kept(db, community, now)
    percent = rules.share(kept.received, kept.in_time)
    return Promise(
        community.id, community.name, community.answer_days, percent, kept.received if percent is not None else 0
    )


async def balance(db: Db, community: Community, quarter: int) -> Balance:
    """The balance of a quarter, without what fewer than five people are behind."""
    found = await improvement_rounds.balance(db, community, quarter)
    start, end = improvement_rounds.span(community, quarter)
    zone = improvement_rounds.zone_of(community)
    return Balance(
        community.id,
        community.name,
        When(start, zone, "month"),
        When(end - timedelta(hours=1), zone, "month"),
        *(rules.told(tally.total, tally.people) for tally in (found.received, found.answered, found.acted)),
    )

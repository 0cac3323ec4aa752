"""What the cards of results show, read from storage; what is told for the first time is noted as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Card
from handlers.chat.words import Line, Say
from handlers.desk import Desk
from handlers.results import cards, rules
from storage import results
from storage.people import Member
from storage.results import Figures
from storage.sessions import Outline, Session
from storage.verbatims import ANONYMOUS, FIRST_NAME, Verbatim


@dataclass(frozen=True)
class _Told:
    """The sessions looked at, what may be told of them, and how many came."""

    sessions: Sequence[Session]
    figures: Figures
    came: int

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.sessions]


async def of_session(desk: Desk, outline: Outline, *, animates: bool) -> Card:
    """The card of one session."""
    told = await _tell(desk, outline.session, together=False)
    session = outline.session
    found = await results.count_words(desk.db, told.ids, animates=animates, together=False)
    past = cards.Past(session.id, outline.course, session.starts_at, session.zone, told.came)
    return cards.of_session(past, told.figures, announced=session.hours, words=found)


async def of_course(desk: Desk, outline: Outline, *, animates: bool) -> Card:
    """The card of all the sessions of a course in a community."""
    told = await _tell(desk, outline.session, together=True)
    hours = {one.hours for one in told.sessions}
    found = await results.count_words(desk.db, told.ids, animates=animates, together=True)
    past = cards.Past(outline.session.id, outline.course, outline.session.starts_at, outline.session.zone, told.came)
    announced = hours.pop() if len(hours) == 1 else None
    return cards.of_course(past, told.figures, sessions=len(told.sessions), announced=announced, words=found)


async def words(desk: Desk, outline: Outline, *, animates: bool, together: bool, number: int) -> Card:
    """One page of the words the asker may read."""
    told = await _tell(desk, outline.session, together=together)
    found = await results.words(
        desk.db, told.ids, animates=animates, together=together, skip=number * rules.PAGE, most=rules.PAGE + 1
    )
    said = [cards.Said(one.words or "", one.about, _signed(one, author)) for one, author in found[: rules.PAGE]]
    more = len(found) > rules.PAGE
    return cards.words(outline.course, said, outline.session.id, together=together, number=number, more=more)


async def _tell(desk: Desk, session: Session, *, together: bool) -> _Told:
    """Adds the rounds that are due to what was told before, and reads the sum.

    The rounds of every session of the course are looked at, whatever is shown: none can be told about one of them only.
    """
    every = await results.siblings(desk.db, session)
    ids = [one.id for one in every]
    came = await results.came(desk.db, ids)
    rated = await results.rated(desk.db, ids)
    begun = {
        one.id for one in every if rules.may_begin(rated[one.id], came[one.id], desk.now - one.ends_at)
    } | await results.first_told(desk.db, ids)
    waiting = await results.waiting(desk.db, ids)
    alone = rules.rounds_alone(waiting, begun)
    await results.tell(desk.db, alone, alone=True)
    over = {one.id for one in every if desk.now - one.ends_at >= rules.POOLED_AFTER}
    told = set(alone)
    left = [one for one in waiting if one not in told]
    await results.tell(desk.db, rules.rounds_together(left, over), alone=False)
    await results.tell(desk.db, rules.rounds_alone(await results.waiting_pairs(desk.db, ids), begun), alone=True)
    shown = every if together else [session]
    shown_ids = [one.id for one in shown]
    figures = await results.figures(desk.db, shown_ids, together=together)
    return _Told(shown, figures, sum(came[one] for one in shown_ids))


def _signed(verbatim: Verbatim, author: Member | None) -> Line:
    """How the words are signed: with what their author chose; the team reads the name of who wrote to the team."""
    if verbatim.scope == ANONYMOUS or author is None:
        return Say("results.signed.anonymous")
    name = author.first_name if verbatim.scope == FIRST_NAME else author.name
    return Say(f"results.signed.{verbatim.scope}", name=name) if name else Say("results.signed.anonymous")

"""What the cards of results show, read from storage; what is told for the first time is noted as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Card
from handlers.chat.words import Line, Say
from handlers.desk import Desk
from handlers.results import cards, rules
from handlers.results.telling import tell
from storage import checks, result_words, results
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
    told_ = await _tell(desk, outline.session, together=False)
    beside = await _beside(desk, told_, animates=animates, together=False)
    return cards.of_session(_past(outline, told_), told_.figures, beside)


async def of_course(desk: Desk, outline: Outline, *, animates: bool) -> Card:
    """The card of all the sessions of a course in a community."""
    told_ = await _tell(desk, outline.session, together=True)
    beside = await _beside(desk, told_, animates=animates, together=True)
    return cards.of_course(_past(outline, told_), told_.figures, beside, sessions=len(told_.sessions))


def _past(outline: Outline, told_: _Told) -> cards.Past:
    session = outline.session
    return cards.Past(session.id, outline.course, session.starts_at, session.zone, told_.came)


async def _beside(desk: Desk, told_: _Told, *, animates: bool, together: bool) -> cards.Beside:
    hours = {one.hours for one in told_.sessions}
    lift = await checks.lift(desk.db, told_.ids)
    return cards.Beside(
        hours.pop() if len(hours) == 1 else None,
        (lift.before, lift.after, lift.people) if lift else None,
        await result_words.count_words(desk.db, told_.ids, animates=animates, together=together),
        await result_words.count_wishes(desk.db, told_.ids, together=together) if animates else 0,
    )


async def wishes(desk: Desk, outline: Outline, *, together: bool, number: int) -> Card:
    """One page of what people wrote that they would like next, for animators."""
    told_ = await _tell(desk, outline.session, together=together)
    found = await result_words.wishes(
        desk.db, told_.ids, together=together, skip=number * rules.PAGE, most=rules.PAGE + 1
    )
    more, here = len(found) > rules.PAGE, outline.session.id
    return cards.wishes(outline.course, found[: rules.PAGE], here, together=together, number=number, more=more)


async def words(desk: Desk, outline: Outline, *, animates: bool, together: bool, number: int) -> Card:
    """One page of the words the asker may read."""
    told_ = await _tell(desk, outline.session, together=together)
    found = await result_words.words(
        desk.db, told_.ids, animates=animates, together=together, skip=number * rules.PAGE, most=rules.PAGE + 1
    )
    said = [cards.Said(one.words or "", one.about, _signed(one, author)) for one, author in found[: rules.PAGE]]
    more = len(found) > rules.PAGE
    return cards.words(outline.course, said, outline.session.id, together=together, number=number, more=more)


async def _tell(desk: Desk, session: Session, *, together: bool) -> _Told:
    """What is told of a session, or (`together`) of all those of its course; the rounds that are due are in it."""
    every, came = await tell(desk.db, desk.now, session)
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

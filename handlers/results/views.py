"""What the cards of results show, read from storage; what is told for the first time is noted as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Card
from handlers.chat.words import Line, Say
from handlers.desk import Desk
from handlers.results import cards, rules
from storage import checks, result_words, results, told
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
    """Adds the rounds that are due to what was told before, and reads the sum: of the session, or of all its course."""
    siblings = await results.siblings(desk.db, session)
    every = siblings if together else [session]
    ids = [one.id for one in every]
    came = await results.came(desk.db, ids)
    rated = await results.rated(desk.db, ids)
    begun = {
        one.id for one in every if rules.may_begin(rated[one.id], came[one.id], desk.now - one.ends_at)
    } | await told.first_told(desk.db, ids)
    waiting = await results.waiting(desk.db, ids)
    alone = rules.rounds_alone(waiting, begun)
    await results.tell(desk.db, alone, alone=True)
    if together:
        over = {one.id for one in every if desk.now - one.ends_at >= rules.POOLED_AFTER}
        new = set(alone)
        left = rules.rounds_together([one for one in waiting if one not in new], over)
        await results.tell(desk.db, left, alone=False)
    await results.tell(desk.db, rules.rounds_alone(await results.waiting_pairs(desk.db, ids), begun), alone=True)
    return _Told(every, await results.figures(desk.db, ids, together=together), sum(came.values()))


def _signed(verbatim: Verbatim, author: Member | None) -> Line:
    """How the words are signed: with what their author chose; the team reads the name of who wrote to the team."""
    if verbatim.scope == ANONYMOUS or author is None:
        return Say("results.signed.anonymous")
    name = author.first_name if verbatim.scope == FIRST_NAME else author.name
    return Say(f"results.signed.{verbatim.scope}", name=name) if name else Say("results.signed.anonymous")

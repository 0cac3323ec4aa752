"""Surveys weeks after a session: which are due, whom they may ask, and what remained beside what was said then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from sqlalchemy import func, select, true, update

from storage.database import Db
from storage.feedback import APPLIED, COLD, HOT, RECOMMEND, STARS, Answer
from storage.people import Member
from storage.sessions import Attendee, Session
from storage.solicitations import Solicitation

FEWEST = 5
"""Different people a figure must come from to be told: with fewer, somebody could be guessed."""

WHAT_WAS_APPLIED, WHAT_STOPPED = "applied", "stopped"
"""What verbatims weeks after a session are about (`storage.verbatims.Verbatim.about`)."""


def subject(session_id: int, member_id: int) -> str:
    """The fact for which somebody is asked weeks after a session, and what that message is about."""
    return f"cold:{session_id}:{member_id}"


async def take_due(db: Db, now: datetime, most: int) -> Sequence[int]:
    """The sessions of which it is time to ask what remains; each is taken by one process, once."""
    due = select(Session.id).where(Session.cold_at <= now).order_by(Session.cold_at, Session.id).limit(most)
    taken = update(Session).where(
        Session.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()), Session.cold_at <= now
    )
    return (await db.scalars(taken.values(cold_at=None).returning(Session.id))).all()


async def to_ask(db: Db, session_id: int) -> Sequence[int]:
    """The numbers of the attendees who accept to be asked about sessions."""
    wanted = select(Member.id).join(Attendee, Attendee.member_id == Member.id)
    wanted = wanted.where(Attendee.session_id == session_id, Member.surveys == true())
    return (await db.scalars(wanted.order_by(Member.id))).all()


async def accepts(db: Db, member_id: int) -> bool:
    """Whether the member still accepts to be asked about sessions."""
    wanted = select(Member.id).where(Member.id == member_id, Member.surveys == true())
    return (await db.scalars(wanted)).first() is not None


async def was_asked(db: Db, session_id: int, member_id: int) -> bool:
    """Whether the time has come for this member to say what remains of this session."""
    wanted = select(Solicitation.id).where(Solicitation.about == subject(session_id, member_id))
    return (await db.scalars(wanted)).first() is not None


@dataclass(frozen=True)
class Given:
    """One answer. `respondent` is the seal of who gave it, None once they are erased."""

    session_id: int
    phase: str
    question: str
    respondent: str | None
    value: int


@dataclass(frozen=True)
class Change:
    """Means over the `pairs`: the same people about the same sessions, just after and weeks later."""

    pairs: int
    hot: float
    cold: float

    @property
    def difference(self) -> float:
        """How much higher they answer weeks later; below 0: lower."""
        return self.cold - self.hot


@dataclass(frozen=True)
class Paired:
    """A question asked both times: how many answered each time, and how their answers changed.

    `change` is None when it would come from fewer than FEWEST different people.
    """

    hot: int
    cold: int
    change: Change | None


@dataclass(frozen=True)
class Remains:
    """What remained of some sessions. `attendees`: how many came, against whom answers are counted.

    `applied`: how many applied nothing, a little, a lot; None when fewer than FEWEST different people told.
    """

    attendees: int
    stars: Paired
    recommend: Paired
    applied: tuple[int, int, int] | None


async def paired(db: Db, session_ids: Collection[int]) -> Remains:
    """What remained of these sessions: one, or all those of a course. Whatever it tells comes from enough people."""
    came = select(func.count(Attendee.id)).where(Attendee.session_id.in_(session_ids))
    wanted = select(Answer.session_id, Answer.phase, Answer.question, Answer.respondent, Answer.value)
    wanted = wanted.where(Answer.session_id.in_(session_ids), Answer.question.in_((STARS, RECOMMEND, APPLIED)))
    given = [Given(*row) for row in await db.execute(wanted)]
    return remains((await db.scalars(came)).one(), given)


def remains(attendees: int, given: Iterable[Given]) -> Remains:
    """From answers to what may be told of them. Pure."""
    by_question: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_question[one.question].append(one)
    return Remains(attendees, pair(by_question[STARS]), pair(by_question[RECOMMEND]), _applied(by_question[APPLIED]))


def pair(given: Sequence[Given]) -> Paired:
    """Pairs the answers to one question: an answer only ever meets another by the same person about the same session.

    The answers of people erased since are counted, and paired with nothing.
    """
    hot, cold = _sealed(given, HOT), _sealed(given, COLD)
    both = sorted(hot.keys() & cold.keys())
    people = {respondent for _session_id, respondent in both}
    change = None
    if len(people) >= FEWEST:
        change = Change(len(both), fmean(hot[one] for one in both), fmean(cold[one] for one in both))
    answered = {phase: sum(one.phase == phase for one in given) for phase in (HOT, COLD)}
    return Paired(answered[HOT], answered[COLD], change)


def _sealed(given: Sequence[Given], phase: str) -> Mapping[tuple[int, str], int]:
    return {
        (one.session_id, one.respondent): one.value
        for one in given
        if one.phase == phase and one.respondent is not None
    }


def _applied(given: Sequence[Given]) -> tuple[int, int, int] | None:
    people = {one.respondent for one in given} - {None}
    if len(people) < FEWEST:
        return None
    nothing, little, much = (sum(one.value == value for one in given) for value in range(3))
    return nothing, little, much

"""From what is kept to what cards show: a session, and what somebody gave of it."""

from __future__ import annotations

from handlers.feedback import rules
from handlers.feedback.given import Choice, Given, Rated
from handlers.feedback.lists import Past
from storage import feedback, ladders, surveys, testimonials, verbatims, wishes
from storage.database import Db
from storage.feedback import STARS
from storage.sessions import Outline, Session
from storage.verbatims import ALERT, TEAM, Verbatim
from storage.wishes import COMMUNITY, COURSE

MOST_THEMES = 4
"""Of each kind: what is looked through at a glance."""


def rated(outline: Outline) -> Rated:
    """The session as the ladder names it."""
    return of(outline.session, outline.course)


def of(session: Session, course: str) -> Rated:
    """As `rated`."""
    minutes = rules.announced(session.hours, session.starts_at, session.ends_at)
    return Rated(session.id, course, session.starts_at, session.zone, minutes)


async def given(db: Db, outline: Outline, member_id: int) -> Given:
    """What a member gave of a session, as only they may see it."""
    session_id = outline.session.id
    answers = await feedback.answers_of(db, session_id, member_id)
    said = await verbatims.of_member(db, session_id, member_id)
    liked = await ladders.moments(db, session_id, member_id)
    wished = await wishes.of_member(db, session_id, member_id)
    return Given(
        answers,
        said.words if said else None,
        said.scope if said else TEAM,
        [Choice(ladders.MOMENT, one.id, one.title, one.liked) for one in liked],
        await _themes(db, outline, wished),
        wished.get(wishes.WORDS),
        await feedback.step(db, session_id, member_id),
        await surveys.was_asked(db, session_id, member_id),
        said is not None and await _publishable(db, said),
    )


async def _publishable(db: Db, said: Verbatim) -> bool:
    return bool(said.words) and said.calls_for != ALERT and await testimonials.of_verbatim(db, said.id) is None


async def first(db: Db, outline: Outline, member_id: int) -> Given | None:
    """What is shown to who has given no stars yet, read at little cost; None for who has."""
    answers = await feedback.answers_of(db, outline.session.id, member_id)
    if STARS in answers:
        return None
    return Given(answers, step=await feedback.step(db, outline.session.id, member_id))


async def _themes(db: Db, outline: Outline, wished: dict[str, str | None]) -> list[Choice]:
    """The workspace's other communities and courses, those chosen among them whatever their number."""
    found = []
    for kind, offered in ((COMMUNITY, ladders.other_communities), (COURSE, ladders.other_courses)):
        chosen = {int(about.partition(":")[2]) for about in wished if about.startswith(f"{kind}:")}
        for place, (number, title) in enumerate(await offered(db, outline)):
            if place < MOST_THEMES or number in chosen:
                found.append(Choice(kind, number, title, number in chosen))
    return found


async def past(db: Db, sessions: list[tuple[Session, str]], member_id: int) -> list[Past]:
    """Sessions as lists show them to somebody who attended them."""
    return [Past(of(session, course), await feedback.stars(db, session.id, member_id)) for session, course in sessions]

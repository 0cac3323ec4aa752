"""Three quizzes of a community, and a session of tomorrow whose attendees they are asked of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage import capsules, checks, communities, sessions
from storage.capsules import Source
from storage.checks import AFTER, BEFORE, Lift
from storage.formats import Choice, Quiz, written
from tests.handlers.theatre import Theatre

QUIZ = Quiz((Choice("wrong one", 0), Choice("right one", 100)), explanation="Because of **this**.")
SEVERAL = Quiz((Choice("first half", 50), Choice("second half", 50), Choice("no part", -50)), several=True)
WRONG, RIGHT = 0, 1
HALF, ALL = 1, 3
"""Marks of the choices of SEVERAL: its first half, and both."""


async def quiz(play: Theatre, number: int, details: Quiz = QUIZ, *, says: str = "", format_: str = "quiz") -> int:
    """A quiz of the community, or what it says now."""
    kept = written(details)
    title = f"Quiz {number}"
    source = Source(
        f"quiz/{number}", play.community_id, title, "Facts", format_, says or f"Question {number}?", "", 1, "easy",
        "en", f"{kept}{says}", kept,
    )  # fmt: skip
    async with play.database.transaction() as db:
        return (await capsules.keep(db, [source], play.clock.now()))[source.origin][0]


async def three(play: Theatre) -> list[int]:
    return [await quiz(play, number, SEVERAL if number == 2 else QUIZ) for number in (1, 2, 3)]


async def session(play: Theatre, *attendees: str, days: float = 2) -> int:
    """A session of an hour that starts in so many days."""
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        starts_at = play.clock.now() + timedelta(days=days)
        made = await sessions.create(
            db,
            community=community,
            title="Donner un retour",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            created_by=None,
        )
    for who in attendees:
        await joins(play, who, made.id)
    return made.id


async def joins(play: Theatre, who: str, session_id: int) -> None:
    member = await play.member(who)
    async with play.database.transaction() as db:
        await sessions.attend(db, session_id, member.id)


async def checked(play: Theatre, *attendees: str, days: float = 2) -> int:
    """The same, with three quizzes attached by Amina."""
    session_id = await session(play, *attendees, days=days)
    await play.press("amina", "checks.attach", session_id, *await three(play))
    return session_id


async def passes(play: Theatre, **time: float) -> None:
    """Time passes: sessions end, and what people know is asked."""
    play.clock.move_to(play.clock.now() + timedelta(**time))
    await play.tick("sessions", "checks")


async def asked(play: Theatre, *attendees: str) -> int:
    """The day before: everybody was asked."""
    session_id = await checked(play, *attendees)
    await passes(play, days=1)
    return session_id


async def asked_again(play: Theatre) -> None:
    """The day after, two days and an hour after the day before."""
    await passes(play, days=2, hours=1)


async def answers(play: Theatre, who: str, session_id: int, phase: str, right: Sequence[bool]) -> None:
    """Somebody answers the first questions, rightly or not; the second has several right answers."""
    for position, is_right in enumerate(right):
        if position == 1:
            await play.press(who, "checks.send", session_id, phase, position, ALL if is_right else HALF)
        else:
            await play.press(who, "checks.answer", session_id, phase, position, RIGHT if is_right else WRONG)


async def learns(play: Theatre, session_id: int, *people: str) -> None:
    """They know one answer of three before and two after."""
    for who in people:
        await answers(play, who, session_id, BEFORE, (True, False, False))
    await asked_again(play)
    for who in people:
        await answers(play, who, session_id, AFTER, (True, True, False))


async def lift(play: Theatre, session_id: int) -> Lift | None:
    async with play.database.reading() as db:
        return await checks.lift(db, [session_id])


async def shown(play: Theatre, who: str, session_id: int, phase: str) -> str:
    """What a message shows somebody now; "" when they have none."""
    await play.post()
    return play.wall.get(checks.about(session_id, phase, (await play.member(who)).id), "")

"""Decisions about the knowledge check, as pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Literal

from handlers.figures import FEWEST
from storage.check_plans import AGAIN, ASKED, BEGUN, DROPPED, LATE, PREPARED, QUESTIONS, TOLD
from storage.checks import AFTER, BEFORE, Marked
from storage.sessions import CANCELLED, ENDED, PLANNED

A_DAY = timedelta(days=1)
"""How long before the start the questions are asked, and how long after the end they are asked again."""
GRACE = timedelta(minutes=30)
"""How long after the start one may still answer "before": a session often begins with it."""

TOLD_AFTER = timedelta(days=8)
"""How long after the end the group's lift is told, unless everybody has answered before: a week to answer again."""

Asks = Literal["before", "after", "nothing"]


def next_act(stage: str, state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> tuple[Asks, str]:
    """What is asked now that something is to be done about a check (`storage.checks.pending`), and its next stage.

    Who joins between the day before and the start is asked at the start. A check whose questions could not be asked
    before is over: there would be nothing to compare with. So is one that could not be asked again in time.
    """
    if state == CANCELLED:
        return "nothing", DROPPED
    if state == ENDED:
        if stage == AGAIN:
            return "nothing", LATE
        too_late = stage == PREPARED or now - ends_at > TOLD_AFTER
        return ("nothing", DROPPED) if too_late else ("after", AGAIN)
    if now < starts_at:
        return "before", ASKED
    if now <= starts_at + GRACE:
        return "before", BEGUN
    return "nothing", (DROPPED if stage == PREPARED else BEGUN)


def whole(marked: Iterable[Marked]) -> frozenset[str]:
    """The seals of the people who answered every question both times: only these can be compared with themselves."""
    answered: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for one in marked:
        answered[one.respondent].add((one.phase, one.position))
    return frozenset(who for who, given in answered.items() if len(given) == 2 * QUESTIONS)


def may_tell(stage: str, people: int, attendees: int) -> bool:
    """Whether the lift of so many `people` is told: once, when everybody or its day has come, from five people on.

    It never moves afterwards: seen before and after one more person, it would tell what that person answered.
    """
    return people >= FEWEST and (stage == LATE or (stage == AGAIN and people >= attendees))


def may_answer(phase: str, stage: str | None, state: str, starts_at: datetime, now: datetime) -> bool:
    """Whether answers are taken: before, until half an hour after the start; after, once it is asked again."""
    if phase == BEFORE:
        return stage in (ASKED, BEGUN) and state == PLANNED and now <= starts_at + GRACE
    return phase == AFTER and stage in (AGAIN, LATE, TOLD)


def next_position(questions: int, answered: Collection[int]) -> int | None:
    """The first question not answered yet; None when all are."""
    return next((position for position in range(questions) if position not in answered), None)


def toggled(picked: tuple[int, ...], capsule_id: int) -> tuple[int, ...]:
    """The quizzes picked with this one more, or without it if it was; no more than three."""
    if capsule_id in picked:
        return tuple(one for one in picked if one != capsule_id)
    return (*picked, capsule_id)[:QUESTIONS]


def percent(share: float) -> int:
    """A share (0 to 1) in percent, to the nearest."""
    return round(100 * share)

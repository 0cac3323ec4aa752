"""Whose words leave at a community's next slot, as pure functions.

In order: what an animator put first; whoever has waited too long; the course that has gone longest without a voice
there (one that never had one first); the person who has; the longest wait. Never the author of the last one, while
somebody else's words wait. When only theirs do, the slot stays empty until a week has passed since their last, and then
they leave: two in a row by one person look like a campaign, but words that were agreed to and approved must not depend
on somebody else's coming.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

PATIENCE = timedelta(days=28)
"""How long one may be overtaken by courses and people whose turn it is; the oldest such leaves first."""

APART = timedelta(days=6, hours=12)
"""What must lie between two of one author when nobody else waits: a week, on clocks that change twice a year."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """One that waits: its author (whatever stands for them), its course, since when, and where animators put it."""

    id: int
    author: str
    course: int
    since: datetime
    turn: int = 0


@dataclass(frozen=True)
class Turns:
    """What a community has heard: when each course and author last had their turn, and who was the last."""

    courses: Mapping[int, datetime] = field(default_factory=dict)
    authors: Mapping[str, datetime] = field(default_factory=dict)
    last: str | None = None

    def after(self, one: Candidate, at: datetime) -> Turns:
        """Once this one is posted."""
        return Turns({**self.courses, one.course: at}, {**self.authors, one.author: at}, one.author)


def choose(waiting: Sequence[Candidate], turns: Turns, now: datetime) -> Candidate | None:
    """The one that leaves now; None when nothing waits, or only words of the last author, of less than a week ago."""
    others = [one for one in waiting if one.author != turns.last]
    if not others and turns.last is not None and now - turns.authors.get(turns.last, _NEVER) < APART:
        return None
    return min(others or waiting, key=lambda one: _order(one, turns, now), default=None)


def _order(one: Candidate, turns: Turns, now: datetime) -> tuple[int, int, datetime, datetime, datetime, int]:
    if now - one.since > PATIENCE:
        return (one.turn, 0, one.since, one.since, one.since, one.id)
    course, author = turns.courses.get(one.course, _NEVER), turns.authors.get(one.author, _NEVER)
    return (one.turn, 1, course, author, one.since, one.id)


def plan(waiting: Sequence[Candidate], turns: Turns, slots: Iterable[datetime]) -> list[tuple[int, datetime]]:
    """What leaves at each of these slots if nothing changes: ids and instants, in order; a slot may stay empty."""
    left, planned = list(waiting), []
    for at in slots:
        one = choose(left, turns, at)
        if one is not None:
            planned.append((one.id, at))
            turns = turns.after(one, at)
            left.remove(one)
    return planned


def first(waiting: Sequence[Candidate], chosen: int) -> int:
    """The turn that puts this one before all the others."""
    return min((one.turn for one in waiting if one.id != chosen), default=0) - 1

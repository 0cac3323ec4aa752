"""Decisions about results, as pure functions: which answers may be told, and the figures of the trade.

Nothing is told that comes from fewer than five people, nor could be worked out from what is told. Answers are therefore
told by rounds, never one by one: five people at least enter a figure together, and stay in it. Every figure, of a
session or of a course, is a sum of whole rounds; what one learns by subtracting figures, or by looking before and
after, is a sum of rounds again, hence about five people at least.

When it is first told, a session waits for a day, or for everybody who came: most answers come on the first day, and the
last ones, fewer than five, are told with those of other sessions of the course only, once these are over for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from handlers.figures import FEWEST, size
from storage.results import BOTH, Spread, Waiting
from storage.told import MOMENT

FIRST_AFTER = timedelta(hours=24)
"""How long after the end of a session its first round waits for more people, unless everybody answered."""
POOLED_AFTER = timedelta(days=14)
"""How long after the end its last answers, fewer than five, wait before they join those of other sessions."""

PAGE = 4
"""Sessions on one page of the list, and words on one page of theirs."""

STEADY = 0.25
"""A mean that moved by less than this stayed as it was, in a word."""


@dataclass(frozen=True)
class Change:
    """How the same people answered just after and weeks later. `first` and `then`: both means, None when only the
    `word` may be told."""

    people: int
    word: Literal["up", "down", "same"]
    first: float | None
    then: float | None


def may_begin(rated: int, came: int, since_end: timedelta) -> bool:
    """Whether the first round of a session need not wait for more people."""
    return since_end >= FIRST_AFTER or rated >= came


def rounds_alone(waiting: Iterable[Waiting], begun: Collection[int]) -> list[Waiting]:
    """The answers told now with their session: all that wait for a question, where five people or more answered it.

    `begun`: the sessions whose first round need not wait.
    """
    found = defaultdict(list)
    for one in waiting:
        if one.session_id in begun:
            found[one.session_id, one.phase, one.question].append(one)
    return [one for together in found.values() if _people(together) >= FEWEST for one in together]


def rounds_together(waiting: Iterable[Waiting], over: Collection[int], people: Mapping[str, int]) -> list[Waiting]:
    """The answers told now with those of other sessions of the course: what is left of sessions that are `over`.

    `people`: who is behind each seal, which is another about each session: one person is counted once. Moments are of
    one session: their likes never join others.
    """
    found = defaultdict(list)
    for one in waiting:
        if one.session_id in over and not one.question.startswith(MOMENT):
            found[one.phase, one.question].append(one)
    found_people = {key: len({people.get(one.respondent) for one in some} - {None}) for key, some in found.items()}
    return [one for key, together in found.items() if found_people[key] >= FEWEST for one in together]


def _people(answers: Sequence[Waiting]) -> int:
    return len({one.respondent for one in answers})


def change(pairs: Spread, hot: Spread, cold: Spread) -> Change | None:
    """What the pairs say (`storage.results.PAIRS`); None without any.

    Their means are told only where nobody, or five people, answered one time and are in no pair: else those few would
    be found by subtracting. A word does not lead to them.
    """
    n = size(pairs)
    if not n:
        return None
    first = sum(value // BOTH * times for value, times in pairs.items()) / n
    then = sum(value % BOTH * times for value, times in pairs.items()) / n
    word: Literal["up", "down", "same"] = "same" if abs(then - first) < STEADY else "up" if then > first else "down"
    others = [size(spread) - n for spread in (hot, cold)]
    if any(0 < one < FEWEST for one in others):
        return Change(n, word, None, None)
    return Change(n, word, round(first, 1), round(then, 1))

"""Decisions about the ladder, ratings and verbatims, as pure functions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from storage.feedback import (
    ASPECTS,
    COLLEAGUE,
    EFFORT,
    EMOTION,
    MINUTES,
    ORGANISATION,
    PEDAGOGY,
    RECOMMEND,
    RESULT,
    STARS,
)

FEWEST_STARS, MOST_STARS, LOW_STARS = 1, 5, 2
SHORTEST_WORDS, LONGEST_WORDS = 10, 1000
"""Characters of a verbatim."""
LONGEST_WISH = 300
"""Characters of a theme somebody would like."""
LONGEST_MINUTES = 100 * 60
"""Work that a session may have taken: beyond a hundred hours, it is no answer of ours."""

MOMENTS, WORDS, THEMES = "moments", "words", "themes"
"""Steps that are no single answer: what is liked of the agenda, a few words, other themes."""
STEPS = (
    STARS,
    EMOTION,
    MOMENTS,
    WORDS,
    RECOMMEND,
    THEMES,
    COLLEAGUE,
    RESULT,
    PEDAGOGY,
    ORGANISATION,
    EFFORT,
    MINUTES,
)
"""The ladder. Only the first step is asked; each of the others is offered once, right after the last."""
END, FORGOTTEN = "end", "forgotten"
"""Where somebody stands who said "that's all", and who took back everything they had answered."""

VALUES = {
    STARS: range(FEWEST_STARS, MOST_STARS + 1),
    EMOTION: range(1, 6),
    RECOMMEND: range(11),
    COLLEAGUE: range(1, 2),
    **dict.fromkeys(ASPECTS, range(1, 4)),
    EFFORT: range(1, 4),
    MINUTES: range(5, LONGEST_MINUTES + 1),
}
"""What may be answered to each question; `storage.feedback` says what it means."""

DIRECT, LADDER, LIST = 0, 1, 2
"""Where a button stands: on the posted ladder, which redraws itself; on a private one; on the list of one's answers."""

_SHARES = (0.5, 0.75, 1, 1.5, 2)
"""Of the time announced, what the buttons propose for the time it really took."""


def next_step(step: str, answered: Collection[str], *, has_moments: bool) -> str | None:
    """What is offered to somebody who stands at `step` ("" before anything); None when the ladder is climbed.

    `answered`: what they answered or wrote, in whatever order. Likes and themes take several presses: those steps end
    when their reader goes on, and so are never in it. A session without agenda has no moments to like.
    """
    if STARS not in answered:
        return STARS
    if step == END:
        return None
    passed = STEPS.index(step) + 1 if step in STEPS else 0
    offered = (one for one in STEPS[passed:] if one not in answered and (one != MOMENTS or has_moments))
    return next(offered, None)


def is_answer(question: str, value: int) -> bool:
    """Whether this may be answered to this question."""
    return value in VALUES.get(question, ())


def is_low(stars: int) -> bool:
    """Whether a mark is told to the team, without a name, so that somebody comes back to it."""
    return stars <= LOW_STARS


def times(announced: int) -> tuple[int, ...]:
    """What the time it really took may have been, in minutes, around what was announced; told in round figures."""
    return tuple(sorted({announced if share == 1 else _rounded(announced * share) for share in _SHARES}))


def _rounded(minutes: float) -> int:
    by = 5 if minutes < 60 else 15 if minutes < 240 else 30
    return max(by, round(minutes / by) * by)


def announced(hours: float | None, starts_at: datetime, ends_at: datetime) -> int:
    """The minutes of work announced, all included; without a figure, how long the session lasted."""
    minutes = hours * 60 if hours else (ends_at - starts_at).total_seconds() / 60
    return min(max(round(minutes), VALUES[MINUTES].start), LONGEST_MINUTES // 2)


def is_over(state: str, ends_at: datetime, now: datetime) -> bool:
    """Whether a session (not cancelled) can be rated: ended by an animator or by its hour."""
    return state == "ended" or ends_at <= now


def day_of(now: datetime, zone: str) -> datetime:
    """When the day began on the clocks of a zone, in UTC."""
    return datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone)).astimezone(UTC)


def clean_words(written: str) -> str | None:
    """The words without the spaces around; None when they are shorter than 10 characters or longer than 1,000."""
    words = written.replace("\r\n", "\n").strip()
    return words if SHORTEST_WORDS <= len(words) <= LONGEST_WORDS else None


def is_unfinished(words: str) -> bool:
    """Whether these words stop where a proposed beginning of a sentence stops: `I would keep:`."""
    return words.endswith(":")

"""Decisions about digests, as pure functions: what must stay hidden, what changed, what is worth telling."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from storage.figures import Figures

THRESHOLD = 5
"""Different people a figure about people must come from to be shown: with fewer, somebody could be guessed."""


@dataclass(frozen=True)
class CourseShown:
    """The marks of a course; `mean` and `given` are None while hidden."""

    course: str
    mean: float | None
    given: int | None
    asked: int


@dataclass(frozen=True)
class Shown:
    """One week as it may be told: a figure that comes from fewer than 5 people is None."""

    posted: int
    took_part: int | None
    audience: int | None
    likes: int | None
    comments: int | None
    published: int
    marks: tuple[CourseShown, ...]


@dataclass(frozen=True)
class Report:
    """What is told of a week beside the one before, and the ids of the words quoted with it."""

    now: Shown
    before: Shown
    quotes: tuple[int, ...]


Change = Literal["up", "down", "same"]


def hide(figures: Figures) -> Shown:
    """Leaves out every figure about people that comes from fewer than 5 of them, nought included.

    Each figure stands for itself: no total is shown whose other parts are, and the answers of two weeks never overlap,
    so nothing hidden can be found again by subtraction.
    """
    return Shown(
        posted=figures.posted,
        took_part=_enough(figures.took_part, figures.took_part),
        audience=figures.audience,
        likes=_enough(figures.likes.total, figures.likes.people),
        comments=_enough(figures.comments.total, figures.comments.people),
        published=figures.published,
        marks=tuple(
            CourseShown(
                marks.course,
                round(marks.mean, 1) if marks.given >= THRESHOLD else None,
                _enough(marks.given, marks.given),
                marks.asked,
            )
            for marks in figures.marks
        ),
    )


def _enough(figure: int, people: int) -> int | None:
    return figure if people >= THRESHOLD else None


def change(now: float, before: float) -> Change:
    """The word for what changed."""
    return "same" if now == before else "up" if now > before else "down"


def percent(part: int, whole: int | None) -> int | None:
    """The rate to the nearest hundredth; None when the whole is unknown or does not hold the part."""
    return round(100 * part / whole) if whole and whole >= part else None


def is_quiet(report: Report) -> bool:
    """Whether there is nothing to tell of the week but that it was quiet."""
    now = report.now
    shown = (now.took_part, now.likes, now.comments, *(marks.mean for marks in now.marks))
    return not now.posted and not now.published and not report.quotes and all(figure is None for figure in shown)


def hides_something(shown: Shown) -> bool:
    """Whether a figure is left out, which the digest then says."""
    figures = (shown.took_part, shown.likes, shown.comments, *(marks.mean for marks in shown.marks))
    return any(figure is None for figure in figures)


def to_json(report: Report) -> str:
    """The report as it is kept."""
    return json.dumps(asdict(report), sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> Report:
    """The report that was kept."""
    kept = json.loads(text)
    return Report(_shown(kept["now"]), _shown(kept["before"]), tuple(kept["quotes"]))


def _shown(kept: dict[str, Any]) -> Shown:
    return Shown(**(kept | {"marks": tuple(CourseShown(**marks) for marks in kept["marks"])}))

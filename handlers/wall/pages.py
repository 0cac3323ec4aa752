"""What the public page shows, read from storage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.figures import mean, size
from handlers.wall.rules import PER_PAGE, last_page
from storage import results, testimonials, wall
from storage.database import Db
from storage.feedback import STARS
from storage.people import Workspace
from storage.testimonials import Voice
from storage.wall import Shelf


@dataclass(frozen=True)
class Choice:
    """A theme or a course, and how many voices it has on the page."""

    id: int
    name: str
    n: int


@dataclass(frozen=True)
class Stars:
    """What a course was worth to those who came: 1 to 5, and how many they are (five at least)."""

    mean: float
    n: int


@dataclass(frozen=True)
class Wanted:
    """Which voices: those of a theme, of a course, or all (None); pages begin at 1."""

    theme_id: int | None = None
    course_id: int | None = None
    number: int = 1


@dataclass(frozen=True)
class Page:
    """A page of the wall. `about`: the theme or course it is limited to."""

    workspace: str
    wanted: Wanted
    last: int
    total: int
    themes: Sequence[Choice]
    courses: Sequence[Choice]
    voices: Sequence[Voice]
    about: str = ""
    stars: Stars | None = None


async def read(db: Db, workspace: Workspace, wanted: Wanted, now: datetime) -> Page | None:
    """The page; None when there is nothing to read on it, or no such theme, course or page."""
    shelves = await wall.shelves(db, workspace.id, now)
    themes = _choices((one.community_id, one.community, one.n) for one in shelves)
    courses = _choices((one.course_id, one.course, one.n) for one in shelves)
    shown = [one for one in shelves if _holds(one, wanted)]
    total = sum(one.n for one in shown)
    last = last_page(total)
    if not total or not 1 <= wanted.number <= last:
        return None
    voices = await testimonials.on_the_wall(
        db,
        now,
        workspace_id=workspace.id,
        community_id=wanted.theme_id,
        course_id=wanted.course_id,
        skip=(wanted.number - 1) * PER_PAGE,
        most=PER_PAGE,
    )
    about = shown[0].course if wanted.course_id else shown[0].community if wanted.theme_id else ""
    stars = await _stars(db, wanted.course_id) if wanted.course_id else None
    return Page(workspace.name or workspace.external_id, wanted, last, total, themes, courses, voices, about, stars)


def _holds(shelf: Shelf, wanted: Wanted) -> bool:
    return wanted.theme_id in (None, shelf.community_id) and wanted.course_id in (None, shelf.course_id)


def _choices(found: Iterable[tuple[int, str, int]]) -> list[Choice]:
    """Each once, with all its voices, in the order of its name."""
    names: dict[int, str] = {}
    counted: Counter[int] = Counter()
    for number, name, n in found:
        names[number] = name
        counted[number] += n
    return sorted((Choice(number, name, counted[number]) for number, name in names.items()), key=lambda one: one.name)


async def _stars(db: Db, course_id: int) -> Stars | None:
    """From what was told already (`storage.results`): whole rounds of five people."""
    told = await results.figures(db, await results.ended_of(db, course_id), together=True)
    spread = told.spread(STARS)
    found = mean(spread)
    return None if found is None else Stars(found, size(spread))

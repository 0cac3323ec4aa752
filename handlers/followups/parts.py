"""What cards of follow-ups are made of: what is shown of one, and the lines and buttons that several cards share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.chat.cards import Button, Buttons, Note, Part, Quote
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When

PAGE = 4
"""Follow-ups on one page of a list."""
LINES = 3
"""Things said on one page of an exchange: with a thousand characters each, what a message holds on every platform."""
MOST_LATE = 5
"""Late follow-ups named in a reminder; the others are counted."""


@dataclass(frozen=True)
class Item:
    """Something said: `said` is words, wish, or the kind of a line; `by` the name of who of the team said it."""

    said: str
    words: str | None
    by: str = ""
    day: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """A follow-up as it may be shown. `author` is "" without a name; `stars` 0 when the mark is not told.

    `owner_id` is 0 when it is nobody's; `late`: an answer was due before today. `items`: all that was said, newest
    first. `gone`: its author is no more.
    """

    id: int
    kind: str
    urgent: bool
    confided: bool
    community: str
    course: str
    held_at: datetime | None
    zone: str
    author: str
    gone: bool
    stars: int
    state: str
    closed_by: str
    owner_id: int
    owner: str
    due: datetime
    late: bool
    turns: int
    may_judge: bool
    items: Sequence[Item] = ()

    @property
    def about(self) -> Line:
        """What it is about, in a few words."""
        if self.held_at is None:
            return self.community
        return Say("followups.about", course=self.course, day=When(self.held_at, self.zone, "day"))


def history(shown: Shown, number: int, *, for_author: bool) -> list[Part]:
    """One page of what was said."""
    parts: list[Part] = []
    for item in shown.items[number * LINES : (number + 1) * LINES]:
        parts += part_of(shown, item, for_author=for_author)
    return parts


def part_of(shown: Shown, item: Item, *, for_author: bool) -> list[Part]:
    """Something said, and by whom."""
    mine = for_author and item.said in ("words", "wish", "reply", "reopened", "care")
    key = f"followups.said.{item.said}{'_you' if mine else ''}"
    who: Line = item.by or Say("followups.team")
    if item.said in ("words", "wish", "reply", "reopened"):
        who = author(shown)
    day = When(item.day, shown.zone, "day") if item.day else Say("followups.at_first")
    parts: list[Part] = [Note(Say(key, who=who, day=day))]
    if item.words is not None:
        parts.append(Quote(item.words))
    elif item.said == "reply":
        parts.append(Note(Say("followups.said.gone")))
    return parts


def kind(shown: Shown) -> Say:
    """What it is, in a word or two."""
    if shown.urgent:
        return Say("followups.kind.alert")
    if shown.kind == "low_mark" and shown.stars:
        return Say("followups.kind.stars", n=shown.stars)
    return Say(f"followups.kind.{shown.kind}")


def author(shown: Shown) -> Line:
    """Who is behind it, as far as they wish."""
    return Say("followups.erased") if shown.gone else shown.author or Say("followups.nameless")


def silent(shown: Shown) -> Say:
    """Why there are no words to read."""
    if shown.gone:
        return Say("followups.end.erased")
    return Say("followups.mark_alone") if shown.kind == "low_mark" else Say("followups.taken_back")


def where(shown: Shown) -> Say:
    """The state, the owner and the day, in words."""
    if shown.state == "closed":
        return Say(f"followups.end.{shown.closed_by}")
    late_ = "late_" if shown.late else ""
    return Say(f"followups.state.{late_}{shown.state}", owner=shown.owner or Say("followups.team"), day=due(shown))


def due(shown: Shown) -> When:
    """The day of the answer that is owed."""
    return When(shown.due, shown.zone, "day")


def turns(route: str, values: tuple[int, ...], number: int, total: int, size: int) -> Buttons | None:
    """The buttons to other pages, where there are any."""
    turns = [Button(Say("followups.newer"), to(route, *values, number - 1))] if number else []
    if (number + 1) * size < total:
        turns.append(Button(Say("followups.older"), to(route, *values, number + 1)))
    return Buttons(*turns) if turns else None

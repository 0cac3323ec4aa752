"""The card of the month, "you said, we did": as animators decide on it, and as the channel reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Button, Buttons, Card, Divider, Heading, Note, Part, Quote, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Line, Say
from handlers.improvements.lines import View, line


@dataclass(frozen=True)
class Item:
    """A line of a card of the month. `quote`: words that led there, and how they are signed, if any may be shown."""

    view: View
    left_out: bool = False
    quote: tuple[str, Line] | None = None


@dataclass(frozen=True)
class Sheet:
    """A card of the month. `state`: drafted, posted or dropped, by `decider`. `waiting`: changes for the next one."""

    id: int
    community: str
    state: str
    items: Sequence[Item]
    likes: int = 0
    decider: str = ""
    waiting: int = 0


def draft(sheet: Sheet) -> Card:
    """To each animator: what the channel would read, line by line, to leave out, approve or not post."""
    title = Say("improvements.card.draft", community=sheet.community)
    parts: list[Part] = [Heading(title), Note(Say(f"improvements.card.ask.{sheet.state}", who=_who(sheet)))]
    for item in sheet.items:
        parts += _read(item) if not item.left_out else [_left_out(item)]
        if sheet.state != "dropped":
            parts.append(Buttons(_toggle(sheet, item)))
    if sheet.state == "drafted":
        approve = Button(Say("improvements.button.approve"), to("improvements.approve", sheet.id), "good")
        drop = Button(Say("improvements.button.drop"), to("improvements.drop", sheet.id))
        parts += [Note(Say("improvements.card.more", n=sheet.waiting))] if sheet.waiting else []
        parts += [Divider(), Buttons(approve, drop)]
    return card(title, *parts)


def posted(sheet: Sheet) -> Card:
    """In the home channel: you said, we did; a neutral line when nothing of it is left."""
    kept = [item for item in sheet.items if not item.left_out]
    if not kept:
        return card(Say("improvements.card.withdrawn"), Note(Say("improvements.card.withdrawn")))
    title = Say("improvements.card.title")
    parts: list[Part] = [Heading(title)]
    for item in kept:
        parts += [Divider(), *_read(item)]
    likes = Note(Say("improvements.card.likes", n=sheet.likes)) if sheet.likes else None
    like = Button(Say("improvements.card.like"), to("likes.toggle", "improvement_card", sheet.id))
    return card(title, *parts, Note(Say("improvements.card.all")), likes, Buttons(like))


def _read(item: Item) -> list[Part]:
    said: list[Part] = [Quote(*item.quote)] if item.quote else []
    return [Text(Say("improvements.card.about", course=item.view.course)), *said, *line(item.view)]


def _left_out(item: Item) -> Note:
    return Note(Say("improvements.card.left_out", title=item.view.title))


def _toggle(sheet: Sheet, item: Item) -> Button:
    key = "back" if item.left_out else "leave_out"
    return Button(
        Say(f"improvements.button.{key}"), to("improvements.line", sheet.id, item.view.id, int(not item.left_out))
    )


def _who(sheet: Sheet) -> Line:
    return sheet.decider or Say("improvements.card.somebody")

"""The promise: within how many working days the team answers, and how often it did; for the home channel."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say


@dataclass(frozen=True)
class Promise:
    """What a community's team promises. `percent` of `received` were answered in time, None: not enough."""

    community_id: int
    community: str
    days: int
    percent: int | None = None
    received: int = 0


def promised(shown: Promise) -> Card:
    """In the home channel."""
    title = Say("improvements.promise.title")
    return card(title, Heading(title), *_told(shown), Note(Say("improvements.promise.how")))


def taken_down() -> Card:
    """What is left of it in a channel where it is told no more, or told again further down."""
    return card(Say("improvements.promise.over"), Note(Say("improvements.promise.over")))


def preview(shown: Promise, channel: str, posting: int, *, is_posted: bool) -> Card:
    """To an animator: what the channel reads, or would."""
    title = Say("improvements.promise.for", community=shown.community)
    key = "posted" if is_posted else "ask"
    post = Button(
        Say("improvements.promise.button.again" if is_posted else "improvements.promise.button.post"),
        to("improvements.promise_post", shown.community_id, posting),
        "plain" if is_posted else "good",
    )
    down = Button(Say("improvements.promise.button.down"), to("improvements.promise_down", shown.community_id))
    return card(
        title,
        Heading(title),
        Note(Say(f"improvements.promise.{key}", channel=Channel(channel))),
        *_told(shown),
        Buttons(post, down) if is_posted else Buttons(post),
        Note(Say("improvements.promise.change")),
    )


def _told(shown: Promise) -> list[Part]:
    share = Say("improvements.promise.not_yet")
    if shown.percent is not None:
        share = Say("improvements.promise.share", percent=shown.percent, received=shown.received)
    return [Text(Say("improvements.promise.days", n=shown.days)), Text(share)]


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    measured = Promise(1, "Giving feedback", 5, 92, 24)
    return {
        "promise": promised(measured),
        "promise, not measured yet": promised(Promise(1, "Giving feedback", 1)),
        "promise, taken down": taken_down(),
        "promise, before it is posted": preview(measured, "C1", 0, is_posted=False),
        "promise, posted": preview(measured, "C1", 1, is_posted=True),
    }

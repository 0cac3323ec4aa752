"""A testimonial as it may be shown now, and the phrases that say how it is signed, where it is and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.chat.words import Channel, Line, Say, When
from handlers.testimonials.rules import ANONYMOUS, FIRST_NAME, FULL_NAME, Terms

HELD = ("waiting", "suggested", "approved", "published")
"""States in which its author has agreed and the words are kept."""


@dataclass(frozen=True)
class View:
    """`words` is None when they may not be shown; `signed` is how they are signed.

    `nameless`: written without a name, so that nothing owed may lead to the author. `shown_as`, `place` and `until` are
    what they agreed to, "" and None before. `posted`: the channels that show it, or what is left of it; `stuck`: those
    whose copy could not be changed by the bot.
    """

    id: int
    state: str
    words: str | None
    suggestion: str
    signed: Line
    shown_as: str
    place: str
    until: datetime | None
    nameless: bool
    author: str
    first_name: str
    course: str
    community_id: int
    community: str
    channel: str
    zone: str
    decider: str
    reason: str
    changed_at: datetime
    likes: int
    posted: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


def name_of(shown: View) -> str:
    """The name its author may sign with; none when they wrote without one."""
    return "" if shown.nameless else shown.author


def signature(shown: View, way: str) -> Line:
    """How the words would be signed."""
    return {FULL_NAME: shown.author, FIRST_NAME: shown.first_name}.get(way, Say(f"testimonials.signed.{ANONYMOUS}"))


def where(shown: View, place: str) -> Say:
    """Where the words may be shown."""
    return Say(f"testimonials.where.{place}", community=shown.community)


def agreed(shown: View, terms: Terms) -> Say:
    """The sentence its author agrees to."""
    signed, place = signature(shown, terms.shown_as), where(shown, terms.place)
    return Say("testimonials.agreement", where=place, months=terms.months, signed=signed)


def limits(shown: View) -> Say | None:
    """Where and until when, once its author has agreed."""
    if shown.until is None or not shown.place:
        return None
    until, year = When(shown.until, shown.zone, "day"), str(shown.until.astimezone(ZoneInfo(shown.zone)).year)
    return Say("testimonials.limits", where=where(shown, shown.place), until=until, year=year)


def day(shown: View) -> When:
    """When its state last changed."""
    return When(shown.changed_at, shown.zone, "day")


def stuck(shown: View) -> list[Say]:
    """One honest line for each copy that the bot could not change."""
    return [Say("testimonials.stuck", channel=Channel(channel)) for channel in shown.stuck]

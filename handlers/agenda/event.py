"""A session as calendar programs read it (iCalendar, RFC 5545). Pure."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from handlers.ical.writing import add_place, event, filled, on_clocks, publishing


@dataclass(frozen=True)
class Told:
    """What a calendar is told of a session. `uid` is the world's own, and the session's for ever.

    `zone`: an IANA name; `agenda`: the titles of its moments.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    trainer: str
    agenda: tuple[str, ...]
    cancelled: bool

    @property
    def fingerprint(self) -> str:
        """Another one whenever something else is told."""
        return sha256(repr(astuple(self)).encode()).hexdigest()


def written(told: Told, sequence: int, changed_at: datetime) -> bytes:
    """The file of one event, whose version `sequence` tells this since `changed_at`."""
    made = event(told.uid, told.title, on_clocks(told.starts_at, told.zone), changed_at)
    made.add("DTEND", on_clocks(told.ends_at, told.zone))
    made.add("SEQUENCE", sequence)
    made.add("LAST-MODIFIED", changed_at.astimezone(UTC))
    made.add("STATUS", "CANCELLED" if told.cancelled else "CONFIRMED")
    add_place(made, told.place)
    if told.trainer:
        made.add("CONTACT", told.trainer)
    if told.agenda:
        made.add("DESCRIPTION", "\n".join(f"• {title}" for title in told.agenda))
    return filled(publishing("Session"), [made], told.starts_at.year)

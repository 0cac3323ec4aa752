"""What cards say of a session, whoever reads them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

from handlers.chat.cards import Facts
from handlers.chat.words import Line, Person, Say, When


@dataclass(frozen=True)
class MomentShown:
    """A moment of the agenda: `minute` is how long after the start it begins, when that is told."""

    moment_id: int
    title: str
    minute: int | None = None
    likes: int = 0


@dataclass(frozen=True)
class Shown:
    """A session as a card tells it. `n`: how many are on the list; `checked_in`: how many of them are there.

    `began`: people may check in, and like its moments. `elsewhere`: its zone is not the one its readers expect.
    """

    session_id: int
    course: str
    starts_at: datetime
    zone: str
    state: str
    n: int
    place: str = ""
    trainer: str | Person = ""
    cost: str = ""
    hours: float | None = None
    checked_in: int = 0
    began: bool = False
    elsewhere: bool = False
    moments: tuple[MomentShown, ...] = ()

    @property
    def came(self) -> int:
        """How many came: who checked in, if anybody did, else the list stands for it."""
        return self.checked_in or self.n

    @property
    def when(self) -> When:
        """Its start, on its own clocks."""
        return When(self.starts_at, self.zone)


@dataclass(frozen=True)
class Listed:
    """A session in a list, with what its reader may do.

    `joins`: they may say that they come; `leaves`: that they cannot after all; `checks_in`: that they are there, or
    were. `rates`: say what they thought of it; `learns`: see what it gave. `runs`: they may show its code; `ends`: end
    it; `animates`: change and cancel it.
    """

    shown: Shown
    joins: bool = False
    leaves: bool = False
    checks_in: bool = False
    rates: bool = False
    learns: bool = False
    runs: bool = False
    ends: bool = False
    animates: bool = False


def facts(shown: Shown, reader_zone: str | None = None) -> Facts:
    """When, where, with whom and for what.

    To somebody who is expected, on the clocks of `reader_zone`: their hour too if it differs, not what it costs.
    """
    theirs = reader_zone is not None and _differ(shown.starts_at, shown.zone, reader_zone)
    told = "sessions.at_zone" if theirs or shown.elsewhere else "sessions.at"
    pairs: list[tuple[Line, Line]] = [(Say("sessions.when"), Say(told, when=shown.when, zone=shown.zone))]
    if theirs and reader_zone is not None:
        pairs.append((Say("sessions.for_you"), Say("sessions.at", when=When(shown.starts_at, reader_zone))))
    if shown.place:
        pairs.append((Say("sessions.where"), shown.place))
    if isinstance(shown.trainer, Person):
        pairs.append((Say("sessions.trainer"), Say("sessions.person", who=shown.trainer)))
    elif shown.trainer:
        pairs.append((Say("sessions.trainer"), shown.trainer))
    if reader_zone is not None:
        return Facts(tuple(pairs))
    if shown.hours:
        pairs.append((Say("sessions.work"), Say("sessions.hours", n=shown.hours)))
    if shown.cost:
        pairs.append((Say("sessions.cost"), shown.cost))
    return Facts(tuple(pairs))


def agenda(shown: Shown) -> Say | None:
    """The moments, one a line, each with its hour when that is told; None without any."""
    return _lines([_moment(shown, one) for one in shown.moments]) if shown.moments else None


def _moment(shown: Shown, moment: MomentShown) -> Say:
    if moment.minute is None:
        return Say("sessions.moment", title=moment.title)
    at = When(shown.starts_at + timedelta(minutes=moment.minute), shown.zone, "time")
    return Say("sessions.moment_at", at=at, title=moment.title)


def _lines(lines: Sequence[Say]) -> Say:
    return reduce(lambda first, rest: Say("sessions.lines", first=first, rest=rest), lines)


def _differ(at: datetime, zone: str, other: str) -> bool:
    return at.astimezone(ZoneInfo(zone)).utcoffset() != at.astimezone(ZoneInfo(other)).utcoffset()

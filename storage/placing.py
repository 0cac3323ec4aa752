"""Putting several capsules on a channel's days: apart from each other and from what is planned, as pure functions.

Beside the tables because campaigns and repetitions both need it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2s
from typing import Literal

from storage.dates import holidays_of, instant, wall

STEP = timedelta(minutes=15)
LATEST = time(20)
"""A free moment is looked for by quarters of an hour until eight in the evening, then on the next days at the hour."""

MOST_DAYS = 60
"""Days looked through before a channel is said to have no room."""

LONGEST_JUMP = timedelta(hours=2)
"""Clocks are never moved by more at once."""

SATURDAY = 5

Why = Literal["", "past", "holiday", "gap", "full"]
"""Why a date is not the one that was wished; past and full: there is none."""


@dataclass(frozen=True)
class Wish:
    """Something to post at a wall time. `number` is whatever its owner knows it by."""

    number: int
    local: datetime


@dataclass(frozen=True)
class Placed:
    """A wish and the date it has: wall time and instant, both None when it can have none."""

    wish: Wish
    local: datetime | None
    at: datetime | None
    why: Why = ""


@dataclass(frozen=True)
class Channel:
    """What a community asks of what is posted there: `country` is the one whose holidays are left out, or ""."""

    zone: str
    gap_minutes: int
    country: str = ""

    @property
    def apart(self) -> timedelta:
        """How far apart two capsules must be: never at the same minute, whatever the gap."""
        return max(timedelta(minutes=self.gap_minutes), timedelta(minutes=1))


def place(wishes: Sequence[Wish], channel: Channel, taken: Sequence[datetime], now: datetime) -> list[Placed]:
    """A date for each wish, in their order: later than wished where a holiday or another capsule asks for it.

    `taken`: the instants of what is planned there. What is not after `now` gets no date.
    """
    busy = sorted(taken)
    placed: list[Placed] = []
    earliest = now
    for wish in wishes:
        if instant(wish.local, channel.zone) <= now:
            placed.append(Placed(wish, None, None, "past"))
            continue
        found = _free(wish, channel, busy, earliest)
        placed.append(found)
        if found.at is not None:
            insort(busy, found.at)
            earliest = found.at
    return placed


def _free(wish: Wish, channel: Channel, busy: Sequence[datetime], earliest: datetime) -> Placed:
    """The first moment from the wish on that is later than `earliest` and has room."""
    why: Why = ""
    too_early = wish.local
    for local in _moments(wish.local, channel.country):
        if local < too_early:  # known without reckoning its instant, or a full channel would take half a second
            continue
        at = instant(local, channel.zone)
        if local != wish.local and not why:
            why = "holiday"  # the first moment is the wish itself, unless its day is left out
        if at > earliest and _has_room(at, busy, channel.apart):
            return Placed(wish, local, at, why)
        why = "gap"
        too_early = wall(_free_from(at, busy, channel.apart), channel.zone) - LONGEST_JUMP
    return Placed(wish, None, None, "full")


def _moments(wished: datetime, country: str) -> Iterator[datetime]:
    """The wall times at which it may be posted, the wished one first."""
    day = wished.date()
    for _ in range(MOST_DAYS):
        if not is_left_out(day, wished.date(), country):
            local = datetime.combine(day, wished.time())
            yield local
            while (local := local + STEP).date() == day and local.time() <= LATEST:
                yield local
        day += timedelta(days=1)


def is_left_out(day: date, wished: date, country: str) -> bool:
    """Whether nothing is to be moved to this day: a holiday, or a weekend for what was wished in the week."""
    if country and day in holidays_of(country, day.year):
        return True
    return day != wished and day.weekday() >= SATURDAY > wished.weekday()


def _free_from(at: datetime, busy: Sequence[datetime], apart: timedelta) -> datetime:
    """The first instant from `at` on that is far enough from all others."""
    for other in busy[bisect_left(busy, at - apart) :]:
        if other - at >= apart:
            break
        at = max(at, other + apart)
    return at


def _has_room(at: datetime, busy: Sequence[datetime], apart: timedelta) -> bool:
    around = bisect_left(busy, at)
    return all(abs(busy[index] - at) >= apart for index in (around - 1, around) if 0 <= index < len(busy))


def shape(placed: Sequence[Placed]) -> str:
    """Eight signs that a button carries: others as soon as one of the dates is."""
    said = " ".join(f"{one.wish.number}@{one.at.isoformat() if one.at else one.why}" for one in placed)
    return blake2s(said.encode(), digest_size=4).hexdigest()

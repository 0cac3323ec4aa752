"""What people write as the agenda of a session, one moment a line. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.sessions.rules import LONGEST_MOMENT, MOST_MOMENTS

Moments = Sequence[tuple[str, int | None]]
"""Titles in order, each with its minute after the start when an hour is told."""

A_DAY = 24 * 60

_BULLET = re.compile(r"[-*•–]\s+")
_HOUR = re.compile(r"(\d{1,2})\s*[:hH]\s*([0-5]\d)?(?!\d)", re.ASCII)
_AFTER = re.compile(r"\+\s*(\d{1,4})(?!\d)\s*(?:(?:minutes?|mins?|mn|m)\b|')?", re.ASCII | re.IGNORECASE)
_SIGN = re.compile(r"\s*[-–—:·]?\s*")


@dataclass(frozen=True)
class Wrong:
    """A line, counted from 1, that is no moment: without a title, too long, or at an hour outside the session.

    `many`: there are more moments than can be liked (`line` is the first one too many).
    """

    line: int
    why: Literal["no_title", "too_long", "outside", "many"]


def read_agenda(written: str, starts_at: datetime, ends_at: datetime, zone: str) -> Moments | Wrong:
    """The moments, or the first line that is wrong.

    A line may begin with an hour on the clocks of the session (`10:15`, `10h`) or with minutes after its start (`+30`).
    """
    start = starts_at.astimezone(ZoneInfo(zone))
    found: list[tuple[str, int | None]] = []
    for number, line in enumerate(written.splitlines(), 1):
        words = _BULLET.sub("", line.strip(), count=1) if _BULLET.match(line.strip()) else line.strip()
        if not words:
            continue
        minute, title = _minute_of(words, start.hour * 60 + start.minute)
        if not title:
            return Wrong(number, "no_title")
        if len(title) > LONGEST_MOMENT:
            return Wrong(number, "too_long")
        if minute is not None and timedelta(minutes=minute) >= ends_at - starts_at:
            return Wrong(number, "outside")
        if len(found) == MOST_MOMENTS:
            return Wrong(number, "many")
        found.append((title, minute))
    return found


def _minute_of(words: str, start: int) -> tuple[int | None, str]:
    """The minute after the start told by a line, and its title; the session begins `start` minutes after midnight."""
    if (hour := _HOUR.match(words)) and int(hour[1]) < 24:
        minute = (int(hour[1]) * 60 + int(hour[2] or 0) - start) % A_DAY
        return minute, _title(words[hour.end() :])
    if after := _AFTER.match(words):
        return int(after[1]), _title(words[after.end() :])
    return None, _title(words)


def _title(words: str) -> str:
    opening = _SIGN.match(words)
    return " ".join(words[opening.end() if opening else 0 :].split())


def write_agenda(moments: Moments, starts_at: datetime, zone: str) -> str:
    """The agenda as `read_agenda` reads it back."""
    return "\n".join(
        title if minute is None else f"{_hour(starts_at, zone, minute)} {title}" for title, minute in moments
    )


def _hour(starts_at: datetime, zone: str, minute: int) -> str:
    local = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(minutes=minute)
    return local.strftime("%H:%M")

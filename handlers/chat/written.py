"""What people write for a day and a time of day, read the same way in every form. Pure."""

from __future__ import annotations

import re
from datetime import date

_HOUR = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?", re.ASCII)


def read_hour(written: str) -> str | None:
    """The time written `9:00`, `09:00`, `9h` or `9h30`, as `09:00`; None when it is none."""
    found = _HOUR.fullmatch(written.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def short_hour(hour: str) -> str:
    """`09:00` as a button carries it: `0900`."""
    return hour.replace(":", "")


def long_hour(carried: str) -> str | None:
    """What `short_hour` carried; None for what it never gives."""
    return read_hour(f"{carried[:2]}:{carried[2:]}") if len(carried) == 4 else None


def read_date(written: str) -> date | None:
    """The day written `2026-12-01`; None when it is none."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None

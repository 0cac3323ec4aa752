"""Decisions about communities, as pure functions."""

from __future__ import annotations

from zoneinfo import available_timezones

LONGEST_NAME = 60


def known_zone(written: str) -> str | None:
    """The IANA zone somebody wrote, whatever the capitals and spaces (`europe / paris`); None when unknown."""
    wanted = written.replace(" ", "").casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == wanted), None)


def clean_name(written: str) -> str | None:
    """The name on one line, or None when it is empty or longer than 60 characters."""
    name = " ".join(written.split())
    return name if 1 <= len(name) <= LONGEST_NAME else None

"""Decisions about communities, as pure functions."""

from __future__ import annotations

from zoneinfo import available_timezones

from babel import Locale

from handlers.chat.words import LANGUAGES

LONGEST_NAME = 60
LONGEST_GAP = 24 * 60
"""Minutes: capsules further apart than a day are a rhythm to plan, not a gap to keep."""
LONGEST_LATE = 7 * 24
"""Hours: what is a week late is news no more."""
FEWEST_ANSWER_DAYS, MOST_ANSWER_DAYS = 1, 20
"""Working days within which people are answered: later, an answer is of no use."""
MOST_COLD_DAYS = 365
"""Days after a session; 0: nobody is asked again."""


def known_zone(written: str) -> str | None:
    """The IANA zone somebody wrote, whatever the capitals and spaces (`europe / paris`); None when unknown."""
    wanted = written.replace(" ", "").casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == wanted), None)


def known_country(written: str) -> str | None:
    """The country somebody wrote, by its name in one of our languages or its ISO 3166 code; None when unknown."""
    wanted = " ".join(written.split()).casefold()
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and wanted in (code.casefold(), name.casefold()):
                return str(code)
    return None


def whole_number(written: str, most: int) -> int | None:
    """A whole number from 0 to `most`; None for anything else."""
    plain = written.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 and int(plain) <= most else None


def clean_name(written: str) -> str | None:
    """The name on one line, or None when it is empty or longer than 60 characters."""
    name = " ".join(written.split())
    return name if 1 <= len(name) <= LONGEST_NAME else None

"""The slots of a community, as pure functions: one testimonial leaves on each chosen day of the week, at one hour.

So many days, so many a week: Tuesday and Thursday at 10:00, two a week, unless the community chose otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(hours=2)
"""How late a slot missed while the bot was down is still used; later, what waited leaves at the next one."""

_NAMES = {
    "mon": 1, "lun": 1, "tue": 2, "mar": 2, "wed": 3, "mer": 3, "thu": 4, "jeu": 4,
    "fri": 5, "ven": 5, "sat": 6, "sam": 6, "sun": 7, "dim": 7,
}  # fmt: skip
_DAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:days?)?"
    r"|(?:lun|mar|mer(?:cre)?|jeu|ven(?:dre)?|sam(?:e)?)(?:dis?)?|dim(?:anches?)?"
)
_SMALL_WORDS = {"and", "et", "on", "the", "le", "les", "every", "each", "chaque", "tous", "toutes"}
_WORKING = {"weekdays", "working days", "jours ouvres", "jours ouvrables", "en semaine"}
_ALL = {"every day", "daily", "all", "tous les jours", "chaque jour"}
_NONE = {"none", "never", "no day", "aucun", "aucun jour", "jamais"}


def read_days(written: str) -> str | None:
    """The days somebody wrote, in French or English, as ISO digits (`24`); "" for none of them; None if unreadable."""
    plain = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z]+", plain)
    said = " ".join(words)
    for digits, phrases in (("12345", _WORKING), ("1234567", _ALL), ("", _NONE)):
        if said in phrases:
            return digits
    named = [word for word in words if word not in _SMALL_WORDS]
    if not named or re.search(r"\d", plain) or not all(_DAY.fullmatch(word) for word in named):
        return None
    return "".join(sorted({str(_NAMES[word[:3]]) for word in named}))


def upcoming(days: str, minute: int, zone: str, after: datetime) -> Iterator[datetime]:
    """The slots after an instant, in UTC, for ever; none when no day is chosen. `zone`: an IANA name."""
    clock, hour = ZoneInfo(zone), time(minute // 60, minute % 60)
    day = after.astimezone(clock).date()
    while days:
        at = datetime.combine(day, hour, clock).astimezone(UTC)
        if str(day.isoweekday()) in days and at > after:
            yield at
        day += timedelta(days=1)


def read_hour(written: str) -> int | None:
    """The minute of the day written `09:30`, or None."""
    found = re.fullmatch(r"\s*(\d{1,2})[:h](\d{2})\s*", written)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])

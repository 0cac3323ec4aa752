"""Decisions about follow-ups, as pure functions."""

from __future__ import annotations

from datetime import date, datetime, time

from storage.dates import deadline, instant, next_working_day, wall
from storage.followups import OPEN, TAKEN, Owing

DAYS_FOR_AN_ALERT = 1
"""Working days after which an alert nobody answered is recalled; nothing of the kind is promised."""
MOST_REMINDERS = 3
REMINDED_AT = time(9)
"""On the community's clocks."""

SHORTEST_LINE, LONGEST_LINE = 2, 1000
SHORTEST_CLOSING = 10
SHORTEST_COMPLAINT, LONGEST_COMPLAINT = 10, 1000
LONGEST_WISH = 500
EXCERPT = 160
"""Characters of the words that a list shows."""
MOST_PAGES = 100_000


def owing(now: datetime, zone: str, working_days: int, country: str) -> Owing:
    """What is owed for words received now: an answer by the deadline, recalled on the working day after it."""
    last = deadline(today(now, zone), working_days, country)
    return Owing(last.isoformat(), at_nine(next_working_day(last, country), zone))


def next_reminder(now: datetime, zone: str, reminded: int, country: str) -> datetime | None:
    """When to recall it again after having done so now, `reminded` times before: once a working day, three times."""
    if reminded + 1 >= MOST_REMINDERS:
        return None
    return at_nine(next_working_day(today(now, zone), country), zone)


def at_nine(day: date, zone: str) -> datetime:
    """Nine in the morning of that day on a zone's clocks, in UTC."""
    return instant(datetime.combine(day, REMINDED_AT), zone)


def today(now: datetime, zone: str) -> date:
    """The day that clocks of a zone show."""
    return wall(now, zone).date()


def midnight(now: datetime) -> datetime:
    """The day of an instant, without its hour (UTC)."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def is_late(state: str, due_on: str, day: date) -> bool:
    """Whether the team owes an answer that was due before this day."""
    return state in (OPEN, TAKEN) and due_on < day.isoformat()


def clean(written: str, shortest: int, longest: int) -> str | None:
    """The words without the spaces around; None when they are too few or too many."""
    words = written.replace("\r\n", "\n").strip()
    return words if shortest <= len(words) <= longest else None


def excerpt(words: str) -> str:
    """The beginning of somebody's words on one line, cut between two words where it must be."""
    line = " ".join(words.split())
    if len(line) <= EXCERPT:
        return line
    head, _space, _rest = line[: EXCERPT - 1].rpartition(" ")
    return f"{head or line[: EXCERPT - 1]}…"


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)

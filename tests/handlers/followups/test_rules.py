"""Working days, deadlines and reminders, whatever the day, the zone and the country."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.followups import rules
from storage import dates
from storage.dates import holidays_of
from storage.followups import OPEN, TAKEN, WAITING

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
COUNTRIES = st.sampled_from(["", "FR", "DE", "US", "JP"])
INSTANTS = st.builds(datetime.combine, DAYS, st.times(), tzinfo=st.just(UTC))
ZONES = st.sampled_from(["UTC", "Europe/Paris", "Pacific/Kiritimati", "America/St_Johns"])


@given(day=DAYS, working_days=st.integers(1, 20), country=COUNTRIES)
def test_a_deadline_leaves_exactly_so_many_working_days(day: date, working_days: int, country: str) -> None:
    last = dates.deadline(day, working_days, country)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert [dates.is_working_day(one, country) for one in between].count(True) == working_days
    assert dates.is_working_day(last, country)
    assert last.weekday() < 5
    assert not country or last not in holidays_of(country, last.year)


@given(now=INSTANTS, zone=ZONES)
def test_lateness_is_recalled_in_the_morning_of_the_working_day_after_it(now: datetime, zone: str) -> None:
    owed = rules.owing(now, zone, 5, "FR")
    local = owed.remind_at.astimezone(ZoneInfo(zone))
    assert (local.hour, local.date()) == (9, dates.next_working_day(date.fromisoformat(owed.due_on), "FR"))
    assert rules.is_late(TAKEN, owed.due_on, local.date())
    assert not rules.is_late(OPEN, owed.due_on, date.fromisoformat(owed.due_on))
    assert not rules.is_late(WAITING, owed.due_on, local.date())


@given(now=INSTANTS, zone=ZONES)
def test_three_reminders_on_three_working_days(now: datetime, zone: str) -> None:
    at: datetime | None = rules.owing(now, zone, 1, "").remind_at
    told = []
    while at is not None:
        told.append(at.astimezone(ZoneInfo(zone)).date())
        at = rules.next_reminder(at, zone, len(told) - 1, "")
    assert len(set(told)) == len(told) == rules.MOST_REMINDERS
    assert all(dates.is_working_day(day, "") for day in told)


@pytest.mark.parametrize(
    ("day", "working_days", "country", "last"),
    [
        (date(2026, 11, 24), 5, "FR", date(2026, 12, 1)),
        (date(2026, 12, 23), 2, "FR", date(2026, 12, 28)),
        (date(2026, 12, 23), 2, "", date(2026, 12, 25)),
        (date(2027, 5, 1), 1, "FR", date(2027, 5, 3)),
    ],
)
def test_deadlines_one_knows(day: date, working_days: int, country: str, last: date) -> None:
    assert dates.deadline(day, working_days, country) == last


@given(st.text(max_size=400))
def test_an_excerpt_is_the_beginning_of_the_words(words: str) -> None:
    short = rules.excerpt(words)
    assert len(short) <= rules.EXCERPT
    assert " ".join(words.split()).startswith(short.removesuffix("…"))

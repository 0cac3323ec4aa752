"""What people write of hours, zones and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.receiving import rules

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("8:30", "08:30"),
        (" 08:30 ", "08:30"),
        ("8h30", "08:30"),
        ("17H", "17:00"),
        ("00:00", "00:00"),
        ("24:00", None),
        ("8:60", None),
        ("8", None),
        ("half past eight", None),
        ("", None),
        ("٨:٣٠", None),
    ],
)
def test_hours(written: str, read: str | None) -> None:
    assert rules.read_hour(written) == read


@given(st.text())
def test_any_words_are_an_hour_or_none(written: str) -> None:
    read = rules.read_hour(written)
    assert read is None or time.fromisoformat(read).minute in range(60)


def test_zones_whatever_the_capitals() -> None:
    assert rules.read_zone("europe / LISBON") == "Europe/Lisbon"
    assert rules.read_zone("Lisbon") is None
    assert rules.read_zone("../../etc/passwd") is None


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 12, 1), "Europe/Lisbon", datetime(2026, 12, 1, tzinfo=UTC)),
        (date(2026, 11, 25), "Europe/Paris", datetime(2026, 11, 24, 23, tzinfo=UTC)),
        (date(2026, 11, 24), "Europe/Paris", None),
        (date(2026, 11, 24), "Pacific/Honolulu", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        (date(2026, 11, 1), "Europe/Paris", None),
        (date(2028, 1, 1), "Europe/Paris", None),
        (date.max, "Europe/Paris", None),
        (date.min, "Europe/Paris", None),
    ],
)
def test_a_pause_ends_on_a_day_to_come_within_a_year(day: date, zone: str, end: datetime | None) -> None:
    assert rules.pause_end(day, zone, NOW) == end


def test_a_week_is_seven_whole_days_on_their_clocks() -> None:
    assert rules.day_after(7, "Europe/Paris", NOW) == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert rules.day_after(7, "Pacific/Kiritimati", NOW + timedelta(hours=3)) == datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "tomorrow", "2026-13-01", "2026-02-30"])
def test_days_that_are_none(written: str) -> None:
    assert rules.read_day(written) is None

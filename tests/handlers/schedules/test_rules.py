"""Decisions about when capsules are posted."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from handlers.schedules import rules


def test_a_date_is_missed_when_too_late_or_when_the_next_has_come() -> None:
    planned = datetime(2026, 11, 24, 8, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert not rules.is_missed(planned, None, planned + 24 * hour, 24)
    assert rules.is_missed(planned, None, planned + 24 * hour + timedelta(seconds=1), 24)
    assert rules.is_missed(planned, planned + 24 * hour, planned + 24 * hour, 72)
    assert not rules.is_missed(planned, planned + 25 * hour, planned + 24 * hour, 72)


@pytest.mark.parametrize(
    ("written", "read"),
    [("09:00", time(9)), ("9h", time(9)), (" 9h30 ", time(9, 30)), ("23:59", time(23, 59)), ("14 h 05", time(14, 5))],
)
def test_times_are_read_as_people_write_them(written: str, read: time) -> None:
    assert rules.read_time(written) == read


@pytest.mark.parametrize("written", ["", "9", "24:00", "09:60", "nine", "٩:٠٠", "-1:00", "09:00:00"])
def test_what_is_no_time_is_refused(written: str) -> None:
    assert rules.read_time(written) is None


@pytest.mark.parametrize("written", ["", "2026-02-30", "24/11/2026", "tomorrow", "2026-13-01", "0000-01-01"])
def test_what_is_no_day_is_refused(written: str) -> None:
    assert rules.read_day(written) is None


def test_a_title_is_cut_from_its_date_the_longest_date_first() -> None:
    assert list(rules.split_at_dates("ask every day")) == [("ask", "every day"), ("ask every", "day")]
    assert list(rules.split_at_dates("ask")) == []
    long = list(rules.split_at_dates(" ".join(str(number) for number in range(40))))
    assert len(long) == rules.MOST_CUTS
    assert long[0][1].split() == [str(number) for number in range(24, 40)]

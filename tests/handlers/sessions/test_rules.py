"""Decisions about sessions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from handlers.sessions import rules

START = datetime(2026, 11, 24, 13, tzinfo=UTC)
END = START + timedelta(hours=2)


@pytest.mark.parametrize(
    ("written", "read"),
    [("14:00", time(14)), (" 9:30 ", time(9, 30)), ("14h", time(14)), ("9H05", time(9, 5)), ("8", time(8))],
)
def test_hours_as_people_write_them(written: str, read: time) -> None:
    assert rules.hour(written) == read


@pytest.mark.parametrize(
    "written", ["", "24:00", "9:5", "9:60", "-1:00", "noon", "14:00:00", "٩:٣٠", "1 4:00", "14h 5"]
)
def test_what_is_not_an_hour(written: str) -> None:
    assert rules.hour(written) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [("90", 90), (" 5 ", 5), ("1440", 1440), ("1h30", 90), ("1 H 30", 90), ("2h", 120), ("0:45", 45)],
)
def test_lengths(written: str, read: int) -> None:
    assert rules.minutes(written) == read


@pytest.mark.parametrize(
    "written", ["", "4", "1441", "-60", "1.5", "h", "h30", "1h5", "1h75", "25h", "1h30m", "٩٠", "99999999999"]
)
def test_what_is_not_a_length(written: str) -> None:
    assert rules.minutes(written) is None


@pytest.mark.parametrize("written", ["", "24/11/2026", "2026-02-30", "2026-11-24T10:00", "0000-01-01"])
def test_what_is_not_a_day(written: str) -> None:
    assert rules.day(written) is None


def test_hours_are_told_in_the_zone_of_the_community() -> None:
    day = rules.day("2026-07-01")
    assert day is not None
    assert rules.instant(day, time(9), "Europe/Paris") == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_of_an_hour_told_twice_the_first_is_meant() -> None:
    day = rules.day("2026-10-25")
    assert day is not None
    assert rules.instant(day, time(2, 30), "Europe/Paris") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "now", "may"),
    [
        ("planned", START - timedelta(hours=14, seconds=1), False),
        ("planned", START - timedelta(hours=14), True),
        ("ended", END + timedelta(hours=24), True),
        ("ended", END + timedelta(hours=24, seconds=1), False),
        ("cancelled", START, False),
    ],
)
def test_check_in_is_open_from_the_day_until_a_day_after(state: str, now: datetime, may: bool) -> None:
    assert rules.may_check_in(state, START, END, "Europe/Paris", now) is may


def test_a_line_is_one_line() -> None:
    assert rules.one_line("  Donner\n un   retour ", 20) == "Donner un retour"
    assert rules.one_line("x" * 21, 20) is None

"""What people write as an agenda, and what it shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.sessions import rules
from handlers.sessions.agenda_rules import Wrong, read_agenda, write_agenda

ZONE = "Europe/Paris"
START = datetime(2026, 11, 24, 13, tzinfo=UTC)
LENGTH = timedelta(hours=12)

titles = st.text("abc déf, ’3:h+-", min_size=1, max_size=40).map(lambda words: "x" + " ".join(words.split()))
moments = st.lists(st.tuples(titles, st.none() | st.integers(0, 719)), max_size=rules.MOST_MOMENTS)


@pytest.mark.parametrize(
    ("line", "title", "minute"),
    [
        ("14:15 Role play", "Role play", 15),
        ("14h15 – Jeu de rôle", "Jeu de rôle", 15),
        ("  - 15h : Bilan ", "Bilan", 60),
        ("+30 Role play", "Role play", 30),
        ("• + 30 min Role play", "Role play", 30),
        ("+30mn : Role play", "Role play", 30),
        ("Role play at 14:15", "Role play at 14:15", None),
        ("3 exercices", "3 exercices", None),
        ("24/7 support", "24/7 support", None),
        ("- Pause", "Pause", None),
        ("0:30 Midnight", "Midnight", 630),
    ],
)
def test_lines_as_people_write_them(line: str, title: str, minute: int | None) -> None:
    assert read_agenda(line, START, START + LENGTH, ZONE) == [(title, minute)]


@pytest.mark.parametrize(
    ("written", "line", "why"),
    [
        ("One\n\n14:15", 3, "no_title"),
        ("One\n13:59 Two", 2, "outside"),
        ("+720 End", 1, "outside"),
        ("x" * 101, 1, "too_long"),
        ("x\n" * 11, 11, "many"),
    ],
)
def test_a_line_that_is_wrong_is_named(written: str, line: int, why: str) -> None:
    found = read_agenda(written, START, START + LENGTH, ZONE)
    assert isinstance(found, Wrong)
    assert (found.line, found.why) == (line, why)


@given(moments)
def test_what_is_written_back_is_read_the_same(agenda: list[tuple[str, int | None]]) -> None:
    assert read_agenda(write_agenda(agenda, START, ZONE), START, START + LENGTH, ZONE) == agenda


@pytest.mark.parametrize(
    ("written", "hours"),
    [("7", 7), ("1.5", 1.5), (" 1,25 h", 1.25), ("2 heures", 2), ("1h30", 1.5), ("1 hour", 1), ("500", 500)],
)
def test_hours_of_work(written: str, hours: float) -> None:
    assert rules.work_hours(written) == hours


@pytest.mark.parametrize("written", ["", "0", "-1", "501", "a day", "1h75", "1.234", "٣", "1e3", "nan"])
def test_what_is_no_work(written: str) -> None:
    assert rules.work_hours(written) is None


@pytest.mark.parametrize(
    ("written", "zone"),
    [("europe / paris", ZONE), ("Europe/Paris", ZONE), ("america/new york", "America/New_York"), ("Mars", None)],
)
def test_zones_as_people_write_them(written: str, zone: str | None) -> None:
    assert rules.known_zone(written) == zone


def test_codes_are_read_however_they_are_typed() -> None:
    assert rules.code(" k7-p m.") == "K7PM"

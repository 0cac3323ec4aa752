"""When things happen around a session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.session_times import REMINDED_BEFORE, cold_at, nudge_at, remind_at

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
zones = st.sampled_from(["Europe/Paris", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu"])
instants = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given one


def paris(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("starts", "now", "told"),
    [
        ("2026-11-26T10:00", "2026-11-01T10:00", "2026-11-25T15:00"),
        ("2026-11-23T10:00", "2026-11-01T10:00", "2026-11-20T15:00"),  # Monday: on Friday
        ("2026-11-22T10:00", "2026-11-01T10:00", "2026-11-20T15:00"),  # Sunday: on Friday
        ("2026-11-26T10:00", "2026-11-25T15:00", "2026-11-26T08:00"),  # set up on the eve: the very morning
        ("2026-11-26T08:30", "2026-11-25T18:00", None),
        ("2026-11-26T10:00", "2026-11-26T08:00", None),
    ],
)
def test_people_are_reminded_on_the_eve_or_in_the_morning(starts: str, now: str, told: str | None) -> None:
    assert remind_at(paris(starts), "Europe/Paris", paris(now)) == (paris(told) if told else None)


@given(instants, zones, st.timedeltas(timedelta(), timedelta(days=10)))
def test_a_reminder_comes_in_time_in_the_day_or_not_at_all(starts: datetime, zone: str, before: timedelta) -> None:
    now = starts - before
    told = remind_at(starts, zone, now)
    if told is not None:
        assert now < told <= starts - REMINDED_BEFORE
        assert told.astimezone(ZoneInfo(zone)).hour in (8, 15)
    else:
        assert before < timedelta(days=4)


def test_what_follows_the_end() -> None:
    assert nudge_at(LONG_AGO) == datetime(2026, 1, 3, tzinfo=UTC)
    assert cold_at(LONG_AGO, 60) == datetime(2026, 3, 2, tzinfo=UTC)
    assert cold_at(LONG_AGO, 0) is None

"""The hours at which capsules come: on somebody's own clocks, whatever these do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.dates import exists
from storage.receiving import RHYTHMS, Rhythm

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix", "right", "Etc")))
INSTANTS = st.datetimes(datetime(2022, 1, 1), datetime(2032, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
HOURS = st.times().map(lambda at: at.isoformat("minutes"))
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@given(st.builds(Rhythm, st.sampled_from(sorted(RHYTHMS)), HOURS, st.sampled_from(ZONES)), INSTANTS)
def test_the_next_one_is_the_first_day_of_the_rhythm_at_that_hour(rhythm: Rhythm, after: datetime) -> None:
    found = rhythm.next_after(after)
    assert after < found <= after + timedelta(days=9)
    local = found.astimezone(ZoneInfo(rhythm.zone))
    planned = datetime.combine(local.date(), datetime.strptime(rhythm.hour, "%H:%M").time())  # noqa: DTZ007
    if exists(planned, ZoneInfo(rhythm.zone)):
        assert local.strftime("%H:%M") == rhythm.hour
        assert DAYS[local.weekday()] in RHYTHMS[rhythm.name]
    for earlier in (found - timedelta(minutes=1), found - timedelta(seconds=1)):
        if earlier >= after:
            assert rhythm.next_after(earlier) == found


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-27 08:30", "2026-03-30 07:30"),  # Friday to Monday, and an hour less that night
        ("2026-10-23 07:30", "2026-10-26 08:30"),
        ("2026-11-24 08:29", "2026-11-24 08:30"),
    ],
)
def test_clocks_that_change_do_not_move_the_hour(after: str, expected: str) -> None:
    at = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (after, expected)]
    assert Rhythm("workdays", "08:30", "Europe/Lisbon").next_after(at[0]) == at[1]

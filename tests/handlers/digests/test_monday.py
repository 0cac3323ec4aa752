"""When a digest is due: Monday 09:00 on the manager's clocks, whatever these clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.digests import monday_of, next_digest_at, week_from
from storage.zones import usable_zone

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix", "right", "Etc")))
INSTANTS = st.integers(0, 15 * 365 * 24 * 3600).map(lambda seconds: at("2020-01-01") + timedelta(seconds=seconds))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-11-24 08:00", "Europe/Paris", "2026-11-30 08:00"),
        ("2026-11-30 07:59", "Europe/Paris", "2026-11-30 08:00"),
        ("2026-11-30 08:00", "Europe/Paris", "2026-12-07 08:00"),
        ("2026-03-28 12:00", "Europe/Paris", "2026-03-30 07:00"),  # the clocks go forward on the Sunday between
        ("2026-03-23 08:00", "Europe/Paris", "2026-03-30 07:00"),
        ("2026-10-19 07:00", "Europe/Paris", "2026-10-26 08:00"),  # and back
        ("2026-11-01 00:00", "America/New_York", "2026-11-02 14:00"),
        ("2026-11-22 19:59", "Pacific/Auckland", "2026-11-22 20:00"),  # it is Monday there, Sunday in UTC
        ("2011-12-29 12:00", "Pacific/Apia", "2012-01-01 19:00"),  # a Friday that never was
    ],
)
def test_the_next_digest_is_on_monday_at_nine_over_there(now: str, zone: str, expected: str) -> None:
    assert next_digest_at(at(now), zone) == at(expected)


@given(INSTANTS, st.sampled_from(ZONES))
def test_it_is_always_a_monday_at_nine_within_eight_days(now: datetime, zone: str) -> None:
    coming = next_digest_at(now, zone)
    local = coming.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.hour, local.minute) == (0, 9, 0)
    assert timedelta() < coming - now <= timedelta(days=8)
    assert next_digest_at(coming - timedelta(seconds=1), zone) == coming


@given(INSTANTS, st.sampled_from(ZONES))
def test_weeks_follow_each_other_without_a_gap_or_an_overlap(now: datetime, zone: str) -> None:
    monday = monday_of(now, zone)
    start, end = week_from(monday, zone)
    assert start <= now < end
    assert week_from(monday + timedelta(days=7), zone)[0] == end


def test_an_odd_zone_gives_way_to_the_next() -> None:
    assert usable_zone("Mars/Olympus", None, "Asia/Tokyo") == "Asia/Tokyo"
    assert usable_zone("../etc/passwd", "") == "UTC"

"""Quiet hours: nobody's phone rings at night, whatever the clocks do, and nothing waits longer than it must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import communities, people, quiet
from storage.database import Database
from storage.quiet import Hours, next_allowed

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix", "right", "Etc")))
INSTANTS = st.integers(0, 12 * 365 * 24 * 3600).map(lambda seconds: at("2022-01-01") + timedelta(seconds=seconds))
SOME_HOURS = st.builds(
    lambda start, length, weekends: Hours(start, min(start + length, 24), weekends),
    st.integers(0, 23),
    st.integers(1, 24),
    st.booleans(),
)
A_CHANGE_OF_CLOCKS = [
    ("Europe/Paris", "2026-03-29 01:00"),
    ("Europe/Paris", "2026-10-25 01:00"),
    ("America/New_York", "2026-11-01 06:00"),
    ("Australia/Lord_Howe", "2026-04-04 15:00"),  # half an hour
    ("Antarctica/Troll", "2026-10-25 01:00"),  # two hours
    ("Africa/Cairo", "2026-10-29 21:00"),  # midnight comes twice
    ("America/Havana", "2026-03-08 05:00"),  # the day begins at one
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-11-24 10:30", "Europe/Paris", "2026-11-24 10:30"),
        ("2026-11-24 18:59", "Europe/Paris", "2026-11-24 18:59"),
        ("2026-11-24 19:00", "Europe/Paris", "2026-11-25 07:00"),  # eight in the evening: the next morning
        ("2026-11-24 06:59", "Europe/Paris", "2026-11-24 07:00"),
        ("2026-11-27 19:00", "Europe/Paris", "2026-11-30 07:00"),  # Friday evening: Monday
        ("2026-11-29 12:00", "Pacific/Auckland", "2026-11-29 19:00"),  # Sunday in UTC, Monday there
        ("2026-03-27 19:30", "Europe/Paris", "2026-03-30 06:00"),  # clocks go forward on the Sunday between
        ("2026-10-23 18:30", "Europe/Paris", "2026-10-26 07:00"),  # and back
        ("2026-11-24 15:00", "Asia/Kathmandu", "2026-11-25 02:15"),  # a quarter of an hour away from everybody
    ],
)
def test_the_next_allowed_minute(now: str, zone: str, expected: str) -> None:
    assert next_allowed(at(now), zone, Hours()) == at(expected)


def test_an_hour_that_the_clocks_jump_over_waits_for_the_next_day() -> None:
    night_owl = Hours(2, 3, weekends=True)
    assert next_allowed(at("2026-03-28 12:00"), "Europe/Paris", night_owl) == at("2026-03-30 00:00")


def check(now: datetime, zone: str, hours: Hours) -> None:
    """Against every minute from `now` on, read on the clocks of the zone."""
    found, place = next_allowed(now, zone, hours), ZoneInfo(zone)

    def allowed(instant: datetime) -> bool:
        local = instant.astimezone(place)
        return local.hour in range(hours.start, hours.end) and (hours.weekends or local.strftime("%w") not in "06")

    assert found >= now
    assert allowed(found)
    minutes_waited = ceil((found - now) / timedelta(minutes=1))
    assert not any(allowed(now + timedelta(minutes=minute)) for minute in range(minutes_waited))


@settings(deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), hours=SOME_HOURS)
def test_nothing_rings_outside_the_hours_or_waits_longer_than_it_must(now: datetime, zone: str, hours: Hours) -> None:
    check(now, zone, hours)


@settings(deadline=None)
@given(change=st.sampled_from(A_CHANGE_OF_CLOCKS), minutes=st.integers(-2000, 600), hours=SOME_HOURS)
def test_nor_around_a_change_of_clocks(change: tuple[str, str], minutes: int, hours: Hours) -> None:
    zone, instant = change
    check(at(instant) + timedelta(minutes=minutes), zone, hours)


@pytest.mark.parametrize(("start", "end"), [(20, 8), (9, 9), (-1, 8), (8, 25)])
def test_hours_are_part_of_a_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no part of a day"):
        Hours(start, end)


@pytest.mark.parametrize(
    ("own_zone", "of_community", "expected"),
    [
        ("America/New_York", "Europe/Paris", "2026-11-25 13:00"),
        (None, "Europe/Paris", "2026-11-25 07:00"),
        ("Mars/Olympus", "Europe/Paris", "2026-11-25 07:00"),
        (None, None, "2026-11-25 08:00"),
    ],
)
async def test_the_clocks_are_the_reader_s_own_or_else_the_community_s(
    database: Database, own_zone: str | None, of_community: str | None, expected: str
) -> None:
    now = at("2026-11-25 02:00")
    async with database.transaction() as db:
        space = await people.workspace(db, "stage", "W1")
        reader = await people.member(db, space.id, "lina")
        await people.refresh(db, reader, people.Known("lina", "Lina", "en", own_zone, is_admin=False), now)
        community_id = None
        if of_community:
            made = await communities.create(
                db, workspace_id=space.id, name="c", channel="C1", language="en", zone=of_community, now=now
            )
            community_id = made.id if made else None
        assert await quiet.soonest(db, now, reader.id, community_id) == at(expected)
        assert await quiet.soonest(db, now, None, community_id) == now

"""When capsules are posted: on the zone's own clocks, whatever these do in spring and autumn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import dates
from storage.schedules import Schedule

# Clocks that change at 1, 2 and midnight, by an hour or half of one, north and south; one that lost a day.
ZONES = (
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
)
zones = st.sampled_from(ZONES)
FIRST, LAST = datetime.fromisoformat("2011-01-01"), datetime.fromisoformat("2035-12-31")
walls = st.datetimes(FIRST, LAST).map(lambda wall: wall.replace(second=0, microsecond=0))
REPEATS = {
    "once": "",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
}
rhythms = st.sampled_from(sorted(REPEATS))


def wall_of(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def next_dates(start: str, rule: str, zone: str, after: datetime, most: int = 3) -> list[datetime]:
    return dates.next_dates(Schedule(local_start=start, rule=rule, zone=zone, skips="", holidays=""), after, most)


@given(walls, zones)
def test_an_instant_shows_the_wanted_time_or_the_first_one_after_the_jump(wall: datetime, zone: str) -> None:
    at = dates.instant(wall, zone)
    assert at.tzinfo is UTC
    shown = wall_of(at, zone)
    if dates.exists(wall, ZoneInfo(zone)):
        assert shown == wall
    else:
        assert shown > wall
        assert wall_of(at - timedelta(minutes=1), zone) < wall  # the minute before, clocks were before the jump


@given(walls, zones)
def test_a_time_shown_twice_is_the_first_of_the_two(wall: datetime, zone: str) -> None:
    at = dates.instant(wall, zone)
    for earlier in (timedelta(minutes=30), timedelta(hours=1)):
        assert wall_of(at - earlier, zone) != wall


@given(walls, zones, rhythms, st.integers(-400, 400), st.integers(1, 12))
def test_dates_follow_each_other_after_the_given_instant(
    wall: datetime, zone: str, rhythm: str, days: int, most: int
) -> None:
    after = dates.instant(wall, zone) + timedelta(days=days, hours=5)
    found = next_dates(wall.isoformat(timespec="minutes"), REPEATS[rhythm], zone, after, most)
    assert all(at > after for at in found)
    assert found == sorted(set(found))
    assert len(found) == (most if rhythm != "once" else int(dates.instant(wall, zone) > after))
    for at in found:
        shown = wall_of(at, zone)
        wanted = [datetime.combine(shown - timedelta(days=days_before), wall.time()) for days_before in (0, 1)]
        # Either the same time of day, or the end of a jump over it (Apia jumped over a whole day).
        assert shown == wanted[0] or not all(dates.exists(one, ZoneInfo(zone)) for one in wanted)


@given(walls, zones, rhythms.filter(lambda name: name != "once"))
def test_asking_from_each_date_gives_the_next_one_and_skips_none(wall: datetime, zone: str, rhythm: str) -> None:
    start, rule = wall.isoformat(timespec="minutes"), REPEATS[rhythm]
    at_once = next_dates(start, rule, zone, dates.instant(wall, zone) - timedelta(minutes=1), 8)
    one_by_one = at_once[:1]
    while len(one_by_one) < len(at_once):
        one_by_one += next_dates(start, rule, zone, one_by_one[-1], 1)
    assert one_by_one == at_once


def test_working_days_begin_on_the_monday_after_a_saturday() -> None:
    found = next_dates("2026-11-28T09:00", REPEATS["weekdays"], "Europe/Paris", datetime(2026, 11, 27, tzinfo=UTC))
    assert [at.strftime("%a %d %H:%M") for at in found] == ["Mon 30 08:00", "Tue 01 08:00", "Wed 02 08:00"]


def test_two_weeks_stay_two_weeks_wherever_one_asks_from() -> None:
    rule = REPEATS["fortnightly"]
    (found,) = next_dates("2026-11-24T09:00", rule, "Europe/Paris", datetime(2027, 2, 10, tzinfo=UTC), 1)
    assert (found.date() - date(2026, 11, 24)).days % 14 == 0


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2027-03-28T02:30", "2027-03-28T01:00"),  # Paris goes from 02:00 to 03:00
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # and back from 03:00 to 02:00: the first 02:30
        ("2026-07-01T09:00", "2026-07-01T07:00"),
        ("2026-12-01T09:00", "2026-12-01T08:00"),
    ],
)
def test_paris_changes_its_clocks(wall: str, utc: str) -> None:
    assert dates.instant(datetime.fromisoformat(wall), "Europe/Paris").isoformat() == f"{utc}:00+00:00"


def planned(rule: str, start: str, zone: str = "Europe/Paris", skips: str = "", holidays: str = "") -> Schedule:
    return Schedule(local_start=start, rule=rule, zone=zone, skips=skips, holidays=holidays)


@given(walls, zones, rhythms.filter(lambda name: name != "once"), st.sets(st.integers(0, 9), max_size=5))
def test_a_date_left_out_by_its_wall_time_is_the_only_one_missing(
    wall: datetime, zone: str, rhythm: str, left_out: set[int]
) -> None:
    whole = planned(REPEATS[rhythm], dates.written(wall), zone)
    before = dates.instant(wall, zone) - timedelta(minutes=1)
    found = dates.next_dates(whole, before, 10)
    names = [dates.wall_of(whole, at) for at in found]
    assert None not in names
    skips = " ".join(str(names[number]) for number in left_out)
    kept = dates.next_dates(planned(REPEATS[rhythm], dates.written(wall), zone, skips), before, 10 - len(left_out))
    assert kept == [at for number, at in enumerate(found) if number not in left_out]


def test_public_holidays_of_a_country_are_left_out() -> None:
    friday = planned("FREQ=WEEKLY;BYDAY=FR", "2026-12-18T09:00", holidays="FR")
    found = dates.next_dates(friday, datetime(2026, 12, 1, tzinfo=UTC))
    assert [at.strftime("%d.%m") for at in found] == ["18.12", "08.01", "15.01"]
    assert date(2026, 7, 14) in dates.holidays_of("FR", 2026)
    assert dates.holidays_of("ZZ", 2026) == frozenset()
    assert {"FR", "BE", "CH", "CA", "US"} < dates.countries()


def test_a_rule_that_is_over_or_too_rare_has_no_following_date() -> None:
    after = datetime(2026, 12, 1, tzinfo=UTC)
    assert dates.following(planned("FREQ=DAILY;UNTIL=20261120T235900", "2026-11-01T09:00"), after) is None
    assert dates.following(planned("FREQ=DAILY;COUNT=3", "2026-11-01T09:00"), after) is None
    assert dates.following(planned("FREQ=YEARLY;INTERVAL=9", "2025-11-01T09:00"), after) is None
    assert dates.following(planned("", "2026-11-01T09:00"), after) is None


def test_dates_stop_at_an_end_which_is_included() -> None:
    daily = planned("FREQ=DAILY", "2026-12-01T09:00")
    start, end = datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 4, 8, tzinfo=UTC)
    assert [at.day for at in dates.dates_until(daily, start, end, 10)] == [2, 3, 4]
    assert len(dates.dates_until(daily, start, end, 2)) == 2
    assert dates.wall_of(daily, end + timedelta(minutes=1)) is None

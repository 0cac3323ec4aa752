"""What calendar programs read is what the bot posts: dates told as iCalendar, read back, beside `storage.dates`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from handlers.calendar import feed
from handlers.ical.clocks import clocks
from storage import dates
from storage.capsules import Capsule
from storage.communities import Community
from storage.schedules import ACTIVE, Schedule

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
MADE = datetime(2026, 1, 1, tzinfo=UTC)
HORIZON = datetime(2027, 12, 1, tzinfo=UTC)
"""Within what is told exactly, whatever is left out."""

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
    "Asia/Kolkata",
    "UTC",
)


@dataclass(frozen=True)
class Plan:
    local_start: str
    rule: str
    zone: str
    skips: str = ""
    holidays: str = ""


def schedule(plan: Plan, next_at: datetime | None) -> Schedule:
    made = Schedule(
        id=12,
        rule=plan.rule,
        local_start=plan.local_start,
        zone=plan.zone,
        skips=plan.skips,
        holidays=plan.holidays,
        next_at=next_at,
        state=ACTIVE,
    )
    made.drafted_at = MADE
    return made


def told(*schedules: Schedule) -> Any:
    """The calendar of these schedules, as a program reads it; its values have the types icalendar finds in them."""
    community = Community(id=1, name="Giving feedback", zone="Europe/Paris", created_at=MADE)
    capsule = Capsule(id=1, title="Say what you saw", minutes=3, created_at=MADE)
    everything = feed.Told(community, NOW, (), (), [(one, capsule) for one in schedules])
    body = feed.written(everything, lambda line: str(line), "example.org")
    read = Calendar.from_ical(body)
    assert [component.errors for component in read.walk() if component.errors] == []
    return read


def unrolled(event: Any, end: datetime) -> list[datetime]:
    """The instants of an event, as any program finds them: its rule on its own clocks, without its exceptions."""
    start = event["DTSTART"].dt
    place, naive = start.tzinfo, start.replace(tzinfo=None)
    if "RRULE" not in event:
        return [start.astimezone(UTC)]
    rule = event["RRULE"].to_ical().decode()
    until = event["RRULE"].get("UNTIL")
    if until:  # an instant: dateutil wants it on the clocks of a start without a zone
        local = until[0].astimezone(place).replace(tzinfo=None)
        rule = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
        rule += f";UNTIL={local:%Y%m%dT%H%M%S}"
    left_out = {one.dt.replace(tzinfo=None) for one in event["EXDATE"].dts} if "EXDATE" in event else set()
    local_end = end.astimezone(place).replace(tzinfo=None)
    walls = takewhile(lambda local: local <= local_end, rrulestr(rule, dtstart=naive))
    return [local.replace(tzinfo=place).astimezone(UTC) for local in walls if local not in left_out]


def dates_told(plan: Plan, after: datetime = NOW, end: datetime = HORIZON) -> list[datetime]:
    calendar = told(schedule(plan, dates.following(plan, after)))
    return sorted(at for event in calendar.walk("VEVENT") for at in unrolled(event, end) if at <= end)


def dates_posted(plan: Plan, after: datetime = NOW, end: datetime = HORIZON) -> list[datetime]:
    return dates.dates_until(plan, after, end, dates.MOST_TRIED)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules as people say them in `handlers/schedules`."""
    days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    some = ",".join(draw(st.lists(st.sampled_from(days), min_size=1, max_size=3, unique=True)))
    rank = draw(st.sampled_from(["+1", "+2", "+3", "+4", "-1"]))
    frequency = draw(
        st.sampled_from(
            [
                "FREQ=DAILY",
                "FREQ=WEEKLY",
                f"FREQ=WEEKLY;BYDAY={some}",
                f"FREQ=MONTHLY;BYDAY={rank}{some[:2]}",
                "FREQ=MONTHLY",
                "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=YEARLY",
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
            ]
        )
    )
    every = draw(st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3"]))
    ends = draw(st.sampled_from(["", "", ";COUNT=7", ";COUNT=400", ";UNTIL=20270401T235900", ";UNTIL=20291231T120000"]))
    return frequency + every + ends


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    day = draw(st.dates(datetime(2026, 6, 1).date(), datetime(2027, 4, 30).date()))  # noqa: DTZ001 - a day
    hour = draw(st.sampled_from(["09:00", "02:30", "00:00", "23:45", "02:00", "03:00"]))
    zone = draw(st.sampled_from(ZONES))
    plan = Plan(f"{day}T{hour}", draw(rules()), zone, holidays=draw(st.sampled_from(["", "FR"])))
    nexts = dates.next_dates(plan, NOW, 6)
    skipped = draw(st.lists(st.sampled_from(nexts), max_size=2, unique=True)) if nexts else []
    skips = " ".join(filter(None, (dates.wall_of(plan, at) for at in skipped)))
    return Plan(plan.local_start, plan.rule, plan.zone, skips, plan.holidays)


LAST_ARE_SKIPPED = Plan(
    "2026-06-01T09:00", "FREQ=MONTHLY;BYDAY=+1MO;INTERVAL=3", "Europe/Paris", "2027-09-06T09:00 2027-12-06T09:00"
)
"""The rule goes on after what is looked at, whose last dates are left out: found by chance."""


@settings(max_examples=60, deadline=None)
@given(plan=plans())
@example(LAST_ARE_SKIPPED)
def test_the_dates_told_are_those_on_which_it_is_posted(plan: Plan) -> None:
    assert dates_told(plan) == dates_posted(plan)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", ["02:30", "09:00", "00:00"])
def test_a_year_of_days_over_every_change_of_clocks(zone: str, hour: str) -> None:
    plan = Plan(f"2026-11-24T{hour}", "FREQ=DAILY", zone)
    told_, posted = dates_told(plan), dates_posted(plan)
    assert told_ == posted
    assert len(posted) > 370


def test_a_time_that_clocks_jump_over_is_told_as_the_bot_posts_it() -> None:
    plan = Plan("2027-03-14T02:30", "FREQ=WEEKLY", "Europe/Paris")
    series, alone, *_ = told(schedule(plan, dates.following(plan, NOW))).walk("VEVENT")
    assert alone["DTSTART"].dt == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert "DTSTART;TZID=Europe/Paris:20270314T023000" in series.to_ical().decode()
    assert "EXDATE;TZID=Europe/Paris:20270328T023000" in series.to_ical().decode()


def test_what_is_left_of_a_count_goes_on_from_the_next_date() -> None:
    plan = Plan("2026-11-02T09:00", "FREQ=WEEKLY;COUNT=200", "Europe/Paris")
    (event,) = told(schedule(plan, dates.following(plan, NOW))).walk("VEVENT")
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=196"
    assert event["DTSTART"].dt == datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/Paris"))


def test_once_is_one_event_in_utc_without_a_zone() -> None:
    plan = Plan("2026-12-24T09:00", "", "Europe/Paris")
    calendar = told(schedule(plan, datetime(2026, 12, 24, 8, tzinfo=UTC)))
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20261224T080000Z"
    assert "RRULE" not in event
    assert calendar.walk("VTIMEZONE") == []


@pytest.mark.parametrize("zone", ZONES)
def test_the_clocks_told_are_those_of_the_zone(zone: str) -> None:
    """Read by dateutil, which knows nothing of icalendar, beside the zone itself, twice a day for four years."""
    lines = clocks(zone, 2026).to_ical().decode().replace("\r\n ", "")
    found = tz.tzical(StringIO(f"BEGIN:VCALENDAR\r\n{lines}END:VCALENDAR\r\n")).get(zone)
    place, day = ZoneInfo(zone), datetime(2026, 1, 1, 3, 45)  # noqa: DTZ001 - a wall time
    for half in range(4 * 365 * 2):
        local = day + half * timedelta(hours=12)
        assert local.replace(tzinfo=found).utcoffset() == local.replace(tzinfo=place).utcoffset(), local


def test_clocks_that_follow_a_rule_are_told_by_it() -> None:
    paris = clocks("Europe/Paris", 2026).to_ical().decode()
    assert "DTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in paris
    assert paris.count("BEGIN:DAYLIGHT") == 1
    assert clocks("UTC", 2026).to_ical().count(b"BEGIN:STANDARD") == 1


def test_the_same_calendar_is_the_same_bytes_and_names_what_it_must() -> None:
    plan = Plan("2026-11-30T09:00", "FREQ=WEEKLY", "Europe/Paris")
    one = told(schedule(plan, dates.following(plan, NOW)))
    assert one.to_ical() == told(schedule(plan, dates.following(plan, NOW))).to_ical()
    (event,) = one.walk("VEVENT")
    assert event["UID"] == "schedule-12@example.org"
    assert (event["SUMMARY"], event["STATUS"]) == ("Say what you saw", "CONFIRMED")
    assert event["DURATION"].dt == timedelta(minutes=3)

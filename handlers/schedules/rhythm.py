"""A schedule's rule, said in the reader's words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.chat.words import Country, Say, When
from storage.dates import instant, wall
from storage.schedules import Schedule

WORKDAYS = "MO,TU,WE,TH,FR"
MONTHS = tuple(range(1, 13))
MOST_NAMED = 6
"""Beyond six months left out, those that remain are named instead."""

_SIMPLE = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}


def parts_of(rule: str) -> dict[str, str]:
    """An RRULE's parts by name; none for once."""
    return dict(part.split("=", 1) for part in rule.split(";")) if rule else {}


def rhythm(rule: str) -> Say:
    """How often: "Every 2 weeks, on Friday"."""
    parts = parts_of(rule)
    if not parts:
        return Say("schedules.rhythm.once")
    every, days = int(parts.get("INTERVAL", "1")), _days(parts)
    if parts.get("BYDAY") == WORKDAYS and every == 1 and parts["FREQ"] in ("DAILY", "WEEKLY"):
        return Say("schedules.rhythm.workdays")
    unit = _SIMPLE[parts["FREQ"]]
    if not days:
        return Say(f"schedules.rhythm.{unit}", n=every)
    return Say("schedules.rhythm.on", rhythm=Say(f"schedules.rhythm.{unit}", n=every), days=_listed(days))


def limits(schedule: Schedule) -> list[Say]:
    """What it leaves out and where it ends, one phrase each."""
    parts, found = parts_of(schedule.rule), []
    if named := parts.get("BYMONTH"):
        kept = [int(month) for month in named.split(",")]
        without = [month for month in MONTHS if month not in kept]
        key, months = ("without_months", without) if len(without) <= MOST_NAMED else ("only_months", kept)
        found.append(Say(f"schedules.limit.{key}", months=_listed([_month(month) for month in months])))
    if schedule.holidays:
        found.append(Say("schedules.limit.holidays", country=Country(schedule.holidays)))
    if schedule.skips:
        found.append(Say("schedules.limit.skips", n=len(schedule.skips.split())))
    if until := parts.get("UNTIL"):
        last = instant(datetime.fromisoformat(until[:13]), schedule.zone)
        found.append(_until(When(last, schedule.zone, "day"), until[:4], this_year(schedule)))
    if count := parts.get("COUNT"):
        found.append(Say("schedules.limit.times", n=int(count)))
    return found


def this_year(schedule: Schedule) -> str | None:
    """The year in which it was planned, which goes without saying; None when nobody knows."""
    return None if schedule.drafted_at is None else str(wall(schedule.drafted_at, schedule.zone).year)


def _until(last: When, year: str, known: str | None) -> Say:
    if year == known:
        return Say("schedules.limit.until", at=last)
    return Say("schedules.limit.until_year", at=last, year=year)


def _days(parts: dict[str, str]) -> list[Say]:
    if (position := parts.get("BYSETPOS")) is not None:
        return [Say(f"schedules.rank.{rank}", day=Say("schedules.working_day")) for rank in position.split(",")]
    if numbers := parts.get("BYMONTHDAY"):
        return [_day_of_month(int(day)) for day in numbers.split(",")]
    return [_weekday(day) for day in parts.get("BYDAY", "").split(",") if day]


_ENDINGS = {1: "first", 21: "like_first", 31: "like_first", 2: "second", 22: "second", 3: "third", 23: "third"}
"""Of a number that says which: English writes 1st, 2nd, 3rd, 21st; the others end in th."""


def _day_of_month(day: int) -> Say:
    if day < 0:
        return Say(f"schedules.rank.{day}", day=Say("schedules.any_day"))
    if ending := _ENDINGS.get(day):
        return Say(f"schedules.month_day.{ending}", day=day)
    return Say("schedules.month_day", day=day)


def _weekday(day: str) -> Say:
    name, rank = Say(f"schedules.weekday.{day[-2:]}"), day[:-2]
    return Say(f"schedules.rank.{int(rank)}", day=name) if rank else Say("schedules.each_weekday", day=name)


def _month(month: int) -> Say:
    return Say(f"schedules.month.{month}")


def _listed(says: Sequence[Say]) -> Say:
    first, *rest = says
    if len(rest) == 1:
        return Say("schedules.listed_last", first=first, last=rest[0])
    return Say("schedules.listed", first=first, rest=_listed(rest)) if rest else first

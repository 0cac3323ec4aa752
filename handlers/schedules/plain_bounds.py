"""What limits a rhythm: its exceptions, its beginning, its end. Pure; part of the grammar of `plain_words`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from handlers.schedules.plain_days import Days, NotUnderstood, Span, Text, number
from handlers.schedules.tongue import Tongue

LONGEST_BREAK = timedelta(days=366)
"""How long a break ("except from 20 December to 4 January") may be."""


@dataclass
class LeftOut:
    """What is left out: months (1 to 12) and weekdays (RFC 5545 names) of every year, breaks, public holidays."""

    months: set[int] = field(default_factory=set)
    weekdays: set[str] = field(default_factory=set)
    breaks: list[Span] = field(default_factory=list)
    holidays: bool = False

    def __bool__(self) -> bool:
        return bool(self.months or self.weekdays or self.breaks or self.holidays)


@dataclass
class Bounds:
    """From when, until when (both included), for how long or how many times."""

    begins: date | None = None
    until: date | None = None
    count: int = 0
    weeks: int = 0
    months: int = 0

    def __bool__(self) -> bool:
        return bool(self.begins or self.until or self.count or self.weeks or self.months)


def take_left_out(text: Text, tongue: Tongue, days: Days) -> LeftOut:
    """Takes out every "except …". Raises NotUnderstood for one that excepts nothing known."""
    found = LeftOut()
    while match := re.search(rf"{tongue.says('except')}\s*", text.left):
        end = match.end()
        while (size := _leave_out(text.left[end:], tongue, days, found)) is not None:
            end += size
            joined = re.match(rf"\s*(?:{tongue.spoken['and']})\s*", text.left[end:])
            if joined is None or _leave_out(text.left[end + joined.end() :], tongue, days, LeftOut()) is None:
                break
            end += joined.end()
        if end == match.end():
            raise NotUnderstood(match[0])
        text.cut(match.start(), end)
    return found


def _leave_out(words: str, tongue: Tongue, days: Days, found: LeftOut) -> int | None:
    """Notes the one exception these words begin with; how many characters say it."""
    prefix = re.match(rf"(?:{tongue.spoken['in']}(?:\s+|(?<=')))*", words)
    begins = prefix.end() if prefix else 0
    rest = words[begins:]
    if holidays := re.match(rf"(?:{tongue.spoken['holidays']})(?!\w)", rest):
        found.holidays = True
        return begins + holidays.end()
    if weekend := re.match(tongue.says("weekend"), rest):
        found.weekdays |= {"SA", "SU"}
        return begins + weekend.end()
    if (stretch := _stretch(rest, tongue, days)) is not None:
        span, size = stretch
        found.breaks.append(span)
        return begins + size
    if (one := days.at_start(rest)) is None:
        return None
    span, size = one
    if span.kind == "month":
        found.months.add(span.first.month)
    elif span.kind == "weekday":
        found.weekdays.add(span.weekday)
    else:
        found.breaks.append(span)
    return begins + size


def _stretch(words: str, tongue: Tongue, days: Days) -> tuple[Span, int] | None:
    """From one day to another: "from 20 December to 4 January", "du 1er au 15 août"."""
    start = re.match(rf"(?:(?:{tongue.spoken['from']})\s+)?(?:{tongue.spoken['in']}\s+)?", words)
    at = start.end() if start else 0
    to = rf"\s*(?:{tongue.spoken['to']})\s*(?:{tongue.spoken['in']}\s+)?"
    same_month = re.match(rf"(\d{{1,2}})(?:{tongue.day_suffix})?{to}(?=\d)", words[at:])
    if same_month and (last := days.at_start(words[at + same_month.end() :])) and last[0].kind == "day":
        span, size = last
        day = int(same_month[1])
        if not 1 <= day <= span.last.day:
            raise NotUnderstood(words)
        return Span(span.last.replace(day=day), span.last), at + same_month.end() + size
    first = days.at_start(words[at:])
    if first is None or first[0].kind == "weekday":
        return None
    at += first[1]
    joined = re.match(to, words[at:])
    if joined is None or (last := days.at_start(words[at + joined.end() :])) is None or last[0].kind == "weekday":
        return None
    end = last[0].last
    if end < first[0].first:
        end = end.replace(year=end.year + 1) if (end.month, end.day) != (2, 29) else end
    if not timedelta(0) <= end - first[0].first <= LONGEST_BREAK:
        raise NotUnderstood(words)
    return Span(first[0].first, end), at + joined.end() + last[1]


def take_bounds(text: Text, tongue: Tongue, days: Days) -> Bounds:
    """Takes out its beginning, its end, how long it lasts and how many times it comes."""
    found = Bounds()
    for name, field_name in (("times", "count"), ("for_weeks", "weeks"), ("for_months", "months")):
        if said := text.take(tongue.says(name)):
            setattr(found, field_name, number(said["n"], tongue))
    if (until := _take_day(text, tongue, days, "until")) is not None:
        found.until = until.last
    if (begins := _take_stretch(text, tongue, days)) is not None:
        found.begins, found.until = begins.first, begins.last
    elif (begins := _take_day(text, tongue, days, "from")) is not None:
        found.begins = begins.first
    if found.begins and found.until and found.until < found.begins and (found.until.month, found.until.day) != (2, 29):
        found.until = found.until.replace(year=found.until.year + 1)
    return found


def _take_day(text: Text, tongue: Tongue, days: Days, marker: str) -> Span | None:
    """The day after a marker; one followed by no day is left where it is."""
    for match in re.finditer(rf"{tongue.says(marker)}\s*(?:{tongue.spoken['in']}\s+)?", text.left):
        if (day := days.at_start(text.left[match.end() :])) is not None:
            text.cut(match.start(), match.end() + day[1])
            return day[0]
    return None


def _take_stretch(text: Text, tongue: Tongue, days: Days) -> Span | None:
    for match in re.finditer(tongue.says("from"), text.left):
        if (stretch := _stretch(text.left[match.start() :], tongue, days)) is not None:
            text.cut(match.start(), match.start() + stretch[1])
            return stretch[0]
    return None

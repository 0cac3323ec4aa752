"""Rhythms: "every other Friday", "le premier lundi du mois". Pure; part of the grammar of `plain_words`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.schedules.plain_days import Days, NotUnderstood, Text, number, weekday_of, words_between
from handlers.schedules.tongue import DAYS, Tongue

WORKDAYS, SIX_DAYS, WEEKEND = DAYS[:5], DAYS[:6], DAYS[5:]
QUARTER = 3
LONGEST_ABBREVIATION = 5
"""`thurs` ends in s and is no plural."""


@dataclass
class Rhythm:
    """The parts of an RRULE, none for once; `day`: the day that was named; `is_weekday`: it was only by its weekday."""

    parts: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    is_weekday: bool = False


def take_weekday_range(text: Text, tongue: Tongue) -> tuple[str, ...]:
    """Takes out "Monday to Thursday": its days, in the order of the week."""
    day = tongue.weekday
    start = rf"(?:(?:{tongue.spoken['from']}|{tongue.spoken['every']})\s+)?"
    said = text.take(rf"(?<!\w){start}(?P<first>{day})\s*(?:{tongue.spoken['to']})\s*(?P<last>{day})(?!\w)")
    if said is None:
        return ()
    first, last = (DAYS.index(weekday_of(said[name], tongue) or "") for name in ("first", "last"))
    return DAYS[first : last + 1] if first <= last else DAYS[first:] + DAYS[: last + 1]


def take_rhythm(text: Text, tongue: Tongue, days: Days, week: tuple[str, ...], *, again: bool) -> Rhythm:
    """Takes out how often, or on which day. `week`: weekdays already named; `again`: it cannot be for once only."""
    if (monthly := _monthly(text, tongue)) is not None:
        return monthly
    if text.take(tongue.says("yearly")):
        day = _take_day(text, days)
        if day is None:
            raise NotUnderstood(text.left)
        return Rhythm({"FREQ": "YEARLY"}, day)
    found = _weekly(text, tongue, week) or _daily(text, tongue)
    if found is None:
        if (day := _take_day(text, days)) is not None:
            return _on(day, text, tongue)
        found = _on_weekdays(text, tongue, week, days, again)
    if found.parts and (months := text.take(rf"(?<!\w){tongue.spoken['in']}\s+{_list(tongue.month, tongue)}(?!\w)")):
        named = [word for word in words_between(months[0]) if re.fullmatch(tongue.month, word)]
        found.parts["BYMONTH"] = ",".join(str(_month(word, tongue)) for word in named)
    return found


def _monthly(text: Text, tongue: Tongue) -> Rhythm | None:
    """ "The first Monday of the month", "every two months on the 15th", "on the last day of each month"."""
    every = 0
    if said := text.take(tongue.says("months")):
        every = number(said["n"], tongue)
    for name, months in (("other_months", 2), ("quarterly", QUARTER), ("monthly", 1), ("of_month", 1)):
        if text.take(tongue.says(name)):
            every = every or months
    if not every:
        return None
    return Rhythm({"FREQ": "MONTHLY", **_interval(every), **_which_day(text, tongue)})


def _which_day(text: Text, tongue: Tongue) -> dict[str, str]:
    """Which day of the month; {}: not said."""
    ranks = _list(tongue.ordinal, tongue)
    if said := text.take(rf"(?<!\w)(?P<ranks>{ranks})\s+(?P<day>{tongue.weekday})(?!\w)"):
        day = weekday_of(said["day"], tongue)
        return {"BYDAY": ",".join(f"{rank:+d}{day}" for rank in _ranks(said["ranks"], tongue))}
    if said := text.take(rf"(?<!\w)(?P<ranks>{ranks})\s+(?:{tongue.spoken['workday']})(?!\w)"):
        positions = ",".join(map(str, _ranks(said["ranks"], tongue)))
        return {"BYDAY": ",".join(WORKDAYS), "BYSETPOS": positions}
    if said := text.take(rf"(?<!\w)(?P<ranks>{ranks})\s+(?:{tongue.spoken['day']})(?!\w)"):
        return {"BYMONTHDAY": ",".join(map(str, _ranks(said["ranks"], tongue)))}
    one = rf"\d{{1,2}}(?:{tongue.day_suffix})?"
    if said := text.take(rf"(?<!\w){one}(?:\s*(?:{tongue.spoken['and']})\s*(?:(?:the|le)\s+)?{one})*(?!\w)"):
        numbers = sorted({int(day) for day in re.findall(r"\d+", said[0])})
        if not all(1 <= day <= 31 for day in numbers):
            raise NotUnderstood(said[0])
        return {"BYMONTHDAY": ",".join(map(str, numbers))}
    return {}


def _weekly(text: Text, tongue: Tongue, week: Sequence[str]) -> Rhythm | None:
    """ "Every two weeks on Friday", "un mardi sur deux", "each week"."""
    every = 0
    if text.take(tongue.says("other_weeks")):
        every = 2
    elif said := text.take(tongue.says("weeks")):
        every = number(said["n"], tongue)
    elif text.take(tongue.says("weekly")):
        every = 1
    elif (said := re.search(tongue.says("other_weekdays"), text.left)) and _slot(text, tongue):
        text.take(tongue.says("other_weekdays"))
        every = 2
    if not every:
        return None
    named = list(week)
    if said := text.take(_weekdays(tongue)):
        named += _named(said["days"], tongue)
    return Rhythm({"FREQ": "WEEKLY", **_interval(every), **_by_day(named)})


def _slot(text: Text, tongue: Tongue) -> bool:
    """Whether the second half of "un mardi sur deux" is there, where a language has one."""
    return not tongue.spoken["slot"] or text.take(tongue.says("slot")) is not None


def _daily(text: Text, tongue: Tongue) -> Rhythm | None:
    for name, days in (("workdays", WORKDAYS), ("sixdays", SIX_DAYS), ("weekend", WEEKEND)):
        if text.take(tongue.says(name)):
            return Rhythm({"FREQ": "WEEKLY", **_by_day(days)})
    if text.take(tongue.says("other_days")):
        return Rhythm({"FREQ": "DAILY", **_interval(2)})
    if said := text.take(tongue.says("days")):
        return Rhythm({"FREQ": "DAILY", **_interval(number(said["n"], tongue))})
    if text.take(tongue.says("daily")):
        return Rhythm({"FREQ": "DAILY"})
    return None


def _on_weekdays(text: Text, tongue: Tongue, week: Sequence[str], days: Days, again: bool) -> Rhythm:
    """Weekdays: one, without a word or a plural that says "every", is the next one only."""
    said = text.take(_weekdays(tongue))
    named = [*week, *(_named(said["days"], tongue) if said else ())]
    if not named:
        raise NotUnderstood(text.left)
    habit = bool(said and (re.fullmatch(tongue.spoken["usually"], said["every"] or "") or _plural(said["days"])))
    if len(named) > 1 or habit or again:
        return Rhythm({"FREQ": "WEEKLY", **_by_day(named)})
    found = days.at_start(said["days"]) if said else None
    return Rhythm(day=found[0].first if found else None, is_weekday=True)


def _on(day: date, text: Text, tongue: Tongue) -> Rhythm:
    """One day; a weekday said beside it must be its own."""
    said = text.take(_weekdays(tongue))
    if said and _named(said["days"], tongue) != [DAYS[day.weekday()]]:
        raise NotUnderstood(said[0])
    return Rhythm(day=day)


def _take_day(text: Text, days: Days) -> date | None:
    """The one day that is said by more than its weekday or its month."""
    for match in re.finditer(r"(?<![\w'])\w|(?<=')\w", text.left):
        found = days.at_start(text.left[match.start() :])
        if found is not None and found[0].kind == "day":
            text.cut(match.start(), match.start() + found[1])
            return found[0].first
    return None


def _weekdays(tongue: Tongue) -> str:
    every, day, joined = tongue.spoken["every"], tongue.weekday, tongue.spoken["and"]
    more = rf"(?:\s*(?:{joined})\s*(?:(?:{joined})\s+)?(?:(?:{every})\s+)?{day}(?!\w))*"
    return rf"(?<!\w)(?:(?P<every>{every})\s+)?(?P<days>{day}(?!\w){more})"


def _list(one: str, tongue: Tongue) -> str:
    return rf"{one}(?:\s*(?:{tongue.spoken['and']})\s*(?:(?:the|le|la|en|in)\s+)?{one})*"


def _named(words: str, tongue: Tongue) -> list[str]:
    return [day for word in words_between(words) if (day := weekday_of(word, tongue))]


def _plural(words: str) -> bool:
    return any(word.endswith("s") and len(word) > LONGEST_ABBREVIATION for word in words_between(words))


def _ranks(words: str, tongue: Tongue) -> list[int]:
    return [
        rank
        for word in words_between(words)
        for rank, pattern in tongue.ordinals.items()
        if re.fullmatch(pattern, word)
    ]


def _month(word: str, tongue: Tongue) -> int:
    return next(n for n, pattern in enumerate(tongue.months, 1) if re.fullmatch(pattern, word))


def _interval(every: int) -> dict[str, str]:
    return {"INTERVAL": str(every)} if every > 1 else {}


def _by_day(named: Sequence[str]) -> dict[str, str]:
    return {"BYDAY": ",".join(day for day in DAYS if day in named)} if named else {}

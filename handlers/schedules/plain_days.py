"""Days in plain words: "3 December", "lundi prochain", "in two weeks". Pure; part of the grammar of `plain_words`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handlers.schedules.tongue import DAYS, Tongue

FURTHEST_YEARS = 100
"""A year beyond is no year."""


class NotUnderstood(ValueError):
    """Words that say no date, or more than this grammar knows."""


class Text:
    """What is left to understand. Whatever is taken leaves a bar, across which no words are read together."""

    def __init__(self, left: str) -> None:
        self.left = left

    def take(self, pattern: str) -> re.Match[str] | None:
        """Takes out the first words that fit, and gives them."""
        found = re.search(pattern, self.left)
        if found is not None:
            self.cut(found.start(), found.end())
        return found

    def cut(self, start: int, end: int) -> None:
        """Takes out what stands between two places."""
        self.left = f"{self.left[:start]} | {self.left[end:]}"


@dataclass(frozen=True)
class Span:
    """From a first to a last day; `kind` says what was named: one day, a month of every year, or a weekday."""

    first: date
    last: date
    kind: Literal["day", "month", "weekday"] = "day"

    @property
    def weekday(self) -> str:
        """The name RFC 5545 gives its first day."""
        return DAYS[self.first.weekday()]


class Days:
    """Reads days in one language; what has no year is the next to come, `today` included."""

    def __init__(self, tongue: Tongue, today: date) -> None:
        self._tongue = tongue
        self._today = today
        month, suffix = tongue.month, rf"(?:{tongue.day_suffix})?"
        of = rf"(?:\s*(?:{tongue.spoken['of']}))?\s*"
        readers: tuple[tuple[str, Callable[[re.Match[str]], Span]], ...] = (
            (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", self._written),
            (r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})(?:[/.](?P<y>\d{4}))?", self._written),
            (rf"(?P<d>\d{{1,2}}){suffix}{of}(?P<month>{month})(?:,?\s+(?P<y>\d{{4}}))?", self._written),
            (rf"(?P<month>{month})\s+(?P<y>\d{{4}})", self._month),
            (rf"(?P<month>{month})\s+(?P<d>\d{{1,2}}){suffix}(?:,?\s+(?P<y>\d{{4}}))?", self._written),
            (rf"(?:{tongue.spoken['end_of']}\s*)?(?P<month>{month})", self._month),
            (tongue.says("after_tomorrow"), lambda _: self._in(2)),
            (tongue.says("tomorrow"), lambda _: self._in(1)),
            (tongue.says("today"), lambda _: self._in(0)),
            (tongue.says("in_days"), self._in_days),
            (tongue.says("in_weeks"), lambda found: self._in(7 * number(found["n"], tongue))),
            (tongue.says("next_week"), lambda _: self._in(7 - today.weekday())),
            (tongue.says("next_month"), lambda _: self._next_month()),
            (tongue.says("next_day"), lambda found: self._weekday(found[0], "day")),
            (tongue.weekday, lambda found: self._weekday(found[0], "weekday")),
        )
        self._readers = [(re.compile(rf"(?:{words})(?!\w)"), reader) for words, reader in readers]

    def at_start(self, words: str) -> tuple[Span, int] | None:
        """The day these words begin with, and how many characters say it. Raises NotUnderstood for a 31 February."""
        for pattern, reader in self._readers:
            if found := pattern.match(words):
                return reader(found), found.end()
        return None

    def _in_days(self, found: re.Match[str]) -> Span:
        days = number(found["n"], self._tongue)
        return self._in(self._tongue.meant_days.get(days, days))

    def _in(self, days: int) -> Span:
        day = self._today + timedelta(days=days)
        return Span(day, day)

    def _weekday(self, words: str, kind: Literal["day", "weekday"]) -> Span:
        named = next(day for day in words_between(words) if weekday_of(day, self._tongue))
        wanted = DAYS.index(weekday_of(named, self._tongue) or "")
        ahead = (wanted - self._today.weekday()) % 7
        day = self._today + timedelta(days=ahead or (7 if kind == "day" else 0))
        return Span(day, day, kind)

    def _next_month(self) -> Span:
        first = (self._today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return Span(first, first)

    def _written(self, found: re.Match[str]) -> Span:
        named = found.groupdict()
        month = int(named["m"]) if named.get("m") else self._number_of(found["month"])
        if named["y"] and abs(int(named["y"]) - self._today.year) > FURTHEST_YEARS:
            raise NotUnderstood(found[0])
        for year in [int(named["y"])] if named["y"] else range(self._today.year, self._today.year + 9):
            try:
                day = date(year, month, int(found["d"]))
            except ValueError:
                continue  # 29 February waits for its year
            if named["y"] or day >= self._today:
                return Span(day, day)
        raise NotUnderstood(found[0])

    def _month(self, found: re.Match[str]) -> Span:
        month, named = self._number_of(found["month"]), found.groupdict().get("y")
        year = int(named) if named else self._today.year + (month < self._today.month)
        if abs(year - self._today.year) > FURTHEST_YEARS:
            raise NotUnderstood(found[0])
        last = date(year, month, monthrange(year, month)[1])
        return Span(last.replace(day=1), last, "day" if named else "month")

    def _number_of(self, month: str) -> int:
        return next(n for n, words in enumerate(self._tongue.months, 1) if re.fullmatch(words, month))


def weekday_of(words: str, tongue: Tongue) -> str | None:
    """The RFC 5545 name of a weekday, or None."""
    return next((day for day, pattern in tongue.weekdays.items() if re.fullmatch(pattern, words)), None)


def words_between(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", text)


def number(words: str, tongue: Tongue) -> int:
    """A number written in digits or letters, from 1. Raises NotUnderstood for 0."""
    if words.isdigit():
        found = int(words)
    else:
        found = next(n for n, pattern in enumerate(tongue.numbers, 1) if re.fullmatch(pattern, words))
    if not found:
        raise NotUnderstood(words)
    return found

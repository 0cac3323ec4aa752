"""Dates in plain words: what people write, and phrases made at random whose dates are counted another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from handlers.schedules.plain_days import NotUnderstood
from handlers.schedules.plain_words import Plan, read

PAGE = Path(__file__).resolve().parents[3] / "docs" / "planning.md"
NOW = datetime.fromisoformat("2026-11-24T09:00")  # a Tuesday


def dates(plan: Plan, most: int = 3) -> list[datetime]:
    found = rrulestr(plan.rule, dtstart=plan.start) if plan.rule else [plan.start]
    return list(islice((one for one in found if one not in plan.skips), most))


def shown(words: str, language: str) -> list[str]:
    return [one.strftime("%d.%m.%y %H:%M") for one in dates(read(words, NOW, language))]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "every Tuesday 9:00", ["01.12.26 09:00", "08.12.26 09:00", "15.12.26 09:00"]),
        ("en", "every two weeks on Friday at 14:00", ["27.11.26 14:00", "11.12.26 14:00", "25.12.26 14:00"]),
        ("en", "every other Friday at 2pm", ["27.11.26 14:00", "11.12.26 14:00", "25.12.26 14:00"]),
        ("en", "first Monday of the month", ["07.12.26 09:00", "04.01.27 09:00", "01.02.27 09:00"]),
        ("en", "every second Friday of the month", ["11.12.26 09:00", "08.01.27 09:00", "12.02.27 09:00"]),
        ("en", "weekdays at 8:45", ["25.11.26 08:45", "26.11.26 08:45", "27.11.26 08:45"]),
        ("en", "Mondays at noon until 7 December", ["30.11.26 12:00", "07.12.26 12:00"]),
        ("en", "every day at 9:30 except weekends", ["24.11.26 09:30", "25.11.26 09:30", "26.11.26 09:30"]),
        ("en", "every Friday 2 times", ["27.11.26 09:00", "04.12.26 09:00"]),
        ("en", "every Monday at 9:00 for 2 weeks", ["30.11.26 09:00", "07.12.26 09:00"]),
        ("en", "last day of the month at 17:00", ["30.11.26 17:00", "31.12.26 17:00", "31.01.27 17:00"]),
        ("en", "every quarter on the 15th", ["15.12.26 09:00", "15.03.27 09:00", "15.06.27 09:00"]),
        ("en", "every Tuesday in March at 9", ["02.03.27 09:00", "09.03.27 09:00", "16.03.27 09:00"]),
        ("en", "tomorrow 9am", ["25.11.26 09:00"]),
        ("en", "Tuesday at 8:00", ["01.12.26 08:00"]),
        ("en", "Tuesday at 10:00", ["24.11.26 10:00"]),
        ("en", "December 3rd at 10:00", ["03.12.26 10:00"]),
        ("en", "in two weeks at 10:00", ["08.12.26 10:00"]),
        ("en", "mardi à 9h30", ["24.11.26 09:30"]),
        ("fr", "mardi et jeudi à 8h30 sauf en décembre", ["26.11.26 08:30", "05.01.27 08:30", "07.01.27 08:30"]),
        ("fr", "premier lundi du mois à 9h", ["07.12.26 09:00", "04.01.27 09:00", "01.02.27 09:00"]),
        ("fr", "tous les 15 jours", ["25.11.26 09:00", "09.12.26 09:00", "23.12.26 09:00"]),
        ("fr", "un mardi sur deux à 10h", ["24.11.26 10:00", "08.12.26 10:00", "22.12.26 10:00"]),
        ("fr", "chaque jour ouvré", ["25.11.26 09:00", "26.11.26 09:00", "27.11.26 09:00"]),
        ("fr", "le mardi à 9 heures", ["01.12.26 09:00", "08.12.26 09:00", "15.12.26 09:00"]),
        ("fr", "du lundi au mercredi à 9h", ["25.11.26 09:00", "30.11.26 09:00", "01.12.26 09:00"]),
        ("fr", "le 1er et le 15 de chaque mois", ["01.12.26 09:00", "15.12.26 09:00", "01.01.27 09:00"]),
        ("fr", "premier jour ouvré du mois à 9h", ["01.12.26 09:00", "01.01.27 09:00", "01.02.27 09:00"]),
        ("fr", "à partir du 7 décembre, chaque lundi", ["07.12.26 09:00", "14.12.26 09:00", "21.12.26 09:00"]),
        ("fr", "chaque mardi du 1er au 10 décembre", ["01.12.26 09:00", "08.12.26 09:00"]),
        ("fr", "le mardi sauf du 5 décembre au 4 janvier", ["01.12.26 09:00", "05.01.27 09:00", "12.01.27 09:00"]),
        ("fr", "le lundi et le mercredi jusqu’à fin novembre", ["25.11.26 09:00", "30.11.26 09:00"]),
        ("fr", "chaque année le 3 décembre à 9h", ["03.12.26 09:00", "03.12.27 09:00", "03.12.28 09:00"]),
        ("fr", "le 3 décembre à 10h", ["03.12.26 10:00"]),
        ("fr", "mardi 24 novembre 2026 à 10h", ["24.11.26 10:00"]),
        ("fr", "vendredi prochain à midi", ["27.11.26 12:00"]),
        ("fr", "dans 15 jours à 10h", ["08.12.26 10:00"]),
        ("fr", "après-demain 9h", ["26.11.26 09:00"]),
        ("fr", "every Friday at 9:00", ["27.11.26 09:00", "04.12.26 09:00", "11.12.26 09:00"]),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(language: str, words: str, expected: list[str]) -> None:
    assert shown(words, language) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "when I feel like it",
        "every Tuesday at 25:00",
        "every Tuesday at 9:00 and 14:00",
        "mercredi 24 novembre",
        "30 February",
        "every 0 days",
        "the first Monday",
        "every day except",
        "every Tuesday except on Tuesday",
        "every Monday until 3 November 2026",
        "tomorrow until March",
        "every Tuesday at 13pm",
        "tous les mardis sauf quand il pleut",
        "every Tuesday " * 20,
        "2026-13-01",
        "9:00",
    ],
)
def test_what_is_not_understood_is_refused_whole(words: str) -> None:
    with pytest.raises(NotUnderstood):
        read(words, NOW, "en")


@pytest.mark.parametrize(("column", "language", "before"), [(2, "en", "every Tuesday"), (3, "fr", "le mardi")])
def test_what_the_page_of_help_says_is_understood(column: int, language: str, before: str) -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][2:]
    assert len(rows) == 7
    for row in rows:
        for words in row[column - 1].strip(" |").split(" · "):
            limit = row[0] in ("| except", "| from, until")
            assert dates(read(f"{before} {words}" if limit else words, NOW, language)), words


def test_public_holidays_are_left_out_when_asked() -> None:
    assert read("every Tuesday 9:00, not on public holidays", NOW, "en").holidays
    assert read("chaque mardi à 9h hors jours fériés", NOW, "fr").holidays
    assert not read("chaque mardi à 9h", NOW, "fr").holidays


PIECES = """
every each other two 15 first last day days week weeks month months Tuesday mondays weekdays until except in not on
from to at 9:00 noon 31 december March 2027 2026-12-01 30/02 holidays times for tomorrow next and , tous les toutes
chaque le du au premier dernier mardi jeudis jours semaines mois ouvré sauf jusqu'au août fériés à 8h30 24 fois
prochain sur deux un partir de pendant
"""


@given(st.text(max_size=220) | st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join))
def test_any_text_is_read_or_refused(words: str) -> None:
    try:
        plan = read(words, NOW, "fr")
    except NotUnderstood:
        return
    assert dates(plan)


ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
FRENCH_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                 "novembre", "décembre")  # fmt: skip
ENGLISH_RANKS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
FRENCH_RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", -1: "dernier"}


@dataclass(frozen=True)
class Meant:
    """What a phrase means, and the phrase in both languages."""

    clock: time
    days: frozenset[int] = frozenset()
    every: int = 1
    rank: int = 0
    without: frozenset[int] = field(default_factory=frozenset)
    until: date | None = None

    def words(self, language: str) -> str:
        named = [(ENGLISH_DAYS if language == "en" else FRENCH_DAYS)[day] for day in sorted(self.days)]
        months = [(ENGLISH_MONTHS if language == "en" else FRENCH_MONTHS)[month - 1] for month in sorted(self.without)]
        if language == "en":
            days, end = " and ".join(named), "" if self.until is None else f" until {self.until:%d} "
            start = f"every {days}" if self.every == 1 else f"every {self.every} weeks on {days}"
            start = f"{ENGLISH_RANKS[self.rank]} {days} of the month" if self.rank else start
            left_out = f" except in {' and '.join(months)}" if months else ""
            end += f"{ENGLISH_MONTHS[self.until.month - 1]} {self.until.year}" if self.until else ""
            return f"{start} at {self.clock:%H:%M}{left_out}{end}"
        days = " et le ".join(named)
        start = f"le {days}" if self.every == 1 else f"toutes les {self.every} semaines le {days}"
        start = f"{FRENCH_RANKS[self.rank]} {named[0]} du mois" if self.rank else start
        left_out = f" sauf en {' et '.join(months)}" if months else ""
        end = (
            f" jusqu'au {self.until.day} {FRENCH_MONTHS[self.until.month - 1]} {self.until.year}" if self.until else ""
        )
        return f"{start} à {self.clock:%Hh%M}{left_out}{end}"

    def counted(self, now: datetime) -> Iterator[datetime]:
        """Its dates, found by looking at every day."""
        first_week: date | None = None
        for ahead in range(366 * 3):
            day = now.date() + timedelta(days=ahead)
            if day.weekday() not in self.days or day.month in self.without or (self.until and day > self.until):
                continue
            if datetime.combine(day, self.clock) <= now or not self._has_rank(day):
                continue
            week = day - timedelta(days=day.weekday())
            first_week = first_week or week
            if (week - first_week).days // 7 % self.every == 0:
                yield datetime.combine(day, self.clock)

    def _has_rank(self, day: date) -> bool:
        if not self.rank:
            return True
        return (day + timedelta(days=7)).month != day.month if self.rank < 0 else (day.day - 1) // 7 + 1 == self.rank


clocks = st.times().map(lambda one: one.replace(second=0, microsecond=0))
nows = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2034-12-31"))
weeks = st.builds(
    Meant,
    clocks,
    st.frozensets(st.integers(0, 6), min_size=1, max_size=4),
    st.integers(1, 5),
    without=st.frozensets(st.integers(1, 12), max_size=4),
)
months = st.builds(
    Meant,
    clocks,
    st.integers(0, 6).map(lambda day: frozenset({day})),
    rank=st.sampled_from([1, 2, 3, 4, -1]),
    without=st.frozensets(st.integers(1, 12), max_size=3),
)


@given(weeks | months, nows, st.sampled_from(["en", "fr"]), st.integers(30, 500))
def test_made_phrases_have_the_dates_that_counting_gives(meant: Meant, now: datetime, language: str, ends: int) -> None:
    now = now.replace(second=0, microsecond=0)
    expected = list(islice(meant.counted(now), 6))
    assert dates(read(meant.words(language), now, language), 6) == expected

    last = now.date() + timedelta(days=ends)
    bounded = Meant(meant.clock, meant.days, meant.every, meant.rank, meant.without, last)
    ending = list(takewhile(lambda one: one.date() <= last, expected))
    if ending:
        assert dates(read(bounded.words(language), now, language), 6) == ending

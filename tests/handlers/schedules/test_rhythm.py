"""A rule, said in the reader's words; and the order of what a card says of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.texts import Texts
from handlers import load
from handlers.chat.cards import Card, Note, Text
from handlers.chat.words import LANGUAGES, Say
from handlers.schedules import cards
from handlers.schedules.rhythm import limits, rhythm
from storage.schedules import Schedule

NOT_IN_AUGUST = "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(load().texts)


def schedule(rule: str, holidays: str = "") -> Schedule:
    drafted_at = datetime(2026, 11, 23, tzinfo=UTC)
    return Schedule(id=1, rule=rule, zone="Europe/Paris", holidays=holidays, skips="", drafted_at=drafted_at)


def phrases(shown: Card) -> list[str]:
    says = [part.words for part in shown.parts if isinstance(part, Text | Note) and isinstance(part.words, Say)]
    return [say.key.removeprefix("schedules.") for say in says]


@pytest.mark.parametrize(
    ("rule", "en", "fr"),
    [
        ("", "Once", "Une fois"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "Every week, on Tuesday and Thursday", "Chaque semaine, le mardi et le jeudi"),
        ("FREQ=MONTHLY;BYDAY=+1MO", "Every month, on the first Monday", "Chaque mois, le premier lundi"),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15,-1",
            "Every 2 months, on the 1st, the 15th and the last day",
            "Tous les 2 mois, le 1er, le 15 et le dernier jour",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=2,3", "Every month, on the 2nd and the 3rd", "Chaque mois, le 2 et le 3"),
        ("FREQ=MONTHLY;BYMONTHDAY=21,22", "Every month, on the 21st and the 22nd", "Chaque mois, le 21 et le 22"),
        ("FREQ=MONTHLY;BYMONTHDAY=23,31", "Every month, on the 23rd and the 31st", "Chaque mois, le 23 et le 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=11,12", "Every month, on the 11th and the 12th", "Chaque mois, le 11 et le 12"),
    ],
)
def test_how_often(texts: Texts, rule: str, en: str, fr: str) -> None:
    assert [texts.plain(rhythm(rule), language) for language in LANGUAGES] == [en, fr]


@pytest.mark.parametrize(
    ("planned", "en", "fr"),
    [
        (schedule(NOT_IN_AUGUST), "Not in August", "Sauf en août"),
        (schedule("FREQ=DAILY;BYMONTH=5,6"), "Only in May and June", "Seulement en mai et juin"),
        (schedule("FREQ=DAILY", "FR"), "Not on public holidays (France)", "Hors jours fériés (France)"),
        (schedule("FREQ=DAILY", "DE"), "Not on public holidays (Germany)", "Hors jours fériés (Allemagne)"),
        (schedule("FREQ=DAILY", "QZ"), "Not on public holidays (QZ)", "Hors jours fériés (QZ)"),
        (schedule("FREQ=DAILY;COUNT=6"), "6 times in all", "6 fois en tout"),
        (schedule("FREQ=DAILY;UNTIL=20261231T235900"), "Until Thursday 31 December", "Jusqu’au jeudi 31 décembre"),
        (
            schedule("FREQ=DAILY;UNTIL=20270630T235900"),
            "Until Wednesday 30 June 2027",
            "Jusqu’au mercredi 30 juin 2027",
        ),
    ],
)
def test_what_is_left_out_and_where_it_ends(texts: Texts, planned: Schedule, en: str, fr: str) -> None:
    (limit,) = limits(planned)
    assert [texts.plain(limit, language) for language in LANGUAGES] == [en, fr]


def test_dates_stand_right_under_their_name_and_without_dates_there_is_none() -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    planned = schedule(NOT_IN_AUGUST, "FR")
    planned.community_id, planned.state, planned.next_at = 1, "active", at
    before = ["planned_how", "limit.without_months", "limit.holidays"]
    assert phrases(cards.look("Say what you saw", planned, [at, at])) == [*before, "next_dates", "date", "date"]
    assert phrases(cards.look("Say what you saw", planned, [])) == before

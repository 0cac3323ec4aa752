"""Phrases: the right language, the right plural, other people's words kept apart from ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.texts import Markup, Plain, Texts, known_language, unbreakable, written_date
from handlers.chat.words import Channel, Person, Say, When

TEXTS = Texts(
    {
        "t.hello": {"en": "Hello **{name}**", "fr": "Bonjour **{name}**"},
        "t.likes": {"en": {"one": "{n} like", "other": "{n} likes"}, "fr": {"one": "{n} like", "other": "{n} likes"}},
        "t.type": {"en": "Type `{command} help`", "fr": "Tapez `{command} help`"},
        "t.outer": {"en": "<{inner}>", "fr": "<{inner}>"},
        "t.who": {"en": "{who} in {where}", "fr": "{who} dans {where}"},
        "t.number": {"en": "{value}", "fr": "{value}"},
    },
    "/teach",
)


def test_values_are_kept_apart_from_our_words() -> None:
    assert TEXTS.pieces(Say("t.hello", name="*Lina*"), "fr") == [Markup("Bonjour **"), Plain("*Lina*"), Markup("**")]


def test_a_str_is_somebodys_words() -> None:
    assert TEXTS.pieces("**not bold**", "en") == [Plain("**not bold**")]
    assert TEXTS.plain("**not bold**", "en") == "**not bold**"


def test_plain_takes_our_marks_away_only() -> None:
    assert TEXTS.plain(Say("t.hello", name="**Lina**"), "en") == "Hello **Lina**"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [("en", 0, "0 likes"), ("en", 1, "1 like"), ("fr", 0, "0 like"), ("fr", 1, "1 like"), ("fr", 2, "2 likes")],
)
def test_plurals_follow_the_language(language: str, count: int, words: str) -> None:
    assert TEXTS.plain(Say("t.likes", n=count), language) == words


def test_the_command_is_the_configured_one() -> None:
    assert TEXTS.plain(Say("t.type"), "fr") == "Tapez /teach help"


def test_phrases_hold_phrases_and_people() -> None:
    assert TEXTS.plain(Say("t.outer", inner=Say("t.likes", n=2)), "en") == "<2 likes>"
    pieces = TEXTS.pieces(Say("t.who", who=Person("U1"), where=Channel("C1")), "en")
    assert pieces == [Person("U1"), Markup(" in "), Channel("C1")]


def test_numbers_are_written_as_the_reader_does() -> None:
    assert TEXTS.plain(Say("t.number", value=4.5), "fr") == "4,5"
    assert TEXTS.plain(Say("t.number", value=4.5), "en") == "4.5"


def test_dates_are_shown_in_the_zone_they_are_meant_for() -> None:
    when = When(datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Paris")
    assert written_date(when, "en") == "Tuesday 24 November at 09:00"
    assert written_date(when, "fr") == "mardi 24 novembre à 09:00"


def test_a_sign_never_begins_a_line_in_french() -> None:
    assert unbreakable("« {share} % » ?") == "«\u00a0{share}\u00a0%\u00a0»\u00a0?"


def test_the_first_of_a_month_is_written_as_the_reader_does() -> None:
    first = When(datetime(2026, 12, 1, 8, tzinfo=UTC), "Europe/Paris")
    assert written_date(first, "fr") == "mardi 1er décembre à 09:00"
    assert written_date(replace(first, shape="day"), "fr") == "mardi 1er décembre"
    assert written_date(replace(first, shape="short_day"), "fr") == "mar. 1er"
    assert written_date(replace(first, shape="short_day"), "en") == "Tue 1"
    assert written_date(replace(first, shape="month"), "fr") == "Décembre 2026"
    assert written_date(replace(first, shape="month"), "en") == "December 2026"
    assert written_date(first, "en") == "Tuesday 1 December at 09:00"


@pytest.mark.parametrize(
    ("code", "language"), [("fr-CA", "fr"), ("en_US", "en"), ("de", None), (None, None), ("", None)]
)
def test_only_our_languages_are_known(code: str | None, language: str | None) -> None:
    assert known_language(code) == language

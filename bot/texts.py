"""Phrases: from a key and its values to words in the reader's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from handlers.chat.words import LANGUAGES, Channel, Country, Line, Person, Say, Value, When


@dataclass(frozen=True)
class Markup:
    """Our own words, in the little Markdown phrases use: **bold**, _italic_, `code`."""

    text: str


@dataclass(frozen=True)
class Plain:
    """Somebody's words: to be shown as they are, whatever signs they hold."""

    text: str


Piece = Markup | Plain | Person | Channel

_MARKS = re.compile(r"\*\*|`|(?<!\w)_|_(?!\w)")

Phrase = str | Mapping[str, str]
"""A phrase, or its plural forms by CLDR category (`one`, `other`)."""


class Texts:
    """Every phrase of every feature, read once. `command` is what people type: phrases say it as {command}."""

    def __init__(self, phrases: Mapping[str, Mapping[str, Phrase]], command: str = "/learn") -> None:
        self.phrases = phrases
        self.command = command

    @classmethod
    def load(cls, files: Mapping[str, Path], command: str = "/learn") -> Texts:
        """Reads `texts.toml` of each feature; its keys become `feature.key`."""
        phrases: dict[str, Mapping[str, Phrase]] = {}
        for feature, path in files.items():
            for key, languages in _phrases_in(path).items():
                phrases[f"{feature}.{key}"] = languages
        return cls(phrases, command)

    def pieces(self, line: Line, language: str) -> list[Piece]:
        """The line cut into our words and other people's, so that a platform escapes each as it should."""
        if isinstance(line, str):
            return [Plain(line)]
        found: list[Piece] = []
        for literal, name, _format, _conversion in Formatter().parse(self._phrase(line, language)):
            if literal:
                found.append(Markup(literal))
            if name == "command":
                found.append(Markup(self.command))
            elif name is not None:
                found.extend(self._value(line.values[name], language))
        return found

    def plain(self, line: Line, language: str) -> str:
        """The line without any markup: for labels, titles and notifications."""
        return "".join(_without_markup(piece) for piece in self.pieces(line, language))

    def _phrase(self, say: Say, language: str) -> str:
        forms = self.phrases[say.key][language]
        if isinstance(forms, str):
            return forms
        count = say.values["n"]
        if not isinstance(count, int | float):
            raise TypeError(f"{say.key}: n must be a number")
        return forms.get(_locale(language).plural_form(abs(count)), forms["other"])

    def _value(self, value: Value | Say, language: str) -> list[Piece]:
        if isinstance(value, Say | str):
            return self.pieces(value, language)
        if isinstance(value, When):
            return [Plain(written_date(value, language))]
        if isinstance(value, Country):
            return [Plain(_locale(language).territories.get(value.code, value.code))]
        if isinstance(value, int | float):
            return [Plain(format_decimal(value, locale=_locale(language)))]
        return [value]


def unbreakable(forms: Phrase) -> Phrase:
    """French words whose signs never begin a line: the space before `: ; ? ! %` and inside « » does not break."""
    if not isinstance(forms, str):
        return {category: str(unbreakable(form)) for category, form in forms.items()}
    return re.sub(r" (?=[:;?!»%])|(?<=«) ", "\N{NO-BREAK SPACE}", forms)


@cache
def _phrases_in(path: Path) -> Mapping[str, Mapping[str, Phrase]]:
    """The phrases of one file by their keys, read once."""
    found = tomllib.loads(path.read_text("utf-8"))
    return {key: {**languages, "fr": unbreakable(languages["fr"])} for key, languages in found.items()}


_AT = {"en": "'at'", "fr": "'à'"}


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "fr": "fr_FR"}[language])


def known_language(code: str | None) -> str | None:
    """`fr` for `fr-CA` or `fr_FR`; None when it is not one of ours."""
    short = (code or "").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else None


def written_date(when: When, language: str) -> str:
    """`Tuesday 24 November at 09:00`, `mardi 24 novembre à 09:00`, in the zone it is meant for."""
    local = when.at.astimezone(ZoneInfo(when.zone))
    locale = _locale(language)
    day = "EEEE d'er' MMMM" if language == "fr" and local.day == 1 else "EEEE d MMMM"
    if when.shape == "time":
        return format_time(local, "HH:mm", locale=locale)
    if when.shape == "day":
        return format_date(local, day, locale=locale)
    if when.shape == "short_day":
        return format_date(local, day.replace("EEEE", "EEE").removesuffix(" MMMM"), locale=locale)
    if when.shape == "month":
        return format_date(local, "LLLL y", locale=locale).capitalize()
    return format_datetime(local, f"{day} {_AT[language]} HH:mm", locale=locale)


def _without_markup(piece: Piece) -> str:
    match piece:
        case Markup(text):
            return _MARKS.sub("", text)
        case Plain(text):
            return text
        case Person(external_id):
            return f"@{external_id}"
        case Channel(external_id):
            return f"#{external_id}"

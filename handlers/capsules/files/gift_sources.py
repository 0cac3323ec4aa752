"""The questions of a GIFT file into capsules, one each. Pure."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from handlers.capsules import choice_rules
from handlers.capsules.files import gift, html
from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.gift import Left, Marked, Question
from handlers.capsules.formats import Choice, Quiz, written
from handlers.capsules.sources import cut, digested, language_of, long_body, origin_in, origin_of, text_of
from handlers.chat.mistakes import Mistake
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import EFFORTS, LONGEST, LONGEST_BODY, MOST_MINUTES, Source, minutes_of

LONGEST_MADE_TITLE = 75
"""Characters of a title made of the question's first words, as cards show titles."""

LONGEST_KEY = 80
"""Characters of a question's title that name it in its origin; a longer one is named by its hash."""

TRUE_FALSE = {"en": ("True", "False"), "fr": ("Vrai", "Faux")}


@dataclass(frozen=True)
class Place:
    """Where a file stands and for whom, as in `sources.source_of`."""

    path: PurePosixPath
    scope: str
    community_id: int | None
    language: str | None


def sources_of(raw: bytes, place: Place) -> tuple[list[Source], list[Left]]:
    """The capsules of a file, and the questions that make no sense in a chat. Raises BadFileError: all or nothing."""
    found = list(gift.read(text_of(raw)))
    left = [one for one in found if isinstance(one, Left)]
    sources: dict[str, Source] = {}
    for question in found:
        if isinstance(question, Question):
            source = _source(question, place, sources)
            if source.origin in sources:
                raise BadFileError(Say("capsules.bad.origin_twice"), question.line)
            sources[source.origin] = source
    if not found:
        raise BadFileError(Say("capsules.bad.empty"))
    return list(sources.values()), left


def _source(question: Question, place: Place, before: dict[str, Source]) -> Source:
    said = _said(question)
    body = _prose(question.words)
    if len(body) > LONGEST_BODY:
        raise BadFileError(long_body(body), question.line)
    language = said.get("language") or place.language or language_of(body)
    quiz = _quiz(question, language)
    theme = said.get("theme") or cut(question.category or place.path.parent.name, LONGEST["theme"])
    title = said.get("title") or cut(question.title, LONGEST["title"])
    title = title or cut(html.plain(body) if html.holds_html(body) else body, LONGEST_MADE_TITLE)
    origin = origin_in(place.scope, said["origin"]) if "origin" in said else _origin(question, place, before)
    return digested(
        Source(
            origin=origin,
            community_id=place.community_id,
            title=title,
            theme=theme or title[: LONGEST["theme"]],
            format="quiz",
            body=body,
            key_message=said.get("key_message", ""),
            minutes=said.get("minutes") or minutes_of(body),
            effort=said.get("effort", "easy"),
            language=language,
            details=written(quiz),
            digest="",
        )
    )


def _origin(question: Question, place: Place, before: dict[str, Source]) -> str:
    """The file's, and the question's title, or its words when it has none; numbered when it is not the first so named.

    What is answered may be corrected then, and the question too when it has a title: it is the same capsule.
    """
    title = unicodedata.normalize("NFC", question.title)
    words = " ".join(unicodedata.normalize("NFC", question.words.text).split())
    hashed = hashlib.sha256((title or words).encode()).hexdigest()[:16]
    name = f"{place.path}#{title if title and len(title) <= LONGEST_KEY else hashed}"
    origin, number = origin_of(place.scope, name), 1
    while origin in before:
        number += 1
        origin = origin_of(place.scope, f"{name}-{number}")
    return origin


def _quiz(question: Question, language: str) -> Quiz:
    if question.truth is not None and question.told is not None:
        words = TRUE_FALSE[language]
        choices = tuple(
            Choice(word, 100.0 if is_true is question.truth else 0.0, _plain(told))
            for word, told, is_true in zip(words, question.told, (True, False), strict=True)
        )
    else:
        choices = tuple(
            Choice(_one_line(_plain(one.words)), one.weight, _plain(one.feedback)) for one in question.answers
        )
    quiz = Quiz(choices, question.several, _prose(question.general))
    lines = {choice_rules.choice(number): one.line for number, one in enumerate(question.answers)}
    try:
        choice_rules.check_quiz(quiz)
    except Mistake as mistake:
        raise BadFileError(mistake.say, lines.get(mistake.field or "", question.line)) from mistake
    return quiz


def _one_line(words: str) -> str:
    return " ".join(line.strip() for line in words.split("\n")) if "\n" in words else words


def _prose(marked: Marked) -> str:
    """A question or an explanation, in Markdown: what Moodle does not say to be HTML or plain is left as it is."""
    if marked.marker == "plain":
        return html.escaped(marked.text)
    return html.markdown(marked.text) if _is_html(marked) else marked.text


def _plain(marked: Marked) -> str:
    """An answer or what is told of it: words, without signs of shape."""
    return html.plain(marked.text) if _is_html(marked) else marked.text


def _is_html(marked: Marked) -> bool:
    return marked.marker == "html" or (marked.marker == "moodle" and html.holds_html(marked.text))


def _said(question: Question) -> dict[str, Any]:
    """What our own comment says. Raises BadFileError when somebody has changed it so that it cannot be read."""
    if not question.said:
        return {}
    try:
        said = json.loads(question.said)
    except (ValueError, RecursionError) as error:
        raise BadFileError(Say("capsules.bad.gift_comment"), question.line) from error
    if not isinstance(said, dict) or not all(name in _KNOWN and _KNOWN[name](value) for name, value in said.items()):
        raise BadFileError(Say("capsules.bad.gift_comment"), question.line)
    return said


def _words(longest: int) -> Any:
    return lambda value: isinstance(value, str) and 0 < len(value) <= longest and "\0" not in value and value.strip()


_KNOWN = {
    "origin": _words(301),
    "title": _words(LONGEST["title"]),
    "theme": _words(LONGEST["theme"]),
    "key_message": _words(LONGEST["key_message"]),
    "minutes": lambda value: type(value) is int and 1 <= value <= MOST_MINUTES,
    "effort": lambda value: value in EFFORTS,
    "language": lambda value: value in LANGUAGES,
}

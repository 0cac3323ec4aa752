"""Decisions about searches, as pure functions: what a button can carry of a question, and what to show of an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from handlers.chat.routes import LONGEST_LINK, fits, to
from storage.words import terms

LONGEST_EXCERPT = 200
"""Characters around the words found."""

BEFORE = 60
"""How many of them, at most, come before the first word found."""

MOST_MARKED = 6
"""Words of an excerpt that stand out: with more, none does."""

MOST_PAGES = 10_000

_JOINED = re.compile(r"[^\s,;:.!?()\[\]«»“”\"…]")
"""What belongs to a written word: marked in its middle (`l'**eau**`), some platforms would show the signs."""


@dataclass(frozen=True)
class Span:
    """A piece of an excerpt, and whether it is a word that was looked for."""

    words: str
    found: bool = False


def short_words(question: str) -> str:
    """The question on one line, cut after a word so that a button can carry it beside its route and a page."""
    line = " ".join(question.encode("utf-8", "replace").decode().split())
    words = line[:LONGEST_LINK].split()  # what is further never fits, and trying it would take as long as it is
    while words and not fits(to("search.page", MOST_PAGES, " ".join(words))):
        if len(words) > 1:
            words.pop()
        else:
            words = [words[0][:-1]] if len(words[0]) > 1 else []
    return " ".join(words)


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)


def excerpt(text: str, language: str, stems: Collection[str]) -> Sequence[Span]:
    """A part of the text with the first words found in it; its beginning when it holds none."""
    found = [term for term in terms(text, language) if term.stem in stems or term.word in stems]
    start = _start(text, found[0].start if found else 0)
    end = _end(text, start)
    spans: list[Span] = []
    at = start
    for first, last in _whole(text, ((term.start, term.end) for term in found)):
        if at <= first and last <= end and len(spans) < 2 * MOST_MARKED:
            spans += [Span(text[at:first]), Span(text[first:last], found=True)]
            at = last
    spans.append(Span(text[at:end]))
    spans[0] = Span(("…" if start else "") + spans[0].words)
    spans.append(Span("…" if end < len(text) else ""))
    return [span for span in spans if span.words]


def _start(text: str, first: int) -> int:
    """Where an excerpt begins: with a word, not far before the first one found."""
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first


def _end(text: str, start: int) -> int:
    if len(text) - start <= LONGEST_EXCERPT:
        return len(text)
    space = text.rfind(" ", start, start + LONGEST_EXCERPT)
    return space if space > start else start + LONGEST_EXCERPT


def _whole(text: str, places: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The places, each with what is joined to it on both sides, once."""
    done = 0
    for first, last in places:
        if first < done:
            continue
        while first > done and _JOINED.match(text[first - 1]):
            first -= 1
        while last < len(text) and _JOINED.match(text[last]):
            last += 1
        done = last
        yield first, last

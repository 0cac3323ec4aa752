"""Decisions about reviews, as pure functions: which course was meant, which words are shown, what may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from handlers.figures import FEWEST
from storage.reviews import Opinion
from storage.words import Sought, fold, known_as, slips, sought, terms

MOST_FOUND = 5
"""Courses to choose from: what fits on a line of buttons everywhere."""

MOST_NEAR = 3
NEAR_ENOUGH = 0.4
"""How alike a title and what was typed are, from 0 to 1, to be offered though no word of it was recognised."""

SHORTEST_START = 3
"""Letters from which the beginning of a word stands for it: people find as they type."""

OPINIONS, MOMENTS = 3, 3
"""Words and moments on a card."""

LONGEST_SUITS, LONGEST_REASON = 300, 500

PAGE = 4
"""Reasons on one page."""

WHOLE, START, SLIP = 3, 2, 1
"""What a word is worth when it stands in a title, when it is the start of one there, when it is a slip away."""

_LANGUAGES = ("", "en", "fr")

One = TypeVar("One")


@dataclass(frozen=True)
class Found:
    """The courses that were meant, likeliest first; where there are none, those that are `near`."""

    meant: tuple[int, ...] = ()
    near: tuple[int, ...] = ()


def find(words: str, titles: Mapping[int, str]) -> Found:
    """The courses whose titles hold every word, slips forgiven; the one with this very title alone, if there is one."""
    typed = fold(words)
    same = tuple(number for number, title in titles.items() if fold(title) == typed)
    if same:
        return Found(same)
    wanted = [(one, slips(one.word)) for one in sought(words)]
    worth = {number: [_worth(*one, title) for one in wanted] for number, title in titles.items()}
    meant = [number for number, points in worth.items() if points and all(points)]
    if meant:
        return Found(tuple(sorted(meant, key=lambda number: -sum(worth[number]))))
    alike = {number: SequenceMatcher(None, typed, fold(title)).ratio() for number, title in titles.items()}
    near = [number for number in titles if any(worth[number]) or alike[number] >= NEAR_ENOUGH]
    near.sort(key=lambda number: (-sum(1 for points in worth[number] if points), -alike[number]))
    return Found(near=tuple(near[:MOST_NEAR]))


def _worth(wanted: Sought, near: frozenset[str], title: str) -> int:
    """The best that a word is worth in a title, 0 when it is not there."""
    best = 0
    for language in _LANGUAGES:
        for term in terms(title, language):
            if term.word == wanted.word or term.stem in wanted.stems:
                return WHOLE
            if len(wanted.word) >= SHORTEST_START and term.word.startswith(wanted.word):
                best = max(best, START)
            elif any(word in near for word in known_as(term)):
                best = max(best, SLIP)
    return best


def fair(praise: Sequence[Opinion], critical: Sequence[Opinion]) -> list[Opinion]:
    """Three opinions, one of them critical when there is one; both given newest first, as far as there are any."""
    apart = critical[: max(1, OPINIONS - len(praise))]
    return [*praise[: OPINIONS - len(apart)], *apart]


def liked(moments: Mapping[str, int]) -> list[tuple[str, int]]:
    """The moments that most people liked, and how many: those that five at least did."""
    shown = [(title, n) for title, n in moments.items() if n >= FEWEST]
    return sorted(shown, key=lambda one: -one[1])[:MOMENTS]


def a_round(waiting: Sequence[One]) -> Sequence[One]:
    """What is told now of what waits: all of it, once five people are in it."""
    return waiting if len(waiting) >= FEWEST else ()


def tidy(words: str) -> str:
    """What somebody typed, without blanks around it; lines and words stay theirs."""
    return "\n".join(line.strip() for line in words.strip().splitlines())

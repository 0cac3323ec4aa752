"""Words as they are searched: read out of a text without capitals, accents, plurals or endings. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase
from typing import Any

LONGEST_WORD = 40
"""Characters of a word that count: beyond, it is no word of a language."""

MOST_SOUGHT = 10
"""Words of a question that are looked for: with more, hardly anything holds them all."""

SHORTEST_SLIP = 5
"""Letters of the shortest word in which a slip of the pen is forgiven: below, most slips make another word."""

LONGEST_SLIP = 20

KEPT = 30_000
"""Words whose reading is remembered: some thousands make nearly all that people write."""

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=..)e(e?s?)$")
_ALGORITHMS = {"en": "english", "fr": "french"}
_LITTLE_WORDS = """
a about all am an and any are as at be been but by can did do does for from had has have he her his how i if in is
it its just me more my no not of on or our out she so some than that the their them then there these they this to
too up us was we were what when where which who why will with you your s t re ve ll ai as au aux avec avoir c ce
ces cet cette comme comment d dans de des du elle elles en es est et etre eu fait ils j je l la le les leur leurs
lui m ma mais mes moi mon n ne nos notre nous ont ou par pas plus pour pourquoi qu que quel quelle quelles quels
qui sa sans se ses si son sont sur ta te tes toi ton tout toute toutes tous tu un une vos votre vous y
"""
_STOP = frozenset(_LITTLE_WORDS.split())
_MARKDOWN = (
    (re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL), lambda found: found[0].strip("`~")),
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), lambda found: found[1]),
    (re.compile(r"<?\bhttps?://\S+>?"), lambda _found: " "),
    (re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)+", re.MULTILINE), lambda _found: ""),
    (re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$|\|", re.MULTILINE), lambda _found: " "),
    (re.compile(r"\*{1,3}|`+|~~|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])"), lambda _found: ""),
)
"""What Markdown adds to words, in the order in which it is taken away; the words of links stay."""


def fold(words: str) -> str:
    """The words without capitals, accents, ligatures or unusual spaces, as they are searched."""
    apart = unicodedata.normalize("NFKD", words)
    for _ in range(2):  # a sign without its capital or its accent may be one that has another
        apart = unicodedata.normalize("NFKD", apart.casefold())
    apart = apart.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def plain(markdown: str) -> str:
    """The words of a Markdown text on one line, without its signs and addresses."""
    for pattern, instead in _MARKDOWN:
        markdown = pattern.sub(instead, markdown)
    return " ".join(unicodedata.normalize("NFC", markdown).split())


@dataclass(frozen=True)
class Term:
    """A word of a text, from `start` to `end`: folded, and without its ending."""

    start: int
    end: int
    word: str
    stem: str


def terms(text: str, language: str) -> Iterator[Term]:
    """The words of a text, accents composed (NFC), as its language cuts their endings; other languages keep them."""
    for found in _WORD.finditer(text):
        for word, stem in _read(found[0], language):
            yield Term(found.start(), found.end(), word, stem)


@cache
def _stemmer(language: str) -> Any:
    """What cuts the endings of a language. Loaded with the first words: it brings those of thirty languages."""
    import snowballstemmer  # type: ignore[import-untyped]  # noqa: PLC0415 - see above; it comes without types

    return snowballstemmer.stemmer(_ALGORITHMS[language])


@lru_cache(KEPT)
def _read(written: str, language: str) -> tuple[tuple[str, str], ...]:
    """The words that one written word holds (usually itself), each with its stem.

    The accents stay until the ending is cut, because they tell French endings apart (`évaluée`).
    """
    parts = _WORD.findall(fold(written))
    if len(parts) != 1:
        return tuple((part[:LONGEST_WORD], part[:LONGEST_WORD]) for part in parts)
    stemmer = _stemmer(language) if language in _ALGORITHMS else None
    short = written.casefold()[:LONGEST_WORD]
    stem = fold(stemmer.stemWord(short))[:LONGEST_WORD] if stemmer else ""
    word = parts[0][:LONGEST_WORD]
    return ((word, stem if _WORD.fullmatch(stem) else word),)


@dataclass(frozen=True)
class Sought:
    """A word somebody looks for, folded, and the stems under which texts of every language may hold it."""

    word: str
    stems: frozenset[str]


def sought(question: str) -> tuple[Sought, ...]:
    """The words of a question that tell something; all of them where none does."""
    text = unicodedata.normalize("NFC", question)
    found: dict[str, set[str]] = {}
    for language in ("", *_ALGORITHMS):
        for term in terms(text, language):
            found.setdefault(term.word, {term.word}).add(term.stem)
            found[term.word].update(stem for typed in _typed(term.word) for _, stem in _read(typed, language))
    telling = {word: stems for word, stems in found.items() if word not in _STOP} or found
    return tuple(Sought(word, frozenset(stems)) for word, stems in list(telling.items())[:MOST_SOUGHT])


def _typed(word: str) -> tuple[str, str]:
    """A word as it is typed without accents: itself, and with the one that most tells French endings apart."""
    return word, _ENDING.sub(r"é\1", word)


def known_as(term: Term) -> Iterator[str]:
    """The words by which somebody who slips may have meant this one: itself, and without its plural."""
    yield term.word
    if len(term.word) > SHORTEST_SLIP and term.word[-1] in "sx":
        yield term.word[:-1]


def slips(word: str) -> frozenset[str]:
    """Every word that one wrong, missing, doubled or swapped letter may have turned into this one.

    Letters of other alphabets are looked for only among the word's own. Empty for a word too short or too long.
    """
    if not SHORTEST_SLIP - 1 <= len(word) <= LONGEST_SLIP:
        return frozenset()
    letters = sorted({*ascii_lowercase, *word})
    made: set[str] = set()
    for one in {word, word.removesuffix("s")}:
        cuts = [(one[:at], one[at:]) for at in range(len(one) + 1)]
        made.update(left + right[1:] for left, right in cuts if right)
        made.update(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1)
        made.update(left + letter + right[1:] for left, right in cuts if right for letter in letters)
        made.update(left + letter + right for left, right in cuts for letter in letters)
    return frozenset(one for one in made if len(one) >= SHORTEST_SLIP)

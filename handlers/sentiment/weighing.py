"""How good a text sounds: the lexicon's polarity by clause, corrected by negations, turns of phrase, emoji."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.sentiment import cues_en, cues_fr
from handlers.sentiment.clean import mood_of_emoji, spelled_out

Polarity = Callable[[str, str], float]

NEGATION_REACH = 4
"""Words after a negation that it turns round."""
NEGATED = -0.5
"""What a negated word is worth: "not great" is less bad than "great" is good."""
BEFORE_BUT, AFTER_BUT = 0.7, 1.5
"""What follows "but" is what the author wants to be remembered."""
EMOJI = 0.25
MOST_EMOJI = 2


@dataclass(frozen=True)
class Cue:
    """A turn of phrase and what it adds to the score, or takes from it."""

    name: str
    pattern: re.Pattern[str]
    weight: float


@dataclass(frozen=True)
class Phrases:
    """What is known of one language."""

    idioms: tuple[tuple[re.Pattern[str], str], ...]
    reservations: tuple[Cue, ...]
    praises: tuple[Cue, ...]
    negation: re.Pattern[str]
    but: re.Pattern[str]


def _cues(table: Sequence[tuple[str, str, float]]) -> tuple[Cue, ...]:
    return tuple(Cue(name, re.compile(rf"(?<!\w)(?:{pattern})"), weight) for name, pattern, weight in table)


def _idioms(table: Sequence[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), instead) for pattern, instead in table)


_PHRASES = {
    "fr": Phrases(
        _idioms(cues_fr.GOOD_IDIOMS),
        _cues(cues_fr.RESERVATIONS),
        _cues(cues_fr.PRAISES),
        re.compile(r"(?:ne|n'|pas|jamais|aucune?|sans|ni|rien|non)$"),
        re.compile(r"\bmais\b"),
    ),
    "en": Phrases(
        _idioms(cues_en.GOOD_IDIOMS),
        _cues(cues_en.RESERVATIONS),
        _cues(cues_en.PRAISES),
        re.compile(r"(?:not|no|never|nothing|without|neither|nor|hardly)$"),
        re.compile(r"\bbut\b"),
    ),
}
_SENTENCE_END = re.compile(r"[.!?;\n…]+")
_WORD = re.compile(r"[\w-]+'?|[^\w\s]")


@dataclass(frozen=True)
class Weight:
    """How good a text or a clause sounds, with the names of the reservations and of the praises found in it."""

    score: float
    cues: tuple[str, ...]
    praises: tuple[str, ...]


def weigh(text: str, language: str, polarity: Polarity) -> Weight:
    """What a cleaned text weighs; its score goes from -1 to 1. "But" and a plain negation are reservations too."""
    phrases = _PHRASES[language]
    text = spelled_out(text) if language == "en" else text
    mood = max(-MOST_EMOJI, min(MOST_EMOJI, mood_of_emoji(text)))
    for pattern, instead in phrases.idioms:
        text = pattern.sub(instead, text)
    cues: list[str] = ["but"] if phrases.but.search(text) else []
    praises: list[str] = []
    total = weights = 0.0
    for clause, weight in clauses(text, phrases.but):
        found = weigh_clause(clause, phrases, language, polarity)
        cues += found.cues
        praises += found.praises
        if found.score:
            total += weight * found.score
            weights += weight
    score = (total / weights if weights else 0.0) + EMOJI * mood
    return Weight(max(-1.0, min(1.0, score)), tuple(dict.fromkeys(cues)), tuple(dict.fromkeys(praises)))


def clauses(text: str, but: re.Pattern[str]) -> list[tuple[str, float]]:
    """The text cut at sentence ends and at "but", each piece with its weight."""
    found = []
    for sentence in _SENTENCE_END.split(text):
        pieces = [piece for piece in but.split(sentence) if piece.strip()]
        for position, piece in enumerate(pieces):
            last = position == len(pieces) - 1
            found.append((piece, 1.0 if len(pieces) == 1 else AFTER_BUT if last else BEFORE_BUT))
    return found


def weigh_clause(clause: str, phrases: Phrases, language: str, polarity: Polarity) -> Weight:
    """What one clause weighs, its score not bounded."""
    held_back = [cue for cue in phrases.reservations if cue.pattern.search(clause)]
    said, negated = apart(clause, phrases.negation)
    praised, denied = _found(phrases.praises, said), _found(phrases.praises, negated)
    warmth = (polarity(said, language) if said else 0.0) + _sum(praised)
    coldness = (polarity(negated, language) if negated else 0.0) + _sum(denied)
    cues = [cue.name for cue in held_back] + (["negation"] if negated else [])
    score = warmth + NEGATED * coldness - _sum(held_back)
    return Weight(score, tuple(cues), tuple(cue.name for cue in praised))


def _found(cues: Sequence[Cue], text: str) -> list[Cue]:
    return [cue for cue in cues if cue.pattern.search(text)] if text else []


def _sum(cues: Sequence[Cue]) -> float:
    return sum(cue.weight for cue in cues)


def apart(clause: str, negation: re.Pattern[str]) -> tuple[str, str]:
    """The words said and the words negated: those that follow a negation, up to `NEGATION_REACH` or a comma."""
    said: list[str] = []
    negated: list[str] = []
    reach = 0
    for word in _WORD.findall(clause):
        if negation.match(word):
            reach = NEGATION_REACH
        elif word == ",":
            reach = 0
        else:
            (negated if reach else said).append(word)
            reach = max(0, reach - 1)
    return " ".join(said), " ".join(negated)

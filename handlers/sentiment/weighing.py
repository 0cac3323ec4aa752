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


def weigh(text: str, language: str, polarity: Polarity) -> tuple[float, tuple[str, ...]]:
    """The score of a cleaned text, from -1 to 1, and the names of the reservations found in it."""
    phrases = _PHRASES[language]
    text = spelled_out(text) if language == "en" else text
    mood = max(-MOST_EMOJI, min(MOST_EMOJI, mood_of_emoji(text)))
    for pattern, instead in phrases.idioms:
        text = pattern.sub(instead, text)
    found: list[str] = []
    total = weights = 0.0
    for clause, weight in clauses(text, phrases.but):
        score, names = weigh_clause(clause, phrases, language, polarity)
        found += names
        if score:
            total += weight * score
            weights += weight
    score = total / weights if weights else 0.0
    return max(-1.0, min(1.0, score + EMOJI * mood)), tuple(dict.fromkeys(found))


def clauses(text: str, but: re.Pattern[str]) -> list[tuple[str, float]]:
    """The text cut at sentence ends and at "but", each piece with its weight."""
    found = []
    for sentence in _SENTENCE_END.split(text):
        pieces = [piece for piece in but.split(sentence) if piece.strip()]
        for position, piece in enumerate(pieces):
            last = position == len(pieces) - 1
            found.append((piece, 1.0 if len(pieces) == 1 else AFTER_BUT if last else BEFORE_BUT))
    return found


def weigh_clause(clause: str, phrases: Phrases, language: str, polarity: Polarity) -> tuple[float, list[str]]:
    """One clause's score, not bounded, and the reservations in it."""
    held_back = [cue for cue in phrases.reservations if cue.pattern.search(clause)]
    said, negated = apart(clause, phrases.negation)
    score = warmth(said, phrases, language, polarity) + NEGATED * warmth(negated, phrases, language, polarity)
    return score - sum(cue.weight for cue in held_back), [cue.name for cue in held_back]


def warmth(text: str, phrases: Phrases, language: str, polarity: Polarity) -> float:
    """What the lexicon and the praises give to words taken as they are."""
    if not text:
        return 0.0
    return polarity(text, language) + sum(cue.weight for cue in phrases.praises if cue.pattern.search(text))


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

"""From what is found in the words to a tone, and to what they call for. Pure. A tone never decides alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.sentiment.names import names_somebody
from handlers.sentiment.signs import alerts_in, giving_up, sensitive

Tone = Literal["happy", "neutral", "unhappy"]
Outcome = Literal["alert", "follow_up", "testimonial", "nothing"]

THRESHOLDS = {"fr": (0.0, 0.2), "en": (-0.1, 0.35)}
"""By language: a text is unhappy below the first, happy from the second on. Measured by `make bench-verbatims`."""

ENOUGH_STARS = 4
FEW_STARS = 2
WARM_ENOUGH = 0.45
"""Score from which words may be proposed, above the tones' thresholds: nobody should be asked to publish a reproach."""
SHORTEST, LONGEST = 40, 400
"""Characters of a testimonial: enough to say something, short enough to be read."""


@dataclass(frozen=True)
class Reading:
    """What words say. `score` goes from -1 (unhappy) to 1 (happy), by the rules.

    `cues` names the reservations found in the words, and `praises` what is praised outright. `tone` follows the score,
    or the operator's own weights where there are some.
    """

    tone: Tone
    score: float
    language: str
    cues: tuple[str, ...]
    praises: tuple[str, ...]


def tone_of(score: float, language: str) -> Tone:
    """The tone a score means in this language."""
    low, high = THRESHOLDS[language]
    return "unhappy" if score < low else "happy" if score >= high else "neutral"


def candidate(words: str, stars: int, reading: Reading, known: Sequence[str] = ()) -> bool:
    """Whether the author may be asked to publish: a good mark, happy words, no reservation, nothing left to a person.

    `known`: the course's title and the like, whose words name nobody.
    """
    return (
        stars >= ENOUGH_STARS
        and reading.tone == "happy"
        and reading.score >= WARM_ENOUGH
        and bool(reading.praises)
        and not reading.cues
        and SHORTEST <= len(words.strip()) <= LONGEST
        and not (sensitive(words) or alerts_in(words) or giving_up(words) or names_somebody(words, known))
    )


def needs_follow_up(words: str, stars: int | None, reading: Reading) -> bool:
    """Whether somebody should come back to the author: a low mark, unhappy words, or signs of giving up."""
    return (stars is not None and stars <= FEW_STARS) or reading.tone == "unhappy" or giving_up(words)


def outcome(words: str, stars: int | None, reading: Reading, known: Sequence[str] = ()) -> Outcome:
    """What the words call for, the most urgent first. An alert is for a named person at once, never for a digest."""
    if alerts_in(words):
        return "alert"
    if needs_follow_up(words, stars, reading):
        return "follow_up"
    return "testimonial" if stars is not None and candidate(words, stars, reading, known) else "nothing"

"""From what is found in the words to a tone, and whether the words may be proposed as a testimonial. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Tone = Literal["happy", "neutral", "unhappy"]

THRESHOLDS = {"fr": (0.0, 0.2), "en": (-0.1, 0.35)}
"""By language: a text is unhappy below the first, happy from the second on. Measured by `benchmarks/verbatims.py`."""

ENOUGH_STARS = 4
WARM_ENOUGH = 0.5
"""Score from which words may be proposed, above the tones' thresholds: nobody should be asked to publish a reproach."""
SHORTEST, LONGEST = 40, 400
"""Characters of a testimonial: enough to say something, short enough to be read."""


@dataclass(frozen=True)
class Reading:
    """What words say. `score` goes from -1 (unhappy) to 1 (happy); `cues` names the reservations found in them."""

    tone: Tone
    score: float
    language: str
    cues: tuple[str, ...]


def tone_of(score: float, language: str) -> Tone:
    """The tone a score means in this language."""
    low, high = THRESHOLDS[language]
    return "unhappy" if score < low else "happy" if score >= high else "neutral"


# Subjects that are never proposed for publication, in whatever language the rest is: only a person may judge of them.
_SENSITIVE = re.compile(
    r"\b(?:"
    r"malad(?:e|es|ie|ies)|handicap\w*|dépress\w*|cancer|grossesse|enceinte|burn[ -]?out|arrêt de travail|hôpital"
    r"|suicid\w*|médica(?:l|le|ux|ment|ments)|thérap\w*|anxi(?:été|eux|euse)|deuil"
    r"|illness(?:es)?|disab(?:led|ility|ilities)|depress(?:ed|ion|ive)|pregnan(?:t|cy)|hospital\w*|sick leave"
    r"|mental health|medical\w*|therap(?:y|ist)|anxi(?:ety|ous)|adhd|autis\w*|grie(?:f|ving)"
    r"|harc[eè]l\w*|harass\w*|bull(?:y|ied|ying)|agress\w*|violen\w*|menac\w*|threat\w*|humili\w*"
    r"|insult\w*|abus(?:e|ed|ive|if|ifs)|racis\w*|sexis\w*|homophob\w*|transphob\w*|discrimin\w*|antisémit\w*|antisemit\w*|islamophob\w*"
    r"|religi\w*|syndicat\w*|trade unions?"
    r")\b",
    re.IGNORECASE,
)


def sensitive(words: str) -> bool:
    """Whether the words touch health, harassment, discrimination or beliefs."""
    return _SENSITIVE.search(words) is not None


def candidate(words: str, stars: int, reading: Reading) -> bool:
    """Whether the author may be asked to publish: a good mark, happy words, no reservation, nothing sensitive."""
    return (
        stars >= ENOUGH_STARS
        and reading.tone == "happy"
        and reading.score >= WARM_ENOUGH
        and not reading.cues
        and SHORTEST <= len(words.strip()) <= LONGEST
        and not sensitive(words)
    )

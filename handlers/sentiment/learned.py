"""Tones by the operator's own weights: a small table of words, learned by `bot train`, kept as JSON and read back here.

The rules read the words first: their score and the reservations they name are among what is weighed. Without a file,
and in a language it does not hold, the rules alone decide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handlers.chat.words import LANGUAGES
from handlers.sentiment.clean import spelled_out
from handlers.sentiment.rules import Reading, Tone

TONES: tuple[Tone, ...] = ("unhappy", "neutral", "happy")
"""In the order of the weights."""
LARGEST_FILE = 10_000_000
"""Bytes: twenty times what is learned from thousands of comments."""

_WORD = re.compile(r"[^\W_]+'?|[!?]")
_WORDS_TOGETHER = 2.0
"""What all words of a text weigh together, beside the rules' score: a long text does not say more than a short one."""
_MOST_CUES = 4

Weight = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]


class BadWeights(Exception):
    """The file cannot be used; the sentence says what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Held(_Part):
    """Macro-F1 on comments that were kept apart while learning, from 0 to 1: by the rules, and by the weights."""

    rules: float = Field(ge=0, le=1)
    learned: float = Field(ge=0, le=1)


class Learned(_Part):
    """What was learned in one language: for each feature, what it adds to each of `TONES`."""

    comments: int = Field(ge=1)
    held: Held
    weights: dict[Annotated[str, Field(max_length=100)], tuple[Weight, Weight, Weight]] = Field(max_length=200_000)


class Weights(_Part):
    """A whole file, by language."""

    version: Literal[1] = 1
    languages: dict[str, Learned] = Field(max_length=len(LANGUAGES))


def read_weights(path: Path) -> Weights:
    """The weights of a file. Raises BadWeights."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadWeights(f"{path} is too large to be a file written by train: write it again with train.")
        return Weights.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadWeights(
            f"{path} cannot be read ({error.strerror}): write it with train, or leave weights out of [sentiment]."
        ) from None
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise BadWeights(
            f"{path} is not a file written by train ({where or 'not JSON'}): write it again with train."
        ) from None


def features(text: str, reading: Reading) -> dict[str, float]:
    """What is weighed in a cleaned text: its words, and what the rules read in it (names in capitals)."""
    words = _WORD.findall(spelled_out(text) if reading.language == "en" else text)
    apart = frozenset(words)
    each = _WORDS_TOGETHER / math.sqrt(len(apart)) if apart else 0.0
    found = dict.fromkeys(apart, each)
    return found | {
        "ALWAYS": 1.0,
        "SCORE": 2 * reading.score,
        "LOW": 2 * max(0.0, -reading.score),
        "HIGH": 2 * max(0.0, reading.score - 0.4),
        "CUES": min(_MOST_CUES, len(reading.cues)) / 2,
        "LENGTH": math.log1p(len(words)) / 3,
        **{f"CUE {name}": 0.5 for name in reading.cues},
    }


def likelihoods(weights: Mapping[str, tuple[float, float, float]], found: Mapping[str, float]) -> list[float]:
    """How likely each of `TONES` is; they add up to 1."""
    totals = [0.0, 0.0, 0.0]
    for name, value in found.items():
        known = weights.get(name)
        if known is not None:
            for tone, weight in enumerate(known):
                totals[tone] += weight * value
    most = max(totals)
    powers = [math.exp(total - most) for total in totals]
    return [power / sum(powers) for power in powers]


def learned_tone(learned: Learned, text: str, reading: Reading) -> Tone:
    """The likeliest tone of a cleaned text."""
    found = likelihoods(learned.weights, features(text, reading))
    return TONES[found.index(max(found))]

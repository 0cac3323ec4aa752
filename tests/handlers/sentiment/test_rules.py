"""Which words may be proposed as a testimonial."""

from __future__ import annotations

import pytest

from handlers.sentiment import read
from handlers.sentiment.rules import LONGEST, SHORTEST, Reading, candidate, sensitive, tone_of

WARM = Reading("happy", 0.8, "en", ())
WORDS = "I loved this day, thank you: now I dare to tell my team what I think."


def test_happy_words_with_a_good_mark_are_candidates() -> None:
    assert candidate(WORDS, 4, WARM)
    assert candidate(WORDS, 5, read(WORDS, "en"))


@pytest.mark.parametrize(
    ("words", "stars", "reading"),
    [
        (WORDS, 3, WARM),
        (WORDS, 5, Reading("neutral", 0.8, "en", ())),
        (WORDS, 5, Reading("happy", 0.4, "en", ())),
        (WORDS, 5, Reading("happy", 0.8, "en", ("wish",))),
        ("x" * (SHORTEST - 1), 5, WARM),
        (f"   {'x' * (SHORTEST - 1)}   ", 5, WARM),
        ("x" * (LONGEST + 1), 5, WARM),
        (f"{WORDS} It helped me through my depression.", 5, WARM),
    ],
)
def test_what_is_not_a_candidate(words: str, stars: int, reading: Reading) -> None:
    assert not candidate(words, stars, reading)


@pytest.mark.parametrize(
    "words",
    [
        "Après ma maladie",
        "du harcèlement",
        "un collègue m’a harcelée",
        "propos sexistes",
        "my disability",
        "HARASSED",
        "racist",
    ],
)
def test_sensitive_subjects(words: str) -> None:
    assert sensitive(words)


@pytest.mark.parametrize(
    "words", ["Une belle formation", "We discussed feedback", "Un travail demandé", "a breakthrough"]
)
def test_ordinary_subjects(words: str) -> None:
    assert not sensitive(words)


@pytest.mark.parametrize(("score", "tone"), [(-0.2, "unhappy"), (0.0, "neutral"), (0.34, "neutral"), (0.35, "happy")])
def test_tones_in_english(score: float, tone: str) -> None:
    assert tone_of(score, "en") == tone

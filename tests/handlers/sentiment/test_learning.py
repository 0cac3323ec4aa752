"""Weights learned from an operator's own comments, and the file they are kept in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import sentiment
from handlers.sentiment.clean import cleaned
from handlers.sentiment.learned import (
    BadWeights,
    Learned,
    Weights,
    features,
    learned_tone,
    likelihoods,
    read_weights,
)
from handlers.sentiment.rules import Tone
from handlers.sentiment.training import OFTEN_ENOUGH, TooFew, comment, learn, macro_f1, tone_of_stars
from tests.handlers.sentiment.jargon import said

NEW = "The last day was crunchy."


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn([comment(words, "en", tone) for words, tone in said(150)])


@pytest.fixture
def own(learned: Learned) -> Iterator[Weights]:
    weights = Weights(languages={"en": learned})
    sentiment.use(weights)
    yield weights
    sentiment.use(None)


def test_words_of_the_community_are_learned(learned: Learned) -> None:
    assert learned.comments == 150
    assert learned.held.learned > 0.9 > 0.5 > learned.held.rules
    reading = sentiment.read(NEW, "en", ("en",))
    assert reading.tone == "neutral"
    assert learned_tone(learned, cleaned(NEW), reading) == "happy"


def test_the_same_comments_teach_the_same(learned: Learned) -> None:
    assert learn([comment(words, "en", tone) for words, tone in said(150)]) == learned


def test_rare_words_are_not_kept(learned: Learned) -> None:
    assert "crunchy" in learned.weights
    assert not any(name.isdigit() for name in learned.weights), "each number is in one comment"
    assert OFTEN_ENOUGH >= 3


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (119, "119 rated comments (39 unhappy, 40 neutral, 40 happy): 120 are needed, 10 of each tone."),
        (0, "0 rated comments (0 unhappy, 0 neutral, 0 happy): 120 are needed, 10 of each tone."),
    ],
)
def test_too_few_comments_teach_nothing(count: int, sentence: str) -> None:
    with pytest.raises(TooFew) as caught:
        learn([comment(words, "en", tone) for words, tone in said(count)])
    assert str(caught.value) == sentence


def test_a_tone_that_is_missing_is_said() -> None:
    happy = [comment(words, "en", "happy") for words, _ in said(130)]
    with pytest.raises(TooFew, match=r"\(0 unhappy, 0 neutral, 130 happy\)"):
        learn(happy)


def test_weights_change_the_tone_and_nothing_else(own: Weights) -> None:
    with_weights = sentiment.read(NEW, "en")
    sentiment.use(None)
    alone = sentiment.read(NEW, "en")
    assert (with_weights.tone, alone.tone) == ("happy", "neutral")
    assert (with_weights.score, with_weights.cues, with_weights.praises) == (alone.score, alone.cues, alone.praises)


def test_a_language_without_weights_is_read_by_the_rules(own: Weights) -> None:
    assert own.languages.keys() == {"en"}
    assert sentiment.read("Une perte de temps, je suis très déçue.", "fr").tone == "unhappy"


def test_a_file_comes_back_as_it_was_written(learned: Learned, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(Weights(languages={"en": learned}).model_dump_json(), "utf-8")
    assert read_weights(file) == Weights(languages={"en": learned})


def spoilt(**changes: Any) -> str:
    part = {"comments": 150, "held": {"rules": 0.4, "learned": 0.9}, "weights": {"good": [0, 0, 1]}}
    return json.dumps({"version": 1, "languages": {"en": part | changes}})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "languages": {}}',
        '{"version": 1, "languages": {"tlh": {}}}',
        spoilt(weights={"good": [0, 1]}),
        spoilt(weights={"good": [0, 0, 1e9]}),
        spoilt(weights={"good": [0, 0, float("nan")]}),
        spoilt(weights={"x" * 200: [0, 0, 1]}),
        spoilt(held={"rules": 0.4}),
        spoilt(surprise=1),
    ],
)
def test_a_file_of_something_else_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(content, "utf-8")
    with pytest.raises(BadWeights, match="is not a file written by train"):
        read_weights(file)


def test_a_file_that_is_missing_or_enormous_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadWeights, match="No such file"):
        read_weights(tmp_path / "nowhere.json")
    file = tmp_path / "weights.json"
    file.write_text(spoilt(), "utf-8")
    monkeypatch.setattr("handlers.sentiment.learned.LARGEST_FILE", 10)
    with pytest.raises(BadWeights, match="too large"):
        read_weights(file)


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_whatever_the_words_likelihoods_add_up(words: str, language: str) -> None:
    reading = sentiment.read(words, language, (language,))
    found = likelihoods({"ALWAYS": (1.0, -1.0, 0.0), "!": (50.0, 0.0, -50.0)}, features(cleaned(words), reading))
    assert sum(found) == pytest.approx(1)
    assert all(0 <= likely <= 1 for likely in found)


def test_stars_say_a_tone() -> None:
    assert [tone_of_stars(stars) for stars in range(1, 6)] == ["unhappy", "unhappy", "neutral", "happy", "happy"]


def test_macro_f1_counts_each_tone_as_much() -> None:
    happy: list[Tone] = ["happy"] * 10
    assert macro_f1([*happy[2:], "unhappy", "neutral"], happy) == pytest.approx((16 / 18) / 3)
    assert macro_f1(["happy", "unhappy", "neutral"], ["happy", "unhappy", "neutral"]) == 1

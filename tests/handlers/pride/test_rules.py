"""Decisions about pride."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pride import rules


@given(st.text())
def test_words_are_never_changed(written: str) -> None:
    words = rules.clean_words(written, ("I managed to ",))

    assert words is None or words == written.replace("\r\n", "\n").strip()
    assert (words is not None) == (
        len(written.replace("\r\n", "\n").strip().removeprefix("I managed to").strip()) >= rules.SHORTEST_WORDS
        and len(written.replace("\r\n", "\n").strip()) <= rules.LONGEST_WORDS
    )


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Lina Moreau", ("full_name", "first_name", "anonymous")),
        ("Sam", ("full_name", "anonymous")),
        (" ", ("anonymous",)),
    ],
)
def test_a_signature_never_shows_what_is_not_known(name: str, ways: tuple[str, ...]) -> None:
    assert rules.ways(name) == ways


@pytest.mark.parametrize(
    ("done", "step"),
    [
        ({}, "ratings"),
        ({"ratings": 2, "words": 1}, "moments"),
        (dict.fromkeys(rules.STEPS, 1), "handbook"),
    ],
)
def test_one_step_is_offered_the_first_not_taken(done: dict[str, int], step: str) -> None:
    assert rules.next_step(done) == step


@pytest.mark.parametrize(("written", "number"), [("12", 12), ("", None), ("-1", None), ("²", None), ("1" * 10, None)])
def test_a_choice_is_a_number(written: str, number: int | None) -> None:
    assert rules.chosen_number(written) == number

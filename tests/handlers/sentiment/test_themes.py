"""What comments are about, and what sets the unhappy ones apart."""

from __future__ import annotations

import pytest

from handlers.sentiment.themes import _THEMES_OF, THEMES, set_apart, themes_of


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Le rythme était trop rapide et la salle bruyante.", "fr", {"pace", "place"}),
        ("L’intervenante explique bien, supports parfaits", "fr", {"trainer", "materials"}),
        ("More exercises please, the sound was bad", "en", {"practice", "tools"}),
        ("The exam was fair and the feedback quick", "en", {"assessment", "support"}),
        ("Merci !", "fr", set()),
        ("Thanks!", "en", set()),
    ],
)
def test_themes_are_found(words: str, language: str, found: set[str]) -> None:
    assert set(themes_of(words, language)) == found


def test_both_languages_know_the_same_themes() -> None:
    assert {language: tuple(themes) for language, themes in _THEMES_OF.items()} == {"en": THEMES, "fr": THEMES}


def test_words_of_unhappy_comments_are_set_apart() -> None:
    unhappy = [f"the projector failed on day {number}, projector again, projector" for number in range(8)]
    others = [f"we met new people on day {number}" for number in range(40)]
    assert set_apart(unhappy, others, "en", most=3) == ["again", "failed", "projector"]


def test_words_of_a_few_people_are_not_shown() -> None:
    unhappy = ["the projector failed"] * 4 + ["nothing to add"] * 6
    assert "projector" not in set_apart(unhappy, ["we met new people"] * 40, "en")


def test_words_everybody_uses_are_not_set_apart() -> None:
    assert set_apart(["la salle, encore"] * 10, ["la salle, bravo"] * 10, "fr") == ["encore"]
    assert set_apart([], [], "fr") == []

"""Words as they are searched: accents, plurals, endings and slips of the pen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.words import MOST_SOUGHT, fold, known_as, plain, slips, sought, terms

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stems(text: str, language: str) -> set[str]:
    return {term.stem for term in terms(text, language)}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", "caméra caméras CAMÉRA"),
        ("fr", "évaluer évaluation évaluations évaluée évaluées"),
        ("fr", "posé posée posés posées poser"),
        ("fr", "journal journaux"),
        ("fr", "difficile difficiles difficilement"),
        ("en", "category categories"),
        ("en", "listen listens listening listened"),
    ],
)
def test_forms_of_a_word_are_one(language: str, forms: str) -> None:
    assert len(stems(forms, language)) == 1
    first = next(iter(stems(forms, language)))
    assert all(any(first in one.stems for one in sought(form)) for form in forms.split())


@pytest.mark.parametrize("typed", ["evalue", "evaluee", "evaluees", "evalues", "evaluer", "evaluation"])
def test_endings_are_told_apart_without_their_accents(typed: str) -> None:
    (one,) = sought(typed)
    assert stems("évaluée", "fr") <= one.stems


def test_a_text_of_another_language_keeps_its_words() -> None:
    assert stems("Die Kameras", "de") == {"die", "kameras"}


def test_little_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert [one.word for one in sought("Comment donner un retour à l’équipe ?")] == ["donner", "retour", "equipe"]
    assert [one.word for one in sought("to be or not to be")] == ["to", "be", "or", "not"]
    assert sought(" '\"*^:() 🎉 ") == ()


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for term in terms(text, "fr"):
        assert 0 <= term.start < term.end <= len(text)
        assert term.word in fold(text[term.start : term.end])


@given(st.text(max_size=3000))
def test_whatever_is_asked_a_few_words_are_sought(question: str) -> None:
    assert len(sought(question)) <= MOST_SOUGHT
    for one in sought(question):
        assert all(stem and '"' not in stem and "'" not in stem and " " not in stem for stem in one.stems)


WRONG: dict[str, Callable[[str, int, str], str]] = {
    "wrong": lambda word, at, letter: word[:at] + letter + word[at + 1 :],
    "missing": lambda word, at, _letter: word[:at] + word[at + 1 :],
    "doubled": lambda word, at, _letter: word[: at + 1] + word[at:],
    "swapped": lambda word, at, _letter: word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
}


@given(
    st.text(LETTERS, min_size=5, max_size=19), st.integers(0, 18), st.sampled_from(LETTERS), st.sampled_from([*WRONG])
)
def test_every_slip_in_a_word_of_five_letters_is_found_again(word: str, at: int, letter: str, how: str) -> None:
    typed = WRONG[how](word, at % len(word), letter)
    assert word in slips(typed) | {typed}


def test_short_words_and_very_long_ones_are_not_guessed() -> None:
    assert slips("cat") == frozenset()
    assert slips("a" * 41) == frozenset()
    assert all(len(word) >= 5 for word in slips("lvre"))


def test_a_plural_is_known_by_its_singular_too() -> None:
    (term,) = terms("Caméras", "fr")
    assert list(known_as(term)) == ["cameras", "camera"]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("# Title\n\nSome **bold** and _soft_ `code`.", "Title Some bold and soft code."),
        ("- one\n- two\n\n1. three\n> four", "one two three four"),
        ("See [the page](https://example.org/a_b) or <https://example.org>.", "See the page or"),
        ("![A cat](cat.png) snake_case stays", "A cat snake_case stays"),
        ("```python\nprint(1)\n```\n\n---\n| a | b |", "python print(1) a b"),
    ],
)
def test_markdown_is_read_without_its_signs(markdown: str, words: str) -> None:
    assert plain(markdown) == words

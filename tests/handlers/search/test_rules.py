"""What is shown of an answer, and what a button can carry of a question."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts
from handlers import load
from handlers.chat.routes import LONGEST_LINK, Link, fits, to
from handlers.search import rules
from handlers.search.cards import marked
from handlers.search.rules import LONGEST_EXCERPT, MOST_PAGES, Span, excerpt, short_words

LONG = "Un début sans rapport. " * 20 + "Puis l’évaluation (à froid) des équipes, et la suite. " + "Une fin. " * 40


def test_an_excerpt_surrounds_the_first_words_found() -> None:
    spans = excerpt(LONG, "fr", {"evalu", "equip"})
    assert [span.words for span in spans if span.found] == ["l’évaluation", "équipes"]
    whole = "".join(span.words for span in spans)
    assert whole.startswith("…")
    assert whole.endswith("…")
    assert "Puis l’évaluation (à froid) des équipes, et la suite." in whole
    assert whole.removeprefix("…").removesuffix("…") in LONG
    assert len(whole) <= LONGEST_EXCERPT + 2


def test_without_a_word_found_it_is_the_beginning() -> None:
    assert excerpt("Peu de mots.", "fr", {"autre"}) == [Span("Peu de mots.")]
    assert excerpt("", "fr", {"autre"}) == []


@given(st.text(max_size=600), st.lists(st.sampled_from(["a", "cam", "evalu", "0"])))
def test_an_excerpt_only_holds_what_is_written(written: str, stems: list[str]) -> None:
    text = " ".join(unicodedata.normalize("NFC", written).split())
    spans = excerpt(text, "fr", set(stems))
    whole = "".join(span.words for span in spans)
    assert whole.removeprefix("…").removesuffix("…") in text or whole in text
    assert all(span.words for span in spans)


def test_words_found_stand_out_whatever_signs_they_hold() -> None:
    texts = Texts.load(load().texts)
    pieces = texts.pieces(marked([Span("a *b* "), Span("<c>", found=True), Span(" d")]), "en")
    assert "".join(piece.text for piece in pieces) == "a *b* **<c>** d"  # type: ignore[union-attr]
    assert [piece.text for piece in pieces if type(piece).__name__ == "Markup"] == ["**", "**"]  # type: ignore[union-attr]


@given(st.text(st.characters(), max_size=300))
def test_a_button_can_carry_the_question(question: str) -> None:
    words = short_words(question)
    assert str(to("search.page", MOST_PAGES, words))
    assert short_words(words) == words
    assert bool(words) == bool(question.split())


def test_a_long_question_is_cut_after_a_word() -> None:
    assert short_words("évaluation " * 40).split() == ["évaluation"] * 5
    assert short_words("x" * 3000) == "x" * 82


def test_no_page_is_before_the_first() -> None:
    assert [rules.page_number(number) for number in (-1, 0, 7, 10**9)] == [0, 0, 7, MOST_PAGES]


@pytest.mark.parametrize("word", ["a ", "é", "word"])
def test_a_question_without_end_is_cut_without_trying_all_of_it(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def noted(link: Link) -> bool:
        tried.append(str(link.values[-1]))
        return fits(link)

    monkeypatch.setattr(rules, "fits", noted)
    assert short_words(word * 10_000)
    assert max(len(words) for words in tried) <= LONGEST_LINK

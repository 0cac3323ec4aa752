"""Decisions about capsules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.capsules import rules
from handlers.chat.routes import LONGEST_LINK, Link, fits, to


@given(st.text(max_size=200))
def test_searched_words_always_fit_in_a_button(words: str) -> None:
    kept = rules.short_words(words)
    assert len(str(to("capsules.page", 10**9, 10**4, kept))) <= 100
    assert " ".join(words.split()).startswith(kept)


@pytest.mark.parametrize("word", ["a ", "é", "word"])
def test_words_without_end_are_cut_without_trying_all_of_them(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def noted(link: Link) -> bool:
        tried.append(str(link.values[-1]))
        return fits(link)

    monkeypatch.setattr(rules, "fits", noted)
    assert rules.short_words(word * 10_000)
    assert max(len(words) for words in tried) <= LONGEST_LINK

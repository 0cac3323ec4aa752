"""Decisions about capsules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.capsules import rules
from handlers.chat.routes import to


@given(st.text(max_size=200))
def test_searched_words_always_fit_in_a_button(words: str) -> None:
    kept = rules.short_words(words)
    assert len(str(to("capsules.page", 10**9, 10**4, kept))) <= 100
    assert " ".join(words.split()).startswith(kept)

"""Choices as buttons show them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.chat import choices


@given(st.text("abc éà.,:-", max_size=120))
def test_a_button_shows_whole_words_when_it_can(title: str) -> None:
    shown = choices.cut(title)
    assert len(shown) <= choices.ALONE
    assert shown == title or (shown.endswith("…") and title.startswith(shown[:-1]))

"""How a file that is kept is named."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.files import Refusal, file_name, file_number, refused_name, why_refused
from handlers.chat.routes import LARGEST_NUMBER


@given(st.integers(min_value=1, max_value=LARGEST_NUMBER))
def test_a_name_leads_back_to_its_number(number: int) -> None:
    assert file_number(file_name(number)) == number


@pytest.mark.parametrize(
    "text",
    ["", "12", "file:", "file:0", "file:012", "file:-1", "file:1x", " file:1", "https://a.org", "file:2147483648"],
)
def test_nothing_else_names_a_file(text: str) -> None:
    assert file_number(text) is None


@pytest.mark.parametrize("why", get_args(Refusal))
def test_a_file_that_was_not_kept_says_why(why: Refusal) -> None:
    assert why_refused(refused_name(why)) == why
    assert file_number(refused_name(why)) is None
    assert why_refused(file_name(1)) is None
    assert why_refused("refused:other") is None

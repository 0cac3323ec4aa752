"""How a file that is kept is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.files import file_name, file_number
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

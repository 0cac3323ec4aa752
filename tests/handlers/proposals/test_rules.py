"""Decisions about proposals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.platforms.discord.dialect import for_discord
from bot.prose import PARSER, readable
from handlers.proposals import rules

SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])
WORDS = st.text(SIGNS | st.sampled_from(" \n*_`<>[]()!#-+=.1&~|\\")).filter(lambda words: "http" not in words)


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("Look *first*, then _say_ it", "Look \\*first\\*, then \\_say\\_ it"),
        ("one\ntwo\n\n\nthree", "one  \ntwo\n\nthree"),
        ("- a\n+ b\n  1. c\n2) d\n=== ", "\\- a  \n\\+ b  \n\xa0\xa01\\. c  \n2\\) d  \n\\==="),
        ("# not a title", "\\# not a title"),
        ("<b> & [x](y)", "&lt;b&gt; &amp; \\[x\\](y)"),
        ("see https://e.org/a_b?c=*d* now_", "see https://e.org/a_b?c=*d* now\\_"),
    ],
)
def test_words_become_markdown_that_shows_them(words: str, markdown: str) -> None:
    assert rules.as_markdown(words) == markdown


@given(WORDS)
def test_nothing_in_words_is_read_as_markup(words: str) -> None:
    tokens = MarkdownIt("commonmark").parse(readable(rules.as_markdown(words)))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}

    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "softbreak", "text_special"}


@given(WORDS)
def test_every_sign_is_still_there_for_its_reader(words: str) -> None:
    tokens = PARSER.parse(readable(rules.as_markdown(words)))
    shown = "".join(child.content for token in tokens for child in token.children or ())

    assert "".join(shown.split()) == "".join(words.split())


def test_a_mention_is_harmless_on_discord_too() -> None:
    assert "@everyone" not in for_discord(rules.as_markdown("hello @everyone"))


@pytest.mark.parametrize(
    ("written", "kept"), [("  A  title\n here ", "A title here"), ("", None), (" \n", None), ("x" * 101, None)]
)
def test_a_title_is_one_line(written: str, kept: str | None) -> None:
    assert rules.one_line(written, rules.LONGEST_TITLE) == kept


@pytest.mark.parametrize(("number", "page"), [(-3, 0), (0, 0), (7, 7), (2**31 - 1, rules.MOST_PAGES)])
def test_a_page_may_exist(number: int, page: int) -> None:
    assert rules.page_number(number) == page

"""Cutting Markdown: nothing is lost, everything fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markdown import split
from bot.prose import PARSER, readable, without_pictures

WORDS = st.text(alphabet="abcdefé .,!", min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
FENCES = st.lists(st.text(alphabet="xyz =()", max_size=50), min_size=1, max_size=30).map(
    lambda lines: "```python\n" + "\n".join(lines) + "\n```"
)
LISTS = st.lists(PARAGRAPHS, min_size=1, max_size=8).map(
    lambda items: "\n".join(f"{number}. {' '.join(item.split())}" for number, item in enumerate(items, 1))
)
LINKS = WORDS.map(lambda words: f"see [{' '.join(words.split())}](https://example.org/a-page_(with)-an-address) there")
QUOTES = PARAGRAPHS.map(lambda text: "> " + " ".join(text.split()))
HEADINGS = WORDS.map(lambda words: "## " + " ".join(words.split()))
DOCUMENTS = st.lists(PARAGRAPHS | FENCES | LISTS | LINKS | QUOTES | HEADINGS, min_size=1, max_size=8).map("\n\n".join)


def words_of(markdown: str) -> list[str]:
    """Every word a reader sees, code included, without the signs that only mark blocks."""
    found: list[str] = []
    for token in PARSER.parse(markdown):
        if token.type in ("fence", "code_block", "html_block"):
            found += token.content.split()
        for child in token.children or []:
            found += (child.content or str(child.attrGet("href") or "")).split()
    return found


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.integers(150, 600), st.integers(150, 400))
def test_every_piece_fits_and_no_word_is_lost(document: str, room: int, first: int) -> None:
    pieces = split(document, room, min(first, room))

    assert all(0 < len(piece) <= room for piece in pieces)
    assert len(pieces[0]) <= min(first, room)
    assert [word for piece in pieces for word in words_of(piece)] == words_of(document)


def links_of(markdown: str) -> list[str]:
    return [
        str(child.attrGet("href"))
        for token in PARSER.parse(markdown)
        for child in token.children or []
        if child.type == "link_open"
    ]


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.integers(150, 600))
def test_links_stay_links(document: str, room: int) -> None:
    assert [link for piece in split(document, room) for link in links_of(piece)] == links_of(document)


def test_a_code_block_longer_than_a_message_is_closed_and_opened_again() -> None:
    lines = [f"line_{number} = {number}" for number in range(60)]
    pieces = split("Before.\n\n```python\n" + "\n".join(lines) + "\n```\n\nAfter.", 300)

    assert len(pieces) > 2
    blocks = [token for piece in pieces for token in PARSER.parse(piece) if token.type == "fence"]
    assert {block.info for block in blocks} == {"python"}
    assert "".join(block.content for block in blocks).split("\n") == [*lines, ""]


def test_a_line_of_code_longer_than_a_message_keeps_all_its_signs() -> None:
    pieces = split("```\n" + "x" * 500 + "\n```", 200)

    code = [token.content.rstrip("\n") for piece in pieces for token in PARSER.parse(piece) if token.type == "fence"]
    assert "".join(code) == "x" * 500


def test_a_heading_goes_with_what_it_announces() -> None:
    pieces = split("a " * 60 + "\n\n## Next\n\n" + "b " * 60, 150)

    assert [piece.startswith("## Next") for piece in pieces] == [False, True]


def test_a_list_cut_in_two_goes_on_counting() -> None:
    items = "\n".join(f"1. step {word} {'of the work ' * 5}" for word in "abcdef")

    second = split(items, 250)[1]

    assert second.startswith("4. step d")


def test_a_table_repeats_its_headings() -> None:
    rows = "\n".join(f"| name {number} | value {number} |" for number in range(20))
    pieces = split("| Name | Value |\n| --- | --- |\n" + rows, 200)

    assert len(pieces) > 1
    assert all(piece.startswith("| Name | Value |\n| --- | --- |\n| name") for piece in pieces)


def test_a_long_paragraph_is_cut_after_a_sentence_and_not_in_a_link() -> None:
    link = "[the whole story of the matter](https://example.org/story)"
    text = f"{'One two three four. ' * 8}Then read {link} before you go on."
    pieces = split(text, 190)

    assert pieces[0].endswith("four.")
    assert link in pieces[1]


def test_empty_text_is_one_empty_piece() -> None:
    assert split("", 100) == [""]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Press <kbd>Ctrl</kbd>, <em>then</em> <b>wait</b>.", "Press `Ctrl`, _then_ **wait**."),
        ('Go <a href="https://example.org">there</a>.', "Go [there](https://example.org)."),
        ('<img src="https://example.org/a.png" alt="A cat">', "![A cat](https://example.org/a.png)"),
        ("<details>\n    <summary> <em> More </em> </summary>\n<br>\n\nText\n\n</details>", "**More**\n  \n\n\nText"),
        ("git switch <branch> and `<b>` too", "git switch <branch> and `<b>` too"),
        ("one<br>two <!-- hidden -->", "one  \ntwo "),
        ("See [the docs][1] or [Docs].\n\n[1]: https://a.example\n[docs]: https://b.example 'Title'",
         "See [the docs](https://a.example) or [Docs](https://b.example)."),
        ("```html\n<b>kept</b> [x][1]\n```\n\n[1]: https://a.example", "```html\n<b>kept</b> [x][1]\n```"),
    ],
)  # fmt: skip
def test_html_and_reference_links_become_plain_markdown(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("![A cat](https://e.org/a.png)", "[A cat](https://e.org/a.png)"),
        ("![](https://e.org/a.png)", "[https://e.org/a.png](https://e.org/a.png)"),
        ("[![Build](https://e.org/b.svg)](https://e.org)",
         "[Build](https://e.org/b.svg) ([https://e.org](https://e.org))"),
        ("`![no](x)`", "`![no](x)`"),
    ],
)  # fmt: skip
def test_pictures_become_links(written: str, read: str) -> None:
    assert without_pictures(written) == read


def test_real_capsules_are_cut_without_loss(shared: Path) -> None:
    files = sorted((shared / "content").rglob("*.md"))
    assert len(files) > 100
    for path in files:
        text = readable(path.read_text("utf-8"))
        for room in (400, 2000):
            pieces = split(text, room)
            assert all(len(piece) <= room for piece in pieces), path.name
            assert [w for piece in pieces for w in words_of(piece)] == words_of(text), path.name
            assert [link for piece in pieces for link in links_of(piece)] == links_of(text), path.name


def test_readable_keeps_every_word_of_real_capsules(shared: Path) -> None:
    word = re.compile(r"[^\W_]+")
    for path in sorted((shared / "content").rglob("*.md")):
        text = path.read_text("utf-8")
        kept = re.sub(r"</?(?:details|summary|em|br)\s*/?>", " ", text)
        assert word.findall(readable(text)) == word.findall(kept), path.name

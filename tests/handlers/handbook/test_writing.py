"""What people wrote is shown as they wrote it in both documents, and none of it is read as markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handlers.handbook import html, markdown, page, rules
from storage.handbook import Kind, Piece

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])
WORDS = st.text(SIGNS | st.sampled_from(" \n\t\r*_`<>[]()!#-+=.:1&~|\\$^\"'"), min_size=1).filter(str.strip)
NASTY = (
    "<script>alert(1)</script> [x](javascript:1) ![y](z) <https://e.org> &lt; **b** `c`\n"
    "# t\n- l\n1. n\n===\n| a |\n---"
)


def piece(words: str, kind: Kind = "win", **more: str | None) -> Piece:
    """Something that was shared."""
    known = {"theme": "", "title": "", "name": None, "who": "seal"} | more
    return Piece(kind=kind, id=1, words=words, at=NOON, **known)  # type: ignore[arg-type]


def book(*pieces: Piece, community: str = "Giving feedback") -> rules.Book:
    return rules.arrange(community, pieces)


def everywhere(words: str) -> rules.Book:
    """A book in which everything that people write is this."""
    made = piece(words, "capsule", theme=words, title=words, name=words)
    return book(made, piece(words, "testimonial", theme=words, name=words), piece(words, name=words), community=words)


def shown(text: str) -> str:
    """What is left to see: without the spaces, which are written in other ways."""
    return re.sub(r"\s+", "", text)


class Page(HTMLParser):
    """The elements and attributes of a page, and its words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@given(WORDS)
def test_nothing_in_quoted_words_is_read_as_markup(words: str) -> None:
    tokens = PARSER.parse(markdown.quoted(words))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    said = "".join(child.content for token in tokens for child in token.children or ())

    quotation = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
    assert kinds <= quotation | {"text", "hardbreak", "softbreak", "text_special"}
    assert [token.type for token in tokens].count("blockquote_open") == 1
    assert shown(said) == shown("".join(markdown.lines_of(words)))


@given(WORDS)
def test_the_whole_markdown_has_the_same_shape_whatever_is_written(words: str) -> None:
    def shape(text: str) -> list[str]:
        tokens = PARSER.parse(markdown.write(everywhere(text), "en"))
        inside = [child.type for token in tokens for child in token.children or ()]
        assert set(inside) <= {"text", "hardbreak", "softbreak", "text_special"}, inside
        return [token.type for token in tokens if not token.type.startswith(("paragraph", "inline"))]

    assert shape(words) == shape("plain")


@given(WORDS)
def test_the_page_has_the_same_elements_whatever_is_written(words: str) -> None:
    read, plain = Page(page.write(everywhere(words), "fr")), Page(page.write(everywhere("plain"), "fr"))

    assert (read.tags, read.attributes) == (plain.tags, plain.attributes)
    assert shown("".join(markdown.lines_of(words))) in shown("".join(read.words))


def test_a_page_loads_and_runs_nothing() -> None:
    read = Page(page.write(everywhere(NASTY), "en"))

    assert not read.tags & {"script", "img", "link", "iframe", "form", "object", "base"}
    assert all(value.startswith("#") for name, value in read.attributes if name == "href")
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in {"src", "style"}]
    with pytest.raises(ValueError, match="no tag"):
        html.style("</style><script>")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a\r\nb\rc\u2028d", "> a  \n> b  \n> c  \n> d"),
        ("one\n\n\ntwo\x00", "> one\n>\n>\n> two"),
        ("    code", "> \xa0\xa0\xa0\xa0code"),
        ("12) x", "> 12\\) x"),
        ("- [x](y)", "> \\- \\[x\\](y)"),
    ],
)
def test_lines_stay_lines(words: str, written: str) -> None:
    assert markdown.quoted(words) == written


def test_chapters_are_in_order_and_first_voices_first() -> None:
    later = NOON + timedelta(days=1)
    told = [
        piece("first", "capsule", theme="écouter", name="Omar", who="o"),
        piece("second", "capsule", theme="Dire", name="Lina", who="l"),
        piece("eighth", "capsule", theme="Zones", who="l"),
        piece("third", "testimonial", theme="A course", who="l"),
        piece("fourth", name="Omar", who="o"),
        piece("fifth", who="h"),
        piece("sixth", who="l"),
        Piece("capsule", 2, "Dire", "", "seventh", "Lina", "x", later),
    ]
    made = book(*told)

    assert [(chapter.kind, chapter.title, [one.words for one in chapter.pieces]) for chapter in made.chapters] == [
        ("capsule", "Dire", ["second", "seventh"]),
        ("capsule", "écouter", ["first"]),
        ("capsule", "Zones", ["eighth"]),
        ("testimonial", "A course", ["third"]),
        ("win", "", ["fourth", "fifth", "sixth"]),
    ]
    assert (made.authors, made.nameless) == (["Omar", "Lina", "Lina"], 2)
    assert markdown.write(made, "en").endswith("- Omar\n- Lina\n- Lina\n\nand 2 people without their name\n")
    assert "2 personnes sans leur nom" in page.write(made, "fr")
    assert markdown.write(book(piece("w")), "fr").endswith("1 personne, sans son nom\n")

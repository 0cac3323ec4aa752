"""A handbook as one HTML file: nothing to load, no script, made to be read on a screen and printed on A4. Pure."""

from __future__ import annotations

from pathlib import Path

from handlers.handbook.html import Html, element, style
from handlers.handbook.markdown import lines_of
from handlers.handbook.phrases import said
from handlers.handbook.rules import PARTS, Book, Chapter
from storage.handbook import Kind, Piece

_STYLE = Path(__file__).with_name("book.css").read_text("utf-8")
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'"
"""Even if something slipped in, no browser would run or load it."""


def write(book: Book, language: str) -> str:
    """The whole handbook, which is the same for the same book."""
    title = f"{said(language, 'title')} – {book.community}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_ELSE),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light"),
        element("title", title),
        style(_STYLE),
    )
    parts = [kind for kind in PARTS if book.of(kind)]
    cover = element(
        "header",
        element("p", said(language, "title"), class_="kicker"),
        element("h1", book.community, dir="auto"),
        element("p", said(language, "about")),
    )
    main = element("main", *(_part(book, kind, language) for kind in parts), _authors(book, language))
    body = element("body", cover, _contents(book, parts, language), main)
    return "<!doctype html>\n" + element("html", head, body, lang=language).source + "\n"


def _contents(book: Book, parts: list[Kind], language: str) -> Html:
    lines = []
    for kind in parts:
        chapters = [
            element("li", element("a", chapter.title, href=f"#{_anchor(book, chapter)}", dir="auto"))
            for chapter in book.of(kind)
            if chapter.title
        ]
        link = element("a", said(language, kind), href=f"#{kind}")
        lines.append(element("li", link, *([element("ol", *chapters)] if chapters else [])))
    lines.append(element("li", element("a", said(language, "authors"), href="#authors")))
    return element("nav", element("h2", said(language, "contents")), element("ol", *lines))


def _part(book: Book, kind: Kind, language: str) -> Html:
    chapters = [_chapter(book, chapter, language) for chapter in book.of(kind)]
    return element("section", element("h2", said(language, kind)), *chapters, class_="part", id=kind)


def _chapter(book: Book, chapter: Chapter, language: str) -> Html:
    title = [element("h3", chapter.title, dir="auto")] if chapter.title else []
    pieces = [_piece(piece, language) for piece in chapter.pieces]
    return element("section", *title, *pieces, id=_anchor(book, chapter))


def _piece(piece: Piece, language: str) -> Html:
    """The words as they were written, line by line, and how they are signed."""
    title = [element("h4", piece.title, dir="auto")] if piece.title else []
    words = element("p", "\n".join(lines_of(piece.words)), dir="auto", class_="words")
    signed = element("footer", "— ", element("bdi", piece.name or said(language, "nameless")))
    return element("article", *title, element("blockquote", words), signed)


def _authors(book: Book, language: str) -> Html:
    names = [element("ul", *(element("li", name, dir="auto") for name in book.authors))] if book.authors else []
    key = "and_nameless" if book.authors else "only_nameless"
    others = [element("p", said(language, key, book.nameless))] if book.nameless else []
    title = element("h2", said(language, "authors"))
    return element("section", title, *names, *others, class_="authors", id="authors")


def _anchor(book: Book, chapter: Chapter) -> str:
    """A name made of numbers only: titles are people's."""
    return f"chapter-{list(book.chapters).index(chapter) + 1}"

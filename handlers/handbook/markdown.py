"""A handbook as Markdown. Pure: what people wrote is shown as they wrote it, and none of it is read as markup."""

from __future__ import annotations

import re

from handlers.handbook.phrases import said
from handlers.handbook.rules import PARTS, Book, Chapter

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&$^])")
"""Signs that mean something anywhere on a line, in CommonMark and in what is commonly added to it."""
_START = re.compile(r"^([ \t]*)([-+=:]|\d{1,9}(?=[.)]))?")
"""What means something at the beginning of a line: spaces (code), lists, underlined titles, definitions."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def lines_of(words: str) -> list[str]:
    """The lines of what somebody wrote, whatever they ended them with, without the signs that nobody can see."""
    return _UNSEEN.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", words)).strip("\n").split("\n")


def one_line(words: str) -> str:
    """A title or a name, on one line."""
    return escaped(" ".join(" ".join(lines_of(words)).split()))


def escaped(line: str) -> str:
    """Markdown that shows this line as it is."""
    found = _START.match(line)
    spaces, sign = (found[1], found[2] or "") if found else ("", "")
    rest = _MARKS.sub(r"\\\1", line[len(spaces) + len(sign) :])
    # Of a number, it is the dot or the bracket that follows which means something.
    start = f"{sign}\\" if sign.isdigit() else f"\\{sign}" if sign else ""
    return "\N{NO-BREAK SPACE}" * len(spaces) + start + rest.rstrip()


def quoted(words: str) -> str:
    """The words as a quotation, line by line."""
    lines = [escaped(line) for line in lines_of(words)]
    shown = [f"> {line}" if line.strip() else ">" for line in lines]
    # A line goes on as a line (two spaces), unless a paragraph ends there.
    return "\n".join(
        f"{line}  " if line != ">" and number + 1 < len(shown) and shown[number + 1] != ">" else line
        for number, line in enumerate(shown)
    )


def write(book: Book, language: str) -> str:
    """The whole handbook."""
    parts = [kind for kind in PARTS if book.of(kind)]
    blocks = [f"# {said(language, 'title')} – {one_line(book.community)}", said(language, "about")]
    blocks += [f"## {said(language, 'contents')}", "\n".join(_contents(book, kind, language) for kind in parts)]
    for kind in parts:
        blocks.append(f"## {said(language, kind)}")
        for chapter in book.of(kind):
            blocks += _chapter(chapter, language)
    blocks += [f"## {said(language, 'authors')}", *_authors(book, language)]
    return "\n\n".join(blocks) + "\n"


def _contents(book: Book, kind: str, language: str) -> str:
    titles = [f"  - {one_line(chapter.title)}" for chapter in book.chapters if chapter.kind == kind and chapter.title]
    return "\n".join([f"- {said(language, kind)}", *titles])


def _chapter(chapter: Chapter, language: str) -> list[str]:
    blocks = [f"### {one_line(chapter.title)}"] if chapter.title else []
    for piece in chapter.pieces:
        if piece.title:
            blocks.append(f"#### {one_line(piece.title)}")
        by = one_line(piece.name) if piece.name else said(language, "nameless")
        blocks.append(f"{quoted(piece.words)}\n>\n> — {by}")
    return blocks


def _authors(book: Book, language: str) -> list[str]:
    named = ["\n".join(f"- {one_line(name)}" for name in book.authors)] if book.authors else []
    key = "and_nameless" if book.authors else "only_nameless"
    return [*named, *([said(language, key, book.nameless)] if book.nameless else [])]

"""Words: lines into Discord's Markdown, people's own words shown exactly as they wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.texts import Markup, Piece, Plain, Texts
from handlers.chat.words import Channel, Line, Person

_SIGNS = re.compile(
    r"(?P<kept>https?://[^\s<]+[^<.,:;\"')\]\s])"
    r"|(?P<sign>[\\*_~|`]|\[(?=[^\]\n]*\]\()|<(?=[@#:/ta]))"
)
"""Signs Discord reads as markup, and `<` where a mention, an emoji or a date may begin; addresses stay whole."""
_LINE_START = re.compile(r"^(\s*)(?=(?:#{1,3}|>|>>>|-#?)(?:\s|$))", re.MULTILINE)
_EVERYBODY = re.compile(r"@(?=everyone|here)")


def escaped(text: str) -> str:
    """Somebody's words as they wrote them: nothing in them is read as markup, nobody is called by them."""
    return guarded(inside(text))


def inside(text: str) -> str:
    """As `escaped`, for words in the middle of a line."""
    signs = _SIGNS.sub(lambda found: found["kept"] or "\\" + found["sign"], text)
    return _EVERYBODY.sub("@\u200b", signs)


def guarded(text: str) -> str:
    """Lines that begin no heading, list, quote or small print."""
    return _LINE_START.sub(r"\1\\", text)


def marked_up(texts: Texts, line: Line, language: str) -> str:
    """A line in Discord's Markdown."""
    written: list[str] = []
    in_code = False
    for piece in texts.pieces(line, language):
        written.append(_piece(piece, in_code))
        if isinstance(piece, Markup) and piece.text.count("`") % 2:
            in_code = not in_code
    return "".join(written)


def _piece(piece: Piece, in_code: bool) -> str:
    match piece:
        case Markup(text):
            return text
        case Plain(text):
            return text.replace("`", "'") if in_code else escaped(text)
        case Person(external_id):
            return f"<@{external_id}>"
        case Channel(external_id):
            return f"<#{external_id}>"


def cut(text: str, longest: int) -> str:
    """The text within `longest` characters, ended by … after a whole word if it had to be cut."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space > longest // 2 else kept).rstrip() + "…"


def pieces(text: str, longest: int) -> Iterator[str]:
    """The whole text in pieces of at most `longest` characters, parted between lines or else between words."""
    while len(text) > longest:
        at = max(text.rfind("\n", 1, longest + 1), 0) or max(text.rfind(" ", 1, longest + 1), 0) or longest
        yield text[:at]
        text = text[at:].lstrip("\n ") if text[at] in "\n " else text[at:]
    if text:
        yield text

"""What a Markdown source says, read without the bot's own code: words, links and lines of code; and what is lost."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.scenarios.reading import WORD

PARSER = MarkdownIt("commonmark").enable("table")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
HREF = re.compile(r"(?:href|src)=[\"']([^\"']+)[\"']")
UNSEEN = dict.fromkeys((0x200B, 0x2060, 0xFE0F))
"""Signs that take no room, by which platforms are kept from reading words as their own marks."""


@dataclass
class Content:
    """`words` are counted; `links` lead out of the text; `code` holds every line of every block of code."""

    words: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    code: list[str] = field(default_factory=list)


def content_of(source: str) -> Content:
    """What a reader of the source would find in it."""
    found = Content()
    for token in _every(PARSER.parse(FRONT_MATTER.sub("", source.replace("\r\n", "\n")))):
        _take(token, found)
    return found


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


def _take(token: Token, found: Content) -> None:
    match token.type:
        case "text" | "code_inline":
            found.words.update(WORD.findall(token.content))
        case "fence" | "code_block":
            found.words.update(WORD.findall(token.content))
            found.code += [line.strip() for line in token.content.split("\n") if line.strip()]
        case "html_block" | "html_inline":
            found.words.update(WORD.findall(html.unescape(TAG.sub(" ", token.content))))
            found.links.update(HREF.findall(token.content))
        case "link_open" | "image":
            address = str(token.attrGet("href") or token.attrGet("src") or "")
            found.links.update({address} if address and not address.startswith("#") else ())


def lost(content: Content, drawn: str) -> list[str]:
    """What the drawn text does not hold of the content."""
    seen = html.unescape(drawn).translate(UNSEEN)
    lines = {line.strip() for line in seen.split("\n")}
    missing = content.words - Counter(WORD.findall(seen))
    return [
        *(f"word {word!r} ×{times}" for word, times in missing.items()),
        *(f"link {link}" for link in sorted(content.links) if html.unescape(link) not in seen),
        *(f"code {line!r}" for line in content.code if line not in lines),
    ]

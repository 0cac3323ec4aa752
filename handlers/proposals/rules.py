"""Decisions about proposals, as pure functions."""

from __future__ import annotations

import re

LONGEST_WORDS = 3000
"""Characters of a message that may be proposed: what a form can show, so that its author may still change it."""
SHORTEST_WORDS = 10
LONGEST_TITLE = 100
LONGEST_THEME = 60
SHORTEST_REASON, LONGEST_REASON = 3, 500
MOST_COMMUNITIES = 25
"""Choices that a form can hold everywhere."""
MOST_PAGES = 100_000

NAMED, NAMELESS = "named", "nameless"
"""How an author wants their words signed."""

_ADDRESS = re.compile(r"https?://\S+")
_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_~[]!#|"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LINE_START = re.compile(r"^(?P<spaces>[ \t]*)(?:(?P<sign>[-+=])|(?P<number>\d{1,9})(?P<end>[.)]))?")


def one_line(written: str, longest: int) -> str | None:
    """A title or a theme; None when there is none, or when it is too long."""
    line = " ".join(written.split())
    return line if 1 <= len(line) <= longest else None


def clean_words(written: str) -> str | None:
    """Words to propose; None when they are too few or too many."""
    words = written.replace("\r\n", "\n").strip()
    return words if SHORTEST_WORDS <= len(words) <= LONGEST_WORDS else None


def clean_reason(written: str) -> str | None:
    """The reason given to people, or None when it is too short or too long."""
    reason = written.strip()
    return reason if SHORTEST_REASON <= len(reason) <= LONGEST_REASON else None


def wrong_with(words: str, author: str | None) -> str | None:
    """Why a message cannot become a capsule (the end of a phrase's key); None when it can."""
    if author is None:
        return "nobodys"
    if not words.strip():
        return "no_words"
    if len(words) > LONGEST_WORDS:
        return "too_long"
    if clean_words(words) is None:
        return "too_short"
    return None


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)


def as_markdown(words: str) -> str:
    """Markdown that shows these words exactly as they were written: no sign is markup, each line is a line.

    Addresses stay as they are, so that platforms still lead there.
    """
    paragraphs = re.split(r"\n{2,}", words.replace("\r\n", "\n").strip("\n"))
    return "\n\n".join("  \n".join(_line(line) for line in one.split("\n")) for one in paragraphs)


def _line(line: str) -> str:
    found = _LINE_START.match(line)
    start = ""
    if found is not None:
        start = "\N{NO-BREAK SPACE}" * len(found["spaces"])
        start += f"\\{found['sign']}" if found["sign"] else ""
        start += f"{found['number']}\\{found['end']}" if found["number"] else ""
        line = line[found.end() :]
    pieces, end = [start], 0
    for address in _ADDRESS.finditer(line):
        pieces += [line[end : address.start()].translate(_MARKS), address[0].replace("<", "%3C").replace(">", "%3E")]
        end = address.end()
    return "".join([*pieces, line[end:].translate(_MARKS).rstrip()])

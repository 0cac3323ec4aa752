"""Choices as an animator types them: one a line, `*` before those that are right, ` # ` before what is said of one.

A backslash takes its meaning away from the sign that follows it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RIGHT = "*"
FEEDBACK = " # "

_MARK = re.compile(r"^(\\*)(?=\*)")
_ESCAPED_MARK = re.compile(r"^\\(?=\\*\*)")
_FEEDBACK = re.compile(r"(?<=\s)#(?=\s)")
_SIGN = re.compile(r"(?<=\s)(\\*)(?=#(?:\s|$))")
_ESCAPED_SIGN = re.compile(r"(?<=\s)\\(?=\\*#(?:\s|$))")


@dataclass(frozen=True)
class Line:
    """One choice as it was typed."""

    words: str
    is_right: bool = False
    feedback: str = ""


def read(text: str) -> list[Line]:
    """The choices of a quiz, one a line; empty lines say nothing."""
    return [_read(line.strip()) for line in text.splitlines() if line.strip()]


def _read(line: str) -> Line:
    is_right = line.startswith(RIGHT)
    found = _FEEDBACK.split(line.removeprefix(RIGHT).lstrip(), maxsplit=1)
    words = _ESCAPED_SIGN.sub("", _ESCAPED_MARK.sub("", found[0].strip()))
    return Line(one_line(words), is_right, one_line(found[1]) if len(found) > 1 else "")


def written(lines: list[Line]) -> str:
    """What `read` reads as these choices, as far as they hold in a line."""
    return "\n".join(_written(line) for line in lines)


def _written(line: Line) -> str:
    words = _SIGN.sub(r"\1\\", _MARK.sub(r"\1\\", one_line(line.words)))
    told = f"{FEEDBACK}{one_line(line.feedback)}" if line.feedback else ""
    return f"{RIGHT + ' ' if line.is_right else ''}{words}{told}"


def one_line(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())

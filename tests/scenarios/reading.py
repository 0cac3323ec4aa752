"""Reading what somebody sees: phrases are looked for word after word, whatever signs a platform draws them with."""

from __future__ import annotations

import html
import re

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return WORD.findall(html.unescape(text))


def holds(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, next to each other."""
    wanted, found = words_of(phrase), words_of(text)
    assert wanted, f"{phrase!r} has no word to look for"
    return any(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))

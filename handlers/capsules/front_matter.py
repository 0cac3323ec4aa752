"""The few lines of YAML that may open a Markdown file, read with the line of every mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import yaml

from handlers.capsules.files import details
from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.nodes import compose, is_empty, line_of, pairs, short, words
from handlers.capsules.formats import FORMATS, Details
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import EFFORTS, LONGEST, MOST_MINUTES

FENCE = "---"
LONGEST_ORIGIN_SAID = 301
"""Characters of an origin as a file says it: those of a capsule's, and a sign before."""

_LONGEST = {**LONGEST, "origin": LONGEST_ORIGIN_SAID}


@dataclass(frozen=True)
class FrontMatter:
    """What a file says of itself; None for what it leaves out.

    `origin` is that of the capsule an exported file was made from, so that it finds it again (see `sources.origin_in`).
    `body` is a text that could not stand under the front matter without being changed.
    """

    title: str | None = None
    theme: str | None = None
    format: str | None = None
    minutes: int | None = None
    effort: str | None = None
    language: str | None = None
    key_message: str | None = None
    origin: str | None = None
    body: str | None = None
    details: Details = None


WORDS = ("title", "theme", "format", "minutes", "effort", "language", "key_message", "origin", "body")
KEYS = (*WORDS, *details.KEYS)


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter of a file (empty when it has none) and the rest. Raises BadFileError."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(), text
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() in (FENCE, "...")), None)
    if end is None:
        raise BadFileError(Say("capsules.bad.not_closed"), 1)
    return _read("\n".join(lines[1:end])), "\n".join(lines[end + 1 :])


def _read(text: str) -> FrontMatter:
    node = compose(text)
    if node is None:
        return FrontMatter()
    said = pairs(node, KEYS)
    found: dict[str, Any] = {
        name: _checked(name, said[name]) for name in WORDS if name in said and not is_empty(said[name])
    }
    return _with_details(FrontMatter(**found), said)


def _with_details(read: FrontMatter, said: Any) -> FrontMatter:
    """The format is the one that has details; one that needs some, and has none, is a mistake."""
    given = [name for name in details.KEYS if name in said]
    if not given:
        if read.format in details.KEYS:
            raise BadFileError(Say("capsules.bad.no_details", format=read.format), line_of(said["format"]))
        return read
    name = given[-1]
    if len(given) > 1 or read.format not in (None, name):
        other = given[0] if len(given) > 1 else str(read.format)
        raise BadFileError(Say("capsules.bad.two_formats", one=other, other=name), line_of(said[name]))
    return replace(read, format=name, details=details.details_of(name, said[name]))


def _checked(name: str, node: yaml.Node) -> str | int:
    if name == "body":
        return words(name, node)
    if name in _LONGEST:
        written = short(name, node, _LONGEST[name], one_line=True)
        if name != "key_message" and not written.strip():
            raise BadFileError(Say("capsules.bad.value", key=name), line_of(node))
        return written
    written = words(name, node, one_line=True)
    choices = {"effort": EFFORTS, "format": FORMATS, "language": LANGUAGES}.get(name)
    if choices is not None and written not in choices:
        raise BadFileError(Say("capsules.bad.choice", key=name, known=", ".join(choices)), line_of(node))
    if name == "minutes":
        if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= MOST_MINUTES):
            raise BadFileError(Say("capsules.bad.minutes", most=MOST_MINUTES), line_of(node))
        return int(written)
    return written

"""Cutting Markdown into messages: between blocks first, never in mid-word or mid-link, code closed and opened again.

Lengths are in Unicode code points, as the platforms count them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.prose import PARSER

Kind = Literal["heading", "item", "quote", "fence", "table", "words"]

SHORTEST_HEAD = 80
"""A block is not cut for less room than this: the next message takes it whole."""

_WHOLE = re.compile(
    r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)"  # code
    r"|!?\[(?:[^\[\]]|\[[^\[\]]*\](?:\([^()\s]*\))?)*\]"  # a link's or a picture's words
    r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+[\"'(][^)]*)?\)"  # and its address
    r"|<[^<>\s]+>"  # addresses
    r"|\*\*(?=\S)[^*]{1,200}?(?<=\S)\*\*",  # a few strong words
    re.DOTALL,
)
_STRONG = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*", re.DOTALL)
_SENTENCE_ENDS = ".!?…:"
_MARKER = re.compile(r"^( {0,3}(?:[-*+]|(\d{1,9})[.)]))( {1,4}|$)")
_QUOTE = re.compile(r"^ {0,3}> ?")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")


@dataclass(frozen=True)
class Unit:
    """What is kept together as long as it fits; `glue` separates it from what comes before."""

    kind: Kind
    text: str
    glue: str = "\n\n"


def split(markdown: str, room: int, first: int | None = None) -> list[str]:
    """The pieces, each within `room` characters, the first within `first`. At least one, even when empty.

    A heading is not left alone at the end of a piece. A link or a word longer than a whole piece is cut all the same.
    """
    waiting = deque(units(markdown))
    pieces: list[str] = []
    held: list[Unit] = []
    while waiting:
        limit = room if pieces or first is None else first
        unit = waiting.popleft()
        if len(joined([*held, unit])) <= limit:
            held.append(unit)
            continue
        parts = _cut_to_fill(held, unit, limit)
        if parts is not None:
            held.append(parts[0])
            if waiting:  # the rest may no longer be a list item: what follows must not run into it
                waiting[0] = replace(waiting[0], glue="\n\n")
            waiting.extendleft(reversed(parts[1:]))
        else:
            waiting.appendleft(unit)
            while len(held) > 1 and held[-1].kind == "heading":
                waiting.appendleft(held.pop())
        pieces.append(joined(held))
        held = []
    return [*pieces, joined(held)] if held or not pieces else pieces


def _cut_to_fill(held: list[Unit], unit: Unit, limit: int) -> list[Unit] | None:
    """The unit cut so that its head fits beside what is held; None when it should rather go whole to the next piece."""
    taken = len(joined(held))
    if taken * 2 >= limit:
        return None
    space = limit - taken - (len(unit.glue) if held else 0)
    if held and space < SHORTEST_HEAD:
        return None
    return cut(unit, space, must=not held)


def joined(held: list[Unit]) -> str:
    """The units written one after the other."""
    return "".join((unit.glue if number else "") + unit.text for number, unit in enumerate(held))


def units(markdown: str) -> Iterator[Unit]:
    """The blocks of a text in order; a list gives one unit per item, numbered as it shows."""
    lines = markdown.split("\n")
    item_number: list[int] = []
    end = 0
    for token in PARSER.parse(markdown):
        if token.level == 0 and token.type == "ordered_list_open":
            item_number = [int(token.attrGet("start") or 1)]
        elif token.level == 0 and token.type == "bullet_list_open":
            item_number = []
        is_item = token.level == 1 and token.type == "list_item_open"
        if token.map is None or not (is_item or (token.level == 0 and token.nesting >= 0)) or "list_open" in token.type:
            continue
        start = token.map[0]
        text = "\n".join(lines[start : token.map[1]]).rstrip()
        if is_item and item_number:
            text = _numbered(text, item_number[0])
            item_number[0] += 1
        glue = "\n" if end and lines[start - 1].strip() else "\n\n"
        end = token.map[1]
        yield Unit(_kind(token.type), text.strip("\n"), glue)


def _kind(token: str) -> Kind:
    kinds: dict[str, Kind] = {
        "heading_open": "heading",
        "list_item_open": "item",
        "blockquote_open": "quote",
        "fence": "fence",
        "table_open": "table",
    }
    return kinds.get(token, "words")


def _numbered(item: str, number: int) -> str:
    """The item with the number it shows, so that a list cut in two goes on counting."""
    marker = _MARKER.match(item)
    if marker is None or marker[2] is None or int(marker[2]) == number:
        return item
    wider = len(str(number)) - len(marker[2])
    head, *rest = item.split("\n")
    head = head[: marker.start(2)] + str(number) + head[marker.end(2) :]
    return "\n".join([head, *(" " * wider + line if line else line for line in rest)])


def cut(unit: Unit, space: int, *, must: bool) -> list[Unit] | None:
    """The unit as a head of at most `space` characters and what follows it. None when that cannot be done well.

    `must`: it has a whole piece for itself and still does not fit, so it is cut even badly.
    """
    if unit.kind == "fence":
        found = _cut_fence(unit.text, space, must)
    elif unit.kind == "table":
        found = _cut_table(unit.text, space)
    elif unit.kind == "quote":
        found = _cut_inside(unit.text, space, "> ", "> ", [_QUOTE.sub("", line) for line in unit.text.split("\n")])
    elif unit.kind == "item":
        found = _cut_item(unit.text, space)
    else:
        found = _cut_words(unit.text, space, must=False)
    if found is None and must:
        found = _cut_words(unit.text, space, must=True)
    if found is None:
        return None
    head, rest = found
    return [Unit(unit.kind, head, unit.glue), *units(rest)]


def _cut_fence(text: str, space: int, must: bool) -> tuple[str, str] | None:
    """A code block closed after some of its lines and opened again for the others."""
    opening, *lines = text.split("\n")
    fence = _FENCE.match(opening)
    if fence is None:
        return None
    closing = fence[1]
    if lines and lines[-1].strip().startswith(closing):
        lines.pop()
    left = space - len(opening) - len(closing) - 2
    taken = 0
    while taken < len(lines) and left - len(lines[taken]) - (1 if taken else 0) >= 0:
        left -= len(lines[taken]) + (1 if taken else 0)
        taken += 1
    if taken == 0:
        if not must or left < 1 or not lines:
            return None
        at = lines[0].rfind(" ", 1, left + 1)
        at = at if at > 0 else left
        lines[0:1] = [lines[0][:at], lines[0][at:]]
        taken = 1
    return "\n".join([opening, *lines[:taken], closing]), "\n".join([opening, *lines[taken:], closing])


def _cut_table(text: str, space: int) -> tuple[str, str] | None:
    """Some rows, then the others under the same headings."""
    rows = text.split("\n")
    taken = 2
    while taken < len(rows) and len("\n".join(rows[: taken + 1])) <= space:
        taken += 1
    if taken in (2, len(rows)):
        return None
    return "\n".join(rows[:taken]), "\n".join([*rows[:2], *rows[taken:]])


def _cut_item(text: str, space: int) -> tuple[str, str] | None:
    """The beginning of a list item; the rest goes on without its marker."""
    marker = _MARKER.match(text)
    if marker is None:
        return None
    head, *rest = text.split("\n")
    inner = [head[marker.end() :], *(_dedented(line, marker.end()) for line in rest)]
    found = _cut_inside(text, space, marker[0], " " * len(marker[0]), inner)
    if found is None:
        return None
    return found[0], "\n".join(_dedented(line, marker.end()) for line in found[1].split("\n"))


def _dedented(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def _cut_inside(text: str, space: int, first: str, others: str, inner: list[str]) -> tuple[str, str] | None:
    """Cuts what is inside a quote or an item, and puts the marks back before each line."""

    def marked(piece: str) -> str:
        lines = piece.split("\n")
        return "\n".join([first + lines[0], *((others + line).rstrip() for line in lines[1:])])

    for share in (1.0, 0.8, 0.6, 0.4, 0.2):
        smaller = int(space * share) - len(first)
        if smaller < SHORTEST_HEAD:
            return None
        head, *rest = split("\n".join(inner), len(text), smaller)
        if rest and len(marked(head)) <= space:
            return marked(head), "\n".join(others + line for line in "\n\n".join(rest).split("\n"))
    return None


def _cut_words(text: str, space: int, *, must: bool) -> tuple[str, str] | None:
    """After a sentence if one ends late enough, else between two words; links and code stay whole, bold goes on."""
    strong = [match.span() for match in _STRONG.finditer(text)]
    space = max(space - 2, 1) if strong else space
    kept = [] if must else [match.span() for match in _WHOLE.finditer(text)]
    gaps = [
        match.start()
        for match in re.finditer(r"\s+", text[: space + 1])
        if match.start() and not any(start < match.start() < end for start, end in kept)
    ]
    if not gaps and not must:
        return None
    sentences = [at for at in gaps if at * 2 >= space and text[at - 1] in _SENTENCE_ENDS]
    at = (sentences or gaps or [space])[-1]
    if any(start + 2 < at < end - 2 for start, end in strong):
        return f"{text[:at].rstrip()}**", f"**{text[at:].lstrip()}"
    return text[:at].rstrip(), text[at:].lstrip()

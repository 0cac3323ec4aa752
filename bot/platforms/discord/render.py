"""Render: cards into Discord's messages (Components V2), as bodies of plain dictionaries.

A body holds one container; a card that does not fit, or whose prose is long, continues in the bodies that follow,
sent in the thread named after the card.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from bot.markdown import split
from bot.platforms.discord import addresses, limits
from bot.platforms.discord.dialect import for_discord
from bot.platforms.discord.words import cut, escaped, marked_up, pieces
from bot.texts import Texts
from handlers.chat.cards import (
    Buttons,
    Card,
    Divider,
    Document,
    Elsewhere,
    Facts,
    Heading,
    Note,
    Part,
    Picture,
    Prose,
    Quote,
    Sound,
    Text,
)
from handlers.chat.words import Line, Say

ROW, BUTTON, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 10, 12, 13, 14, 17
STYLES = {"plain": 2, "good": 3, "danger": 4}
SMALLEST_PROSE = 600
"""Even beside a long card, the beginning of a prose is worth showing."""


Component = dict[str, Any]


class Body(TypedDict):
    """One message. `thread` names the thread its continuation goes to."""

    components: list[Component]
    thread: str


@dataclass
class _Page:
    """A message being filled."""

    components: list[dict[str, Any]] = field(default_factory=list)
    text: int = 0
    count: int = 1

    def has_room_for(self, component: dict[str, Any]) -> bool:
        return (
            self.text + len(component.get("content", "")) <= limits.TEXT
            and self.count + _count(component) <= limits.COMPONENTS
        )

    def add(self, component: dict[str, Any]) -> None:
        self.components.append(component)
        self.text += len(component.get("content", ""))
        self.count += _count(component)


class Renderer:
    """Draws cards in the reader's language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def draw(self, card: Card, language: str) -> list[Body]:
        """The card as one message and what continues it."""
        title = cut(" ".join(self._texts.plain(card.summary, language).split()), limits.THREAD_NAME) or "…"
        pages = [_Page()]
        rest: list[str] = []
        for part, component in self._components(card, language, rest):
            if not pages[-1].has_room_for(component):
                pages.append(_Page())
            if not (isinstance(part, Divider) and not pages[-1].components):
                pages[-1].add(component)
        bodies = [page.components for page in pages if page.components] + [[text(piece)] for piece in rest]
        return [{"components": [{"type": CONTAINER, "components": one}], "thread": title} for one in bodies]

    def line(self, line: Line, language: str) -> str:
        """A line in Discord's Markdown."""
        return marked_up(self._texts, line, language)

    def plain(self, line: Line, language: str) -> str:
        """A line without any markup."""
        return self._texts.plain(line, language)

    def _components(self, card: Card, language: str, rest: list[str]) -> Iterator[tuple[Part, dict[str, Any]]]:
        """Each part's components; prose beyond what the first message shows goes to `rest`."""
        others = sum(
            len(c.get("content", "")) for p in card.parts if not isinstance(p, Prose) for c in self._part(p, language)
        )
        room = max(limits.FIRST_TEXT - others, SMALLEST_PROSE)
        titled = False
        for part in card.parts:
            if isinstance(part, Prose):
                yield from ((part, component) for component in self._prose(part, language, room, rest))
            elif isinstance(part, Heading):
                yield part, text(f"{'###' if titled else '##'} {cut(self.line(part.words, language), limits.TEXT - 4)}")
                titled = True
            else:
                yield from ((part, component) for component in self._part(part, language))

    def _part(self, part: Part, language: str) -> Iterator[dict[str, Any]]:
        match part:
            case Heading(words) | Text(words):
                yield from map(text, pieces(self.line(words, language), limits.TEXT))
            case Note(words):
                yield from map(text, _each_line("-# ", self.line(words, language)))
            case Quote(words, by):
                yield from self._quote(words, by, language)
            case Facts(pairs):
                lines = (self.line(Say("help.fact", name=name, value=value), language) for name, value in pairs)
                yield from map(text, pieces("\n".join(lines), limits.TEXT))
            case Picture() | Sound() | Document() | Elsewhere():
                yield self._media(part, language)
            case Divider():
                yield {"type": SEPARATOR, "divider": True, "spacing": 1}
            case Buttons(row):
                yield {
                    "type": ROW,
                    "components": [
                        button(self.plain(one.label, language), addresses.of(one.to, one.confirm), STYLES[one.style])
                        for one in row
                    ],
                }

    def _media(self, part: Picture | Sound | Document | Elsewhere, language: str) -> Component:
        match part:
            case Picture(address, alternative):
                description = cut(self.plain(alternative, language), limits.PICTURE_DESCRIPTION)
                return {"type": GALLERY, "items": [{"media": {"url": address}, "description": description}]}
            case Sound(address):
                return {"type": FILE, "file": {"url": address}}
            case Document(address):
                # What is said in its place once it is not kept any more: `files.shown` decides.
                return {"type": FILE, "file": {"url": address}, "content": f"-# {self.line(part.gone, language)}"}
            case Elsewhere(words, address):
                room = limits.TEXT - len(address) - len("[](<>)")
                return text(f"[{cut(self.line(words, language), room)}](<{address}>)")

    def _prose(self, prose: Prose, language: str, room: int, rest: list[str]) -> Iterator[dict[str, Any]]:
        """What there is room for; once a prose has had to stop, everything after it waits in the thread."""
        markdown = for_discord(prose.markdown)
        if rest:
            rest.extend(split(markdown, limits.TEXT))
            return
        first, *more = split(markdown, limits.TEXT, room)
        yield text(first)
        if more:
            rest.extend(more)
            yield text(f"-# {self.line(Say('help.rest.thread'), language)}")

    def _quote(self, words: str, by: Line | None, language: str) -> Iterator[dict[str, Any]]:
        yield from map(text, _each_line("> ", escaped(words)))
        if by is not None:
            yield text(f"-# — {self.line(by, language)}")


def _each_line(sign: str, words: str) -> Iterator[str]:
    """The words in pieces, with the sign that Discord wants before each line."""
    for piece in pieces(words, limits.TEXT // 2):  # the signs take room too
        yield from pieces("\n".join(sign + line for line in piece.split("\n")), limits.TEXT)


def text(words: str) -> dict[str, Any]:
    """A text of a message; Discord refuses an empty one."""
    return {"type": TEXT, "content": words or "\u200b"}


def button(label: str, custom_id: str, style: int) -> dict[str, Any]:
    """A button of a message."""
    return {"type": BUTTON, "style": style, "label": cut(label, limits.BUTTON_LABEL), "custom_id": custom_id}


def finished(body: Body, *, workspace: str | None = None, key: str | None = None) -> list[dict[str, Any]]:
    """The components to send: in a private conversation the buttons say their workspace; a key marks the container."""
    components: list[dict[str, Any]] = body["components"]
    if workspace is not None:
        components = addresses.within(components, workspace)
    if key is not None:
        components = [{**components[0], "id": mark(key)}, *components[1:]]
    return components


def mark(key: str) -> int:
    """The `id` carried by the container of a message sent for `key`: a number of 31 bits, which Discord gives back."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") & 0x7FFFFFFF or 1


def _count(component: dict[str, Any]) -> int:
    inner: Sequence[dict[str, Any]] = component.get("components", ())
    if component["type"] == FILE and "content" in component:
        return 2  # the copy that is left, and the words that say so
    return 1 + sum(_count(one) for one in inner)

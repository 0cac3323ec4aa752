"""Cards drawn as Block Kit, within Slack's limits. Pure: the same card gives the same bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.markdown import split
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import (
    Json,
    chunks,
    defused,
    escape,
    plain_text,
    rich_elements,
    shortened,
    text_object,
)
from bot.prose import readable, without_pictures
from bot.texts import Markup, Plain, Texts
from handlers.chat.cards import (
    Button,
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
from handlers.chat.files import file_number
from handlers.chat.words import Channel, Line, Person, Say

STYLES = {"good": "primary", "danger": "danger"}
CARRIED = "files"
"""Where a body keeps the files that its message carries, which Slack is told apart from what it says."""
DOCUMENT = "document"
"""Type of the block that `files.SlackFiles` takes away, for a document that is carried, or puts words in place of."""


class Renderer:
    """Draws in one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language

    def message(self, card: Card) -> list[Json]:
        """A message for a channel or a DM, then what continues it in its thread."""
        blocks: list[Json] = []
        later: list[str] = []
        room = limits.FIRST_PROSE
        for part in card.parts:
            if not isinstance(part, Prose):
                blocks += self._blocks(part)
            elif later:
                later += split(_prose(part), limits.MARKDOWN_TEXT)
            else:
                here, *rest = split(_prose(part), limits.MARKDOWN_TEXT, max(room, limits.FIRST_PROSE // 4))
                room -= len(here)
                blocks += _markdown([here])
                if rest:
                    later += rest
                    blocks += self._blocks(Note(Say("help.rest.thread")))
        first, *others = self._bodies(card, blocks, *([block] for block in _markdown(later)))
        return [{**first, **self._sounds(card)}, *others]

    def private(self, card: Card) -> list[Json]:
        """Messages for one person's eyes, which have no thread and carry no file: everything in order."""
        return self._bodies(card, self._all_blocks(card))

    def _sounds(self, card: Card) -> Json:
        """The sounds that the message carries, as `uploads.Uploads` reads them."""
        sounds = [part for part in card.parts if isinstance(part, Sound)]
        named = [{"id": one.address, "title": self.plain(one.title, limits.FILE_TITLE)} for one in sounds]
        return {CARRIED: named} if named else {}

    def home(self, card: Card) -> Json:
        """Somebody's own page, without what is beyond its hundredth block. Prose shows as written there."""
        blocks: list[Json] = []
        for part in card.parts:
            if isinstance(part, Prose):
                blocks += [_section(plain_text(piece, limits.TEXT)) for piece in chunks(part.markdown, limits.TEXT)]
            else:
                blocks += self._without_files(part)
        return {"type": "home", "blocks": blocks[: limits.HOME_BLOCKS]}

    def words(self, what: Card | Say) -> list[Json]:
        """What is told to one person: a card, or a phrase alone."""
        return self.private(what if isinstance(what, Card) else Card(what, (Text(what),)))

    def plain(self, line: Line, most: int) -> str:
        """The line without markup, within `most` characters."""
        return shortened(self._texts.plain(line, self._language), most)

    def _all_blocks(self, card: Card) -> list[Json]:
        blocks: list[Json] = []
        for part in card.parts:
            if isinstance(part, Prose):
                blocks += _markdown(split(_prose(part), limits.MARKDOWN_TEXT))
            else:
                blocks += self._without_files(part)
        return blocks

    def _without_files(self, part: Part) -> list[Json]:
        """The part where no file is carried: what would be carried elsewhere is named."""
        match part:
            case Sound(title=title):
                return self._blocks(Note(Say("help.file.when_posted", title=title)))
            case Document(title=title):
                return self._blocks(Note(Say("help.file.when_sent", title=title)))
            case _:
                return self._blocks(part)

    def _bodies(self, card: Card, *groups: list[Json]) -> list[Json]:
        """One body a group of blocks, more when a group holds more than one message may."""
        summary = escape(self.plain(card.summary, limits.SUMMARY))
        parts = [blocks for group in groups for blocks in _within_a_message(group)]
        return [{"text": summary, "blocks": blocks} for blocks in parts] or [{"text": summary, "blocks": []}]

    def _blocks(self, part: Part) -> list[Json]:
        match part:
            case Heading(words):
                return self._heading(words)
            case Text(words):
                return self._text(words)
            case Note(words):
                return [{"type": "context", "elements": [self._object(words, limits.TEXT)]}]
            case Quote():
                return self._quote(part)
            case Facts(pairs):
                return self._facts(pairs)
            case Picture() | Sound() | Document() | Elsewhere():
                return self._media(part)
            case Divider():
                return [{"type": "divider"}]
            case Buttons(row):
                return [{"type": "actions", "elements": list(self._buttons(row))}]
            case Prose():
                raise TypeError("prose depends on what it stands in")

    def _media(self, part: Picture | Sound | Document | Elsewhere) -> list[Json]:
        match part:
            case Picture(address, alternative):
                source = {"slack_file": {"id": address}} if file_number(address) else {"image_url": address}
                return [{"type": "image", **source, "alt_text": self.plain(alternative, limits.ALTERNATIVE)}]
            case Elsewhere(words, address):
                name = self.plain(words, limits.TEXT)
                return [_rich("rich_text_section", [{"type": "link", "url": address, "text": name}])]
            case Sound():  # the message carries it, beside its blocks
                return []
            case Document(address, title):
                (gone,) = self._blocks(Note(part.gone))
                return [{"type": DOCUMENT, "id": address, "title": self.plain(title, limits.FILE_TITLE), "gone": gone}]

    def _object(self, words: Line, most: int) -> Json:
        return text_object(self._texts.pieces(words, self._language), most)

    def _heading(self, words: Line) -> list[Json]:
        pieces = self._texts.pieces(words, self._language)
        title = self._texts.plain(words, self._language)
        if len(title) <= limits.HEADER and not any(isinstance(piece, Person | Channel) for piece in pieces):
            return [{"type": "header", "text": plain_text(title, limits.HEADER)}]
        return [_rich("rich_text_section", rich_elements(pieces, bold=True))]

    def _text(self, words: Line) -> list[Json]:
        pieces = self._texts.pieces(words, self._language)
        if len(pieces) == 1 and isinstance(pieces[0], Plain):
            return [
                _rich("rich_text_section", rich_elements([Plain(piece)]))
                for piece in chunks(pieces[0].text, limits.TEXT)
            ]
        return [_rich("rich_text_section", rich_elements(pieces))]

    def _quote(self, quote: Quote) -> list[Json]:
        blocks = [_rich("rich_text_quote", rich_elements([Plain(piece)])) for piece in chunks(quote.words, limits.TEXT)]
        if quote.by is not None:
            by = [Markup("— "), *self._texts.pieces(quote.by, self._language)]
            blocks.append({"type": "context", "elements": [text_object(by, limits.TEXT)]})
        return blocks

    def _facts(self, pairs: Sequence[tuple[Line, Line]]) -> list[Json]:
        """A line each: a section's fields would part names from their values where the screen is narrow."""
        held: list[list[Json]] = []
        for name, value in pairs:
            fact = Say("help.fact", name=_brief(name), value=_brief(value))
            line = rich_elements(self._texts.pieces(fact, self._language))
            if held and text_length([held[-1], line]) < limits.TEXT:
                held[-1] += [{"type": "text", "text": "\n"}, *line]
            else:
                held.append(line)
        return [_rich("rich_text_section", elements) for elements in held]

    def _buttons(self, row: Sequence[Button]) -> Iterator[Json]:
        taken: set[str] = set()
        for button in row:
            link = str(button.to)
            action_id = link
            while action_id in taken:
                action_id += "'"
            taken.add(action_id)
            drawn: dict[str, Any] = {
                "type": "button",
                "action_id": action_id,
                "value": link,
                "text": plain_text(self.plain(button.label, limits.BUTTON), limits.BUTTON),
            }
            if button.style != "plain":
                drawn["style"] = STYLES[button.style]
            if button.confirm is not None:
                drawn["confirm"] = self._confirm(button.confirm)
            yield drawn

    def _confirm(self, question: Say) -> Json:
        def words(line: Say, most: int) -> Json:
            return plain_text(self.plain(line, most), most)

        return {
            "title": words(Say("help.confirm.title"), limits.CONFIRM_TITLE),
            "text": words(question, limits.CONFIRM_TEXT),
            "confirm": words(Say("help.confirm.yes"), limits.CONFIRM_BUTTON),
            "deny": words(Say("help.confirm.no"), limits.CONFIRM_BUTTON),
        }


def _brief(words: Line) -> Line:
    return shortened(words, limits.FACT) if isinstance(words, str) else words


def _prose(part: Prose) -> str:
    return defused(without_pictures(readable(part.markdown)))


def _markdown(pieces: Iterable[str]) -> list[Json]:
    return [{"type": "markdown", "text": piece} for piece in pieces if piece]


def _section(text: Json) -> Json:
    return {"type": "section", "text": text}


def _rich(kind: str, elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}


def _within_a_message(blocks: list[Json]) -> Iterator[list[Json]]:
    """The blocks in order, as many in each part as one message may hold."""
    held: list[Json] = []
    length = 0
    for block in blocks:
        more = text_length(block)
        if held and (len(held) == limits.MESSAGE_BLOCKS or length + more > limits.MESSAGE_TEXT):
            yield held
            held, length = [], 0
        held.append(block)
        length += more
    if held:
        yield held


def text_length(value: object) -> int:
    """How much text a block holds, as Slack counts it for a whole message."""
    if isinstance(value, dict):
        return sum(
            len(held) if name == "text" and isinstance(held, str) else text_length(held) for name, held in value.items()
        )
    if isinstance(value, list):
        return sum(text_length(held) for held in value)
    return 0

"""Words for Slack: ours with their little markup, other people's exactly as they are, whatever signs they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.prose import outside_code
from bot.texts import Markup, Piece, Plain
from handlers.chat.words import Channel, Person

Json = dict[str, Any]

_MARKS = re.compile(r"(\*\*|`|(?<!\w)_|_(?!\w))")
_STYLES = {"**": "bold", "_": "italic", "`": "code"}
_CONTROL = re.compile(r"<(?=[@#][A-Z0-9]|!(?:channel|here|everyone|group|subteam|date))", re.IGNORECASE)
_TAG_LIKE = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^<>\s@]+@[^<>\s@]+>)(?=/?[a-zA-Z])")
_TOKEN = re.compile(r"<([^<>]*)>")

WORD_JOINER = "\u2060"
"""Takes no room and shows nothing; between `<` and `!channel` it leaves Slack nothing to recognise."""


def escape(words: str) -> str:
    """The three signs Slack reads as its own, made harmless (docs.slack.dev/messaging/formatting-message-text)."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(words: str, most: int) -> str:
    """The words cut after a whole one, with an ellipsis, when they take more than `most` characters."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at * 2 > most else cut).rstrip() + "…"


def chunks(words: str, most: int) -> Iterator[str]:
    """The words in pieces of at most `most` characters, cut between words where there are spaces."""
    while len(words) > most:
        at = words.rfind(" ", 1, most + 1)
        at = at if at > 0 else most
        yield words[:at]
        words = words[at:].lstrip(" ")
    if words:
        yield words


def plain_text(words: str, most: int) -> Json:
    """A text object that Slack shows sign for sign; it must not be empty."""
    return {"type": "plain_text", "text": shortened(words, most) or "–"}


def text_object(pieces: Sequence[Piece], most: int) -> Json:
    """The line as plain text when nothing in it needs more, else as mrkdwn."""
    if all(
        isinstance(piece, Plain) or (isinstance(piece, Markup) and not _MARKS.search(piece.text)) for piece in pieces
    ):
        return plain_text("".join(piece.text for piece in pieces if isinstance(piece, Markup | Plain)), most)
    written = ""
    for piece in pieces:
        if len(written) + len(_mrkdwn(piece)) > most:
            break  # between two pieces: an escaped sign or a name is never cut
        written += _mrkdwn(piece)
    return {"type": "mrkdwn", "text": written}


def _mrkdwn(piece: Piece) -> str:
    match piece:
        case Markup(text):
            return escape(text).replace("**", "*")
        case Plain(text):
            return escape(text)
        case Person(external_id):
            return f"<@{external_id}>"
        case Channel(external_id):
            return f"<#{external_id}>"


def rich_elements(pieces: Sequence[Piece], *, bold: bool = False) -> list[Json]:
    """The line as rich text, where nobody's words are ever read as markup. `bold` makes all of it strong."""
    elements: list[Json] = []
    on: set[str] = {"bold"} if bold else set()
    for piece in pieces:
        match piece:
            case Markup(text):
                for part in _MARKS.split(text):
                    style = _STYLES.get(part)
                    if style is None or ("code" in on and style != "code"):
                        _add(elements, part, on)
                    elif style != "bold" or not bold:
                        on ^= {style}
            case Plain(text):
                _add(elements, text, on)
            case Person(external_id):
                elements.append({"type": "user", "user_id": external_id})
            case Channel(external_id):
                elements.append({"type": "channel", "channel_id": external_id})
    return elements


def _add(elements: list[Json], text: str, on: set[str]) -> None:
    style = dict.fromkeys(sorted(on), True)
    if not text:
        return
    if elements and elements[-1]["type"] == "text" and elements[-1].get("style", {}) == style:
        elements[-1]["text"] += text
        return
    elements.append({"type": "text", "text": text, **({"style": style} if style else {})})


def defused(markdown: str) -> str:
    """Markdown in which nothing rings or names anybody, and where `<placeholder>` shows as it was written.

    Slack turns a `markdown` block into rich text by itself; whether it reads `<!channel>` before or after that is not
    written down, so the sign is broken everywhere, code included, without changing what is seen.
    """
    shown = outside_code(markdown, lambda words: _TAG_LIKE.sub("&lt;", words))
    return _CONTROL.sub("<" + WORD_JOINER, shown)


def spoken(text: str) -> str:
    """What somebody wrote, from the form Slack sends it in: links as addresses, names with their sign."""
    return (
        _TOKEN.sub(lambda found: _spoken(found[1]), text)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )


def _spoken(token: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith(("@", "#")):
        return target[0] + (label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].split("^")[0]
    return f"{label} ({target})" if label and label not in target else target

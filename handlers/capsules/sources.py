"""One Markdown file into one capsule: what it says of itself, and what is worked out from it otherwise. Pure."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from handlers.capsules.front_matter import BadFileError, split
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import LONGEST, Source, minutes_of

LONGEST_ORIGIN = 300
"""Characters of `Capsule.origin`."""

_STOP_WORDS = {
    "en": {"the", "of", "and", "to", "is", "in", "that", "it", "for", "you", "with", "on", "this", "are", "be", "or"},
    "fr": {"le", "la", "les", "de", "des", "du", "et", "est", "une", "un", "dans", "pour", "que", "qui", "vous", "ce"},
}
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
# Blocks only: headings are found without reading every line's emphasis and links.
_BLOCKS = MarkdownIt("commonmark").disable("inline")
_INLINE = MarkdownIt("commonmark")


def source_of(
    raw: bytes, *, origin: str, name: str, folder: str, community_id: int | None, language: str | None
) -> Source:
    """The capsule in a file.

    `name` is the file's own, `folder` the name of the one it is in, `language` that of files that do not say theirs
    (None: guessed from their words). Raises BadFileError, with the line and the reason.
    """
    text = _text(raw.removeprefix(codecs.BOM_UTF8))
    said, rest = split(text)
    body, heading = _heading(rest.strip("\n"))
    title = said.title or heading or PurePosixPath(name).stem
    # The heading that is the title would be read twice: it leaves the body.
    shown = body if heading is not None and (said.title is None or said.title == heading) else rest.strip("\n")
    if not shown.strip():
        raise BadFileError(Say("capsules.bad.empty"))
    return Source(
        origin=origin,
        community_id=community_id,
        title=_cut(title, LONGEST["title"]),
        theme=_cut(said.theme or folder or title, LONGEST["theme"]),
        format=said.format or "text",
        body=shown,
        key_message=said.key_message or "",
        minutes=said.minutes or minutes_of(shown),
        effort=said.effort or "easy",
        language=said.language or language or language_of(shown),
        digest=hashlib.sha256(raw + b"\0" + (language or "").encode()).hexdigest(),
    )


def origin_of(scope: str, path: PurePosixPath) -> str:
    """The origin of a file, unique and stable: `shelf/til/git/x.md`. A very long one is cut and ends with its hash."""
    origin = f"{scope}/{path}"
    if len(origin) <= LONGEST_ORIGIN:
        return origin
    return origin[: LONGEST_ORIGIN - 33] + "#" + hashlib.sha256(origin.encode()).hexdigest()[:32]


def language_of(words: str) -> str:
    """The language whose commonest words are met most often, code left out; the first of ours when nothing tells."""
    met = _WORD.findall(_FENCED.sub("", words).lower())
    return max(LANGUAGES, key=lambda language: sum(word in _STOP_WORDS[language] for word in met))


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFileError(Say("capsules.bad.not_utf8"), raw.count(b"\n", 0, error.start) + 1) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise BadFileError(Say("capsules.bad.binary"), text.count("\n", 0, text.index("\0")) + 1)
    if not text.strip():
        raise BadFileError(Say("capsules.bad.empty"))
    return text


def _heading(text: str) -> tuple[str, str | None]:
    """The body and the words of its first heading, without that heading when it opens the body."""
    tokens = _BLOCKS.parse(text)
    for place, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        words = _plain(tokens[place + 1].content)
        if not words:
            continue
        start, end = token.map
        lines = text.split("\n")
        return ("\n".join(lines[:start] + lines[end:]).strip("\n") if place == 0 else text), words
    return text, None


def _plain(inline: str) -> str:
    """The words of a line of Markdown, without its signs."""
    (token,) = _INLINE.parseInline(inline)
    words = "".join(child.content or " " * (child.type == "softbreak") for child in token.children or ())
    return " ".join(words.split())


def _cut(words: str, longest: int) -> str:
    """At most `longest` characters, cut between words."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip() + "…"

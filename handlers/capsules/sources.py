"""One Markdown file into one capsule: what it says of itself, and what is worked out from it otherwise. Pure."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from dataclasses import asdict, replace
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from handlers.capsules.files.bad import BadFileError
from handlers.capsules.formats import Details, Page, written
from handlers.capsules.front_matter import FrontMatter, split
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import COPIED, IN_CHAT, LONGEST, LONGEST_BODY, Source, minutes_of

LONGEST_ORIGIN = 300
"""Characters of `Capsule.origin`."""

ELSEWHERE = "/"
"""Before an origin that no file gave, in the file it was exported to: that of a capsule written in chat."""

WITHOUT_WORDS = ("link", "image", "audio", "video")
"""The formats that may do without a text: what they lead to or show is enough."""

_STOP_WORDS = {
    "en": {"the", "of", "and", "to", "is", "in", "that", "it", "for", "you", "with", "on", "this", "are", "be", "or"},
    "fr": {"le", "la", "les", "de", "des", "du", "et", "est", "une", "un", "dans", "pour", "que", "qui", "vous", "ce"},
}
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
# Blocks only: headings are found without reading every line's emphasis and links.
_BLOCKS = MarkdownIt("commonmark").disable("inline")
_INLINE = MarkdownIt("commonmark")


def source_of(raw: bytes, place: PurePosixPath, scope: str, community_id: int | None, language: str | None) -> Source:
    """The capsule in a file.

    `place` is the file's, from the folder that is imported, whose name it begins with; `scope` is whom it is for
    (`shelf`, `community:3`), `language` that of files that do not say theirs (None: guessed from their words).
    Raises BadFileError, with the line and the reason.
    """
    text = text_of(raw)
    said, rest = split(text)
    shown, heading = text_shown(rest, said.title)
    format_ = said.format or "text"
    if said.body is not None:
        if shown.strip():
            raise BadFileError(Say("capsules.bad.two_bodies"), _line_of_rest(text, rest))
        shown = said.body
    if not shown.strip() and format_ not in WITHOUT_WORDS:
        raise BadFileError(Say("capsules.bad.empty"))
    if len(shown) > LONGEST_BODY:
        raise BadFileError(long_body(shown), _line_of_rest(text, rest))
    title = said.title or cut(heading or place.stem, LONGEST["title"])
    return digested(
        Source(
            origin=origin_in(scope, said.origin) if said.origin else origin_of(scope, str(place)),
            community_id=community_id,
            title=title,
            theme=said.theme or cut(place.parent.name or title, LONGEST["theme"]),
            format=format_,
            body=shown,
            key_message=said.key_message or "",
            minutes=said.minutes or minutes_of(shown),
            effort=said.effort or "easy",
            language=said.language or language or language_of(shown or title),
            details=written(_titled(said, title)),
            digest="",
        )
    )


def digested(source: Source) -> Source:
    """The source with the SHA-256 of all it says: the same words in another file, or in another order, are the same."""
    said = {name: value for name, value in asdict(source).items() if name not in ("origin", "community_id", "digest")}
    return replace(source, digest=hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


def long_body(body: str) -> Say:
    """A text is too long to be read in a chat."""
    return Say("capsules.bad.long_body", n=len(body), longest=LONGEST_BODY)


def scope_of(community_id: int | None) -> str:
    """Whom capsules are for, as their origins begin: one community, or (None) all of them."""
    return "shelf" if community_id is None else f"community:{community_id}"


def origin_of(scope: str, path: str) -> str:
    """The origin of a file, unique and stable: `shelf/til/git/x.md`. A very long one is cut and ends with its hash."""
    origin = f"{scope}/{path}"
    if len(origin) <= LONGEST_ORIGIN:
        return origin
    return origin[: LONGEST_ORIGIN - 33] + "#" + hashlib.sha256(origin.encode()).hexdigest()[:32]


def origin_in(scope: str, said: str) -> str:
    """The origin that an exported file says, in this scope: a file for one community is never another's or the shelf's.

    What was written in chat has the same origin everywhere; `storage.capsules.keep` leaves it alone elsewhere.
    """
    no_file = said.removeprefix(ELSEWHERE)
    return no_file if no_file != said and no_file.startswith((IN_CHAT, COPIED)) else origin_of(scope, said)


def origin_said(scope: str, origin: str) -> str:
    """The origin as an exported file says it: `origin_in` gives it back."""
    return origin.removeprefix(f"{scope}/") if origin.startswith(f"{scope}/") else ELSEWHERE + origin


def language_of(words: str) -> str:
    """The language whose commonest words are met most often, code left out; the first of ours when nothing tells."""
    met = _WORD.findall(_FENCED.sub("", words).lower())
    return max(LANGUAGES, key=lambda language: sum(word in _STOP_WORDS[language] for word in met))


def text_of(raw: bytes) -> str:
    """The words of a file, each line ended by a newline. Raises BadFileError for what is not UTF-8 text."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
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


def text_shown(rest: str, title: str | None) -> tuple[str, str | None]:
    """What is shown of the text under the front matter, and the words of its first heading.

    The heading that is the title would be read twice: it leaves the text.
    """
    whole = rest.strip("\n")
    body, heading = _heading(whole)
    return (body if heading is not None and title in (None, heading) else whole), heading


def cut(words: str, longest: int) -> str:
    """At most `longest` characters, cut between words."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip() + "…"


def _titled(said: FrontMatter, title: str) -> Details:
    """A page whose title is not given has the capsule's."""
    if isinstance(said.details, Page) and not said.details.title:
        return replace(said.details, title=title)
    return said.details


def _line_of_rest(text: str, rest: str) -> int:
    """The line where the text begins."""
    first = len(rest) - len(rest.lstrip("\n"))
    return text.count("\n") - rest.count("\n") + first + 1


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

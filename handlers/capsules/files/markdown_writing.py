"""A capsule into a Markdown file with its front matter: what `sources.source_of` reads back as the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.capsules import formats
from handlers.capsules.files.beside import name_beside
from handlers.capsules.files.details import RIGHT, WRONG
from handlers.capsules.files.percents import fair_share, written_percent
from handlers.capsules.formats import Choice, Media, Page, Poll, Quiz
from handlers.capsules.sources import origin_said, text_shown
from storage.capsules import Source

# What YAML takes for the same words without quotes. `yes` or `null` would be something else for other readers.
_BARE = re.compile(r"[^\W\d_](?:(?:[\w ,;.!?()’'/…«»-]|:(?=\w))*[\w.!?)…»])?")
_MEANT_OTHERWISE = {"yes", "no", "true", "false", "on", "off", "y", "n", "null"}
_PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_UNSEEN = re.compile(r'["\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')
_SPACES = re.compile(r"\s{2,}|[^\S ]")


def markdown_of(source: Source, scope: str) -> str:
    """The file, always the same for the same capsule; `scope` is that of its origin (`shelf`, `community:3`)."""
    lines = ["---", *_said(source), f"origin: {_scalar(origin_said(scope, source.origin))}"]
    if _stands(source):
        return "\n".join([*lines, "---", *([source.body] if source.body else []), ""])
    return "\n".join([*lines, *_block("body", source.body, 0), "---", ""])


def _stands(source: Source) -> bool:
    """Whether the text may stand under the front matter: no line of it would be lost there, nor changed."""
    return "\r" not in source.body and text_shown(source.body, source.title)[0] == source.body


def _said(source: Source) -> Iterator[str]:
    for name in ("title", "theme", "format"):
        yield f"{name}: {_scalar(getattr(source, name))}"
    yield f"minutes: {source.minutes}"
    for name in ("effort", "language", *(["key_message"] if source.key_message else [])):
        yield f"{name}: {_scalar(getattr(source, name))}"
    match formats.read(source.format, source.details):
        case Quiz() as quiz:
            yield from _quiz(quiz)
        case Poll() as poll:
            yield from ("poll:", *_several(poll.several), "  choices:")
            yield from (f"    - {_scalar(words)}" for words in poll.choices)
        case Media() as media:
            beside = name_beside(source)
            yield from (f"{source.format}:", f"  {'file' if beside else 'address'}: {_scalar(beside or media.address)}")
            yield from _block("alternative", media.alternative, 2)
            if media.fallback:
                yield f"  fallback: {_scalar(media.fallback)}"
        case Page() as page:
            yield from ("link:", f"  address: {_scalar(page.address)}", f"  title: {_scalar(page.title)}")
            if page.description:
                yield from _block("description", page.description, 2)


def _quiz(quiz: Quiz) -> Iterator[str]:
    yield from ("quiz:", *_several(quiz.several), "  choices:")
    right = [_is_right(choice, several=quiz.several) for choice in quiz.choices]
    share = fair_share(max(1, sum(right))) if quiz.several else 100
    for choice, is_right in zip(quiz.choices, right, strict=True):
        yield f"    - {RIGHT if is_right else WRONG}: {_scalar(choice.words)}"
        if choice.weight != (share if is_right else 0):
            yield f"      worth: {written_percent(choice.weight)}"
        if choice.feedback:
            yield from _block("feedback", choice.feedback, 6)
    if quiz.explanation:
        yield from _block("explanation", quiz.explanation, 2)


def _is_right(choice: Choice, *, several: bool) -> bool:
    """Where one alone is to be chosen, one that is half right is written as a wrong one that is worth something."""
    return choice.is_right if several else choice.weight >= 100


def _several(several: bool) -> list[str]:
    return ["  several: yes"] if several else []


def _block(name: str, words: str, indent: int) -> list[str]:
    """`name: words`, its lines under it where there are several that a block keeps as they are."""
    margin = " " * indent
    lines = words.split("\n")
    is_plain = words == words.strip() and all(_PRINTABLE.fullmatch(line) and line == line.rstrip() for line in lines)
    if len(lines) == 1 or not is_plain:
        return [f"{margin}{name}: {_scalar(words)}"]
    return [f"{margin}{name}: |-", *(f"{margin}  {line}" if line else "" for line in lines)]


def _scalar(words: str) -> str:
    """The words as they are where YAML leaves them so, else between double quotes."""
    if _BARE.fullmatch(words) and not _SPACES.search(words) and words.lower() not in _MEANT_OTHERWISE:
        return words
    return '"' + _UNSEEN.sub(lambda found: _escape(found[0]), words) + '"'


def _escape(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(sign) or f"\\U{ord(sign):08x}"

"""Moodle's GIFT, read: the questions of a file, with the line of each and of every mistake. Pure.

Written here, after what Moodle's documentation says and what its importer does. On PyPI, pygiftparser (last release in
2017) takes a question that is cut in the middle for a description, leaves `\\=` and `\\{` in questions as they are,
knows no line, and holds Markdown at 3.0; its fork (ply, generated tables) was not kept up either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.percents import read_percent
from handlers.chat.words import Say

OWN = "portevoix:"
"""Begins our own comment before a question: what Moodle's format has no place for, as JSON."""

BLANK = " \t\n\x0b"
"""The signs around a text that are no part of it, as in Moodle."""

GAP = "_____"
MARKERS = ("markdown", "html", "plain", "moodle")
DEFAULT_MARKER = "moodle"

TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")

_ESCAPED = re.compile(r"\\[~=#{}:n\\]")
_MARKER = re.compile(r"\[([a-z]+)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%([^%\n]*)%")
_CATEGORY = "$CATEGORY:"
_SURE = re.compile(r"^\s*(::|\$CATEGORY:)|(?<!\\)\{\s*([~=#]|T(RUE)?\b|F(ALSE)?\b)", re.MULTILINE)
_BRACES = {"opening": "{", "closing": "}"}
"""For phrases, in which a brace of their own would be a value's."""
_LEVEL = re.compile(r"(?<!/)/(?!/)")


@dataclass(frozen=True)
class Marked:
    """A text and how it is written: one of MARKERS."""

    text: str
    marker: str


@dataclass(frozen=True)
class Answer:
    """One answer: what it is worth in percent, what is told to who chooses it, and its line."""

    words: Marked
    weight: float
    feedback: Marked
    line: int


@dataclass(frozen=True)
class Question:
    """One question that can be asked in a chat.

    `answers` of a multiple choice, or `truth` (and what is told to who chooses "true", then "false"). `said` is our
    own comment before it, "" for none. `category` is the last level of the current one.
    """

    line: int
    title: str
    words: Marked
    answers: tuple[Answer, ...]
    several: bool
    general: Marked
    category: str
    said: str
    truth: bool | None = None
    told: tuple[Marked, Marked] | None = None


@dataclass(frozen=True)
class Left:
    """A question that makes no sense in a chat: its line, and the name of its kind."""

    line: int
    kind: str


@dataclass(frozen=True)
class _Block:
    """The lines between two blank ones, comments emptied. In `mask`, of the same length, nothing is escaped."""

    text: str
    mask: str
    line: int
    said: str

    def at(self, place: int) -> int:
        """The line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


def is_gift(text: str) -> bool:
    """Whether a `.txt` file holds questions, rather than words for a reader."""
    return bool(_SURE.search(text))


def read(text: str) -> Iterator[Question | Left]:
    """The questions of a file, in order. Raises BadFileError at the first that cannot be read."""
    category = ""
    for block in _blocks(text):
        if block.text.strip(BLANK).startswith(_CATEGORY):
            start = block.text.index(_CATEGORY) + len(_CATEGORY)
            end = block.text.find("\n", start) if "\n" in block.text[start:] else len(block.text)
            category = last_level(block.text[start:end])
            # A question that follows at once, without the blank line Moodle asks for.
            block = _Block(block.text[end:], block.mask[end:], block.at(end), block.said)
        if block.text.strip(BLANK):
            yield _question(block, category)


def last_level(category: str) -> str:
    """The last name of a category's path (`$course$/Listening/Questions`), in which `//` stands for a slash."""
    return _LEVEL.split(category.strip(BLANK))[-1].replace("//", "/").strip(BLANK)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    first, said = 0, ""
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip(BLANK)
        if bare.startswith("//"):
            comment = bare[2:].strip(BLANK)
            said = comment.removeprefix(OWN) if comment.startswith(OWN) else said
            line = ""
        elif not bare:
            if lines:
                yield _block(lines, first, said)
            lines, said = [], ""
            continue
        if not lines:
            first = number
        lines.append(line)


def _block(lines: Sequence[str], first: int, said: str) -> _Block:
    text = "\n".join(lines)
    return _Block(text, _ESCAPED.sub("\0\0", text), first, said)


def _question(block: _Block, category: str) -> Question | Left:
    start = len(block.text) - len(block.text.lstrip(BLANK))
    line = block.at(start)
    title = ""
    if block.mask.startswith("::", start):
        end = block.mask.find("::", start + 2)
        if end < 0:
            raise BadFileError(Say("capsules.bad.gift_title"), line)
        title, start = " ".join(unescaped(block.text[start + 2 : end]).split()), end + 2
    opening, closing = block.mask.find("{", start), block.mask.find("}", start)
    if opening < 0 and closing < 0:
        return Left(line, "description")
    if opening < 0 or 0 <= closing < opening:
        raise BadFileError(Say("capsules.bad.gift_not_opened", **_BRACES), block.at(closing))
    if closing < 0:
        raise BadFileError(Say("capsules.bad.gift_not_closed", **_BRACES), block.at(opening))
    again = re.search(r"[{}]", block.mask[opening + 1 : closing] + "\0" + block.mask[closing + 1 :])
    if again:
        raise BadFileError(Say("capsules.bad.gift_brace", **_BRACES), block.at(opening + 1 + again.start()))
    after = block.text[closing + 1 :]
    words = block.text[start:opening] + (GAP + after if after.strip(BLANK) else "")
    asked = _marked(words, DEFAULT_MARKER)
    if not asked.text.strip():
        raise BadFileError(Say("capsules.bad.gift_no_question"), line)
    return _answered(block, opening + 1, closing, Question(line, title, asked, (), False, asked, category, block.said))


def _answered(block: _Block, start: int, end: int, question: Question) -> Question | Left:
    """The question with what stands between its braces: from `start` to `end` in the block."""
    marker = question.words.marker
    general = block.mask.rfind("####", start, end)
    explanation = Marked("", marker)
    if general >= 0:
        explanation, end = _marked(block.text[general + 4 : end], marker), general
    kind = _kind(block.mask[start:end].strip(BLANK))
    if kind == "multiple_choice":
        several = "=" not in block.mask[start:end]
        answers = tuple(_answers(block, start, end, marker))
        return replace(question, answers=answers, several=several, general=explanation)
    if kind == "true_false":
        truth, *told = (_marked(part, marker) for part in _parts(block, start, end, 3))
        wrong, right = (told + [Marked("", marker)] * 2)[:2]
        is_true = truth.text.upper() in TRUE
        # Moodle tells the first to who is wrong and the second to who is right.
        told_to = (right, wrong) if is_true else (wrong, right)
        return replace(question, truth=is_true, told=told_to, general=explanation)
    return Left(question.line, kind)


def _kind(inside: str) -> str:
    if not inside:
        return "essay"
    if inside.startswith("#"):
        return "numerical"
    if "~" in inside:
        return "multiple_choice"
    if "=" in inside and "->" in inside:
        return "matching"
    return "true_false" if inside.split("#")[0].strip(BLANK).upper() in TRUE + FALSE else "short_answer"


def _answers(block: _Block, start: int, end: int, marker: str) -> Iterator[Answer]:
    # `~=` is an answer that is right, written with a sign too many.
    signs = list(re.compile(r"~\s*=|[~=]").finditer(block.mask, start, end))
    if block.text[start : signs[0].start()].strip(BLANK):
        raise BadFileError(Say("capsules.bad.gift_no_sign"), block.at(start))
    for sign, next_ in zip(signs, [*(one.start() for one in signs[1:]), end], strict=True):
        yield _answer(block, sign, next_, marker)


def _answer(block: _Block, sign: re.Match[str], end: int, marker: str) -> Answer:
    line, first = block.at(sign.start()), sign.end()
    weight = 100.0 if sign[0].endswith("=") else 0.0
    first += len(block.text[first:end]) - len(block.text[first:end].lstrip(BLANK))
    weighed = _WEIGHT.match(block.text, first, end)
    if weighed:
        found = read_percent(weighed[1].strip())
        if found is None:
            raise BadFileError(Say("capsules.bad.gift_weight", weight=weighed[1]), line)
        weight, first = found, weighed.end()
    words, *feedback = _parts(block, first, end, 2)
    return Answer(_marked(words, marker), weight, _marked(feedback[0] if feedback else "", marker), line)


def _parts(block: _Block, start: int, end: int, most: int) -> list[str]:
    """What stands between the `#` that are not escaped."""
    parts: list[str] = []
    while len(parts) < most - 1 and (place := block.mask.find("#", start, end)) >= 0:
        parts.append(block.text[start:place])
        start = place + 1
    return [*parts, block.text[start:end]]


def _marked(written: str, marker: str) -> Marked:
    """A text without the blanks around it, its marker and its escapes.

    One escaped newline at either end is dropped: we write it to keep the blanks that a text truly begins or ends with.
    """
    written = written.strip(BLANK)
    found = _MARKER.match(written)
    if found and found[1].lower() in MARKERS:
        marker, written = found[1].lower(), written[found.end() :].strip(BLANK)
    return Marked(unescaped(written).removeprefix("\n").removesuffix("\n"), marker)


def unescaped(written: str) -> str:
    """The text that was meant: `\\n` is a newline, any other escaped sign itself."""
    return _ESCAPED.sub(lambda found: "\n" if found[0] == "\\n" else found[0][1], written)

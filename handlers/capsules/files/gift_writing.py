"""Quizzes into Moodle's GIFT: what `gift_sources.sources_of` reads back as the same. Pure.

What the format has no place for (minutes, effort, language, key message, where the capsule comes from) stands in a
comment of ours before each question: Moodle leaves it out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from handlers.capsules import formats
from handlers.capsules.files.gift import BLANK, OWN, last_level
from handlers.capsules.files.percents import written_percent
from handlers.capsules.formats import Choice, Quiz
from handlers.capsules.sources import origin_said
from storage.capsules import Source

FIRST_LINE = "// Quizzes written by Portevoix. Exporting again writes this file again."

_RESERVED = re.compile(r"[\\~=#{}:\n]")


def gift_of(quizzes: Iterable[Source], scope: str) -> Iterator[str]:
    """The file, piece by piece; `scope` is that of their origins. Capsules of another format are passed over."""
    yield f"{FIRST_LINE}\n"
    theme = ""
    for source in quizzes:
        quiz = formats.read(source.format, source.details)
        if not isinstance(quiz, Quiz):
            continue
        category = _category(source.theme)
        if category and source.theme != theme:
            theme = source.theme
            yield f"\n$CATEGORY: {category}\n"
        yield "\n" + _question(source, quiz, scope, in_category=bool(category))


def _question(source: Source, quiz: Quiz, scope: str, *, in_category: bool) -> str:
    title = source.title if source.title == " ".join(source.title.split()) else ""
    own: dict[str, Any] = {
        "origin": origin_said(scope, source.origin),
        **({} if title else {"title": source.title}),
        **({} if in_category else {"theme": source.theme}),
        **({"key_message": source.key_message} if source.key_message else {}),
        **{name: getattr(source, name) for name in ("minutes", "effort", "language")},
    }
    lines = [f"// {OWN} {json.dumps(own, ensure_ascii=False)}"]
    lines.append(f"{f'::{_escaped(title)}::' if title else ''}[markdown]{_text(source.body, marked=False)} {{")
    lines += [f"\t{_answer(choice, several=quiz.several)}" for choice in quiz.choices]
    if quiz.explanation:
        lines.append(f"\t####{_text(quiz.explanation)}")
    return "\n".join([*lines, "}", ""])


def _answer(choice: Choice, *, several: bool) -> str:
    if not several and choice.weight >= 100:
        sign = "="
    else:
        sign = f"~%{written_percent(choice.weight)}%" if choice.weight else "~"
    return sign + _text(choice.words) + (f" #{_text(choice.feedback)}" if choice.feedback else "")


def _text(words: str, *, marked: bool = True) -> str:
    """The words, such that a reader takes no sign of them for its own, nor drops the blanks at their ends.

    `marked`: they may begin as a marker or a weight does.
    """
    written = _escaped(words)
    if words != words.strip(BLANK):
        written = f"\\n{written}\\n"
    return f"[markdown]{written}" if marked and words[:1] in ("[", "%") else written


def _escaped(words: str) -> str:
    return _RESERVED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], words)


def _category(theme: str) -> str:
    """The theme as the name of a category; "" for one that cannot be."""
    written = theme.replace("/", "//")
    return written if theme == " ".join(theme.split()) == last_level(written) else ""

"""The few lines of YAML that may open a Markdown file, read with the line of every mistake."""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import get_close_matches

import yaml

from handlers.chat.words import LANGUAGES, Say
from storage.capsules import EFFORTS, LONGEST, MOST_MINUTES

FENCE = "---"
FORMATS = ("text",)


class BadFileError(Exception):
    """Why a file cannot become a capsule, and on which line (from 1) when there is one."""

    def __init__(self, reason: Say, line: int | None = None) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class FrontMatter:
    """What a file says of itself; None for what it leaves out."""

    title: str | None = None
    theme: str | None = None
    format: str | None = None
    minutes: int | None = None
    effort: str | None = None
    language: str | None = None
    key_message: str | None = None


KEYS = tuple(field.name for field in fields(FrontMatter))


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
    node = _parsed(text)
    if node is None:
        return FrontMatter()
    if not isinstance(node, yaml.MappingNode):
        raise BadFileError(Say("capsules.bad.not_pairs"), _line(node))
    found: dict[str, str | int] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name not in KEYS:
            raise BadFileError(_unknown(name), _line(key))
        if name in found:
            raise BadFileError(Say("capsules.bad.twice", key=name), _line(key))
        if not isinstance(value, yaml.ScalarNode):
            raise BadFileError(Say("capsules.bad.value", key=name), _line(value))
        # The text as it was written: `title: no` is a title, not a "false".
        written = " ".join(value.value.split())
        if written and value.tag != "tag:yaml.org,2002:null":
            found[name] = _checked(name, written, _line(value))
    return FrontMatter(**found)  # type: ignore[arg-type]  # `_checked` gives each name its type


def _parsed(text: str) -> yaml.Node | None:
    """The nodes of the YAML, made of text only: nothing in it can build an object or run anything."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or ""
        raise BadFileError(Say("capsules.bad.yaml", problem=problem), mark.line + 2 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        raise BadFileError(Say("capsules.bad.yaml", problem=error.reason), line) from error
    except RecursionError as error:
        raise BadFileError(Say("capsules.bad.yaml", problem="nested too deep"), 1) from error


def _line(node: yaml.Node) -> int:
    """The node's line in the file: YAML counts from 0, and begins under the fence."""
    return int(node.start_mark.line) + 2


def _unknown(name: str) -> Say:
    near = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), KEYS, n=1, cutoff=0.5)
    if near:
        return Say("capsules.bad.key_near", key=name, near=near[0])
    return Say("capsules.bad.key", key=name, known=", ".join(KEYS))


def _checked(name: str, written: str, line: int) -> str | int:
    choices = {"effort": EFFORTS, "format": FORMATS, "language": LANGUAGES}.get(name)
    if choices is not None and written not in choices:
        raise BadFileError(Say("capsules.bad.choice", key=name, known=", ".join(choices)), line)
    if name == "minutes":
        if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= MOST_MINUTES):
            raise BadFileError(Say("capsules.bad.minutes", most=MOST_MINUTES), line)
        return int(written)
    if len(written) > LONGEST.get(name, len(written)):
        raise BadFileError(Say("capsules.bad.long", key=name, longest=LONGEST[name]), line)
    return written

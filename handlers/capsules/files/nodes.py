"""YAML as people write it by hand, read value by value with the line of every mistake.

Only its nodes are composed, of text: nothing in it can build an object or run anything, and `title: no` is a title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import yaml

from handlers.capsules.files.bad import BadFileError
from handlers.chat.words import Say

YES, NO = ("yes", "true", "on"), ("no", "false", "off")


def compose(text: str) -> yaml.Node | None:
    """The nodes of the lines that stand under the fence; None when they say nothing. Raises BadFileError."""
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


def line_of(node: yaml.Node) -> int:
    """The node's line in the file: YAML counts from 0, and begins under the fence."""
    return int(node.start_mark.line) + 2


def pairs(node: yaml.Node, known: Sequence[str]) -> Mapping[str, yaml.Node]:
    """The values of `key: value` lines, by key. Raises BadFileError for a key that is not known, or comes twice."""
    if not isinstance(node, yaml.MappingNode):
        raise BadFileError(Say("capsules.bad.not_pairs"), line_of(node))
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            raise BadFileError(_unknown(name, known), line_of(key))
        if name in found:
            raise BadFileError(Say("capsules.bad.twice", key=name), line_of(key))
        found[name] = value
    return found


def _unknown(name: str, known: Sequence[str]) -> Say:
    near = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), known, n=1, cutoff=0.5)
    if near:
        return Say("capsules.bad.key_near", key=name, near=near[0])
    return Say("capsules.bad.key", key=name, known=", ".join(known))


def items(node: yaml.Node) -> Sequence[yaml.Node] | None:
    """What a list holds; None for what is no list."""
    return node.value if isinstance(node, yaml.SequenceNode) else None


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written after the key."""
    return isinstance(node, yaml.ScalarNode) and node.style is None and (not node.value or node.tag.endswith(":null"))


def words(name: str, node: yaml.Node, *, one_line: bool = False) -> str:
    """The text as it was written, whatever YAML would take it for; between double quotes, to the letter."""
    if not isinstance(node, yaml.ScalarNode):
        raise BadFileError(Say("capsules.bad.value", key=name), line_of(node))
    written = str(node.value)
    if "\0" in written:  # `"\0"`: no database keeps it
        raise BadFileError(Say("capsules.bad.binary"), line_of(node))
    if is_empty(node):
        return ""
    if node.style == '"':
        return written
    return " ".join(written.split()) if one_line else written.strip()


def short(name: str, node: yaml.Node, longest: int, *, one_line: bool = False) -> str:
    """`words`, of at most `longest` characters."""
    written = words(name, node, one_line=one_line)
    if len(written) > longest:
        raise BadFileError(Say("capsules.bad.long", key=name, longest=longest), line_of(node))
    return written


def flag(name: str, node: yaml.Node) -> bool:
    """Yes or no."""
    written = words(name, node).lower()
    if written not in YES + NO:
        raise BadFileError(Say("capsules.bad.choice", key=name, known="yes, no"), line_of(node))
    return written in YES

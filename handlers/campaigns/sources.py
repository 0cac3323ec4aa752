"""A campaign's file, read with the line of every mistake. Pure.

Only the nodes of its YAML are composed: nothing in it can build an object or run anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from handlers.campaigns import rules
from handlers.chat.words import Say
from handlers.chat.written import read_hour
from storage.campaigns import LONGEST_NAME, MOST_STEPS, Named, Outline
from storage.words import fold

DEFAULT_HOUR = "09:00"
_KEYS = ("name", "hour", "steps")
_STEP_KEYS = ("capsule", "day", "hour")


class BadCampaign(Exception):
    """Why a file is no campaign, and on which line (from 1) when there is one."""

    def __init__(self, reason: Say, line: int | None = None) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class _Step:
    """A step as it is written, with its line."""

    line: int
    capsule_id: int
    days: int
    hour: str


def outline_of(text: str, origin: str, community_id: int | None, known: Sequence[Named]) -> Outline:
    """The campaign that a file's text says; `known`: the capsules it may name. Raises BadCampaign."""
    node = _compose(text)
    if node is None:
        raise BadCampaign(Say("campaigns.bad.empty"))
    said = _pairs(node, _KEYS)
    name = _words("name", said["name"]) if "name" in said else ""
    if not name or len(name) > LONGEST_NAME:
        raise BadCampaign(Say("campaigns.bad.name", longest=LONGEST_NAME), _line(said.get("name", node)))
    hour = _hour(said["hour"]) if "hour" in said else DEFAULT_HOUR
    listed = said.get("steps")
    if not isinstance(listed, yaml.SequenceNode) or not listed.value:
        raise BadCampaign(Say("campaigns.bad.no_steps"), _line(listed or node))
    if len(listed.value) > MOST_STEPS:
        raise BadCampaign(Say("campaigns.bad.many", most=MOST_STEPS), _line(listed.value[MOST_STEPS]))
    steps = [_step(one, known) for one in listed.value]
    _check(steps, hour)
    return Outline(origin, community_id, name, hour, tuple((one.capsule_id, one.days, one.hour) for one in steps))


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or ""
        raise BadCampaign(Say("campaigns.bad.yaml", problem=problem), mark.line + 1 if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadCampaign(Say("campaigns.bad.yaml", problem=error.reason), line) from error
    except RecursionError as error:
        raise BadCampaign(Say("campaigns.bad.yaml", problem="nested too deep")) from error


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _pairs(node: yaml.Node, known: Sequence[str]) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise BadCampaign(Say("campaigns.bad.not_pairs", known=", ".join(known)), _line(node))
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
            meant = near[0] if near else ", ".join(known)
            raise BadCampaign(Say("campaigns.bad.key", key=name, known=meant), _line(key))
        if name in found:
            raise BadCampaign(Say("campaigns.bad.key_twice", key=name), _line(key))
        found[name] = value
    return found


def _words(key: str, node: yaml.Node) -> str:
    """The text on one line, whatever YAML would take it for."""
    if not isinstance(node, yaml.ScalarNode) or "\0" in node.value:
        raise BadCampaign(Say("campaigns.bad.value", key=key), _line(node))
    return " ".join(str(node.value).split())


def _hour(node: yaml.Node) -> str:
    written = _words("hour", node)
    hour = read_hour(written)
    if hour is None:
        raise BadCampaign(Say("campaigns.bad.hour", words=written), _line(node))
    return hour


def _step(node: yaml.Node, known: Sequence[Named]) -> _Step:
    said = _pairs(node, _STEP_KEYS)
    for key in ("capsule", "day"):
        if key not in said:
            raise BadCampaign(Say("campaigns.bad.missing", key=key), _line(node))
    written = _words("day", said["day"])
    days = rules.read_day(written)
    if days is None:
        raise BadCampaign(Say("campaigns.bad.day", words=written), _line(said["day"]))
    hour = _hour(said["hour"]) if "hour" in said else ""
    return _Step(_line(node), _capsule(said["capsule"], known), days, hour)


def _capsule(node: yaml.Node, known: Sequence[Named]) -> int:
    """The capsule of this origin, else of this title. Raises BadCampaign, with the nearest title."""
    words = _words("capsule", node)
    found = [one.id for one in known if one.origin == words] or [
        one.id for one in known if fold(one.title) == fold(words)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        origins = ", ".join(one.origin for one in known if one.id in found)
        raise BadCampaign(Say("campaigns.bad.several", title=words, origins=origins), _line(node))
    near = rules.nearest(words, known)
    if near is None:
        raise BadCampaign(Say("campaigns.bad.unknown", title=words), _line(node))
    raise BadCampaign(Say("campaigns.bad.unknown_near", title=words, near=near), _line(node))


def _check(steps: Sequence[_Step], hour: str) -> None:
    """Raises BadCampaign for a capsule that comes twice, two steps at one moment, or a step before the previous one."""
    lines: dict[int, int] = {}
    last: tuple[int, str, int] | None = None
    for step in steps:
        if step.capsule_id in lines:
            raise BadCampaign(Say("campaigns.bad.capsule_twice", line=lines[step.capsule_id]), step.line)
        lines[step.capsule_id] = step.line
        slot = step.days, step.hour or hour
        if last is not None and slot == last[:2]:
            raise BadCampaign(Say("campaigns.bad.same_slot", line=last[2]), step.line)
        if last is not None and slot < last[:2]:
            raise BadCampaign(Say("campaigns.bad.order", line=last[2]), step.line)
        last = *slot, step.line

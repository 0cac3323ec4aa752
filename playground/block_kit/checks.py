"""The small language in which the shapes of blocks are written down.

A check looks at one value and writes what is wrong, with the place as a JSON pointer, in the words Slack uses:
`must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Findings:
    """What is wrong so far, and the ids met so far (they must not repeat inside one surface)."""

    surface: str
    messages: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)

    def add(self, what: str, where: str) -> None:
        """Note a mistake at a place."""
        self.messages.append(f"{what} [json-pointer:{where}]")


Check = Callable[[Any, str, Findings], None]


def string(most: int | None = None, least: int = 0) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, where: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.add("must be a string", where)
        elif len(value) < least:
            found.add(f"must be more than {least - 1} characters", where)
        elif most is not None and len(value) > most:
            found.add(f"must be less than {most + 1} characters", where)

    return check


def url(most: int) -> Check:
    """An http(s) or mailto address of at most `most` characters."""
    length = string(most, least=1)

    def check(value: Any, where: str, found: Findings) -> None:
        length(value, where, found)
        if isinstance(value, str) and value and ":" not in value:
            found.add("must be a valid URL", where)

    return check


def boolean(value: Any, where: str, found: Findings) -> None:
    """true or false, not 1 or "true"."""
    if not isinstance(value, bool):
        found.add("must be a boolean", where)


def number(least: float | None = None, most: float | None = None) -> Check:
    """A number from `least` to `most`."""

    def check(value: Any, where: str, found: Findings) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            found.add("must be a number", where)
        elif least is not None and value < least:
            found.add(f"must be greater than or equal to {least}", where)
        elif most is not None and value > most:
            found.add(f"must be less than or equal to {most}", where)

    return check


def choice(allowed: Iterable[Any]) -> Check:
    """One of a few values."""
    values = tuple(allowed)

    def check(value: Any, where: str, found: Findings) -> None:
        if value not in values:
            found.add(f"must be a valid enum value: {', '.join(map(str, values))}", where)

    return check


def anything(value: Any, where: str, found: Findings) -> None:
    """Accepted as it is: Slack does not say what it must look like."""


def items(each: Check, most: int | None = None, least: int = 1) -> Check:
    """A list of `least` to `most` values, each of which passes `each`."""

    def check(value: Any, where: str, found: Findings) -> None:
        if not isinstance(value, list):
            found.add("must be an array", where)
            return
        if len(value) < least:
            found.add(f"no less than {least} items allowed", where)
        if most is not None and len(value) > most:
            found.add(f"no more than {most} items allowed", where)
        for index, item in enumerate(value):
            each(item, f"{where}/{index}", found)

    return check


@dataclass(frozen=True)
class Shape:
    """The fields an object may have, those it must have, and rules that look at several fields at once."""

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()
    rule: Check | None = None

    def __call__(self, value: Any, where: str, found: Findings) -> None:
        """Look at one object."""
        if not isinstance(value, dict):
            found.add("must be an object", where)
            return
        for name in self.required:
            if value.get(name) is None:
                found.add(f"missing required field: {name}", where)
        for name, held in value.items():
            if name in self.fields:
                self.fields[name](held, f"{where}/{name}", found)
            elif name != "type":
                found.add(f"invalid additional property: {name}", where)
        if self.rule is not None:
            self.rule(value, where, found)


def listed(value: Any) -> list[Any]:
    """The value when it is a list, nothing otherwise: a wrong type is said once, by the check of the field itself."""
    return value if isinstance(value, list) else []


def kind_of(value: Any) -> str | None:
    """The `type` of an object, or None when there is none to speak of."""
    kind = value.get("type") if isinstance(value, dict) else None
    return None if kind is None else str(kind)


def by_type(shapes: Mapping[str, Check], allowed: Iterable[str] | None = None) -> Check:
    """An object whose `type` says which shape it must have; `allowed` narrows the types accepted here."""
    names = frozenset(shapes if allowed is None else allowed)

    def check(value: Any, where: str, found: Findings) -> None:
        kind = kind_of(value)
        if kind is None:
            found.add("missing required field: type", where)
        elif kind not in names or kind not in shapes:
            found.add(f"unsupported type: {kind}", f"{where}/type")
        else:
            shapes[kind](value, where, found)

    return check


def one_of(*names: str) -> Check:
    """Exactly one of these fields is there."""

    def check(value: Any, where: str, found: Findings) -> None:
        there = [name for name in names if value.get(name) is not None]
        if not there:
            found.add(f"must define either {' or '.join(f'`{name}`' for name in names)}", where)
        elif len(there) > 1:
            found.add(f"must define only one of {' or '.join(f'`{name}`' for name in there)}", where)

    return check


def all_of(*rules: Check) -> Check:
    """Every rule holds."""

    def check(value: Any, where: str, found: Findings) -> None:
        for rule in rules:
            rule(value, where, found)

    return check

"""Routes: what a button, a command or a form leads to, named so that it survives restarts and fits everywhere."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints
from urllib.parse import quote, unquote

from handlers.chat.replies import Reply

LONGEST_LINK = 100
"""Characters a link may take: Discord's limit for a `custom_id`, the shortest of all platforms."""

LARGEST_NUMBER = 2**31 - 1
"""What an id's column can hold on every database."""

Atom = int | str

Concern = Callable[..., Awaitable[bool]]
"""`(ask, db, workspace, *values)`: whether an ask is about something of ours. It reads, and changes nothing."""


class BadLink(ValueError):
    """A link that leads nowhere: forged, or written by a version that no longer exists."""


@dataclass(frozen=True)
class Link:
    """A route's name and the values it needs: all that a button remembers."""

    route: str
    values: tuple[Atom, ...] = ()

    def __str__(self) -> str:
        """`feedback.rate:42:4`. Raises BadLink when it would not fit in a button."""
        text = ":".join([self.route, *(quote(str(value), safe=" ") for value in self.values)])
        if len(text) > LONGEST_LINK:
            raise BadLink(f"{text!r} takes {len(text)} characters, a button holds {LONGEST_LINK}")
        return text


def fits(link: Link) -> bool:
    """Whether a button can hold this link."""
    try:
        return bool(str(link))
    except BadLink:
        return False


def to(name: str, /, *values: Atom) -> Link:
    """A link to the route (or message) called `name`."""
    return Link(name, values)


def read_link(text: str) -> Link:
    """The link written by `str(link)`; its values stay text until a route gives them their types."""
    name, *values = text.split(":")
    return Link(name, tuple(unquote(value) for value in values))


class Role(StrEnum):
    """Who may take a route. The action still checks *which* community, through `Desk.community`, or which session.

    TRAINER: whoever leads a session, or animates a community. TEAM: whoever animates a community or follows it as a
    manager.
    """

    ANYONE = "anyone"
    TRAINER = "trainer"
    TEAM = "team"
    ANIMATOR = "animator"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True)
class Route:
    """One thing a person can do, and what a platform must know before answering it (see `Registry.route`)."""

    name: str
    action: Callable[..., Awaitable[Reply]]
    who: Role
    opens_form: bool
    command: str | None
    shortcut: str | None
    only_if: Concern | None
    nameless: bool
    suggests: str | None
    takes: Mapping[str, type]
    optional: int

    def values_from(self, link: Link) -> dict[str, Atom]:
        """The link's values with the types the action declares. Raises BadLink when they do not fit."""
        return typed_values(self.takes, self.optional, link)


@dataclass(frozen=True)
class Message:
    """One message the bot may owe somebody: drawn when it is sent, and again whenever what it shows has changed."""

    name: str
    draw: Callable[..., Awaitable[Any]]
    takes: Mapping[str, type]
    optional: int

    def values_from(self, link: Link) -> dict[str, Atom]:
        """As `Route.values_from`."""
        return typed_values(self.takes, self.optional, link)


def typed_values(takes: Mapping[str, type], optional: int, link: Link) -> dict[str, Atom]:
    """`link`'s values by parameter name, converted; the last `optional` ones may be missing. Raises BadLink."""
    if not len(takes) - optional <= len(link.values) <= len(takes):
        raise BadLink(f"{link.route} takes {len(takes)} values, not {len(link.values)}")
    values: dict[str, Atom] = {}
    for (name, kind), value in zip(takes.items(), link.values, strict=False):
        try:
            values[name] = kind(value)
        except ValueError as error:
            raise BadLink(f"{link.route}: {name} is not a {kind.__name__}") from error
        if kind is int and abs(int(value)) > LARGEST_NUMBER:
            raise BadLink(f"{link.route}: {name} is larger than any id")
    return values


class Registry:
    """The routes and messages of every feature, by name."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.messages: dict[str, Message] = {}

    def route(
        self,
        name: str,
        *,
        who: Role,
        opens_form: bool = False,
        command: str | None = None,
        shortcut: str | None = None,
        only_if: Concern | None = None,
        nameless: bool = False,
        suggests: str | None = None,
    ) -> Callable[[Callable[..., Awaitable[Reply]]], Callable[..., Awaitable[Reply]]]:
        """Declares an action `(ask, desk, *values) -> Reply`.

        `opens_form`: it answers with a form, so a platform must not acknowledge before. `command`: the words that lead
        here after `/learn`; what follows them is the action's first value. `shortcut`: it is in the menu of every
        message, called `<feature>.shortcut.<this word>` and explained by `<feature>.shortcut.<this word>_what`; the
        message is `Ask.quoted`, and the action takes no value. `only_if`, for what platforms tell of
        everything that happens: asked first, and where it says no, nothing is written and nobody is looked up.
        `nameless`: it does not matter who did it, so the asker is not noted and `Desk.member` is nobody.
        `suggests`: the route that answers with `Suggest` to what is being typed after the command.
        """

        def declare(action: Callable[..., Awaitable[Reply]]) -> Callable[..., Awaitable[Reply]]:
            takes, optional = parameters(action, skip=2)
            self._claim(name, self.routes)
            self.routes[name] = Route(
                name, action, who, opens_form, command, shortcut, only_if, nameless, suggests, takes, optional
            )
            return action

        return declare

    def message(self, name: str) -> Callable[[Callable[..., Awaitable[Any]]], Callable[..., Awaitable[Any]]]:
        """Declares a drawing `(db, *values) -> Card | None` of a message of the outbox; None: nothing left to say."""

        def declare(draw: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
            takes, optional = parameters(draw, skip=1)
            self._claim(name, self.messages)
            self.messages[name] = Message(name, draw, takes, optional)
            return draw

        return declare

    def commands(self) -> Iterator[Route]:
        """Routes that can be typed, in the order of their words."""
        return iter(sorted((r for r in self.routes.values() if r.command), key=lambda r: r.command or ""))

    def shortcuts(self) -> Iterator[tuple[Route, str]]:
        """Routes that can be used on a message, each with the key of its name, in the order of these."""
        named = ((r, f"{r.name.split('.')[0]}.shortcut.{r.shortcut}") for r in self.routes.values() if r.shortcut)
        return iter(sorted(named, key=lambda pair: pair[1]))

    def _claim(self, name: str, taken: Mapping[str, object]) -> None:
        if name in taken:
            raise ValueError(f"{name} is declared twice")


def parameters(function: Callable[..., object], *, skip: int) -> tuple[dict[str, type], int]:
    """The values a function takes after its first `skip` parameters, and how many of them have a default."""
    hints = get_type_hints(function)
    declared = list(inspect.signature(function).parameters.values())[skip:]
    optional = sum(parameter.default is not inspect.Parameter.empty for parameter in declared)
    return {parameter.name: hints[parameter.name] for parameter in declared}, optional


registry = Registry()
"""Filled by importing the features listed in `handlers.FEATURES`."""

route = registry.route
message = registry.message

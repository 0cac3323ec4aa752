"""What people see of help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Card, Heading, Note, Part, Text, card
from handlers.chat.routes import Role
from handlers.chat.words import Say


@dataclass(frozen=True)
class Command:
    """A command somebody may type: its words, the feature whose texts describe it, and for whom it is."""

    words: str
    feature: str
    who: Role


def help_card(allowed: Sequence[Command], written: str, nearest: str | None, community: str | None) -> Card:
    """What may be typed, grouped by role; first the nearest command when `written` is none."""
    parts: list[Part] = []
    if written and nearest:
        parts.append(Text(Say("help.nearest", written=written, nearest=nearest)))
    elif written:
        parts.append(Text(Say("help.unknown", written=written)))
    parts.append(Heading(Say("help.title")))
    parts.append(Text(Say("help.here", name=community) if community else Say("help.everywhere")))
    for role in Role:
        mine = [command for command in allowed if command.who is role]
        if mine:
            parts.append(Note(Say(f"help.role.{role.value}")))
            parts.extend(Text(described(command)) for command in mine)
    return card(Say("help.title"), *parts)


def described(command: Command) -> Say:
    """`/learn capsule list: see what comes next`."""
    what = Say(f"{command.feature}.command.{command.words.replace(' ', '_')}")
    return Say("help.line", words=command.words, what=what)


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    commands = [
        Command("help", "help", Role.ANYONE),
        Command("community list", "communities", Role.ANYONE),
        Command("community settings", "communities", Role.ANIMATOR),
        Command("community new", "communities", Role.ADMIN),
    ]
    return {
        "help": help_card(commands, "", None, "Giving feedback"),
        "nearest word": help_card(commands, "comunity lst", "community list", None),
        "unknown word": help_card(commands[:1], "xyzzy", None, None),
    }

"""What people see of help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Button, Buttons, Card, Heading, Part, Text, card
from handlers.chat.routes import Role, to
from handlers.chat.words import Say
from handlers.help import rules


@dataclass(frozen=True)
class Command:
    """A command somebody may type: its words, the feature whose texts describe it, and for whom it is."""

    words: str
    feature: str
    who: Role


def help_card(allowed: Sequence[Command], written: str, nearest: str | None, community: str | None) -> Card:
    """What everybody may type, and the way to the rest; first the nearest command when `written` is none."""
    parts: list[Part] = []
    if written and nearest:
        parts.append(Text(Say("help.nearest", written=written, nearest=nearest)))
    elif written:
        parts.append(Text(Say("help.unknown", written=written)))
    parts.append(Heading(Say("help.title")))
    parts.append(Text(Say("help.here", name=community) if community else Say("help.everywhere")))
    parts += _by_topic([command for command in allowed if command.who is Role.ANYONE])
    if any(command.who is not Role.ANYONE for command in allowed):
        parts.append(Buttons(Button(Say("help.button.roles"), to("help.roles"))))
    return card(Say("help.title"), *parts)


def roles_card(allowed: Sequence[Command]) -> Card:
    """What the asker may type besides, as an animator, a manager, a trainer or an administrator."""
    title = Say("help.roles")
    theirs = [command for command in allowed if command.who is not Role.ANYONE]
    back = Buttons(Button(Say("help.button.everybody"), to("help.everybody")))
    return card(title, Heading(title), *_by_topic(theirs), back)


def about(allowed: Sequence[Command], word: str) -> Card:
    """The commands that begin with a word: `session`."""
    title = Say("help.about", word=word)
    found = [command for command in allowed if rules.first_word(command.words) == word]
    back = Buttons(Button(Say("help.button.everything"), to("help.everybody")))
    return card(title, Heading(title), _lines(found), back)


def _by_topic(commands: Sequence[Command]) -> list[Part]:
    parts: list[Part] = []
    for topic in rules.TOPICS:
        found = [command for command in commands if rules.topic(command.words) == topic]
        if found:
            parts += [Heading(Say(f"help.topic.{topic}")), _lines(found)]
    return parts


def _lines(commands: Sequence[Command]) -> Text:
    """One command a line, in one paragraph: a paragraph each makes a page of a screen."""
    lines, *rest = [described(command) for command in commands]
    for line in rest:
        lines = Say("help.lines", first=lines, rest=line)
    return Text(lines)


def described(command: Command) -> Say:
    """`/learn capsule list: see what comes next`."""
    what = Say(f"{command.feature}.command.{command.words.replace(' ', '_')}")
    return Say("help.line", words=command.words, what=what)


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    commands = [
        Command("find", "search", Role.ANYONE),
        Command("session list", "sessions", Role.ANYONE),
        Command("session rate", "feedback", Role.ANYONE),
        Command("complaint", "followups", Role.ANYONE),
        Command("me", "privacy", Role.ANYONE),
        Command("help", "help", Role.ANYONE),
        Command("community list", "communities", Role.ANYONE),
        Command("capsule new", "capsules", Role.ANIMATOR),
        Command("session results", "results", Role.TEAM),
        Command("community settings", "communities", Role.ANIMATOR),
        Command("community new", "communities", Role.ADMIN),
    ]
    return {
        "help": help_card(commands, "", None, "Giving feedback"),
        "roles": roles_card(commands),
        "about a word": about(commands, "session"),
        "nearest word": help_card(commands[:7], "comunity lst", "community list", None),
        "unknown word": help_card(commands[:2], "xyzzy", None, None),
    }

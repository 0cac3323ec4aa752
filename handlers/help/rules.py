"""Decisions about help, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

NEAR_ENOUGH = 0.6
"""Below, a short word is near to anything: "aide" was taken for "find"."""

ASKS_FOR_HELP = {"help", "aide", "?"}
"""What people type for help before they know any command, in each language."""

TOPICS = {
    "learning": ("find", "receive", "calendar", "repetition", "capsule", "campaign"),
    "sessions": ("session", "reviews"),
    "voice": ("improvements", "complaint", "followups", "propose", "proposals", "testimonials", "wall", "win"),
    "you": ("me", "path", "help"),
    "community": ("community", "digest", "handbook", "deliveries"),
}
"""What commands are about, by their first word, in the order in which people read it."""


def first_word(command: str) -> str:
    """`session` for `session list`."""
    return command.split()[0]


def topic(command: str) -> str:
    """What a command is about; an unknown one is about the community."""
    word = first_word(command)
    return next((topic for topic, words in TOPICS.items() if word in words), "community")


def asks_for_help(written: str) -> bool:
    """Whether these words ask for help rather than name a command."""
    return written.casefold().strip() in ASKS_FOR_HELP


def nearest(written: str, commands: Sequence[str]) -> str | None:
    """The command somebody probably meant, or None when nothing is near."""
    wanted = " ".join(written.casefold().split()[:2])
    starting = [command for command in commands if wanted and command.startswith(wanted)]
    close = starting or get_close_matches(wanted, commands, n=1, cutoff=NEAR_ENOUGH)
    return close[0] if close else None

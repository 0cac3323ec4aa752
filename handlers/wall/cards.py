"""What people see of the public page in chat."""

from __future__ import annotations

from handlers.chat.cards import Card, Elsewhere, Note, Prose, Text, card
from handlers.chat.words import Say

FRAME = '```html\n<iframe src="{}/embed" title="Portevoix" width="100%" height="480" loading="lazy"></iframe>\n```'
"""No script: a frame shows what the page says at that moment."""


def address(n: int, where: str, *, animates: bool) -> Card:
    """Where the page is; for animators, how to show it elsewhere."""
    said = Say("wall.address", n=n) if n else Say("wall.nothing_yet")
    return card(
        said,
        Text(said),
        Elsewhere(Say("wall.open"), where) if n else None,
        Note(Say("wall.embed")) if n and animates else None,
        Prose(FRAME.format(where)) if n and animates else None,
    )


def off(*, animates: bool) -> Card:
    """There is none; animators are told how there may be one."""
    said = Say("wall.off")
    return card(said, Text(said), Note(Say("wall.off_animator")) if animates else None)


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    where = "https://voices.example.org/wall/slack-T012345"
    return {
        "on, for an animator": address(12, where, animates=True),
        "on, for a learner": address(1, where, animates=False),
        "nothing yet": address(0, where, animates=True),
        "off, for an animator": off(animates=True),
        "off, for a learner": off(animates=False),
    }

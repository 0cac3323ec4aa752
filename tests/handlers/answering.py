"""Capsules that people answer with buttons, posted; and the buttons of what they are shown."""

from __future__ import annotations

from handlers.chat.cards import Buttons, Card, Text
from handlers.chat.replies import Reply
from handlers.chat.routes import Link
from handlers.chat.words import Say
from storage import capsules
from storage.capsules import Source
from storage.formats import Details, version, written
from tests.handlers.capsules.stage import Shown, Stage


async def keep(stage: Stage, format_: str, details: Details, title: str = "Fact or judgement?") -> int:
    """Keeps a capsule of this format, or changes the one with this title."""
    kept = written(details)
    words = (title, "Facts", format_, "Which is a fact?", "", 1, "easy", "en")
    source = Source(f"test/{title}", None, *words, version([kept]), kept)
    async with stage.database.transaction() as db:
        return (await capsules.keep(db, [source], stage.clock.now()))[source.origin][0]


async def posted(stage: Stage, format_: str, details: Details, title: str = "Fact or judgement?") -> Shown:
    """One posted now in the community."""
    await stage.ask("schedules.post_now", stage.community_id, await keep(stage, format_, details, title))
    return (await stage.deliver())[-1]


def phrases(card: Card, key: str) -> list[Say]:
    """The phrases of a card's texts that have this key, in order."""
    lines = [part.words for part in card.parts if isinstance(part, Text)]
    return [line for line in lines if isinstance(line, Say) and line.key == key]


def buttons(card: Card) -> dict[str, Link]:
    """Where each button leads, by its letter or the key of its words."""
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    return {_name(button.label): button.to for row in rows for button in row}


def _name(label: Say | str) -> str:
    """`A` for `A`, `A. words`, `☑ A`, `Take back A`; else the key of the phrase."""
    if isinstance(label, str):
        return label
    value = label.values.get("letter", label.values.get("choice"))
    return str(value) if value is not None else label.key


async def press(stage: Stage, link: Link, who: str, **more: object) -> Reply | None:
    """Somebody presses a button that leads there."""
    return await stage.ask(link.route, *link.values, who=who, **more)


def changed(link: Link, place: int, value: int | str) -> Link:
    """The link with another value: forged, or of another time."""
    return Link(link.route, (*link.values[:place], value, *link.values[place + 1 :]))

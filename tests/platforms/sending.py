"""Posting a card as the outbox does, and reading what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.platforms import Target
from handlers.chat.cards import Card
from tests.platforms.bench import Bench, Seen

LONG = Path(__file__).with_name("long_capsule.md").read_text("utf-8")
WORD = re.compile(r"[^\W_]+")


async def post(bench: Bench, what: Card, language: str = "en", *, key: str = "k1", channel: str = "") -> Sequence[Seen]:
    """Sends a card as the outbox does: the message, then the rest in its thread. What everybody sees of it."""
    place = channel or bench.channel
    first, *rest = bench.platform.draw(what, language)
    posted = await bench.platform.send(Target(bench.workspace, place), first, key)
    for number, drawn in enumerate(rest):
        target = Target(bench.workspace, place, thread=posted.message)
        await bench.platform.send(target, drawn, f"{key}-{number}")
    await bench.settle()
    message = next(seen for seen in bench.seen(place) if seen.id == posted.message)
    return [message, *bench.thread(message)]


def in_order(words: str, text: str) -> bool:
    """Whether all these words are in the text, one after the other; signs are the platform's business."""
    found = iter(WORD.findall(text))
    return all(word in found for word in WORD.findall(words))


def unknown(external_id: str) -> str:
    """An id of the same form that nobody has."""
    return external_id[:-3] + "999"

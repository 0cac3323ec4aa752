"""Reading what people write: tone, language and reservations. The only room that knows TextBlob."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from handlers.sentiment.clean import cleaned
from handlers.sentiment.languages import language_of
from handlers.sentiment.rules import Reading, tone_of
from handlers.sentiment.weighing import weigh


def get_ready() -> None:
    """Imports TextBlob (half a second), so that nobody's words wait for it. Threads may call it at any time."""
    import_module("handlers.sentiment.polarity")


def read(words: str, language: str | None, likely: Sequence[str] = ("fr", "en")) -> Reading:
    """What these words say. `language` is their author's, believed when they are short; `likely` what they may be in.

    Processor work of about a millisecond; the first call takes half a second to import TextBlob. Threads may call it.
    """
    from handlers.sentiment.polarity import polarity  # noqa: PLC0415 - a bot that reads no verbatim does not pay for it

    text = cleaned(words)
    found = language_of(text, language, likely)
    weight = weigh(text, found, polarity)
    return Reading(tone_of(weight.score, found), round(weight.score, 3), found, weight.cues, weight.praises)

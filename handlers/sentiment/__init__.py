"""Reading what people write: tone, language and reservations. The only room that knows TextBlob."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from handlers.sentiment.clean import cleaned
from handlers.sentiment.languages import language_of
from handlers.sentiment.learned import Weights, learned_tone
from handlers.sentiment.rules import Reading, tone_of
from handlers.sentiment.weighing import weigh

_OWN: list[Weights] = []
"""The operator's weights, if the configuration names some: one file for the whole process, read when it starts."""


def use(own: Weights | None) -> None:
    """From now on words are read with these weights too; None: by the rules alone."""
    _OWN[:] = [] if own is None else [own]


def in_use() -> Weights | None:
    """The operator's weights, if any."""
    return _OWN[0] if _OWN else None


def get_ready() -> None:
    """Imports TextBlob (half a second), so that nobody's words wait for it. Threads may call it at any time."""
    import_module("handlers.sentiment.polarity")


def read(words: str, language: str | None, likely: Sequence[str] = ("fr", "en")) -> Reading:
    """What these words say. `language` is their author's, believed when they are short; `likely` what they may be in.

    Processor work of about a millisecond; the first call takes half a second to import TextBlob. Threads may call it.
    """
    text = cleaned(words)
    reading = by_rules(text, language, likely)
    own = in_use()
    if own is None or reading.language not in own.languages:
        return reading
    return replace(reading, tone=learned_tone(own.languages[reading.language], text, reading))


def by_rules(text: str, language: str | None, likely: Sequence[str]) -> Reading:
    """What the rules alone read in a cleaned text."""
    from handlers.sentiment.polarity import polarity  # noqa: PLC0415 - a bot that reads no verbatim does not pay for it

    found = language_of(text, language, likely)
    weight = weigh(text, found, polarity)
    return Reading(tone_of(weight.score, found), round(weight.score, 3), found, weight.cues, weight.praises)

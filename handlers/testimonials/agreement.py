"""What an author agrees to, word for word: what their card showed, as it is kept with their consent."""

from __future__ import annotations

import tomllib
from pathlib import Path

from handlers.testimonials.rules import Terms

_PHRASES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))


def by_button(language: str, *, community: str, shown_as: str, name: str, first_name: str) -> str:
    """The sentence above the buttons, then the button that was pressed and the signature it promised."""
    sentence = _PHRASES["ask.agreement"][language].format(community=community)
    button = _PHRASES[f"ask.button.{shown_as}"][language]
    return f"{sentence}\n{button} – {_signature(language, shown_as, name, first_name)}"


def by_choice(language: str, terms: Terms, *, community: str, name: str, first_name: str) -> str:
    """The sentence of the card on which they chose."""
    where = _PHRASES[f"where.{terms.place}"][language].format(community=community)
    signed = _signature(language, terms.shown_as, name, first_name)
    return _PHRASES["agreement"][language].format(where=where, months=terms.months, signed=signed)


def to_words(language: str) -> str:
    """The sentence under the words that an animator proposed in the place of theirs."""
    return _PHRASES["suggestion.agreement"][language]


def days(language: str, chosen: str) -> str:
    """The days of the slots as they can be typed again: `Tuesday, Thursday`."""
    if not chosen:
        return _PHRASES["form.no_day"][language]
    return ", ".join(_PHRASES[f"day.{day}"][language] for day in chosen)


def _signature(language: str, shown_as: str, name: str, first_name: str) -> str:
    return {"full_name": name, "first_name": first_name}.get(shown_as, _PHRASES["signed.anonymous"][language])

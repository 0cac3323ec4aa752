"""What an author agrees to, word for word: what they read beside the button or in the form, kept with their consent."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PHRASES = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))


def by_button(language: str, *, community: str, way: str, name: str) -> str:
    """The sentence above the buttons, then the button that was pressed and the signature it promised."""
    sentence = _PHRASES["ask.agreement"][language].format(community=community)
    return f"{sentence}\n{_PHRASES[f'ask.{way}'][language]}{_signature(way, name)}"


def by_form(language: str, *, community: str, way: str, name: str) -> str:
    """The sentence under the words of the form, the community it was sent to, and the signature that was chosen."""
    sentence = _PHRASES["form.words_hint"][language]
    return f"{sentence}\n{community}\n{_PHRASES[f'form.{way}'][language]}{_signature(way, name)}"


def _signature(way: str, name: str) -> str:
    return f" – {name}" if way == "named" else ""

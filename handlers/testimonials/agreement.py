"""What an author agrees to, word for word: what their card showed, as it is kept with their consent."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PHRASES = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))


def written(language: str, *, community: str, shown_as: str, name: str, first_name: str) -> str:
    """The sentence above the buttons, then the button that was pressed and the signature it promised."""
    sentence = _PHRASES["ask.agreement"][language].format(community=community)
    button = _PHRASES[f"ask.button.{shown_as}"][language]
    signature = {"full_name": name, "first_name": first_name}.get(shown_as, _PHRASES["signed.anonymous"][language])
    return f"{sentence}\n{button} – {signature}"

"""What somebody agrees to about themselves, word for word: what the form asked, as it is kept with their consent."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PHRASES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))


def to_be_thanked(language: str) -> str:
    """The question of the form, and the answer that was chosen."""
    return f"{_PHRASES['recognition.question'][language]}\n{_PHRASES['recognition.yes'][language]}"

"""The words of a handbook that nobody shared: its title, its parts, its thanks. In the community's language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_PHRASES: dict[str, dict[str, Any]] = {
    f"handbook.{key}": forms
    for key, forms in tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8")).items()
}


def said(language: str, key: str, n: int | None = None) -> str:
    """The phrase `handbook.book.<key>`, with `n` in its singular or plural (French counts 0 and 1 alike)."""
    found = _PHRASES[f"handbook.book.{key}"][language]
    if n is None:
        return str(found)
    one = n in (0, 1) if language == "fr" else n == 1
    return str(found["one" if one else "other"]).format(n=n)

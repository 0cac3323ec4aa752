"""What the author of a win agrees to, word for word: what the form showed, as it is kept with their consent."""

from __future__ import annotations

import tomllib
from pathlib import Path

from handlers.pride.rules import FIRST_NAME, FULL_NAME
from storage.people import Member

_PHRASES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))

STARTS = tuple(_PHRASES["form.start"].values())
"""How the words of the form begin, in each language."""


def to_be_ambassador(language: str) -> str:
    """The sentence under the role, when it is taken or renewed."""
    return _PHRASES["role.agreement"][language]


def by_form(language: str, *, community: str, shown_as: str, member: Member) -> str:
    """The sentence under the words, where they were sent, and the signature that was chosen."""
    unsigned = _PHRASES["signed.anonymous"][language]
    signed = {FULL_NAME: member.name, FIRST_NAME: member.first_name}.get(shown_as, unsigned)
    way = _PHRASES[f"form.{shown_as}"][language]
    return f"{_PHRASES['form.words_hint'][language]}\n{community}\n{way} – {signed}"

"""What is understood of words that are no command."""

from __future__ import annotations

import pytest

from handlers import load
from handlers.chat.routes import registry
from handlers.help import rules

load()
COMMANDS = [found.command for found in registry.commands() if found.command]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("capsul lst", "capsule list"),
        ("propos", "proposals"),
        ("sesion list", "session list"),
        ("calendrier", "calendar"),
        ("capsule schedul tomorrow", "capsule schedule"),
        ("quoi", None),
        ("aide", None),
    ],
)
def test_the_nearest_command_is_told_and_none_that_is_far(written: str, meant: str | None) -> None:
    assert rules.nearest(written, COMMANDS) == meant


@pytest.mark.parametrize("written", ["help", "Aide", " aide ", "?"])
def test_help_is_asked_for_in_both_languages(written: str) -> None:
    assert rules.asks_for_help(written)
    assert not rules.asks_for_help(f"{written} x")

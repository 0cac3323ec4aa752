"""A campaign's file: what it says, and the line of what is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.campaigns import rules
from handlers.campaigns.sources import BadCampaign, outline_of
from storage.campaigns import Named

KNOWN = [
    Named(1, "f/a.md", "Ask first"),
    Named(2, "f/b.md", "Écoute"),
    Named(3, "f/c.md", "Same"),
    Named(4, "g", "Same"),
]
GOOD = """name: Two steps
hour: 8h30
steps:
  - {capsule: ecoute, day: J-7}
  - capsule: f/a.md
    day: D+1
    hour: "14:00"
"""


def test_capsules_are_named_by_their_title_or_their_file() -> None:
    found = outline_of(GOOD, "x", None, KNOWN)
    assert (found.name, found.hour, found.steps) == ("Two steps", "08:30", ((2, -7, ""), (1, 1, "14:00")))


def step(capsule: str, day: str, more: str = "") -> str:
    return f"  - capsule: {capsule}\n    day: {day}\n{more}"


HEAD = "name: N\nsteps:\n"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "empty", None),
        ("name: [", "yaml", 1),
        ("- a", "not_pairs", 1),
        ("nam: x\nsteps: []", "key", 1),
        ("name: a\nname: b", "key_twice", 2),
        ("name: ''\nsteps: []", "name", 1),
        ("name: " + "x" * 101 + "\nsteps: []", "name", 1),
        ("name: x", "no_steps", 1),
        ("name: x\nsteps: none", "no_steps", 2),
        ("name: x\nhour: noon\nsteps: []", "hour", 2),
        (HEAD + "  - Ask first", "not_pairs", 3),
        (HEAD + "  - day: D+1", "missing", 3),
        (HEAD + step("Ask first", "tomorrow"), "day", 4),
        (HEAD + step("Ask first", "D+366"), "day", 4),
        (HEAD + step("Ask first", "D+1", "    hour: 25h\n"), "hour", 5),
        (HEAD + step("Ask frist", "D+1"), "unknown_near", 3),
        (HEAD + step("zzzzzz", "D+1"), "unknown", 3),
        (HEAD + step("same", "D+1"), "several", 3),
        (HEAD + step("[a]", "D+1"), "value", 3),
        (HEAD + step("Ask first", "D+1") + step("f/a.md", "D+2"), "capsule_twice", 5),
        (HEAD + step("Ask first", "D+1") + step("Écoute", "D+1"), "same_slot", 5),
        (HEAD + step("Ask first", "D+1") + step("Écoute", "D+0"), "order", 5),
        (HEAD + step("Ask first", "D+1") * 21, "many", 43),
    ],
)
def test_a_mistake_has_its_line(text: str, key: str, line: int | None) -> None:
    with pytest.raises(BadCampaign) as bad:
        outline_of(text, "x", None, KNOWN)
    assert (bad.value.reason.key, bad.value.line) == (f"campaigns.bad.{key}", line)


def test_the_nearest_title_is_told() -> None:
    with pytest.raises(BadCampaign) as bad:
        outline_of(HEAD + step("Ask frist", "D+1"), "x", None, KNOWN)
    assert bad.value.reason.values == {"title": "Ask frist", "near": "Ask first"}


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused_kindly(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + step(text, text)):
        with suppress(BadCampaign):
            assert outline_of(whole, "x", None, KNOWN).steps


@given(st.integers(-365, 365))
def test_days_are_read_in_both_languages(days: int) -> None:
    for letter in ("D", "J", "d", "j ", ""):
        assert rules.read_day(f"{letter}{days:+}") == days
    assert rules.read_day("J") == 0

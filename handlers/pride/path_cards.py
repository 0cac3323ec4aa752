"""Somebody's own path, shown to them alone: what they did, what it changed, and one step that may follow."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.pride.rules import AROUND, FEWEST, MINE, STEPS, next_step


def path(done: Mapping[str, int], changes: Mapping[str, int], people: int, *, animates: bool) -> Card:
    """`done` and `changes`: numbers, by step of the ladder and by what came of it; `people` may be few: then unsaid."""
    title = Say("pride.path.title")
    taken = tuple((Say(f"pride.path.{step}"), str(done[step])) for step in STEPS if done.get(step))
    came = [(Say(f"pride.path.{what}"), str(number)) for what, number in changes.items() if number]
    if people >= FEWEST:
        came.append((Say("pride.path.people"), str(people)))
    mine = Button(Say("pride.mine"), to("pride.wins", MINE, 0))
    around = Button(Say("pride.around"), to("pride.wins", AROUND, 0))
    return card(
        title,
        Heading(title),
        Facts(taken) if taken else Text(Say("pride.path.nothing")),
        Heading(Say("pride.path.changed")) if taken else None,
        Facts(tuple(came)) if came else Text(Say("pride.path.not_yet")) if taken else None,
        Text(Say(f"pride.next.{next_step(done)}")),
        Note(Say("pride.path.alone")),
        Buttons(mine, *((around,) if animates else ()), Button(Say("pride.roles"), to("pride.roles"))),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    far = {"ratings": 4, "moments": 6, "words": 3, "testimonials": 1, "capsules": 1, "wins": 0}
    return {
        "path": path(far, {"improvements": 2, "followups": 1}, 12, animates=True),
        "path, first steps": path({"ratings": 1}, {}, 2, animates=False),
        "path, nothing yet": path({}, {}, 0, animates=False),
        "path, whole": path(far | {"wins": 2}, {"followups": 2}, 31, animates=False),
    }

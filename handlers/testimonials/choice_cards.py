"""What an author chooses from: under which name, where and for how long, beside exactly what would be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Quote, Text, card
from handlers.chat.routes import Atom, to
from handlers.chat.words import Say
from handlers.testimonials.rules import MONTHS, Terms, choices
from handlers.testimonials.shown import HELD, View, agreed, name_of, signature
from storage.testimonials import PLACES

MINE = "mine"
"""Value of a button pressed on a private card, which is then drawn again."""


def choose(shown: View, terms: Terms, *, wider: bool = True) -> Card:
    """One light card, drawn again for each choice. `wider`: than what was agreed to before, if anything was."""
    again = shown.state in HELD
    title = Say("testimonials.choose.title_again" if again else "testimonials.ask.title")
    yes = "yes" if not again else "yes_again" if wider else "yes_narrower"
    last = [
        Button(Say(f"testimonials.choose.{yes}"), to("testimonials.agree", shown.id, *_values(terms), MINE), "good")
    ]
    if not again:
        last.append(Button(Say("testimonials.ask.button.no"), to("testimonials.refuse", shown.id, MINE)))
    return card(
        title,
        Heading(title),
        Note(Say("testimonials.choose.preview")),
        Text(Say("testimonials.post.after", course=shown.course)),
        Quote(shown.words or "", signature(shown, terms.shown_as)),
        Note(Say("testimonials.choose.nameless")) if shown.nameless else None,
        *_rows(shown, terms),
        Text(agreed(shown, terms)),
        Buttons(*last),
    )


def _rows(shown: View, terms: Terms) -> Iterable[Buttons]:
    ways = choices(name_of(shown))
    if len(ways) > 1:
        yield _row(shown, "shown_as", [replace(terms, shown_as=way) for way in ways], terms)
    yield _row(shown, "months", [replace(terms, months=months) for months in MONTHS], terms)
    yield _row(shown, "place", [replace(terms, place=place) for place in PLACES], terms)


def _row(shown: View, part: str, ways: Iterable[Terms], now: Terms) -> Buttons:
    """One thing to choose; `part` is in the links too, so that no two buttons of the card have the same."""
    row = []
    for terms in ways:
        said = Say("testimonials.choose.months", n=terms.months)
        label = said if part == "months" else Say(f"testimonials.choose.{part}.{getattr(terms, part)}")
        chosen = Say("testimonials.choose.chosen", what=label) if terms == now else label
        row.append(Button(chosen, to("testimonials.choose", shown.id, *_values(terms), part)))
    return Buttons(*row)


def _values(terms: Terms) -> tuple[Atom, ...]:
    return (terms.shown_as, terms.months, terms.place)

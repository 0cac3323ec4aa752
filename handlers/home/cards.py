"""What people see on their own page."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say


def home(first_name: str, found: Sequence[tuple[str, str]], animates: bool, manages: bool, waiting: int = 0) -> Card:
    """The page of somebody: what they can do with one press, by role. `waiting`: follow-ups the team owes an answer."""
    pairs = tuple((name, Say("communities.where", channel=Channel(channel))) for name, channel in found)
    row = []
    if animates:
        row.append(Button(Say("home.capsules"), to("capsules.list")))
        row.append(Button(Say("home.sessions"), to("sessions.list")))
    if manages:
        row.append(Button(Say("home.digest"), to("digests.show")))
    return card(
        Say("home.title"),
        Heading(Say("home.hello", name=first_name) if first_name else Say("home.title")),
        Text(Say("home.what" if pairs else "communities.none")),
        None if pairs else Note(Say("communities.none_next")),
        Text(Say("home.waiting", n=waiting)) if waiting else None,
        Buttons(Button(Say("home.followups"), to("followups.show"), "good")) if waiting else None,
        Buttons(
            Button(Say("home.find"), to("search.find")),
            Button(Say("home.calendar"), to("calendar.show")),
            Button(Say("home.receive"), to("receiving.show")),
            Button(Say("home.me"), to("privacy.me")),
            Button(Say("home.testimonials"), to("testimonials.list")),
        ),
        Buttons(*row) if row else None,
        Divider() if pairs else None,
        Facts(pairs) if pairs else None,
        Note(Say("home.promise")),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    found = [("Giving feedback", "C1"), ("Python, le soir", "C2")]
    return {
        "learner": home("Lina", found, animates=False, manages=False),
        "animator": home("Amina", found, animates=True, manages=True),
        "animator, with follow-ups": home("Amina", found, animates=True, manages=False, waiting=2),
        "nothing yet": home("", [], animates=False, manages=False),
    }

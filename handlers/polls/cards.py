"""What one person alone sees of a poll: their own votes, and how to take them back."""

from __future__ import annotations

from collections.abc import Collection

from handlers.chat.cards import Button, Card, Note, Text, card
from handlers.chat.choices import letter, lettered, rows
from handlers.chat.routes import to
from handlers.chat.words import Say
from storage.formats import Poll, version


def votes(capsule_id: int, community_id: int, poll: Poll, voted: Collection[str]) -> Card:
    """What they vote for now."""
    chosen = [(number, words) for number, words in enumerate(poll.choices) if words in voted]
    if not chosen:
        return card(Say("polls.none"), Text(Say("polls.none")))
    where = (capsule_id, community_id, version(poll.choices))
    return card(
        Say("polls.noted"),
        Text(Say("polls.noted")),
        *(Text(lettered(number, words)) for number, words in chosen),
        Note(Say("polls.how_several" if poll.several else "polls.how_one")),
        *rows(
            Button(Say("polls.take_back", letter=letter(number)), to("polls.take_back", *where, number))
            for number, _words in chosen
        ),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    one = Poll(("In the week", "Within the month", "When somebody asks me"))
    several = Poll(one.choices, several=True)
    return {
        "voted": votes(44, 1, one, one.choices[:1]),
        "voted for several": votes(45, 1, several, several.choices[1:]),
        "taken back": votes(44, 1, one, ()),
    }

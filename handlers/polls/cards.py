"""What one person alone sees of a poll: their own votes, and how to take them back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from handlers.chat.cards import Button, Card, Note, Text, card
from handlers.chat.choices import letter, lettered, rows
from handlers.chat.routes import to
from handlers.chat.words import Say
from storage.formats import Poll, version


@dataclass(frozen=True)
class Asked:
    """A poll, and where it is voted in."""

    capsule_id: int
    community_id: int
    title: str
    poll: Poll


def votes(asked: Asked, voted: Collection[str]) -> Card:
    """What they vote for now."""
    title = Note(Say("polls.asked", title=asked.title))
    chosen = [(number, words) for number, words in enumerate(asked.poll.choices) if words in voted]
    if not chosen:
        return card(Say("polls.none"), title, Text(Say("polls.none")))
    where = (asked.capsule_id, asked.community_id, version(asked.poll.choices))
    return card(
        Say("polls.noted"),
        title,
        Text(Say("polls.noted")),
        *(Text(lettered(number, words)) for number, words in chosen),
        Note(Say("polls.how_several" if asked.poll.several else "polls.how_one")),
        *rows(
            Button(Say("polls.take_back", letter=letter(number)), to("polls.take_back", *where, number))
            for number, _words in chosen
        ),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    one = Poll(("In the week", "Within the month", "When somebody asks me"))
    asked = Asked(44, 1, "The right moment", one)
    several = replace(asked, poll=replace(one, several=True))
    return {
        "voted": votes(asked, one.choices[:1]),
        "voted for several": votes(several, one.choices[1:]),
        "taken back": votes(asked, ()),
    }

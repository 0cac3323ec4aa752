"""What people see of wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Line, Say, When
from handlers.pride import path_cards, role_cards
from handlers.pride.rules import (
    ANONYMOUS,
    AROUND,
    LONGEST_REASON,
    LONGEST_WORDS,
    MINE,
    SHORTEST_REASON,
    SHORTEST_WORDS,
    ways,
)

PAGE = 4
"""Wins on one page of a list: with their buttons, what a message holds on every platform."""

POSTED, TAKEN_BACK, TAKEN_OUT = "posted", "taken_back", "taken_out"
"""What a win is by now: in its channel, taken back by its author (or gone with them), taken out by an animator."""


@dataclass(frozen=True)
class View:
    """A win as it may be shown now. `thanked`: its author is thanked by the name they signed with."""

    id: int
    state: str
    words: str | None
    signed: Line
    thanked: bool
    likes: int
    community: str
    channel: str
    zone: str
    posted_at: datetime
    reason: str = ""


def win_form(places: Sequence[tuple[int, str]], here: int | None, name: str) -> Form:
    """What, in which community (`places`: ids and names) and signed how, for somebody of this name."""
    words = TextField(
        "words",
        Say("pride.form.words"),
        Say("pride.form.words_hint"),
        long=True,
        shortest=SHORTEST_WORDS,
        longest=LONGEST_WORDS,
        start=Say("pride.form.start"),
    )
    signing = tuple(Option(way, Say(f"pride.form.{way}")) for way in ways(name))
    shown_as = ChoiceField("shown_as", Say("pride.form.shown_as"), signing, signing[0].value)
    title, send = Say("pride.form.title"), Say("pride.form.send")
    if len(places) == 1:
        return Form(title, send, to("pride.send", places[0][0]), (words, shown_as))
    options = tuple(Option(str(number), called) for number, called in places)
    where = ChoiceField("community", Say("pride.form.community"), options, str(here) if here is not None else None)
    return Form(title, send, to("pride.send", 0), (words, where, shown_as))


def posted(shown: View) -> Card:
    """In the channel: the words as they were signed, with their likes; a neutral line once they are gone."""
    if shown.words is None:
        return card(Say(f"pride.post.{shown.state}"), Note(Say(f"pride.post.{shown.state}")))
    return card(
        Say("pride.post.summary", by=shown.signed),
        Text(Say("pride.post.intro")),
        Quote(shown.words, shown.signed),
        Note(Say("pride.post.thanks", name=shown.signed)) if shown.thanked else None,
        Note(Say("pride.post.likes", n=shown.likes)) if shown.likes else None,
        Buttons(
            Button(Say("pride.post.like"), to("likes.toggle", "win", shown.id)),
            Button(Say("pride.post.comment"), to("comments.open", "win", shown.id)),
        ),
    )


def sent(shown: View) -> Card:
    """To its author, alone: it is on its way, and theirs to take back."""
    summary = Say("pride.sent", channel=Channel(shown.channel))
    return card(
        summary,
        Text(summary),
        Quote(shown.words or "", shown.signed),
        Note(Say("pride.sent_next")),
        Buttons(_take_back(shown), Button(Say("pride.mine"), to("pride.wins", MINE, 0))),
    )


def gone(shown: View) -> Card:
    """To its author, alone, once it is not in the channel any more."""
    return card(Say(f"pride.author.{shown.state}"), *_ended(shown), Note(Say("pride.again")))


def taken_out(shown: View) -> Card:
    """Told once to an author who signed: an animator took it out of the channel, and why."""
    summary = Say("pride.taken_out", community=shown.community)
    return card(summary, Text(summary), _reason(shown), Note(Say("pride.again")))


def wins(found: Sequence[View], which: str, number: int, more: bool) -> Card:
    """Somebody's own wins, or (AROUND) those that stand in the communities they animate, newest first."""
    title = Say(f"pride.list.{which}")
    parts: list[Part | None] = [Heading(title)]
    for one in found:
        parts.append(Note(Say("pride.list.where", community=one.community, when=When(one.posted_at, one.zone, "day"))))
        if one.words is None:
            parts += _ended(one)
            continue
        take = Button(Say("pride.take_out"), to("pride.take_out", one.id), "danger")
        parts += [Quote(one.words, one.signed), Buttons(_take_back(one, number) if which == MINE else take)]
    if not found:
        parts.append(Text(Say(f"pride.list.{which}_none")))
    turn = [Button(Say("pride.list.before"), to("pride.wins", which, number - 1))] if number else []
    turn += [Button(Say("pride.list.after"), to("pride.wins", which, number + 1))] if more else []
    return card(title, *parts, Buttons(*turn) if turn else None)


def take_out_form(win_id: int) -> Form:
    """Why it does not stay; its author reads it."""
    reason = TextField(
        "reason",
        Say("pride.form.reason"),
        Say("pride.form.reason_hint"),
        long=True,
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
    )
    return Form(Say("pride.form.take_out"), Say("pride.form.take_out_send"), to("pride.take_it_out", win_id), (reason,))


def _ended(shown: View) -> list[Part | None]:
    return [Text(Say(f"pride.author.{shown.state}")), _reason(shown)]


def _reason(shown: View) -> Part | None:
    return Text(Say("pride.reason", reason=shown.reason)) if shown.reason else None


def _take_back(shown: View, *page: int) -> Button:
    link = to("pride.take_back", shown.id, *page)
    return Button(Say("pride.take_back"), link, "danger", Say("pride.take_back_confirm"))


def example() -> View:
    """One that has just been told."""
    return View(
        id=7,
        state=POSTED,
        words="Saying “I saw” rather than “you always”, in the middle of a row: it worked, and we both laughed.",
        signed="Lina",
        thanked=False,
        likes=0,
        community="Giving feedback",
        channel="C1",
        zone="Europe/Paris",
        posted_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    shown = example()
    liked = replace(shown, likes=4, thanked=True)
    nameless = replace(shown, signed=Say(f"pride.signed.{ANONYMOUS}"))
    back = replace(shown, state=TAKEN_BACK, words=None)
    out = replace(back, state=TAKEN_OUT, reason="It names a client: could you tell it without?")
    return {
        "form": win_form([(1, "Giving feedback"), (2, "Python, le soir")], 1, "Lina Moreau"),
        "form, one community, no name": win_form([(1, "Giving feedback")], None, ""),
        "post": posted(shown),
        "post, liked and thanked": posted(replace(liked, signed="Lina Moreau")),
        "post, nameless": posted(nameless),
        "post, taken back": posted(back),
        "post, taken out": posted(out),
        "sent": sent(shown),
        "taken back": gone(back),
        "taken out, to its author": taken_out(out),
        "mine": wins([liked, back, out], MINE, 0, True),
        "mine, none": wins([], MINE, 0, False),
        "around": wins([liked, nameless], AROUND, 1, False),
        "around, none": wins([], AROUND, 0, False),
        "take out": take_out_form(7),
        **path_cards.examples(),
        **role_cards.examples(),
    }

"""What people see of the capsules they receive in direct messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import ROW, Button, Buttons, Card, Divider, Heading, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, DateField, Field, Form, Option, TextField, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Line, Say, When
from handlers.receiving.rules import NO, YES

MOST_COMMUNITIES = 24
"""What a choice holds everywhere, beside "all of them"."""

PAGE = 3
"""Subscriptions on one card: with their buttons, and those of what is muted, what a message holds on every platform."""

ALL = 0
"""Stands for every community in links and answers."""


@dataclass(frozen=True)
class Chosen:
    """What somebody receives: `community` "" for all. `paused`: until then; `held`: the last one did not reach them."""

    id: int
    community_id: int
    community: str
    rhythm: str
    hour: str
    zone: str
    earlier: bool = False
    paused: When | None = None
    held: bool = False


@dataclass(frozen=True)
class Muted:
    """What somebody wants less of: a `theme` by its name, or a `format` by its key."""

    id: int
    kind: str
    what: str


def settings(found: Sequence[Chosen], muted: Sequence[Muted], said: Say | None = None, number: int = 0) -> Card:
    """What the asker receives, how to change it, and what they want less of, the latest first; page `number`.

    `said`: what was just done.
    """
    title = Say("receiving.title")
    parts: list[Part] = [Text(said)] if said else []
    parts += [Heading(title), Text(Say("receiving.what"))]
    number = min(max(number, 0), max(len(found) - 1, 0) // PAGE)
    for one in found[number * PAGE : (number + 1) * PAGE]:
        parts += _chosen(one)
    if not found:
        parts.append(Text(Say("receiving.none")))
    parts += _more(found, number)
    if muted:
        undo = [Button(_again(one), to("receiving.unmute", one.id, "settings")) for one in muted[:ROW]]
        parts += [Divider(), Text(Say("receiving.less_of")), Buttons(*undo)]
    return card(title, *parts, Note(Say("receiving.never_twice")))


def _more(found: Sequence[Chosen], number: int) -> tuple[Part, ...]:
    """To another page, and to one more subscription, where there is such a thing."""
    row = []
    if number:
        row.append(Button(Say("receiving.previous"), to("receiving.page", number - 1)))
    if (number + 1) * PAGE < len(found):
        row.append(Button(Say("receiving.next"), to("receiving.page", number + 1)))
    if not any(one.community_id == ALL for one in found):
        new = Say("receiving.add" if found else "receiving.start")
        row.append(Button(new, to("receiving.form"), style="good"))
    return (Buttons(*row),) if row else ()


def _again(one: Muted) -> Say:
    return Say("receiving.unmute", what=_named(one.kind, one.what))


def _chosen(one: Chosen) -> tuple[Part, ...]:
    where: Line = Say("receiving.in", community=one.community) if one.community else Say("receiving.all")
    when = Say(f"receiving.rhythm.{one.rhythm}", hour=one.hour, zone=one.zone)
    lines: list[Part] = [Text(Say("receiving.line", where=where, when=when))]
    if one.held:
        lines.append(Note(Say("receiving.held")))
    elif one.paused:
        lines.append(Note(Say("receiving.paused", until=one.paused)))
    elif one.earlier:
        lines.append(Note(Say("receiving.earlier_too")))
    change = Button(Say("receiving.change"), to("receiving.form", one.id))
    pause = Button(Say("receiving.pause"), to("receiving.pause_form", one.id))
    resume = Button(Say("receiving.resume"), to("receiving.resume", one.id), style="good")
    stop = Button(Say("receiving.stop"), to("receiving.stop", one.id), "danger", Say("receiving.stop_sure"))
    return *lines, Buttons(change, resume if one.held or one.paused else pause, stop)


def form(places: Sequence[tuple[int, str]], chosen: Chosen | None, zone: str, *, ask_zone: bool) -> Form:
    """What to receive, when, and how often; `ask_zone`: the platform does not tell on which clocks."""
    options = (Option(str(ALL), Say("receiving.form.all")), *(Option(str(id_), name) for id_, name in places))
    rhythms = tuple(
        Option(name, Say(f"receiving.form.{name}"))
        for name in ("workdays", "twice", "monday", "tuesday", "wednesday", "thursday", "friday")
    )
    community = str(chosen.community_id if chosen else places[0][0])
    earlier = tuple(Option(answer, Say(f"receiving.form.earlier_{answer}")) for answer in (NO, YES))
    fields: list[Field] = [
        ChoiceField("community", Say("receiving.form.community"), options, community),
        TimeField("hour", Say("receiving.form.hour"), chosen.hour if chosen else "08:30"),
        ChoiceField("rhythm", Say("receiving.form.rhythm"), rhythms, chosen.rhythm if chosen else "workdays"),
        ChoiceField("earlier", Say("receiving.form.earlier"), earlier, YES if chosen and chosen.earlier else NO),
    ]
    if ask_zone:
        hint = Say("receiving.form.zone_hint")
        fields.append(TextField("zone", Say("receiving.form.zone"), hint, value=zone, longest=64))
    link = to("receiving.keep", chosen.id) if chosen else to("receiving.keep")
    return Form(Say("receiving.form.title"), Say("receiving.form.save"), link, tuple(fields))


def pause_form(subscription_id: int, day: str) -> Form:
    """Until which day nothing is to come."""
    until = DateField("until", Say("receiving.form.until"), day)
    return Form(
        Say("receiving.form.pause"), Say("receiving.form.save"), to("receiving.paused", subscription_id), (until,)
    )


def received(post: Card, receipt_id: int, community: str, channel: str) -> Card:
    """A capsule in a direct message: as in its channel, with what its reader may choose."""
    return card(
        post.summary,
        Note(Say("receiving.from", community=community, channel=Channel(channel))),
        *post.parts,
        Buttons(
            Button(Say("receiving.less"), to("receiving.less", receipt_id)),
            Button(Say("receiving.pause_week"), to("receiving.pause_week", receipt_id)),
            Button(Say("receiving.settings"), to("receiving.show")),
        ),
    )


def less(receipt_id: int, theme: str, format_: str) -> Card:
    """Of what there should be less: the theme, or the format."""
    title = Say("receiving.less.title")
    kinds = (("theme", theme), ("format", format_)) if theme else (("format", format_),)
    row = [Button(_named(kind, what), to("receiving.mute", receipt_id, kind)) for kind, what in kinds]
    return card(title, Text(title), Note(Say("receiving.less.what")), Buttons(*row))


def muted(one: Muted) -> Card:
    """No more of this; and how to take it back."""
    said = Say("receiving.less.kept", what=_named(one.kind, one.what))
    undo = Button(Say("receiving.less.undo"), to("receiving.unmute", one.id))
    return card(said, Text(said), Buttons(undo))


def unmuted() -> Card:
    """It comes again."""
    said = Say("receiving.less.undone")
    return card(said, Text(said))


def paused(subscription_id: int, until: When) -> Card:
    """Nothing comes for a while; and how to take it back."""
    said = Say("receiving.paused_now", until=until)
    resume = Button(Say("receiving.resume"), to("receiving.resume", subscription_id))
    return card(said, Text(said), Buttons(resume))


def _named(kind: str, what: str) -> Say:
    if kind == "theme":
        return Say("receiving.less.theme", theme=what)
    return Say("receiving.less.format", format=Say(f"capsules.format.{what}"))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    until = When(datetime(2026, 12, 1, tzinfo=UTC), "Europe/Lisbon", "day")
    places = [(1, "Giving feedback"), (2, "Python, le soir")]
    one = Chosen(1, 1, "Giving feedback", "workdays", "08:30", "Europe/Lisbon")
    rhythms = ("twice", "monday", "tuesday", "wednesday", "thursday", "friday")
    others = [Chosen(n, n, "Python, le soir", rhythm, "18:00", "Europe/Paris") for n, rhythm in enumerate(rhythms, 2)]
    waits = Chosen(2, ALL, "", "twice", "12:15", "America/Montreal", earlier=True, paused=until)
    held = Chosen(3, 2, "Python, le soir", "friday", "09:00", "Europe/Paris", held=True)
    less_of = [Muted(4, "theme", "Facts before judgement"), Muted(5, "format", "quiz")]
    post = card(
        Say("capsules.summary", title="Say what you saw"),
        Heading("Say what you saw"),
        Text("Three pieces are enough."),
        Buttons(Button(Say("capsules.like"), to("likes.toggle", "capsule", 42))),
    )
    return {
        "settings, none": settings([], []),
        "settings": settings([one, held], less_of, Say("receiving.kept")),
        "settings, all communities": settings([waits], [], Say("receiving.stopped")),
        "settings, every rhythm": settings(others, []),
        "settings, the next page, full": settings(
            [*others[:3], *([held] * 6)], less_of * 3, Say("receiving.resumed"), 1
        ),
        "settings, earlier ones too": settings([replace(one, earlier=True)], []),
        "form": form(places, None, "Europe/Paris", ask_zone=True),
        "form, changed": form(places, one, "Europe/Lisbon", ask_zone=False),
        "pause": pause_form(1, "2026-12-01"),
        "capsule": received(post, 7, "Giving feedback", "C1"),
        "less": less(7, "Facts before judgement", "quiz"),
        "less, without a theme": less(7, "", "image"),
        "muted": muted(less_of[0]),
        "unmuted": unmuted(),
        "paused": paused(1, until),
    }

"""What people see of schedules. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, DateField, Form, Option, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from handlers.schedules.rules import REPEATS
from storage.capsules import Capsule

PAGE = 5
"""Dates, or capsules, on one page: their buttons still fit under them on every platform."""


@dataclass(frozen=True)
class Coming:
    """One schedule: when it posts next (aware) in its zone, what, and the name of its rhythm in `rules.REPEATS`."""

    schedule_id: int
    title: str
    at: datetime
    zone: str
    repeat: str


def choose(community_id: int, found: Sequence[Capsule]) -> Card:
    """Words that find several capsules: which one is to be planned?"""
    parts: list[Part] = [Heading(Say("schedules.choose"))]
    for capsule in found:
        parts.append(Text(Say("schedules.choice", title=capsule.title)))
        parts.append(Buttons(Button(Say("schedules.schedule"), to("schedules.plan_form", community_id, capsule.id))))
    return card(Say("schedules.choose"), *parts, Note(Say("schedules.choose_next")))


def coming(community_id: int, community: str, found: Sequence[Coming], total: int, number: int) -> Card:
    """One page of everything that is planned."""
    parts: list[Part] = [Heading(Say("schedules.of", community=community))]
    parts.append(Text(Say("schedules.coming", n=total) if total else Say("schedules.nothing_coming")))
    for one in found:
        parts += _dated(one)
    return card(Say("schedules.of", community=community), *parts, _turns(community_id, number, total))


def _dated(one: Coming) -> tuple[Part, ...]:
    line = Say(f"schedules.dated.{one.repeat}", title=one.title, at=When(one.at, one.zone))
    return Text(line), Buttons(Button(Say("schedules.cancel"), to("schedules.cancel", one.schedule_id), style="danger"))


def _turns(community_id: int, number: int, total: int) -> Buttons | None:
    """Previous and Next, where there is something to turn to."""
    row = []
    if number > 0:
        row.append(Button(Say("schedules.previous"), to("schedules.coming", community_id, number - 1)))
    if (number + 1) * PAGE < total:
        row.append(Button(Say("schedules.next"), to("schedules.coming", community_id, number + 1)))
    return Buttons(*row) if row else None


def plan_form(community_id: int, capsule: Capsule, zone: str, tomorrow: str) -> Form:
    """When to post a capsule; `tomorrow` is a day as `2026-11-25`."""
    repeats = tuple(Option(name, Say(f"schedules.repeat.{name}")) for name in REPEATS)
    return Form(
        Say("schedules.form.title"),
        Say("schedules.form.submit"),
        to("schedules.plan", community_id, capsule.id),
        (
            DateField("date", Say("schedules.form.date"), tomorrow),
            TimeField("time", Say("schedules.form.time", zone=zone), "09:00"),
            ChoiceField("repeats", Say("schedules.form.repeats"), repeats, "once"),
        ),
    )


def planned(title: str, schedule_id: int, repeat: str, dates: Sequence[datetime], zone: str) -> Card:
    """What was planned: the capsule, its next dates, and a way back."""
    return card(
        Say("schedules.planned", title=title),
        Heading(Say("schedules.planned", title=title)),
        Text(Say("schedules.planned_how", repeat=Say(f"schedules.repeat.{repeat}"), zone=zone)),
        *(Text(Say("schedules.date", at=When(at, zone))) for at in dates),
        Buttons(Button(Say("schedules.cancel"), to("schedules.cancel", schedule_id), style="danger")),
    )


def cancelled(title: str, schedule_id: int, community_id: int) -> Card:
    """What was cancelled, and the two ways on."""
    return card(
        Say("schedules.cancelled", title=title),
        Text(Say("schedules.cancelled", title=title)),
        Buttons(
            Button(Say("schedules.undo"), to("schedules.restore", schedule_id)),
            Button(Say("schedules.back"), to("schedules.coming", community_id, 0)),
        ),
    )


def on_its_way(title: str, channel: str) -> Card:
    """A capsule was posted at once."""
    said = Say("schedules.on_its_way", title=title, channel=Channel(channel))
    return card(said, Text(said))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    one = Capsule(id=42, title="Say what you saw, then what it did")
    two = Capsule(id=43, title="La caméra avant le juge")
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    zone = "Europe/Paris"
    dates = [at + timedelta(days=7 * week) for week in range(3)]
    plans = [Coming(n, one.title, at + timedelta(days=n), zone, repeat) for n, repeat in enumerate(REPEATS, 1)]
    return {
        "choose": choose(1, [one, two]),
        "everything planned": coming(1, "Giving feedback", plans, 9, 0),
        "nothing planned": coming(1, "Giving feedback", [], 0, 0),
        "plan": plan_form(1, one, zone, "2026-11-25"),
        "planned": planned(one.title, 7, "weekly", dates, zone),
        "cancelled": cancelled(one.title, 7, 1),
        "on its way": on_its_way(one.title, "C1"),
    }

"""What people see of capsules. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.capsules import bodies
from handlers.capsules.bodies import Asked
from handlers.capsules.rules import REPEATS
from handlers.chat.cards import Button, Buttons, Card, Divider, Heading, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, DateField, Form, Option, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from storage.capsules import Capsule

PAGE = 5
"""Capsules, or dates, on one page: their buttons still fit under them on every platform."""

FIRST_COMING = 3
"""How many coming dates are shown above the capsules."""


@dataclass(frozen=True)
class Coming:
    """One schedule: when it posts next (aware) in its zone, what, and the name of its rhythm in `rules.REPEATS`."""

    schedule_id: int
    title: str
    at: datetime
    zone: str
    repeat: str


@dataclass(frozen=True)
class Page:
    """One page of the capsules a community may post; `number` from 0; `words` are what was searched, or ""."""

    community_id: int
    community: str
    shown: Sequence[Capsule]
    total: int
    number: int = 0
    words: str = ""
    coming: Sequence[Coming] = ()
    coming_total: int = 0
    missed: Sequence[tuple[str, When]] = ()


def post(capsule: Capsule, likes: int, comments: int, asked: Asked) -> Card:
    """A capsule in its channel, the same for everybody who looks."""
    subject = ("capsule", capsule.id)
    return card(
        Say("capsules.summary", title=capsule.title),
        *bodies.body(capsule, asked),
        *bodies.answers(capsule, asked),
        _counts(likes, comments),
        Buttons(
            Button(Say("capsules.like"), to("likes.toggle", *subject)),
            Button(Say("capsules.comment"), to("comments.open", *subject)),
        ),
    )


def _counts(likes: int, comments: int) -> Note | None:
    """How many liked and answered; nothing is said of what nobody did yet."""
    liked, answered = Say("capsules.likes", n=likes), Say("capsules.comments", n=comments)
    if likes and comments:
        return Note(Say("capsules.counts", likes=liked, comments=answered))
    return Note(liked if likes else answered) if likes or comments else None


def preview(capsule: Capsule, community_id: int, channel: str) -> Card:
    """What the channel will see, before anything is decided."""
    ids = (community_id, capsule.id)
    where = Channel(channel)
    return card(
        Say("capsules.summary", title=capsule.title),
        Note(Say("capsules.preview_of", channel=where)),
        *bodies.body(capsule),
        *bodies.answers(capsule, Asked(community_id, trial=True)),
        Divider(),
        Buttons(
            Button(Say("capsules.schedule"), to("capsules.plan_form", *ids), style="good"),
            Button(
                Say("capsules.post_now"),
                to("capsules.post_now", *ids),
                confirm=Say("capsules.post_now_sure", channel=where),
            ),
        ),
    )


def page(found: Page) -> Card:
    """What comes next and what was missed, then the capsules to choose from."""
    parts: list[Part] = [Heading(Say("capsules.of", community=found.community))]
    if found.number == 0 and not found.words:
        parts += _coming_parts(found)
    if found.words:
        parts.append(Text(Say("capsules.found", n=found.total, words=found.words)))
    else:
        parts.append(Text(Say("capsules.shelf", n=found.total)))
    for capsule in found.shown:
        parts += _choice(capsule, found.community_id)
    if not found.total:
        parts.append(Note(Say("capsules.none_next")))
    turns = _turns("capsules.page", found.community_id, found.number, found.total, found.words)
    return card(Say("capsules.of", community=found.community), *parts, turns)


def _choice(capsule: Capsule, community_id: int) -> tuple[Part, ...]:
    line = Say(
        "capsules.line",
        title=capsule.title,
        theme=capsule.theme,
        n=capsule.minutes,
        format=Say(f"capsules.format.{capsule.format}"),
        language=Say(f"communities.language.{capsule.language}"),
    )
    look = Button(Say("capsules.preview"), to("capsules.look", community_id, capsule.id))
    return Text(line), Buttons(
        look, Button(Say("capsules.schedule"), to("capsules.plan_form", community_id, capsule.id))
    )


def _coming_parts(found: Page) -> list[Part]:
    parts: list[Part] = [Note(Say("capsules.missed", title=title, at=at)) for title, at in found.missed]
    if parts:
        parts.append(Note(Say("capsules.refused")))
    if not found.coming:
        return [*parts, Text(Say("capsules.nothing_coming"))]
    parts.append(Text(Say("capsules.coming", n=found.coming_total)))
    for one in found.coming:
        parts += _dated(one)
    if found.coming_total > len(found.coming):
        parts.append(Buttons(Button(Say("capsules.coming_all"), to("capsules.coming", found.community_id, 0))))
    return parts


def _dated(one: Coming) -> tuple[Part, ...]:
    line = Say(f"capsules.dated.{one.repeat}", title=one.title, at=When(one.at, one.zone))
    return Text(line), Buttons(Button(Say("capsules.cancel"), to("capsules.cancel", one.schedule_id), style="danger"))


def coming(community_id: int, community: str, found: Sequence[Coming], total: int, number: int) -> Card:
    """One page of everything that is planned."""
    parts: list[Part] = [Heading(Say("capsules.of", community=community))]
    parts.append(Text(Say("capsules.coming", n=total) if total else Say("capsules.nothing_coming")))
    for one in found:
        parts += _dated(one)
    return card(Say("capsules.of", community=community), *parts, _turns("capsules.coming", community_id, number, total))


def _turns(route: str, community_id: int, number: int, total: int, words: str = "") -> Buttons | None:
    """Previous and Next, where there is something to turn to."""
    values = (words,) if words else ()
    row = []
    if number > 0:
        row.append(Button(Say("capsules.previous"), to(route, community_id, number - 1, *values)))
    if (number + 1) * PAGE < total:
        row.append(Button(Say("capsules.next"), to(route, community_id, number + 1, *values)))
    return Buttons(*row) if row else None


def plan_form(community_id: int, capsule: Capsule, zone: str, tomorrow: str) -> Form:
    """When to post a capsule; `tomorrow` is a day as `2026-11-25`."""
    repeats = tuple(Option(name, Say(f"capsules.repeat.{name}")) for name in REPEATS)
    return Form(
        Say("capsules.form.title"),
        Say("capsules.form.submit"),
        to("capsules.plan", community_id, capsule.id),
        (
            DateField("date", Say("capsules.form.date"), tomorrow),
            TimeField("time", Say("capsules.form.time", zone=zone), "09:00"),
            ChoiceField("repeats", Say("capsules.form.repeats"), repeats, "once"),
        ),
    )


def planned(capsule: Capsule, schedule_id: int, repeat: str, dates: Sequence[datetime], zone: str) -> Card:
    """What was planned: the capsule, its next dates, and a way back."""
    return card(
        Say("capsules.planned", title=capsule.title),
        Heading(Say("capsules.planned", title=capsule.title)),
        Note(bodies.note(capsule)),
        Text(Say("capsules.planned_how", repeat=Say(f"capsules.repeat.{repeat}"), zone=zone)),
        *(Text(Say("capsules.date", at=When(at, zone))) for at in dates),
        Buttons(Button(Say("capsules.cancel"), to("capsules.cancel", schedule_id), style="danger")),
    )


def cancelled(title: str, schedule_id: int, community_id: int) -> Card:
    """What was cancelled, and the two ways on."""
    return card(
        Say("capsules.cancelled", title=title),
        Text(Say("capsules.cancelled", title=title)),
        Buttons(
            Button(Say("capsules.undo"), to("capsules.restore", schedule_id)),
            Button(Say("capsules.back"), to("capsules.page", community_id, 0)),
        ),
    )


def on_its_way(title: str, channel: str) -> Card:
    """A capsule was posted at once."""
    said = Say("capsules.on_its_way", title=title, channel=Channel(channel))
    return card(said, Text(said))


def _example(number: int, title: str, language: str, key_message: str = "") -> Capsule:
    return Capsule(
        id=number,
        title=title,
        theme="Facts before judgement" if language == "en" else "Les faits d’abord",
        format="text",
        body="Three pieces are enough:\n\n1. **Situation**\n2. **Behaviour**\n3. **Impact**\n",
        key_message=key_message,
        minutes=2,
        effort="easy",
        language=language,
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    one = _example(42, "Say what you saw, then what it did", "en", "Leave the person's character out of it.")
    two = _example(43, "La caméra avant le juge", "fr")
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    zone = "Europe/Paris"
    dates = [at + timedelta(days=7 * week) for week in range(3)]
    plans = [Coming(n, one.title, at + timedelta(days=n), zone, repeat) for n, repeat in enumerate(REPEATS, 1)]
    first = Page(
        1, "Giving feedback", [one, two], 12, 0, "", plans[:FIRST_COMING], 4, [(two.title, When(dates[0], zone))]
    )
    return {
        "post": post(one, 0, 0, Asked(1)),
        "post with likes": post(two, 3, 1, Asked(1)),
        "preview": preview(one, 1, "C1"),
        "list": page(first),
        "search": page(Page(1, "Giving feedback", [two], 12, 1, "camera")),
        "nothing found": page(Page(1, "Giving feedback", [], 0, 0, "xyzzy")),
        "empty shelf": page(Page(1, "Giving feedback", [], 0)),
        "everything planned": coming(1, "Giving feedback", plans, 9, 0),
        "nothing planned": coming(1, "Giving feedback", [], 0, 0),
        "plan": plan_form(1, one, zone, "2026-11-25"),
        "planned": planned(one, 7, "weekly", dates, zone),
        "cancelled": cancelled(one.title, 7, 1),
        "on its way": on_its_way(one.title, "C1"),
    }

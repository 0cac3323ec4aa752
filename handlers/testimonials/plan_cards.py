"""What animators see of the plan of a community: its slots, what leaves next, and how many were declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Quote, Text, card
from handlers.chat.choices import rows
from handlers.chat.forms import Form, TextField, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.testimonials.rules import share
from handlers.testimonials.shown import View


@dataclass(frozen=True)
class Rate:
    """How many of the happy or the critical testimonials were decided in a community, and declined."""

    community: str
    critical: bool
    decided: int
    declined: int


@dataclass(frozen=True)
class Line:
    """One that waits: the testimonial, when it leaves (None: not soon), whether it is held."""

    shown: View
    at: datetime | None
    held: bool


@dataclass(frozen=True)
class Plan:
    """A page of what waits in a community, and its slots: `days` as ISO digits, `hour` as `10:00`."""

    community_id: int
    community: str
    zone: str
    days: str
    hour: str
    lines: Sequence[Line]
    first: int = 0
    total: int = 0


def rates(found: Sequence[Rate]) -> list[Part]:
    """How many were declined, happy and critical apart: none is told of fewer than five."""
    parts: list[Part] = []
    for one in found:
        kind = Say(f"testimonials.rate.{'critical' if one.critical else 'happy'}")
        percent = share(one.declined, one.decided)
        if percent is None:
            said = Say("testimonials.rate.hidden", community=one.community, kind=kind)
        else:
            counts = {"percent": percent, "declined": one.declined, "decided": one.decided}
            said = Say("testimonials.rate.told", community=one.community, kind=kind, **counts)
        parts.append(Note(said))
    return [Heading(Say("testimonials.rate.title")), *parts] if parts else []


def plans(communities: Sequence[tuple[int, str]]) -> list[Part]:
    """The way to each community's plan."""
    return list(
        rows(
            Button(Say("testimonials.plan.see", community=name), to("testimonials.plan", community_id))
            for community_id, name in communities
        )
    )


def rhythm(days: str, hour: str) -> Say:
    """The slots, in words."""
    if not days:
        return Say("testimonials.plan.none")
    named = Say(f"testimonials.day.{days[0]}")
    for day in days[1:]:
        named = Say("testimonials.plan.days", before=named, day=Say(f"testimonials.day.{day}"))
    return Say("testimonials.plan.rhythm", n=len(days), days=named, hour=hour)


def plan(shown: Plan, done: Say | None = None) -> Card:
    """What leaves next, after what has just been `done` about it."""
    title = Say("testimonials.plan.title", community=shown.community)
    parts: list[Part] = [Heading(title)]
    parts += [Text(done)] if done else []
    parts += [Text(rhythm(shown.days, shown.hour)), Note(Say("testimonials.plan.rule"))]
    for line in shown.lines:
        parts += _line(shown, line)
    if not shown.lines:
        parts.append(Text(Say("testimonials.plan.empty")))
    turns = [Button(Say("testimonials.plan.slots"), to("testimonials.slots", shown.community_id))]
    following = shown.first + len(shown.lines)
    if shown.first:
        turns.append(Button(Say("testimonials.plan.back"), to("testimonials.plan_page", shown.community_id, 0)))
    if following < shown.total:
        turns.append(Button(Say("testimonials.plan.more"), to("testimonials.plan_page", shown.community_id, following)))
    return card(title, *parts, Buttons(*turns))


def _line(plan: Plan, line: Line) -> list[Part]:
    one, there = line.shown, plan.community_id
    said = Say("testimonials.plan.later", course=one.course)
    if line.held:
        said = Say("testimonials.plan.held", course=one.course)
    elif line.at is not None:
        said = Say("testimonials.plan.line", when=When(line.at, plan.zone), course=one.course)
    hold = "release" if line.held else "hold"
    row = [
        Button(Say("testimonials.plan.post_now"), to("testimonials.post_now", one.id, there)),
        Button(Say(f"testimonials.plan.{hold}"), to(f"testimonials.{hold}", one.id, there)),
    ]
    if not line.held:
        row.insert(1, Button(Say("testimonials.plan.first"), to("testimonials.first", one.id, there)))
    return [Text(said), Quote(one.words or "", one.signed), Buttons(*row)]


def slots_form(community_id: int, days: str, hour: str) -> Form:
    """The days, in plain words, and the hour. `days`: in the asker's language."""
    fields = (
        TextField("days", Say("testimonials.form.days"), Say("testimonials.form.days_hint"), value=days, longest=200),
        TimeField("hour", Say("testimonials.form.hour"), hour),
    )
    title, send = Say("testimonials.form.slots"), Say("testimonials.form.slots_send")
    return Form(title, send, to("testimonials.slots_chosen", community_id), fields)


def example_rates() -> list[Rate]:
    """One that may be told, one that may not."""
    return [Rate("Giving feedback", False, 14, 2), Rate("Giving feedback", True, 3, 1)]


def examples(one: View) -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    approved = replace(one, state="approved")
    lines = [Line(approved, at, held=False), Line(approved, None, held=False), Line(approved, None, held=True)]
    shown = Plan(3, one.community, one.zone, "24", "10:00", lines, 0, 7)
    return {
        "plan": plan(shown),
        "plan, last page": plan(replace(shown, lines=lines[:1], first=6), Say("testimonials.plan.done.hold")),
        "plan, empty": plan(replace(shown, lines=[], total=0, days="")),
        "slots": slots_form(3, "Tuesday, Thursday", "10:00"),
    }

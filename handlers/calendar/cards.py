"""What people see of calendars. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.calendar import rules
from handlers.calendar.rules import AT_ONCE, Entry, Month, Page
from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When

MOST_COMMUNITIES = 10
"""Communities to choose from: two rows of buttons."""


@dataclass(frozen=True)
class Shown:
    """One page of a month of a community, for a reader who sees `everything` or not."""

    community_id: int
    community: str
    zone: str
    month: Month
    page: Page
    number: int
    everything: bool
    earlier: bool = True
    later: bool = True


def month(shown: Shown) -> Card:
    """A month, week by week, and the ways to the others."""
    first, _ = shown.month.bounds(shown.zone)
    title = Say("calendar.title", month=When(first, shown.zone, "month"), community=shown.community)
    note = Say("calendar.everything" if shown.everything else "calendar.public", zone=shown.zone)
    parts: list[Part] = [Heading(title), Note(note)]
    if not shown.page.entries:
        parts.append(Text(Say("calendar.nothing")))
    for monday, entries in rules.by_week(shown.page.entries, shown.zone):
        parts += _week(monday, entries, shown.zone)
    if shown.page.after:
        parts.append(Note(Say("calendar.more_below", n=shown.page.after)))
    return card(title, *parts, *_ways(shown))


def _week(monday: datetime, entries: Sequence[Entry], zone: str) -> list[Part]:
    lines: list[Line] = [Say("calendar.week", day=When(monday, zone, "day"))]
    lines += [_line(entry, zone) for entry in entries]
    return [Text(_joined(lines[at : at + AT_ONCE])) for at in range(0, len(lines), AT_ONCE)]


def _joined(lines: Sequence[Line]) -> Line:
    first, *rest = lines
    return Say("calendar.lines", first=first, rest=_joined(rest)) if rest else first


def _line(entry: Entry, zone: str) -> Say:
    day, hour = When(entry.at, zone, "short_day"), When(entry.at, zone, "time")
    title = rules.shortened(entry.title)
    if entry.ends_at is not None:
        return Say("calendar.line.session", day=day, hour=hour, until=When(entry.ends_at, zone, "time"), title=title)
    every = rules.every(entry.rule)
    if entry.kind != "planned" or every is None:
        return Say(f"calendar.line.{entry.kind}", day=day, hour=hour, title=title)
    return Say("calendar.line.again", day=day, hour=hour, title=title, every=_every(*every))


def _every(unit: str, n: int) -> Say:
    return Say(f"calendar.every.{unit}", n=n)


def _ways(shown: Shown) -> list[Buttons]:
    """Other months, the rest of this one, the address, and where all of it is decided."""
    months = [(step, key) for step, key, there in ((-1, "before", shown.earlier), (1, "after", shown.later)) if there]
    turns = [
        Button(Say(f"calendar.month_{key}"), to("calendar.month", shown.community_id, shown.month.plus(step).number))
        for step, key in months
    ]
    here = (shown.community_id, shown.month.number)
    row = []
    if shown.page.before:
        row.append(Button(Say("calendar.earlier"), to("calendar.month", *here, shown.number - 1)))
    if shown.page.after:
        more = Say("calendar.more", n=shown.page.after)
        row.append(Button(more, to("calendar.month", *here, shown.number + 1)))
    row.append(Button(Say("calendar.get"), to("calendar.get", shown.community_id)))
    if shown.everything:
        row.append(Button(Say("calendar.planned"), to("schedules.coming", shown.community_id, 0)))
    return [Buttons(*turns), Buttons(*row)] if turns else [Buttons(*row)]


def choose(found: Sequence[tuple[int, str]], month_number: int) -> Card:
    """Several communities: whose calendar?"""
    said = Say("calendar.choose")
    buttons = [Button(name, to("calendar.month", number, month_number)) for number, name in found[:MOST_COMMUNITIES]]
    rows = [Buttons(*buttons[at : at + 5]) for at in range(0, len(buttons), 5)]
    return card(said, Text(said), *rows, Note(Say("calendar.choose_next")) if len(found) > len(buttons) else None)


def address(community_id: int, community: str, link: str, *, everything: bool) -> Card:
    """A new address, the only time it is shown."""
    said = Say("calendar.address", community=community)
    # As code, not as a link: platforms visit links to show what is there, and this one is a key.
    return card(
        said,
        Heading(said),
        Text(Say("calendar.address_how", link=link)),
        Note(Say("calendar.address_everything" if everything else "calendar.address_public")),
        Note(Say("calendar.address_once")),
        _keys(community_id),
    )


def has_one(community_id: int, community: str, made_at: datetime, zone: str, *, everything: bool) -> Card:
    """The asker has an address already, which cannot be shown again."""
    said = Say("calendar.has_one", community=community, at=When(made_at, zone, "day"))
    return card(
        said,
        Text(said),
        Note(Say("calendar.address_everything" if everything else "calendar.address_public")),
        _keys(community_id),
    )


def _keys(community_id: int) -> Buttons:
    renew = Button(
        Say("calendar.renew"), to("calendar.renew", community_id), "plain", confirm=Say("calendar.renew_sure")
    )
    return Buttons(renew, Button(Say("calendar.stop"), to("calendar.stop", community_id), "danger"))


def stopped(community_id: int, community: str) -> Card:
    """The asker's address opens nothing any more."""
    said = Say("calendar.stopped", community=community)
    return card(said, Text(said), Buttons(Button(Say("calendar.get"), to("calendar.get", community_id))))


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    zone, name, november = "Europe/Paris", "Giving feedback", Month(2026, 11)
    at, title = datetime(2026, 11, 3, 8, tzinfo=UTC), "Say what you saw, then what it did"
    entries = [
        Entry(at, "posted", title),
        Entry(at + timedelta(days=7), "missed", "La caméra avant le juge"),
        Entry(at + timedelta(days=21), "planned", title, "FREQ=WEEKLY"),
        Entry(at + timedelta(days=22), "session", "Donner un retour", ends_at=at + timedelta(days=22, hours=3)),
        Entry(at + timedelta(days=23), "paused", "Two to one is no rule", "FREQ=WEEKLY;INTERVAL=2"),
        Entry(at + timedelta(days=24), "planned", "Ask before you advise"),
    ]
    busy = [Entry(at + timedelta(hours=12 * number), "planned", title, "FREQ=DAILY") for number in range(50)]
    link = "https://portevoix.example.org/calendar/Qk3vJ0Zt1mXo5bH8uYpL2wRcN7sDfGaE4iTqV6xKzMg.ics"
    public = [entry for entry in entries if entry.kind in ("posted", "session")]
    return {
        "month": month(Shown(1, name, zone, november, rules.page_of(entries, 0), 0, everything=True)),
        "month, for everybody": month(Shown(1, name, zone, november, rules.page_of(public, 0), 0, everything=False)),
        "month, a full one": month(Shown(1, name, zone, november, rules.page_of(busy, 1), 1, everything=True)),
        "month, empty and last": month(
            Shown(1, name, zone, november, rules.page_of([], 0), 0, everything=False, later=False)
        ),
        "choose": choose([(1, name), (2, "Python, le soir")], 202611),
        "address": address(1, name, link, everything=True),
        "has one": has_one(1, name, at, zone, everything=False),
        "stopped": stopped(1, name),
    }

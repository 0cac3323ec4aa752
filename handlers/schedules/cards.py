"""What people see of schedules. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from handlers.schedules import forms
from handlers.schedules.forms import Filled
from handlers.schedules.rhythm import limits, rhythm, this_year
from handlers.schedules.rules import stamp
from storage.capsules import Capsule
from storage.dates import wall
from storage.schedules import ACTIVE, PAUSED, Schedule

PAGE = 4
"""Schedules on one page: with five buttons each they fill most of the 40 components of a message on Discord."""

CHOICES = 5
"""Capsules to choose from when words find several."""


@dataclass(frozen=True)
class Clash:
    """Another capsule too near: at which of our dates, its title and its own date; `free`: when we could post."""

    at: datetime
    title: str
    other: datetime
    gap_minutes: int
    shift_minutes: int = 0
    free: datetime | None = None


def choose(community_id: int, found: Sequence[Capsule], words: str = "") -> Card:
    """Words that find several capsules: which one is to be planned?"""
    parts: list[Part] = [Heading(Say("schedules.choose"))]
    for capsule in found:
        link = to("schedules.plan_form", community_id, capsule.id, *((words,) if words else ()))
        parts += [Text(Say("schedules.choice", title=capsule.title)), Buttons(Button(Say("schedules.schedule"), link))]
    return card(Say("schedules.choose"), *parts, Note(Say("schedules.choose_next")))


def confirm(
    title: str,
    drafted: Schedule,
    dates: Sequence[datetime],
    clash: Clash | None = None,
    refused_in: str | None = None,
) -> Card:
    """What is about to be planned, to be confirmed; `refused_in`: the channel that refused the last post."""
    said = Say("schedules.confirm.title", title=title)
    change = Button(Say("schedules.change"), to("schedules.change", drafted.id))
    if clash is None:
        row = [Button(Say("schedules.confirm"), to("schedules.confirm", drafted.id), style="good"), change]
    elif clash.free is None:
        row = [change]
    else:
        label = Say("schedules.take", at=When(clash.free, drafted.zone))
        row = [Button(label, to("schedules.shift", drafted.id, clash.shift_minutes), style="good"), change]
    return card(
        said,
        Heading(said),
        *_dates(drafted, dates),
        None if clash is None else Text(_clash(clash, drafted.zone)),
        None if refused_in is None else Text(Say("schedules.refused", channel=Channel(refused_in))),
        Buttons(*row),
    )


def _clash(clash: Clash, zone: str) -> Say:
    key = "clash" if clash.free else "clash_full"
    return Say(f"schedules.{key}", title=clash.title, other=When(clash.other, zone), n=clash.gap_minutes)


def _dates(schedule: Schedule, dates: Sequence[datetime]) -> tuple[Part, ...]:
    """How often, what is left out, and the next dates where there are any."""
    often = Text(Say("schedules.planned_how", rhythm=rhythm(schedule.rule), zone=schedule.zone))
    said = (Text(Say("schedules.next_dates", n=len(dates))),) if dates else ()
    left_out = (Note(one) for one in limits(schedule))
    return often, *left_out, *said, *(Text(_date(schedule, at)) for at in dates)


def _date(schedule: Schedule, at: datetime) -> Say:
    """A date; with its year when that is not the one in which it was planned."""
    said, year = When(at, schedule.zone), str(wall(at, schedule.zone).year)
    if this_year(schedule) in (None, year):
        return Say("schedules.date", at=said)
    return Say("schedules.date_year", at=said, year=year)


def planned(title: str, schedule: Schedule, dates: Sequence[datetime], undo: str = "cancel") -> Card:
    """What was planned: the capsule, its next dates, and a way back (the route `undo`)."""
    way = to(f"schedules.{undo}", schedule.id)
    back = Button(Say("schedules.cancel"), way, style="danger") if undo == "cancel" else undo_button(undo, schedule.id)
    return card(
        Say("schedules.planned", title=title),
        Heading(Say("schedules.planned", title=title)),
        *_dates(schedule, dates),
        Buttons(back, _back(schedule)),
    )


def look(title: str, schedule: Schedule, dates: Sequence[datetime]) -> Card:
    """One schedule, its next dates, and all that can be done with it."""
    paused = Text(Say("schedules.is_paused")) if schedule.state == PAUSED else None
    parts = [paused, *_dates(schedule, dates), _deeds(schedule), Buttons(_back(schedule))]
    return card(Say("schedules.one", title=title), Heading(title), *parts)


def coming(community_id: int, community: str, found: Sequence[tuple[Schedule, str]], total: int, number: int) -> Card:
    """One page of everything that is planned: schedules with the titles of their capsules."""
    parts: list[Part] = [Heading(Say("capsules.of", community=community))]
    parts.append(Text(Say("schedules.coming", n=total) if total else Say("schedules.nothing_coming")))
    for schedule, title in found:
        parts += [Text(_line(schedule, title)), _deeds(schedule)]
    return card(Say("capsules.of", community=community), *parts, _turns(community_id, number, total))


def _line(schedule: Schedule, title: str) -> Say:
    often = rhythm(schedule.rule)
    if schedule.next_at is None:
        return Say("schedules.line_paused", title=title, rhythm=often)
    return Say("schedules.line", title=title, rhythm=often, at=When(schedule.next_at, schedule.zone))


def _deeds(schedule: Schedule) -> Buttons:
    """All that can be done with a schedule; what concerns one date names it, so a late press does not hit the next."""
    row = [Button(Say("schedules.edit"), to("schedules.change", schedule.id))]
    if schedule.next_at is not None:
        one = (schedule.id, stamp(schedule.next_at))
        sure = Say("schedules.post_next_sure", at=When(schedule.next_at, schedule.zone))
        row.insert(0, Button(Say("schedules.post_now"), to("schedules.post_next", *one), confirm=sure))
        if schedule.rule:
            row.append(Button(Say("schedules.skip"), to("schedules.skip", *one)))
    pause = "resume" if schedule.state == PAUSED else "pause"
    row.append(Button(Say(f"schedules.{pause}"), to(f"schedules.{pause}", schedule.id)))
    row.append(Button(Say("schedules.cancel"), to("schedules.cancel", schedule.id), style="danger"))
    return Buttons(*row)


def _turns(community_id: int, number: int, total: int) -> Buttons:
    """Previous and Next, where there is something to turn to, and the capsules to choose from."""
    row = []
    if number > 0:
        row.append(Button(Say("capsules.previous"), to("schedules.coming", community_id, number - 1)))
    if (number + 1) * PAGE < total:
        row.append(Button(Say("capsules.next"), to("schedules.coming", community_id, number + 1)))
    return Buttons(*row, Button(Say("schedules.shelf"), to("capsules.page", community_id, 0)))


def _back(schedule: Schedule) -> Button:
    return Button(Say("schedules.back"), to("schedules.coming", schedule.community_id, 0))


def done(said: Say, schedule: Schedule, undo: Button | None, next_at: datetime | None = None) -> Card:
    """What was done to a schedule, what it posts next, and the way back."""
    following = None if next_at is None else Note(Say("schedules.then", at=When(next_at, schedule.zone)))
    row = [_back(schedule)] if undo is None else [undo, _back(schedule)]
    return card(said, Text(said), following, Buttons(*row))


def undo_button(route: str, *values: int | str) -> Button:
    """The way back from an act: `route` within this feature."""
    said = Say("schedules.undo_edit" if route == "unedit" else "schedules.undo")
    return Button(said, to(f"schedules.{route}", *values))


def on_its_way(title: str, channel: str) -> Card:
    """A capsule was posted at once."""
    said = Say("schedules.on_its_way", title=title, channel=Channel(channel))
    return card(said, Text(said))


def plan_form(community_id: int, capsule_id: int, zone: str, filled: Filled, replaces: int = 0) -> Form:
    """When to post a capsule; `replaces`: the schedule that is being edited, 0 for a new one."""
    return forms.plan(community_id, capsule_id, zone, filled, replaces)


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    at, zone, title = datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Paris", "Say what you saw, then what it did"
    dates = [at + timedelta(days=7 * week) for week in range(3)]
    rules = (
        "",
        "FREQ=WEEKLY;BYDAY=TU,TH;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;UNTIL=20270630T235900",
        "FREQ=MONTHLY;BYDAY=+1MO;COUNT=6",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15,-1",
    )
    made = [_example(number, rule, at, zone) for number, rule in enumerate(rules, 1)]
    paused = _example(9, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", None, zone)
    clash = Clash(at, "La caméra avant le juge", at + timedelta(minutes=30), 60, 90, at + timedelta(minutes=90))
    full = Clash(at, "La caméra avant le juge", at, 60)
    listed = [(one, title) for one in made[:3]]
    return {
        "choose": choose(1, [Capsule(id=42, title=title), Capsule(id=43, title="La caméra avant le juge")]),
        "plan": plan_form(1, 42, zone, Filled("2026-11-25")),
        "confirm": confirm(title, made[1], dates),
        "confirm, a rule of months": confirm(title, made[4], dates, refused_in="C1"),
        "confirm, too near another": confirm(title, made[2], dates, clash),
        "confirm, no free moment": confirm(title, made[0], dates[:1], full),
        "planned": planned(title, made[1], dates),
        "planned once": planned(title, made[0], dates[:1]),
        "planned anew": planned(title, made[3], dates, "unedit"),
        "one schedule": look(title, made[1], dates),
        "one paused": look(title, paused, []),
        "everything planned": coming(1, "Giving feedback", [*listed, (paused, title)], 9, 1),
        "nothing planned": coming(1, "Giving feedback", [], 0, 0),
        "skipped": done(
            Say("schedules.skipped", title=title, at=When(at, zone)),
            made[1],
            undo_button("unskip", 2, stamp(at)),
            dates[1],
        ),
        "cancelled": done(Say("schedules.cancelled", title=title), made[1], undo_button("restore", 2, "active")),
        "on its way": on_its_way(title, "C1"),
    }


def _example(number: int, rule: str, at: datetime | None, zone: str) -> Schedule:
    holidays, skips = ("FR", "2026-12-24T09:00") if number == 2 else ("", "")
    state = PAUSED if at is None else ACTIVE
    made = Schedule(id=number, community_id=1, rule=rule, zone=zone, next_at=at, state=state)
    made.holidays, made.skips, made.local_start = holidays, skips, "2026-11-24T09:00"
    made.drafted_at = datetime(2025 if number == 5 else 2026, 11, 23, 8, tzinfo=UTC)
    return made

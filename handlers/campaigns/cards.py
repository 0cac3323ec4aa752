"""What people see of campaigns. Records of storage are read here, never asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from handlers.campaigns import forms
from handlers.campaigns.forms import Around, Filled
from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Say, When
from storage.campaigns import Campaign, Step
from storage.placing import Why
from storage.runs import STOPPED, Listed, Run
from storage.schedules import ACTIVE, MISSED, PAUSED, POSTED

PAGE = 4
"""Campaigns on one page, below what is under way."""

MOST_UNDER_WAY = 4


@dataclass(frozen=True)
class Page:
    """What is under way in a community, and one page of the campaigns it may start."""

    community_id: int
    community: str
    under_way: Sequence[Listed]
    shown: Sequence[tuple[Campaign, int]]
    total: int
    zone: str
    number: int = 0


@dataclass(frozen=True)
class Dated:
    """A post about to be planned: its title, its date (None: it has none) and why it is not the one asked for."""

    title: str
    at: When | None
    why: Why | Literal["withdrawn"] = ""


@dataclass(frozen=True)
class Row:
    """A post of a run: its title, its date, and what became of it (`coming`, `posted`, `missed`, `paused`, `left`)."""

    title: str
    at: When
    became: str


def day(days: int) -> Say:
    """D-7, D+0, D+30."""
    return Say("campaigns.day_before" if days < 0 else "campaigns.day_after", days=str(abs(days)))


def page(found: Page) -> Card:
    """What is under way, then the campaigns to start."""
    said = Say("campaigns.of", community=found.community)
    parts: list[Part] = [Heading(said)]
    for one in found.under_way:
        parts += [Text(_progress(one, found.zone)), Buttons(_open(one.run.id))]
    parts.append(Text(Say("campaigns.count", n=found.total) if found.total else Say("campaigns.none")))
    for campaign, steps in found.shown:
        ids = (campaign.id, found.community_id)
        look = Button(Say("campaigns.look"), to("campaigns.look", *ids))
        begin = [Button(Say("campaigns.start"), to("campaigns.start_form", *ids), "good")] if steps else []
        parts += [Text(Say("campaigns.line", name=campaign.name, n=steps)), Buttons(*begin, look)]
    return card(said, *parts, _turns(found))


def _open(run_id: int) -> Button:
    return Button(Say("campaigns.follow"), to("campaigns.run", run_id))


def _progress(one: Listed, zone: str) -> Say:
    counts = {"name": one.run.name, "posted": str(one.posted), "total": str(one.total)}
    if one.run.state == PAUSED or one.next_at is None:
        return Say("campaigns.progress_paused", **counts)
    return Say("campaigns.progress", **counts, at=When(one.next_at, zone))


def _turns(found: Page) -> Buttons:
    row = []
    if found.number > 0:
        row.append(Button(Say("capsules.previous"), to("campaigns.page", found.community_id, found.number - 1)))
    if (found.number + 1) * PAGE < found.total:
        row.append(Button(Say("capsules.next"), to("campaigns.page", found.community_id, found.number + 1)))
    return Buttons(*row, Button(Say("campaigns.new"), to("campaigns.new_here", found.community_id)))


def look(campaign: Campaign, community_id: int, steps: Sequence[Step], told: Say | None = None) -> Card:
    """A campaign's capsules and their days; one of the community's own can be changed. `told`: what was just done."""
    ids = (campaign.id, community_id)
    parts: list[Part | None] = [Text(told) if told else None, Heading(campaign.name)]
    for step in steps:
        hour = step.hour or campaign.hour
        parts.append(Text(Say("campaigns.step", day=day(step.days), title=step.title, hour=hour)))
    if not steps:
        parts.append(Note(Say("campaigns.empty")))
    row = [Button(Say("campaigns.start"), to("campaigns.start_form", *ids), "good")] if steps else []
    if campaign.community_id is not None:
        row.append(Button(Say("campaigns.add"), to("campaigns.add_form", *ids)))
        row += [Button(Say("campaigns.change"), to("campaigns.change_form", *ids))] if steps else []
        row.append(Button(Say("campaigns.remove"), to("campaigns.remove", *ids), "danger"))
    else:
        parts.append(Note(Say("campaigns.from_file")))
    return card(Say("campaigns.one", name=campaign.name), *parts, Buttons(*row, _list(community_id)))


def _list(community_id: int) -> Button:
    return Button(Say("campaigns.back"), to("campaigns.page", community_id, 0))


def removed(campaign: Campaign, community_id: int) -> Card:
    """A campaign was taken off the list; what it started goes on."""
    said = Say("campaigns.removed", name=campaign.name)
    undo = Button(Say("campaigns.undo"), to("campaigns.put_back", campaign.id, community_id))
    return card(said, Text(said), Buttons(undo, _list(community_id)))


def confirm(name: str, channel: str, dated: Sequence[Dated], go: Link | None, change: Link) -> Card:
    """Every date it will post on, before anything is planned. `go` None: nothing could be posted."""
    said = Say("campaigns.check", name=name)
    parts: list[Part] = [Heading(said), Text(Say("campaigns.check_where", channel=Channel(channel)))]
    for one in dated:
        if one.at is None:
            parts.append(Text(Say(f"campaigns.without.{one.why}", title=one.title)))
        else:
            parts.append(Text(Say(f"campaigns.dated.{one.why or 'asked'}", title=one.title, at=one.at)))
    row = [Button(Say("campaigns.confirm"), go, "good")] if go else []
    return card(said, *parts, Buttons(*row, Button(Say("campaigns.other_dates"), change)))


@dataclass(frozen=True)
class Everywhere:
    """A start in all communities: how many, how many of their dates were moved, how many have none."""

    communities: int
    posts: int
    moved: int
    without: int


def confirm_everywhere(name: str, first: When, found: Everywhere, go: Link, change: Link) -> Card:
    """The same campaign in every community, before anything is planned."""
    said = Say("campaigns.check", name=name)
    return card(
        said,
        Heading(said),
        Text(Say("campaigns.everywhere", n=found.communities, posts=str(found.posts), at=first)),
        Note(Say("campaigns.everywhere_moved", n=found.moved)) if found.moved else None,
        Note(Say("campaigns.everywhere_without", n=found.without)) if found.without else None,
        Buttons(Button(Say("campaigns.confirm"), go, "good"), Button(Say("campaigns.other_dates"), change)),
    )


def started_everywhere(name: str, communities: int, bunch: int | None, *, stopped: bool = False) -> Card:
    """How many communities it was started in, or stopped in again."""
    said = Say("campaigns.stopped_everywhere" if stopped else "campaigns.started_everywhere", name=name, n=communities)
    undo = None
    if bunch is not None:
        undo = Buttons(Button(Say("campaigns.undo"), to("campaigns.unstart", bunch), "danger"))
    return card(said, Text(said), undo)


def run(one: Run, rows: Sequence[Row], told: Say | None = None) -> Card:
    """A campaign under way: what was posted, what comes, and what can be done with it."""
    posted = sum(row.became == POSTED for row in rows)
    over = one.state == STOPPED or not any(row.became in ("coming", "paused") for row in rows)
    state = Say(f"campaigns.state.{'over' if over and one.state != STOPPED else one.state}")
    parts: list[Part | None] = [
        Text(told) if told else None,
        Heading(one.name),
        Text(Say("campaigns.so_far", state=state, posted=str(posted), total=str(len(rows)))),
    ]
    parts += [Text(Say(f"campaigns.row.{row.became}", title=row.title, at=row.at)) for row in rows]
    happened = sum(row.became in (POSTED, MISSED) for row in rows)
    may_undo = bool(one.before) and json.loads(one.before)["happened"] == happened
    return card(Say("campaigns.one", name=one.name), *parts, _deeds(one, over=over, may_undo=may_undo))


def _deeds(one: Run, *, over: bool, may_undo: bool) -> Buttons:
    """All that can be done with a run; each button names its version, so a late press changes nothing."""
    ids = (one.id, one.version)
    row = []
    if not over:
        go_on = "resume" if one.state == PAUSED else "pause"
        row.append(Button(Say(f"campaigns.{go_on}"), to(f"campaigns.{go_on}", *ids)))
        row.append(Button(Say("campaigns.shift"), to("campaigns.shift", *ids)))
        row.append(Button(Say("campaigns.stop"), to("campaigns.stop", *ids), "danger"))
    if may_undo:
        row.append(Button(Say("campaigns.undo"), to("campaigns.undo", *ids)))
    return Buttons(*row, _list(one.community_id))


def news(run_id: int, name: str, what: Literal["stopped", "moved"]) -> Card:
    """To whoever started it: its session was cancelled or moved."""
    said = Say(f"campaigns.news.{what}", name=name)
    return card(said, Text(said), Buttons(_open(run_id)))


def examples() -> dict[str, Card | Form]:
    """Every card, with plausible data."""
    now, zone = datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Paris"
    own = Campaign(id=4, community_id=1, name="First month of feedback", hour="09:00", origin=None)
    filed = Campaign(id=5, community_id=None, name="Avant et après la formation", hour="09:00", origin="x")
    titles = ("Say what you saw, then what it did", "Four seconds that open a door", "One idea for next time")
    steps = [Step(number, number, title, (number - 1) * 7, "") for number, title in enumerate(titles)]
    one = Run(id=7, community_id=1, name=own.name, state=ACTIVE, version=1, before='{"happened": 2}')
    at = [When(now + timedelta(days=7 * number), zone) for number in range(3)]
    dated = [Dated(titles[0], at[0]), Dated(titles[1], at[1], "holiday"), Dated(titles[2], at[2], "gap")]
    rows = [Row(titles[0], at[0], POSTED), Row(titles[1], at[1], MISSED), Row(titles[2], at[2], "coming")]
    listed = [Listed(one, 8, 3, 5, now)]
    go, other = to("campaigns.confirm", 4, 1, 0, 20261201, "0900", 0, "0a1b2c3d"), to("campaigns.start_form", 4, 1)
    around = [Around(3, "Feedback that helps", at[1])]
    return {
        "list": page(Page(1, "Giving feedback", listed, [(own, 3), (filed, 5)], 2, zone)),
        "nothing yet": page(Page(1, "Donner du feedback", [], [], 0, zone)),
        "one of ours": look(own, 1, steps),
        "one of a file": look(filed, 1, steps),
        "empty": look(own, 1, [], Say("campaigns.made", name=own.name)),
        "removed": removed(own, 1),
        "confirm": confirm(own.name, "C1", dated, go, other),
        "nothing to post": confirm(own.name, "C1", [Dated(titles[0], None, "past")], None, other),
        "confirm everywhere": confirm_everywhere(own.name, at[0], Everywhere(500, 4000, 12, 1), go, other),
        "started everywhere": started_everywhere(own.name, 500, 7),
        "under way": run(one, rows, Say("campaigns.done.start")),
        "paused": run(Run(id=7, community_id=1, name=own.name, state=PAUSED, version=2, before=""), rows),
        "session cancelled": news(7, own.name, "stopped"),
        "session moved": news(7, own.name, "moved"),
        "form of a new one": forms.new(1),
        "form to add": forms.add(4, 1),
        "form to change": forms.change(4, 1, steps),
        "form to start": forms.start(4, 1, Filled("2026-12-01", "09:00"), around, zone=zone, is_admin=True),
    }

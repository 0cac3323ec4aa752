"""The forms of campaigns. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.forms import ChoiceField, DateField, Form, Option, TextField, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from storage.campaigns import LONGEST_NAME, Step

NO_SESSION = "none"
KEEP, LEAVE_OUT = "keep", "leave_out"
HERE, EVERYWHERE = "here", "everywhere"
MOVE, REMOVE = "move", "remove"

MOST_SESSIONS = 20
LONGEST_LABEL = 75
"""Characters of an option, on the platform that takes the fewest."""


@dataclass(frozen=True)
class Filled:
    """What the form of a start shows: a day as `2026-12-01`, a time as `09:00`, the number of a session or 0."""

    day: str
    hour: str
    session_id: int = 0


@dataclass(frozen=True)
class Around:
    """A session that a campaign may be started around."""

    id: int
    course: str
    at: When


def new(community_id: int) -> Form:
    """The name of a new campaign, and its hour."""
    return Form(
        Say("campaigns.form.new"),
        Say("campaigns.form.new_submit"),
        to("campaigns.create", community_id),
        (
            TextField("name", Say("campaigns.form.name"), shortest=1, longest=LONGEST_NAME),
            TimeField("hour", Say("campaigns.form.hour"), "09:00"),
        ),
    )


def add(campaign_id: int, community_id: int) -> Form:
    """One more capsule, and when."""
    return Form(
        Say("campaigns.form.add"),
        Say("campaigns.form.add_submit"),
        to("campaigns.add", campaign_id, community_id),
        (
            TextField("capsule", Say("campaigns.form.capsule"), Say("campaigns.form.capsule_hint"), longest=200),
            _day(required=True),
            _own_hour(),
        ),
    )


def change(campaign_id: int, community_id: int, steps: Sequence[Step]) -> Form:
    """A capsule on another day, in another's place, or taken out."""
    listed = tuple(Option(str(step.id), step.title[:LONGEST_LABEL]) for step in steps)
    what = tuple(Option(name, Say(f"campaigns.form.{name}")) for name in (MOVE, REMOVE))
    return Form(
        Say("campaigns.form.change"),
        Say("campaigns.form.change_submit"),
        to("campaigns.change", campaign_id, community_id),
        (
            ChoiceField("step", Say("campaigns.form.which"), listed),
            ChoiceField("what", Say("campaigns.form.what"), what, MOVE),
            _day(required=False),
            _own_hour(),
        ),
    )


def _day(*, required: bool) -> TextField:
    label, hint = Say("campaigns.form.day"), Say("campaigns.form.day_hint")
    return TextField("day", label, hint, required=required, longest=10)


def _own_hour() -> TextField:
    return TextField("hour", Say("campaigns.form.own_hour"), Say("campaigns.form.own_hint"), required=False, longest=10)


def start(
    campaign_id: int,
    community_id: int,
    filled: Filled,
    sessions: Sequence[Around],
    *,
    zone: str,
    is_admin: bool,
) -> Form:
    """From a day, or around a session; `is_admin`: everywhere at once too."""
    around = (
        Option(NO_SESSION, Say("campaigns.form.no_session")),
        *(Option(str(one.id), Say("campaigns.form.session", course=one.course, at=one.at)) for one in sessions),
    )
    chosen = str(filled.session_id) if filled.session_id in [one.id for one in sessions] else NO_SESSION
    holidays = tuple(Option(name, Say(f"campaigns.form.{name}")) for name in (KEEP, LEAVE_OUT))
    where = tuple(Option(name, Say(f"campaigns.form.{name}")) for name in (HERE, EVERYWHERE))
    fields = (
        DateField("date", Say("campaigns.form.date"), filled.day),
        ChoiceField("session", Say("campaigns.form.around"), around, chosen),
        TimeField("time", Say("campaigns.form.time", zone=zone), filled.hour),
        ChoiceField("holidays", Say("campaigns.form.holidays"), holidays, KEEP),
        *((ChoiceField("where", Say("campaigns.form.where"), where, HERE),) if is_admin else ()),
    )
    link = to("campaigns.start", campaign_id, community_id)
    return Form(Say("campaigns.form.start"), Say("campaigns.form.start_submit"), link, fields)

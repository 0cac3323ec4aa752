"""What people see of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Text, card
from handlers.chat.forms import DateField, Form, PeopleField, TextField, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When
from handlers.sessions import rules

USUAL_MINUTES = "60"


@dataclass(frozen=True)
class Shown:
    """A session as a card tells it. `n`: how many come, or came."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str
    state: str
    n: int
    place: str = ""
    trainer: str = ""


@dataclass(frozen=True)
class Listed:
    """A session in a list, with what its reader may do: `checks_in` once it has begun, `joins` before."""

    shown: Shown
    joins: bool = False
    checks_in: bool = False
    comes: bool = False
    ends: bool = False
    cancels: bool = False


def new_form(community_id: int, today: str) -> Form:
    """The form of a new session; `today` (`2026-11-24`) is proposed as its day."""
    return Form(
        Say("sessions.form.new"),
        Say("sessions.form.create"),
        to("sessions.create", community_id),
        (
            TextField(
                "course",
                Say("sessions.form.course"),
                Say("sessions.form.course_hint"),
                shortest=1,
                longest=rules.LONGEST_TITLE,
            ),
            DateField("date", Say("sessions.form.date"), today),
            TimeField("time", Say("sessions.form.time"), "14:00"),
            TextField("minutes", Say("sessions.form.minutes"), value=USUAL_MINUTES, shortest=1, longest=4),
            PeopleField("attendees", Say("sessions.form.attendees")),
        ),
    )


def details_form(session_id: int, place: str, trainer: str) -> Form:
    """The form of what may be told later."""
    return Form(
        Say("sessions.form.details"),
        Say("sessions.form.save"),
        to("sessions.set_details", session_id),
        (
            TextField(
                "place",
                Say("sessions.form.place"),
                Say("sessions.form.place_hint"),
                value=place,
                required=False,
                longest=rules.LONGEST_PLACE,
            ),
            TextField(
                "trainer", Say("sessions.form.trainer"), value=trainer, required=False, longest=rules.LONGEST_TRAINER
            ),
        ),
    )


def _facts(shown: Shown) -> Facts:
    pairs: list[tuple[Line, Line]] = [
        (Say("sessions.when"), Say("sessions.at", when=When(shown.starts_at, shown.zone))),
    ]
    if shown.place:
        pairs.append((Say("sessions.where"), shown.place))
    if shown.trainer:
        pairs.append((Say("sessions.trainer"), shown.trainer))
    return Facts(tuple(pairs))


def announcement(shown: Shown) -> Card:
    """The session in its community's channel, as it is now."""
    summary = Say(f"sessions.announced.{shown.state}", course=shown.course)
    join = Say("sessions.button.coming" if shown.state == "planned" else "sessions.button.was_there")
    cancelled = shown.state == "cancelled"
    return card(
        summary,
        Heading(shown.course),
        Text(Say(f"sessions.state.{shown.state}")),
        _facts(shown),
        None if cancelled else Note(Say(f"sessions.count.{shown.state}", n=shown.n)),
        None if cancelled else Buttons(Button(join, to("sessions.join", shown.session_id), style="good")),
    )


def made(shown: Shown) -> Card:
    """A session has just been set up: what happens next."""
    return card(
        Say("sessions.made", course=shown.course),
        Text(Say("sessions.made", course=shown.course)),
        _facts(shown),
        Note(Say("sessions.made_next")),
        Buttons(Button(Say("sessions.button.details"), to("sessions.details", shown.session_id))),
    )


def joined(shown: Shown) -> Card:
    """Somebody is on the list. Before the end they may change their mind."""
    said = Say(f"sessions.joined.{shown.state}", course=shown.course, when=When(shown.starts_at, shown.zone))
    leave = Button(Say("sessions.button.not_coming"), to("sessions.leave", shown.session_id))
    return card(said, Text(said), Buttons(leave) if shown.state == "planned" else None)


def left(shown: Shown) -> Card:
    """Somebody is off the list, and may come back."""
    said = Say("sessions.left", course=shown.course)
    back = Button(Say("sessions.button.coming"), to("sessions.join", shown.session_id, 1))
    return card(said, Text(said), Buttons(back))


def cancelled(shown: Shown) -> Card:
    """What those who were expected receive."""
    said = Say("sessions.cancelled_for_you", course=shown.course, when=When(shown.starts_at, shown.zone))
    return card(said, Text(said))


def _row(listed: Listed) -> Buttons | None:
    shown = listed.shown
    row = []
    if listed.checks_in and not listed.comes:
        row.append(Button(Say("sessions.button.was_there"), to("sessions.join", shown.session_id), style="good"))
    elif listed.joins and not listed.comes:
        row.append(Button(Say("sessions.button.coming"), to("sessions.join", shown.session_id), style="good"))
    if listed.ends:
        ends = Say("sessions.sure.end", course=shown.course)
        row.append(Button(Say("sessions.button.end"), to("sessions.finish", shown.session_id), confirm=ends))
    if listed.cancels:
        cancels = Say("sessions.sure.cancel", course=shown.course)
        row.append(Button(Say("sessions.button.details"), to("sessions.details", shown.session_id)))
        row.append(Button(Say("sessions.button.cancel"), to("sessions.cancel", shown.session_id), "danger", cancels))
    return Buttons(*row) if row else None


def _lines(found: Sequence[Listed]) -> list[Part | None]:
    parts: list[Part | None] = []
    for listed in found:
        shown = listed.shown
        said = Say(
            f"sessions.line.{shown.state}", course=shown.course, when=When(shown.starts_at, shown.zone), n=shown.n
        )
        parts += [Text(said), _row(listed)]
    return parts


def listed(coming: Sequence[Listed], past: Sequence[Listed], *, more: bool, animates: bool) -> Card:
    """Sessions to come and past ones; `more`: there are others, later."""
    if not coming and not past:
        next_step = Say("sessions.none_animator" if animates else "sessions.none_learner")
        return card(Say("sessions.none"), Text(Say("sessions.none")), Note(next_step))
    return card(
        Say("sessions.list"),
        Heading(Say("sessions.coming")),
        *(_lines(coming) or [Note(Say("sessions.none_coming"))]),
        Note(Say("sessions.more")) if more else None,
        Heading(Say("sessions.past")) if past else None,
        *_lines(past),
    )


def today(found: Sequence[Listed]) -> Card:
    """The sessions one may say "I was there" of."""
    if not found:
        return card(Say("sessions.none_today"), Text(Say("sessions.none_today")), Note(Say("sessions.none_today_next")))
    return card(Say("sessions.today"), Heading(Say("sessions.today")), *_lines(found))


def to_end(found: Sequence[Listed]) -> Card:
    """The sessions under way that the asker may end."""
    if not found:
        return card(Say("sessions.none_to_end"), Text(Say("sessions.none_to_end")))
    return card(Say("sessions.to_end"), Heading(Say("sessions.to_end")), *_lines(found))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    planned = Shown(
        7,
        "Donner un retour qui aide",
        datetime(2026, 11, 24, 13, tzinfo=UTC),
        "Europe/Paris",
        "planned",
        4,
        "Salle B12",
    )
    ended = Shown(
        6, "Giving feedback", datetime(2026, 11, 17, 9, tzinfo=UTC), "Europe/London", "ended", 1, trainer="Priya"
    )
    off = Shown(5, "Listening", datetime(2026, 11, 18, 9, tzinfo=UTC), "Europe/London", "cancelled", 3)
    animator = Listed(planned, joins=True, checks_in=True, ends=True, cancels=True)
    return {
        "new": new_form(1, "2026-11-24"),
        "details": details_form(7, "https://meet.example.org/retour", "Priya"),
        "announced": announcement(planned),
        "announced, ended": announcement(ended),
        "announced, cancelled": announcement(off),
        "made": made(planned),
        "joined": joined(planned),
        "was there": joined(ended),
        "left": left(planned),
        "cancelled": cancelled(off),
        "list": listed([animator, Listed(planned, joins=True)], [Listed(ended)], more=True, animates=True),
        "list of past ones": listed([], [Listed(ended, checks_in=True)], more=False, animates=False),
        "nothing for an animator": listed([], [], more=False, animates=True),
        "nothing for a learner": listed([], [], more=False, animates=False),
        "today": today([Listed(planned, checks_in=True), Listed(ended, comes=True)]),
        "nothing today": today([]),
        "to end": to_end([Listed(planned, ends=True)]),
        "nothing to end": to_end([]),
    }

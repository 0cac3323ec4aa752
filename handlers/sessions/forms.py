"""The forms of a session, filled with what is kept or with what was typed before. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.chat.forms import DateField, Field, Form, PeopleField, TextField, TimeField
from handlers.chat.routes import Link, to
from handlers.chat.words import Say
from handlers.sessions import rules

USUAL_TIME, USUAL_MINUTES = "14:00", "60"

Answers = Mapping[str, str]


def new_form(community_id: int, answers: Answers) -> Form:
    """The form of a new session."""
    return _day(Say("sessions.form.new"), Say("sessions.form.create"), to("sessions.create", community_id), answers)


def day_form(session_id: int, answers: Answers) -> Form:
    """The same of a session that is planned: whom it names are added to the list."""
    return _day(Say("sessions.form.day"), Say("sessions.form.save"), to("sessions.set_day", session_id), answers)


def _day(title: Say, submit: Say, link: Link, answers: Answers) -> Form:
    who = "attendees" if link.route == "sessions.create" else "others"
    fields: tuple[Field, ...] = (
        TextField(
            "course",
            Say("sessions.form.course"),
            Say("sessions.form.course_hint"),
            value=answers.get("course", ""),
            shortest=1,
            longest=rules.LONGEST_TITLE,
        ),
        DateField("date", Say("sessions.form.date"), answers.get("date")),
        TimeField("time", Say("sessions.form.time"), answers.get("time", USUAL_TIME)),
        TextField(
            "minutes",
            Say("sessions.form.minutes"),
            value=answers.get("minutes", USUAL_MINUTES),
            shortest=1,
            longest=4,
        ),
        PeopleField("attendees", Say(f"sessions.form.{who}"), tuple(answers.get("attendees", "").split())),
    )
    return Form(title, submit, link, fields)


def details_form(session_id: int, answers: Answers) -> Form:
    """The form of the place, the trainer and the agenda."""
    return Form(
        Say("sessions.form.details"),
        Say("sessions.form.save"),
        to("sessions.set_details", session_id),
        (
            _optional("place", answers, rules.LONGEST_PLACE),
            _optional("trainer", answers, rules.LONGEST_TRAINER),
            PeopleField("member", Say("sessions.form.member"), tuple(answers.get("member", "").split()), most=1),
            _optional("agenda", answers, rules.LONGEST_AGENDA, long=True),
            _optional("zone", answers, rules.LONGEST_ZONE),
        ),
    )


def work_form(session_id: int, answers: Answers) -> Form:
    """The form of what it costs and how much work it is."""
    return Form(
        Say("sessions.form.work"),
        Say("sessions.form.save"),
        to("sessions.set_work", session_id),
        (_optional("hours", answers, rules.LONGEST_HOURS), _optional("cost", answers, rules.LONGEST_COST)),
    )


def _optional(name: str, answers: Answers, longest: int, *, long: bool = False) -> TextField:
    hint = Say(f"sessions.form.{name}_hint")
    label = Say(f"sessions.form.{name}")
    return TextField(name, label, hint, value=answers.get(name, ""), long=long, required=False, longest=longest)

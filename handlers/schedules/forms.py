"""The form in which a capsule is planned. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.forms import ChoiceField, DateField, Form, Option, TextField, TimeField
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.schedules.plain_words import LONGEST
from handlers.schedules.rules import REPEATS

KEEP, LEAVE_OUT = "keep", "leave_out"


@dataclass(frozen=True)
class Filled:
    """What the form shows: a day as `2026-11-25`, a time as `09:00`, a name of REPEATS, words, holidays or not."""

    day: str
    time: str = "09:00"
    repeats: str = "once"
    words: str = ""
    holidays: str = KEEP


def plan(community_id: int, capsule_id: int, zone: str, filled: Filled, replaces: int) -> Form:
    """When to post a capsule: by pickers, or in words, which count before them."""
    repeats = tuple(Option(name, Say(f"schedules.repeat.{name}")) for name in REPEATS)
    holidays = tuple(Option(name, Say(f"schedules.holidays.{name}")) for name in (KEEP, LEAVE_OUT))
    hint = Say("schedules.form.for_example", words=Say("schedules.form.words_hint"))
    return Form(
        Say("schedules.form.title"),
        Say("schedules.form.submit"),
        to("schedules.plan", community_id, capsule_id, replaces),
        (
            DateField("date", Say("schedules.form.date"), filled.day),
            TimeField("time", Say("schedules.form.time", zone=zone), filled.time),
            ChoiceField("repeats", Say("schedules.form.repeats"), repeats, filled.repeats),
            TextField("words", Say("schedules.form.words"), hint, filled.words, required=False, longest=LONGEST),
            ChoiceField("holidays", Say("schedules.form.holidays"), holidays, filled.holidays),
        ),
    )

"""What people see of sessions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.choices import cut, rows
from handlers.chat.forms import Form
from handlers.chat.routes import Link, to
from handlers.chat.words import Person, Say, When
from handlers.sessions import forms
from handlers.sessions.list_cards import cancel_button, code_button, end_button, listed, to_end, today
from handlers.sessions.shown import Listed, MomentShown, Shown, agenda, facts

PRIVATE, POSTED = 1, 2
"""Where a button that puts on the list stands, when not in a channel: on a private card, in a message to one person."""


def announcement(shown: Shown) -> Card:
    """The session in its community's channel, as it is now."""
    state = "begun" if shown.state == "planned" and shown.began else shown.state
    here = {"planned": "coming", "begun": "here"}.get(state, "was_there")
    join = Button(Say(f"sessions.button.{here}"), to("sessions.join", shown.session_id), style="good")
    cancelled = state == "cancelled"
    return card(
        Say(f"sessions.announced.{shown.state}", course=shown.course),
        Heading(shown.course),
        Text(Say(f"sessions.state.{state}")),
        facts(shown),
        *([] if cancelled else _moments(shown)),
        None if cancelled else Note(_count(shown, state)),
        None if cancelled else _presses(shown, join),
    )


def _presses(shown: Shown, join: Button) -> Buttons:
    """To come, or to say one was there; then to say what one thinks of it, be it in no direct message."""
    if shown.state == "ended":
        opinion = Button(Say("feedback.button.open"), to("feedback.open", shown.session_id))
        return Buttons(join, opinion, _ask(shown))
    return Buttons(join, _ask(shown)) if shown.began else Buttons(join, _calendar(shown), _ask(shown))


def _calendar(shown: Shown) -> Button:
    """The file that puts the session in one's calendar."""
    return Button(Say("sessions.button.calendar"), to("agenda.file", shown.session_id))


def _ask(shown: Shown) -> Button:
    """A question to the trainer."""
    return Button(Say("sessions.button.ask"), to("agenda.ask", shown.session_id))


def _count(shown: Shown, state: str) -> Say:
    """How many: expected; there, out of those; then came. Never who."""
    if state == "begun":
        return Say("sessions.count.begun", n=shown.checked_in, expected=shown.n)
    return Say(f"sessions.count.{state}", n=shown.n if state == "planned" else shown.came)


def _moments(shown: Shown) -> list[Part]:
    """The agenda; from the beginning on, what can be liked of it, each with its count."""
    lines = agenda(shown)
    if lines is None:
        return []
    if not shown.began:
        return [Text(Say("sessions.agenda", lines=lines))]
    buttons = [
        Button(_label(moment), to("likes.toggle", "moment", moment.moment_id), "plain") for moment in shown.moments
    ]
    whole = all(cut(moment.title) == moment.title for moment in shown.moments)
    asks = Say(f"sessions.liked.{shown.state}")
    return [*([] if whole else [Text(lines)]), Text(asks), *rows(buttons)]


def _label(moment: MomentShown) -> Say:
    title = cut(moment.title)
    if not moment.likes:
        return Say("sessions.button.like", title=title)
    return Say("sessions.button.liked", title=title, n=moment.likes)


def managed(said: Say, next_: Say | None, listed_: Listed) -> Card:
    """A session to who runs it: what was just done, how it stands, and what they may change."""
    shown = listed_.shown
    lines = agenda(shown)
    changes = [
        Button(Say("sessions.button.day"), to("sessions.day", shown.session_id)) if shown.state == "planned" else None,
        Button(Say("sessions.button.details"), to("sessions.details", shown.session_id)),
        Button(Say("sessions.button.work"), to("sessions.work", shown.session_id)),
    ]
    if shown.state == "planned":
        changes.append(Button(Say("sessions.button.quiz"), to("checks.choose", shown.session_id)))
    acts = [
        code_button(shown.session_id) if shown.state == "planned" else None,
        end_button(shown) if listed_.ends else None,
        cancel_button(shown) if listed_.animates and shown.state == "planned" else None,
    ]
    row = [button for button in acts if button]
    return card(
        said,
        Text(said),
        facts(shown),
        Text(Say("sessions.agenda", lines=lines)) if lines else None,
        Note(next_) if next_ else None,
        Buttons(*(button for button in changes if button)) if listed_.animates else None,
        Buttons(*row) if row else None,
    )


def code(shown: Shown, code_: str) -> Card:
    """The code of the day, to who writes it on the board."""
    said = Say("sessions.code", course=shown.course, code=code_)
    return card(
        said,
        Text(Say("sessions.code_of", course=shown.course)),
        Heading(code_),
        Note(Say("sessions.code_how", code=code_)),
    )


def joined(shown: Shown, *, here: bool, asked: bool = False) -> Card:
    """Somebody is on the list, or (`here`) there. Before the end they may change their mind.

    `asked`: their opinion will be, for it is over.
    """
    key = "was_there" if shown.state != "planned" else "here" if here else "planned"
    said = Say(f"sessions.joined.{key}", course=shown.course, when=shown.when)
    leave = Button(Say("sessions.button.not_coming"), to("sessions.leave", shown.session_id))
    return card(
        said,
        Text(said),
        Note(Say("sessions.joined.asked")) if asked else None,
        Buttons(_calendar(shown), leave) if shown.state == "planned" and not here else None,
    )


def left(shown: Shown, *, posted: bool = False) -> Card:
    """Somebody is off the list, and may come back. `posted`: in a message to them."""
    said = Say("sessions.left", course=shown.course)
    where = POSTED if posted else PRIVATE
    back = Button(Say("sessions.button.coming"), to("sessions.join", shown.session_id, where))
    return card(said, Text(said), Buttons(back) if shown.state == "planned" else None)


def letter(why: Literal["reminder", "changed"], shown: Shown, reader_zone: str) -> Card:
    """What those who are expected receive, beforehand or when something they rely on has changed."""
    said = Say(f"sessions.{why}", course=shown.course)
    leave = Button(Say("sessions.button.not_coming"), to("sessions.leave", shown.session_id, 1))
    return card(
        Say(f"sessions.{why}_summary", course=shown.course, when=shown.when),
        Text(said),
        facts(shown, reader_zone),
        Buttons(_calendar(shown), _ask(shown), leave) if shown.state == "planned" else None,
    )


def letter_to_trainer(why: Literal["reminder", "changed", "leads"], shown: Shown, reader_zone: str) -> Card:
    """What the trainer receives when they are chosen, beforehand, or when something has changed."""
    mine = Buttons(_calendar(shown), code_button(shown.session_id))
    return card(
        Say(f"sessions.{why}_summary", course=shown.course, when=shown.when),
        Text(Say(f"sessions.{why}", course=shown.course)),
        facts(shown, reader_zone),
        Note(_count(shown, "planned")) if why == "reminder" else None,
        Note(Say("sessions.leads_note")) if why == "leads" else None,
        mine if shown.state == "planned" else None,
    )


def leads_no_more(shown: Shown) -> Card:
    """What a trainer received, once somebody else leads."""
    said = Say("sessions.leads_no_more", course=shown.course)
    return card(said, Text(said))


def cancelled(shown: Shown) -> Card:
    """What those who were expected receive."""
    said = Say("sessions.cancelled_for_you", course=shown.course, when=shown.when)
    return card(said, Text(said))


def to_correct(wrong: Say, form: Link, community_id: int, about: str) -> Card:
    """What is wrong, and the way back to the form, filled as it was."""
    sure = Say("sessions.discard_sure")
    return card(
        wrong,
        Text(wrong),
        Note(Say("sessions.typed_kept")),
        Buttons(
            Button(Say("sessions.button.correct"), form, style="good"),
            Button(Say("sessions.button.discard"), to("sessions.discard", community_id, about), "danger", sure),
        ),
    )


def discarded() -> Card:
    """What was typed is forgotten."""
    return card(Say("sessions.discarded"), Text(Say("sessions.discarded")))


_START = datetime(2026, 11, 24, 13, tzinfo=UTC)
_AGENDA = (MomentShown(1, "Ce qui bloque", 0), MomentShown(2, "Mise en situation à trois", 30, 3))
_LONG = MomentShown(3, "What we shall say on Monday to the people we work with", None, 1)
_PLANNED = Shown(
    7, "Donner un retour qui aide", _START, "Europe/Paris", "planned", 4, "Salle B12", Person("U2"),
    "300 € par personne", 7.5, moments=_AGENDA,
)  # fmt: skip
_BEGUN = Shown(
    8, "Giving feedback", _START, "Europe/London", "planned", 12, "https://meet.example.org/retour", "Priya",
    checked_in=9, began=True, moments=(*_AGENDA, _LONG),
)  # fmt: skip
_ENDED = Shown(
    6, "Giving feedback", _START, "Europe/London", "ended", 1, trainer="Priya", began=True, elsewhere=True,
    moments=_AGENDA,
)  # fmt: skip
_OFF = Shown(5, "Listening", _START, "Europe/London", "cancelled", 3)
_ANIMATOR = Listed(_PLANNED, joins=True, runs=True, animates=True)
_UNDER_WAY = Listed(_BEGUN, checks_in=True, runs=True, ends=True, animates=True)


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    return {**_forms(), **_lists(), **_cards()}


def _forms() -> dict[str, Card | Form]:
    typed = {"course": "Donner un retour qui aide", "date": "2026-11-24", "attendees": "U1 U2"}
    details = {"place": "Salle B12", "zone": "Europe/Paris", "agenda": "14:00 Ce qui bloque\n+30 Mise en situation"}
    hour = When(_START, _PLANNED.zone, "time")
    wrong = Say("sessions.agenda_outside", line=2, start=hour, end=hour)
    return {
        "new": forms.new_form(1, {"date": "2026-11-24"}),
        "day": forms.day_form(7, typed),
        "details": forms.details_form(7, details),
        "work": forms.work_form(7, {"hours": "7.5", "cost": "300 €"}),
        "to correct": to_correct(wrong, to("sessions.details", 7), 1, "session-details:7"),
        "discarded": discarded(),
    }


def _lists() -> dict[str, Card | Form]:
    coming = [_UNDER_WAY, _ANIMATOR, Listed(_PLANNED, joins=True)]
    return {
        "list": listed(coming, [Listed(_ENDED)], more=True, animates=True),
        "list of past ones": listed([], [Listed(_ENDED, checks_in=True)], more=False, animates=False),
        "nothing for an animator": listed([], [], more=False, animates=True),
        "nothing for a learner": listed([], [], more=False, animates=False),
        "today": today([Listed(_BEGUN, checks_in=True), Listed(_ENDED)]),
        "nothing today": today([]),
        "to end": to_end([Listed(_BEGUN, ends=True)]),
        "nothing to end": to_end([]),
    }


def _cards() -> dict[str, Card | Form]:
    saved, told = Say("sessions.saved", course=_BEGUN.course), Say("sessions.told")
    return {
        "announced": announcement(_PLANNED),
        "announced, begun": announcement(_BEGUN),
        "announced, ended": announcement(_ENDED),
        "announced, cancelled": announcement(_OFF),
        "made": managed(Say("sessions.made", course=_PLANNED.course), Say("sessions.made_next"), _ANIMATOR),
        "managed under way": managed(saved, told, _UNDER_WAY),
        "managed by the trainer": managed(
            Say("sessions.managed", course=_BEGUN.course), None, Listed(_BEGUN, runs=True, ends=True)
        ),
        "code": code(_PLANNED, "K7PM"),
        "joined": joined(_PLANNED, here=False),
        "here": joined(_BEGUN, here=True),
        "was there": joined(_ENDED, here=False, asked=True),
        "left": left(_PLANNED),
        "left, in a letter": left(_PLANNED, posted=True),
        "reminder": letter("reminder", _PLANNED, "America/Montreal"),
        "changed": letter("changed", _PLANNED, "Europe/Paris"),
        "leads": letter_to_trainer("leads", _PLANNED, "Europe/Paris"),
        "leads no more": leads_no_more(_PLANNED),
        "cancelled": cancelled(_OFF),
    }

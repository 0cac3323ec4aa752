"""Sessions in lists, each with what its reader may do. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.sessions.shown import Listed, Shown


def code_button(session_id: int) -> Button:
    """Shows the code to write on the board, to who runs the session."""
    return Button(Say("sessions.button.code"), to("sessions.code", session_id))


def end_button(shown: Shown) -> Button:
    """Ends the session before its hour."""
    sure = Say("sessions.sure.end", course=shown.course)
    return Button(Say("sessions.button.end"), to("sessions.finish", shown.session_id), confirm=sure)


def cancel_button(shown: Shown) -> Button:
    """Cancels the session."""
    sure = Say("sessions.sure.cancel", course=shown.course)
    return Button(Say("sessions.button.cancel"), to("sessions.cancel", shown.session_id), "danger", sure)


def _row(listed: Listed) -> Buttons | None:
    shown = listed.shown
    row = []
    if listed.checks_in or listed.joins:
        here = "here" if shown.state == "planned" else "was_there"
        label = Say(f"sessions.button.{here}") if listed.checks_in else Say("sessions.button.coming")
        row.append(Button(label, to("sessions.join", shown.session_id), style="good"))
    if listed.leaves:
        row.append(Button(Say("sessions.button.not_coming"), to("sessions.leave", shown.session_id)))
    if listed.rates:
        row.append(Button(Say("feedback.button.open"), to("feedback.open", shown.session_id)))
    if listed.learns:
        row.append(Button(Say("results.button.of"), to("results.of", shown.session_id)))
    if listed.runs:
        row.append(code_button(shown.session_id))
    if listed.ends:
        row.append(end_button(shown))
    if listed.animates:
        row.append(Button(Say("sessions.button.manage"), to("sessions.manage", shown.session_id)))
        if shown.state == "planned":
            row.append(cancel_button(shown))
    return Buttons(*row) if row else None


def _lines(found: Sequence[Listed]) -> list[Part | None]:
    parts: list[Part | None] = []
    for listed in found:
        shown = listed.shown
        n = shown.n if shown.state == "planned" else shown.came
        parts += [Text(Say(f"sessions.line.{shown.state}", course=shown.course, when=shown.when, n=n)), _row(listed)]
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
    """The sessions one may say "I'm here" of, by a button or by the code on the board."""
    if not found:
        return card(Say("sessions.none_today"), Text(Say("sessions.none_today")), Note(Say("sessions.none_today_next")))
    return card(Say("sessions.today"), Heading(Say("sessions.today")), *_lines(found), Note(Say("sessions.today_code")))


def to_end(found: Sequence[Listed]) -> Card:
    """The sessions under way that the asker may end."""
    if not found:
        return card(Say("sessions.none_to_end"), Text(Say("sessions.none_to_end")))
    return card(Say("sessions.to_end"), Heading(Say("sessions.to_end")), *_lines(found))

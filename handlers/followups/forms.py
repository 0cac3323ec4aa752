"""What people fill in: an answer, closing words, a colleague's name, a complaint."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import Link, to
from handlers.chat.words import Line, Say
from handlers.followups.rules import (
    LONGEST_COMPLAINT,
    LONGEST_LINE,
    LONGEST_WISH,
    SHORTEST_CLOSING,
    SHORTEST_COMPLAINT,
    SHORTEST_LINE,
)

NAMED, NAMELESS = "named", "nameless"
"""How a complaint is signed."""


def write(follow_up_id: int, page: int) -> Form:
    """To the author. `page`: the one of the list it was opened from."""
    return _one_field("write", to("followups.written", follow_up_id, page), SHORTEST_LINE)


def close(follow_up_id: int, turns: int, page: int) -> Form:
    """What was done, which its author reads. `turns`: how often they had spoken when the form opened."""
    return _one_field("close", to("followups.closed", follow_up_id, turns, page), SHORTEST_CLOSING)


def reply(follow_up_id: int, private: int) -> Form:
    """To the team. `private`: 1 from a private card, which is then drawn again."""
    return _one_field("reply", to("followups.replied", follow_up_id, private), SHORTEST_LINE)


def _one_field(name: str, link: Link, shortest: int) -> Form:
    label, hint = Say(f"followups.form.{name}_words"), Say(f"followups.form.{name}_hint")
    field = TextField("words", label, hint, long=True, shortest=shortest, longest=LONGEST_LINE)
    return Form(Say(f"followups.form.{name}"), Say("followups.form.send"), link, (field,))


def give(follow_up_id: int, owner_id: int, page: int, colleagues: Sequence[tuple[int, str]]) -> Form:
    """To another animator. `owner_id`: whose it was when the form opened."""
    options = tuple(Option(str(number), name) for number, name in colleagues)
    return Form(
        Say("followups.form.give"),
        Say("followups.form.give_it"),
        to("followups.given", follow_up_id, owner_id, page),
        (ChoiceField("to", Say("followups.form.give_to"), options),),
    )


def complain(places: Sequence[tuple[str, Line]]) -> Form:
    """What happened, about what, what would help, signed or not. `places`: sessions and communities, by value."""
    about = tuple(Option(value, line) for value, line in places)
    hint = Say("followups.form.complaint_hint")
    return Form(
        Say("followups.form.complaint"),
        Say("followups.form.send"),
        to("followups.complained"),
        (
            ChoiceField("about", Say("followups.form.about"), about, places[0][0] if len(places) == 1 else None),
            TextField(
                "words",
                Say("followups.form.complaint_words"),
                hint,
                long=True,
                shortest=SHORTEST_COMPLAINT,
                longest=LONGEST_COMPLAINT,
            ),
            TextField("wish", Say("followups.form.wish"), long=True, required=False, longest=LONGEST_WISH),
            ChoiceField(
                "signed",
                Say("followups.form.signed"),
                tuple(Option(one, Say(f"followups.form.{one}")) for one in (NAMELESS, NAMED)),
                NAMELESS,
            ),
        ),
    )


def examples() -> dict[str, Form]:
    """Every form, with plausible data."""
    places: list[tuple[str, Line]] = [("s6", "Donner un retour qui aide"), ("c1", "Giving feedback")]
    return {
        "write": write(7, 0),
        "close": close(7, 1, 0),
        "reply": reply(7, 0),
        "give": give(7, 3, 0, [(4, "Amina Diallo"), (5, "Bruno Costa")]),
        "complaint": complain(places),
    }

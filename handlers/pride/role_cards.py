"""What people see of the role of ambassador: theirs, its missions and, for animators, who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Divider, Heading, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, Form, Option
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.pride.rules import RHYTHMS, mission_of
from storage.ambassadors import DONE, NOT_NOW, OFFERED


@dataclass(frozen=True)
class Held:
    """Somebody's role in a community."""

    id: int
    community: str
    until: When
    every_days: int


Around = Sequence[tuple[str, Sequence[tuple[str, When]]]]
"""By community: the names of its ambassadors, and until when."""


def roles(mine: Sequence[Held], around: Around) -> Card:
    """What the role is, one's own, and who holds it in the communities one animates: names and days, nothing else."""
    title = Say("pride.role.title")
    parts: list[Part] = [Heading(title), Text(Say("pride.role.what"))]
    for one in mine:
        parts += [
            Text(Say("pride.role.mine", community=one.community, until=one.until)),
            Note(Say(f"pride.role.every.{one.every_days}")),
            Buttons(_stop(one.id)),
        ]
    parts.append(Note(Say("pride.role.agreement")))
    parts.append(Buttons(Button(Say("pride.role.take"), to("pride.role"), "plain" if mine else "good")))
    for community, people in around:
        parts += [Divider(), Heading(Say("pride.role.around", community=community))]
        parts += [Text(Say("pride.role.one", name=name, until=until)) for name, until in people]
        parts += [] if people else [Text(Say("pride.role.nobody"))]
    return card(title, *parts)


def role_form(places: Sequence[tuple[int, str]], here: int | None) -> Form:
    """In which community, and how often a small mission is welcome."""
    where = tuple(Option(str(number), name) for number, name in places)
    often = tuple(Option(str(days), Say(f"pride.role.every.{days}")) for days in RHYTHMS)
    fields = (
        ChoiceField("community", Say("pride.form.role_community"), where, str(here or places[0][0])),
        ChoiceField("every", Say("pride.form.every"), often, str(RHYTHMS[-1])),
    )
    return Form(Say("pride.role.title"), Say("pride.form.role_send"), to("pride.take_role"), fields)


def taken(held: Held) -> Card:
    """To who has just taken the role."""
    said = Say("pride.role.mine", community=held.community, until=held.until)
    return card(said, Text(said), Note(Say("pride.role.agreement")), Buttons(_stop(held.id)))


def mission(community: str, ambassador_id: int, turn: int, answer: str) -> Card:
    """A small thing to do if they like; then what they answered."""
    what = Say(f"pride.mission.{mission_of(turn)}", community=community)
    row = (
        Button(Say("pride.mission.done"), to("pride.mission", ambassador_id, turn, DONE), "good"),
        Button(Say("pride.mission.not_now"), to("pride.mission", ambassador_id, turn, NOT_NOW)),
        _stop(ambassador_id),
    )
    if answer != OFFERED:
        return card(what, Text(what), Note(Say(f"pride.mission.said_{answer}")))
    return card(what, Heading(Say("pride.mission.title")), Text(what), Note(Say("pride.mission.free")), Buttons(*row))


def renewal(held: Held) -> Card:
    """The end is near: go on?"""
    title = Say("pride.role.ends", community=held.community, until=held.until)
    renew = Button(Say("pride.role.renew"), to("pride.renew_role", held.id), "good")
    return card(title, Text(title), Note(Say("pride.role.agreement")), Buttons(renew, _stop(held.id)))


def ended() -> Card:
    """What is left of a message about a role that is over."""
    return card(Say("pride.role.ended"), Note(Say("pride.role.ended")))


def _stop(ambassador_id: int) -> Button:
    return Button(Say("pride.role.stop"), to("pride.stop_role", ambassador_id))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    until = When(datetime(2027, 5, 24, 9, tzinfo=UTC), "Europe/Paris", "day")
    held = Held(7, "Giving feedback", until, 30)
    around = [("Giving feedback", [("Lina Moreau", until), ("Omar Haddad", until)]), ("Python, le soir", [])]
    return {
        "role, none": roles([], []),
        "role, of an animator": roles([held], around),
        "role form": role_form([(1, "Giving feedback"), (2, "Python, le soir")], 1),
        "role, taken": taken(held),
        **{f"mission {turn}": mission("Giving feedback", 7, turn, OFFERED) for turn in (1, 2, 3)},
        "mission, done": mission("Giving feedback", 7, 1, DONE),
        "mission, not now": mission("Giving feedback", 7, 2, NOT_NOW),
        "role, ends": renewal(held),
        "role, ended": ended(),
    }

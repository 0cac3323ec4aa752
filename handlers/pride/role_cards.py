"""What people see of the role of ambassador: theirs, its missions and, for animators, who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Divider, Heading, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.pride.rules import LONGEST_BADGE, RHYTHMS, badge_reason, mission_of
from storage.ambassadors import DONE, NOT_NOW, OFFERED


@dataclass(frozen=True)
class Held:
    """Somebody's role in a community."""

    id: int
    community: str
    until: When
    every_days: int


@dataclass(frozen=True)
class Around:
    """The ambassadors of a community one animates: their names, and until when; and what they wear, or ""."""

    id: int
    community: str
    badge: str
    people: Sequence[tuple[str, When]]


def roles(mine: Sequence[Held], around: Sequence[Around]) -> Card:
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
    for group in around:
        parts += [Divider(), Heading(Say("pride.role.around", community=group.community))]
        parts += [Text(Say("pride.role.one", name=name, until=until)) for name, until in group.people]
        parts += [] if group.people else [Text(Say("pride.role.nobody"))]
        parts += [Note(Say("pride.badge.worn", badge=group.badge))] if group.badge else []
        parts.append(Buttons(Button(Say("pride.badge.choose"), to("pride.badge", group.id))))
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


def badge_form(community_id: int, badge: str) -> Form:
    """Which role or group of the platform ambassadors of a community wear, if any."""
    hint = Say("pride.badge.hint")
    field = TextField("badge", Say("pride.badge.field"), hint, badge, required=False, longest=LONGEST_BADGE)
    return Form(Say("pride.badge.title"), Say("pride.badge.send"), to("pride.choose_badge", community_id), (field,))


def badge_chosen(community: str, badge: str) -> Card:
    """To who has just chosen it."""
    said = Say("pride.badge.chosen" if badge else "pride.badge.none", community=community, badge=badge)
    return card(said, Text(said))


def not_badged(community: str, badge: str, code: str, *, was_given: bool) -> Card:
    """To an animator: the platform lets the bot neither give it nor take it away; why, and what may be done."""
    said = Say("pride.badge.not_taken" if was_given else "pride.badge.not_given", badge=badge, community=community)
    reason = badge_reason(code)
    do = Say("pride.badge.do.by_hand") if was_given else Say(f"pride.badge.do.{reason}")
    return card(said, Text(said), Text(Say(f"pride.badge.why.{reason}", code=code)), Note(do))


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
    people = [("Lina Moreau", until), ("Omar Haddad", until)]
    around = [Around(1, "Giving feedback", "Ambassadors", people), Around(2, "Python, le soir", "", [])]
    return {
        "role, none": roles([], []),
        "role, of an animator": roles([held], around),
        "role form": role_form([(1, "Giving feedback"), (2, "Python, le soir")], 1),
        "role, taken": taken(held),
        "badge form": badge_form(1, "Ambassadors"),
        "badge, chosen": badge_chosen("Giving feedback", "Ambassadors"),
        "badge, none": badge_chosen("Giving feedback", ""),
        "badge, not taken": not_badged("Giving feedback", "Ambassadors", "50013", was_given=True),
        **{
            f"badge, not given, {badge_reason(code)}": not_badged(
                "Giving feedback", "Ambassadors", code, was_given=False
            )
            for code in ("missing_scope", "50013", "plan_upgrade_required", "no_such_badge", "badge_has_rights", "odd")
        },
        **{f"mission {turn}": mission("Giving feedback", 7, turn, OFFERED) for turn in (1, 2, 3)},
        "mission, done": mission("Giving feedback", 7, 1, DONE),
        "mission, not now": mission("Giving feedback", 7, 2, NOT_NOW),
        "role, ends": renewal(held),
        "role, ended": ended(),
    }

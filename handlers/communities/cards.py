"""What people see of communities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Card, Facts, Heading, Note, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, PeopleField, TextField
from handlers.chat.routes import to
from handlers.chat.words import LANGUAGES, Channel, Say


@dataclass(frozen=True)
class Settings:
    """What an animator can change."""

    community_id: int
    name: str
    language: str
    zone: str
    animators: tuple[str, ...]
    managers: tuple[str, ...]


def _name_field(value: str = "") -> TextField:
    return TextField(
        "name", Say("communities.form.name"), Say("communities.form.name_hint"), value=value, shortest=1, longest=60
    )


def _language_field(value: str) -> ChoiceField:
    options = tuple(Option(code, Say(f"communities.language.{code}")) for code in LANGUAGES)
    return ChoiceField("language", Say("communities.form.language"), options, value=value)


def _zone_field(value: str) -> TextField:
    return TextField(
        "zone", Say("communities.form.zone"), Say("communities.form.zone_hint"), value=value, shortest=1, longest=64
    )


def new_form(channel: str, language: str, zone: str) -> Form:
    """The form of a new community, with the asker's language and zone proposed."""
    return Form(
        Say("communities.form.new"),
        Say("communities.form.create"),
        to("communities.create", channel),
        (_name_field(), _language_field(language), _zone_field(zone)),
    )


def settings_form(now_set: Settings) -> Form:
    """The form of a community's settings, filled with what they are."""
    return Form(
        Say("communities.form.settings"),
        Say("communities.form.save"),
        to("communities.set", now_set.community_id),
        (
            _name_field(now_set.name),
            _language_field(now_set.language),
            _zone_field(now_set.zone),
            PeopleField("animators", Say("communities.form.animators"), now_set.animators, required=True),
            PeopleField("managers", Say("communities.form.managers"), now_set.managers),
        ),
    )


def rhythm_form(community_id: int, gap_minutes: int, late_hours: int, country: str) -> Form:
    """The form of how capsules are posted, filled with how they are; `country`: an ISO 3166 code, or ""."""
    return Form(
        Say("communities.form.rhythm"),
        Say("communities.form.save"),
        to("communities.set_rhythm", community_id),
        (
            _short("gap", str(gap_minutes)),
            _short("late", str(late_hours)),
            TextField(
                "country",
                Say("communities.form.country"),
                Say("communities.form.country_hint"),
                country,
                required=False,
            ),
        ),
    )


def promise_form(community_id: int, answer_days: int, cold_days: int, confidant: str | None) -> Form:
    """The form of what the team promises, filled with what it does; `confidant`: an external id."""
    trusted = (confidant,) if confidant else ()
    return Form(
        Say("communities.form.promise"),
        Say("communities.form.save"),
        to("communities.set_promise", community_id),
        (
            _short("days", str(answer_days)),
            _short("cold", str(cold_days)),
            PeopleField("confidant", Say("communities.form.confidant"), trusted, most=1),
        ),
    )


def _short(name: str, value: str) -> TextField:
    label, hint = Say(f"communities.form.{name}"), Say(f"communities.form.{name}_hint")
    return TextField(name, label, hint, value=value, shortest=1, longest=5)


def made(name: str, channel: str) -> Card:
    """A community has just been made: what to do next."""
    return card(
        Say("communities.made", name=name),
        Heading(Say("communities.made", name=name)),
        Text(Say("communities.made_where", channel=Channel(channel))),
        Text(Say("communities.made_next")),
    )


def listed(found: Sequence[tuple[str, str]]) -> Card:
    """The communities and their channels; what to do when there is none."""
    if not found:
        return card(Say("communities.none"), Text(Say("communities.none")), Note(Say("communities.none_next")))
    pairs = tuple((name, Say("communities.where", channel=Channel(channel))) for name, channel in found)
    return card(Say("communities.list"), Heading(Say("communities.list")), Facts(pairs))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    return {
        "made": made("Giving feedback", "C1"),
        "list": listed([("Giving feedback", "C1"), ("Python, le soir", "C2")]),
        "empty list": listed([]),
        "new": new_form("C1", "fr", "Europe/Paris"),
        "rhythm": rhythm_form(1, 60, 24, "FR"),
        "promise": promise_form(1, 5, 60, "U2"),
        "settings": settings_form(Settings(1, "Giving feedback", "en", "Europe/London", ("U1",), ("U2", "U3"))),
    }

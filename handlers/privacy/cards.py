"""What people see of their own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Prose, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import LANGUAGES, Line, Say, When


@dataclass(frozen=True)
class Known:
    """How much the bot knows of somebody: numbers only."""

    likes: int
    comments: int
    ratings: int
    words: int


@dataclass(frozen=True)
class Said:
    """Somebody's words about a session, and who may read them (`team`, `anonymous`, `first_name`, `full_name`)."""

    session_id: int
    course: str
    day: When
    words: str
    scope: str


def me(name: str, language: str, known: Known, states: Mapping[str, int]) -> Card:
    """What is known, in numbers, and what can be done about it."""
    title = Say("privacy.me.title", name=name) if name else Say("privacy.me.untitled")
    pairs: list[tuple[Line, Line]] = [
        (Say(f"privacy.me.{kind}"), Say("privacy.me.number", n=number))
        for kind, number in (
            ("likes", known.likes),
            ("comments", known.comments),
            ("ratings", known.ratings),
            ("words", known.words),
        )
    ]
    pairs += [(Say(f"privacy.me.testimonials.{state}"), Say("privacy.me.number", n=n)) for state, n in states.items()]
    pairs.append((Say("privacy.me.language"), Say(f"privacy.language.{language}")))
    return card(
        title,
        Heading(title),
        Text(Say("privacy.me.what")),
        Facts(tuple(pairs)),
        Buttons(
            Button(Say("privacy.me.my_words"), to("privacy.words")),
            Button(Say("privacy.me.my_testimonials"), to("testimonials.list")),
            Button(Say("privacy.me.export"), to("privacy.export")),
            Button(Say("privacy.me.change_language"), to("privacy.language")),
            Button(Say("privacy.me.erase"), to("privacy.erase"), "danger", Say("privacy.me.erase_confirm")),
        ),
        Note(Say("privacy.me.promise")),
    )


def words(found: Sequence[Said], next_skip: int | None) -> Card:
    """Somebody's words, each with who may read them and a button to remove them."""
    title = Say("privacy.words.title")
    parts: list[Part] = [Heading(title)]
    for said in found:
        parts += [
            Text(Say("privacy.words.about", course=said.course, day=said.day)),
            Quote(said.words, Say(f"privacy.words.scope.{said.scope}")),
            Buttons(
                Button(
                    Say("privacy.words.remove"),
                    to("privacy.remove_words", said.session_id),
                    "danger",
                    Say("privacy.words.remove_confirm"),
                )
            ),
        ]
    if not found:
        parts.append(Text(Say("privacy.words.none")))
    if next_skip is not None:
        parts.append(Buttons(Button(Say("privacy.words.more"), to("privacy.words", next_skip))))
    parts.append(Note(Say("privacy.words.replies")))
    return card(title, *parts)


def export(document: str) -> Card:
    """A copy of everything known, for the person alone."""
    title = Say("privacy.export.title")
    return card(title, Heading(title), Text(Say("privacy.export.what")), Prose(document))


def gone() -> Card:
    """What is left of a message sent to somebody who asked to be erased."""
    return card(Say("privacy.gone"), Note(Say("privacy.gone")))


def language_form(language: str) -> Form:
    """The language the bot speaks to somebody."""
    options = tuple(Option(code, Say(f"privacy.language.{code}")) for code in LANGUAGES)
    field = ChoiceField("language", Say("privacy.language.question"), options, value=language)
    return Form(Say("privacy.language.title"), Say("privacy.language.save"), to("privacy.language_chosen"), (field,))


def erase_form() -> Form:
    """The last question before somebody is erased: a word to type."""
    field = TextField("word", Say("privacy.erase.question"), Say("privacy.erase.hint"), shortest=1, longest=20)
    return Form(Say("privacy.erase.title"), Say("privacy.erase.send"), to("privacy.erased"), (field,))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    day = When(datetime(2026, 11, 20, 9, tzinfo=UTC), "Europe/Paris", "day")
    said = Said(4, "Giving feedback that helps", day, "The two questions changed our Monday meeting.", "first_name")
    document = '```json\n{\n"likes": [\n  {"about": "capsule:3", "how": "button", "when": "2026-11-20"}\n]\n}\n```'
    every_state = dict.fromkeys(("asked", "refused", "waiting", "declined", "published", "withdrawn"), 1)
    return {
        "me": me("Lina Moreau", "en", Known(12, 3, 2, 2), {"published": 1}),
        "me, every state": me("Lina Moreau", "fr", Known(12, 3, 6, 6), every_state),
        "me, nothing yet": me("", "en", Known(0, 0, 0, 0), {}),
        "words": words([said, Said(3, "Short meetings", day, "Too fast for me.", "team")], 4),
        "words, other readers": words([Said(2, "a", day, "b", "anonymous"), Said(1, "a", day, "b", "full_name")], None),
        "no words": words([], None),
        "export": export(document),
        "erased": gone(),
        "language": language_form("fr"),
        "erase": erase_form(),
    }

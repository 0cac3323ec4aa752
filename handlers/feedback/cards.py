"""What people see of the ladder: the question, the thanks, their own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Note, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.feedback import rules
from storage.verbatims import SCOPES, TEAM


@dataclass(frozen=True)
class Rated:
    """The session somebody is asked about."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str


def _stars(session_id: int, *private: int) -> Buttons:
    """Five buttons. `private` (1): they stand on a private card, which does not redraw itself."""
    return Buttons(
        *(
            Button(Say("feedback.stars", n=stars), to("feedback.rate", session_id, stars, *private))
            for stars in range(rules.FEWEST_STARS, rules.MOST_STARS + 1)
        )
    )


def question(rated: Rated) -> Card:
    """The first step, the only one that is asked."""
    asked = Say("feedback.question", course=rated.course)
    return card(
        asked,
        Text(asked),
        _stars(rated.session_id),
        Note(Say("feedback.question_note", when=When(rated.starts_at, rated.zone, "day"))),
    )


def thanks(rated: Rated, stars: int) -> Card:
    """The stars are noted; a few words may be added."""
    return card(
        Say("feedback.thanks", course=rated.course, n=stars),
        Text(Say("feedback.thanks", course=rated.course, n=stars)),
        Text(Say("feedback.more")),
        Buttons(
            Button(Say("feedback.button.words"), to("feedback.words", rated.session_id), style="good"),
            Button(Say("feedback.button.change"), to("feedback.change", rated.session_id)),
        ),
    )


def said(rated: Rated, stars: int, words: str, scope: str) -> Card:
    """The author's own words, who may read them, and how to take them back."""
    return card(
        Say("feedback.thanks_words", course=rated.course),
        Text(Say("feedback.thanks_words", course=rated.course)),
        Quote(words),
        Note(Say(f"feedback.read_by.{scope}")),
        Note(Say("feedback.rated", n=stars)),
        Buttons(
            Button(Say("feedback.button.edit"), to("feedback.words", rated.session_id)),
            Button(Say("feedback.button.change"), to("feedback.change", rated.session_id)),
            Button(
                Say("feedback.button.remove"),
                to("feedback.remove", rated.session_id),
                "danger",
                Say("feedback.sure.remove"),
            ),
        ),
    )


def change(rated: Rated, stars: int) -> Card:
    """The stars once more, on a private card."""
    asked = Say("feedback.change", course=rated.course, n=stars)
    return card(asked, Text(asked), _stars(rated.session_id, 1))


def changed(stars: int) -> Card:
    """The new stars are noted."""
    noted = Say("feedback.changed", n=stars)
    return card(noted, Text(noted))


def words_form(session_id: int, words: str = "", scope: str = TEAM) -> Form:
    """A few words and who may read them, filled with what was there."""
    return Form(
        Say("feedback.form.title"),
        Say("feedback.form.send"),
        to("feedback.say", session_id),
        (
            TextField(
                "words",
                Say("feedback.form.words"),
                Say("feedback.form.words_hint"),
                value=words,
                long=True,
                shortest=rules.SHORTEST_WORDS,
                longest=rules.LONGEST_WORDS,
            ),
            ChoiceField(
                "scope",
                Say("feedback.form.scope"),
                tuple(Option(one, Say(f"feedback.scope.{one}")) for one in SCOPES),
                value=scope,
            ),
        ),
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    rated = Rated(6, "Donner un retour qui aide", datetime(2026, 11, 24, 13, tzinfo=UTC), "Europe/Paris")
    words = "J’ai osé dire à mon équipe ce qui me gênait,\net la réunion du lundi a changé. Merci <3"
    return {
        "question": question(rated),
        "thanks": thanks(rated, 1),
        **{f"words for {scope}": said(rated, 5, words, scope) for scope in SCOPES},
        "change": change(rated, 3),
        "changed": changed(4),
        "words": words_form(6),
        "words again": words_form(6, words, "first_name"),
    }

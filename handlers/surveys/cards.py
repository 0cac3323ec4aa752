"""What people see of the survey weeks after a session: one question at a time, then what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Note, Part, Quote, Text, card
from handlers.chat.choices import DIGITS, rows
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.surveys import rules
from handlers.surveys.rules import DONE, IN_WORDS, STOPPED
from storage.feedback import APPLIED, RECOMMEND, STARS
from storage.surveys import WHAT_STOPPED, WHAT_WAS_APPLIED
from storage.verbatims import SCOPES, TEAM

WORDS = (WHAT_WAS_APPLIED, WHAT_STOPPED)
ASKS_WORDS = {IN_WORDS: WHAT_WAS_APPLIED, STOPPED: WHAT_STOPPED}


@dataclass(frozen=True)
class Said:
    """The session somebody is asked about, their answers by question, and their words with who may read them."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str
    answers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def survey(said: Said, step: str) -> Card:
    """The question at this step ("" for the first), or thanks and what was said once all are answered or skipped."""
    if step == DONE:
        return _done(said)
    step = step or STARS
    parts: list[Part | None] = [Text(_asked(said, step)), _note(said, step), *_answered(said)]
    if step in rules.VALUES:
        parts += _choices(said, step)
    skip = Button(Say("surveys.button.skip"), to("surveys.skip", said.session_id, step))
    say = [_words_button(said, ASKS_WORDS[step])] if step in ASKS_WORDS else []
    parts.append(Buttons(*say, skip, *_change(said)))
    return card(_asked(said, step), *parts)


def _asked(said: Said, step: str) -> Say:
    if step == STARS:
        return Say("surveys.ask.stars", course=said.course)
    return Say(f"surveys.ask.{step}")


def _note(said: Said, step: str) -> Note | None:
    if step == STARS:
        return Note(Say("surveys.first", when=When(said.starts_at, said.zone, "day")))
    return Note(Say("surveys.scale")) if step == RECOMMEND else None


def _choices(said: Said, question: str, *private: int) -> list[Part]:
    """A button for each answer. `private` (1): they stand on a private card, which does not redraw itself."""
    buttons = [
        Button(_label(question, value), to("surveys.answer", said.session_id, question, value, *private))
        for value in rules.VALUES[question]
    ]
    return list(rows(buttons, DIGITS) if question == RECOMMEND else rows(buttons))


def _label(question: str, value: int) -> Say:
    return Say(f"surveys.applied.{value}") if question == APPLIED else Say(f"surveys.{question}", n=value)


def _answered(said: Said) -> list[Part]:
    """What was answered so far, a line each, then the words with who may read them."""
    told: list[Part] = []
    for question in rules.VALUES:
        if question in said.answers:
            told.append(Note(_told(question, said.answers[question])))
    for about in WORDS:
        if about in said.words:
            words, scope = said.words[about]
            told += [Quote(words), Note(Say(f"surveys.read_by.{scope}"))]
    return told


def _told(question: str, value: int) -> Say:
    return Say(f"surveys.told.applied.{value}") if question == APPLIED else Say(f"surveys.told.{question}", n=value)


def _words_button(said: Said, about: str) -> Button:
    label = Say("surveys.button.edit" if about in said.words else "surveys.button.words")
    return Button(label, to("surveys.words", said.session_id, about), "good")


def _change(said: Said) -> list[Button]:
    if not said.answers and not said.words:
        return []
    return [Button(Say("surveys.button.change"), to("surveys.change", said.session_id))]


def _done(said: Said) -> Card:
    thanks = Say("surveys.thanks" if said.answers or said.words else "surveys.skipped", course=said.course)
    change = Button(Say("surveys.button.change"), to("surveys.change", said.session_id))
    return card(thanks, Text(thanks), *_answered(said), Buttons(change))


def mine(said: Said) -> Card:
    """Each thing that may be said, to its author alone, as it is now: to give, change or take back."""
    title = Say("surveys.mine", course=said.course)
    answers = [Button(Say(f"surveys.mine.{one}"), to("surveys.again", said.session_id, one)) for one in rules.VALUES]
    write = [
        Button(Say(f"surveys.mine.write_{about}"), to("surveys.words", said.session_id, about, 1)) for about in WORDS
    ]
    remove = [
        Button(
            Say(f"surveys.mine.remove_{about}"),
            to("surveys.remove_words", said.session_id, about),
            "danger",
            Say("surveys.sure.remove"),
        )
        for about in WORDS
        if about in said.words
    ]
    nothing = None if said.answers or said.words else Note(Say("surveys.mine.nothing"))
    return card(
        title,
        Text(title),
        nothing,
        *_answered(said),
        Buttons(*answers),
        Buttons(*write),
        Buttons(*remove) if remove else None,
    )


def again(said: Said, question: str) -> Card:
    """One question once more, on a private card; what was answered may be taken back."""
    asked = _asked(said, question)
    back = Button(Say("surveys.button.back"), to("surveys.change", said.session_id, 1))
    remove = Button(Say("surveys.button.remove"), to("surveys.remove", said.session_id, question), "danger")
    value = said.answers.get(question)
    return card(
        asked,
        Text(asked),
        Note(Say("surveys.scale")) if question == RECOMMEND else None,
        None if value is None else Note(_told(question, value)),
        *_choices(said, question, 1),
        Buttons(back) if value is None else Buttons(back, remove),
    )


def words_form(session_id: int, about: str, words: str, scope: str, *private: int) -> Form:
    """A few words and who may read them, filled with what was there."""
    return Form(
        Say("surveys.form.title"),
        Say("surveys.form.send"),
        to("surveys.say", session_id, about, *private),
        (
            TextField(
                "words",
                Say(f"surveys.form.{about}"),
                Say(f"surveys.form.{about}_hint"),
                value=words,
                long=True,
                shortest=rules.SHORTEST_WORDS,
                longest=rules.LONGEST_WORDS,
            ),
            ChoiceField(
                "scope",
                Say("surveys.form.scope"),
                tuple(Option(one, Say(f"surveys.scope.{one}")) for one in SCOPES),
                value=scope,
            ),
        ),
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    nothing = Said(6, "Donner un retour qui aide", datetime(2026, 9, 25, 13, tzinfo=UTC), "Europe/Paris")
    told = replace(nothing, answers={STARS: 4, RECOMMEND: 9, APPLIED: 1})
    words = "Je dis maintenant les faits avant mon avis, le lundi,\net la réunion dure une demi-heure de moins."
    whole = replace(told, words={WHAT_WAS_APPLIED: (words, "first_name"), WHAT_STOPPED: ("Le temps <surtout>.", TEAM)})
    return {
        "first": survey(nothing, ""),
        "recommend": survey(replace(nothing, answers={STARS: 4}), RECOMMEND),
        "applied": survey(replace(nothing, answers={STARS: 1, RECOMMEND: 0}), APPLIED),
        "in words": survey(told, IN_WORDS),
        "stopped": survey(replace(told, words={WHAT_WAS_APPLIED: (words, "anonymous")}), STOPPED),
        "done": survey(whole, DONE),
        "all skipped": survey(nothing, DONE),
        "mine": mine(whole),
        "nothing of mine": mine(nothing),
        "stars again": again(told, STARS),
        "recommend, never answered": again(nothing, RECOMMEND),
        "applied again": again(told, APPLIED),
        "words": words_form(6, WHAT_STOPPED, "", TEAM),
        "words again": words_form(6, WHAT_WAS_APPLIED, words, "full_name", 1),
    }

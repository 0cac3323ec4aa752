"""Somebody's own answers: all those about a session, one of them to change or remove, the sessions they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Text, card
from handlers.chat.choices import rows
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Line, Say
from handlers.feedback import asking, samples
from handlers.feedback.given import Given, Rated
from handlers.feedback.rules import LIST, MOMENTS, STEPS, THEMES, WORDS
from storage.feedback import COLLEAGUE, RECOMMEND, STARS


@dataclass(frozen=True)
class Past:
    """A session that is over, in the list of those its reader may say something about; `stars` when they gave some."""

    rated: Rated
    stars: int | None = None


def facts(given: Given) -> tuple[tuple[Line, Line], ...]:
    """What was answered, by short name of the question; words apart, which may be long."""
    return tuple((Say(f"feedback.name.{step}"), _told(step, given)) for step in given.held if step != WORDS)


def _told(step: str, given: Given) -> Line:
    if step == MOMENTS:
        return ", ".join(one.title for one in given.moments if one.chosen)
    if step == THEMES:
        return ", ".join([one.title for one in given.themes if one.chosen] + ([given.wish] if given.wish else []))
    value = given.answers[step]
    return Say("feedback.out_of_ten", value=value) if step == RECOMMEND else asking.answer(step, value)


def answers(rated: Rated, given: Given) -> Card:
    """All somebody gave of a session: each may be changed or removed, and what was passed over may be added."""
    title = Say("feedback.mine.of", course=rated.course)
    steps = [step for step in STEPS if step != MOMENTS or given.moments]
    buttons = [
        Button(
            Say("feedback.chosen", what=Say(f"feedback.name.{step}"))
            if given.holds(step)
            else Say(f"feedback.name.{step}"),
            to("feedback.ask", rated.session_id, step),
        )
        for step in steps
    ]
    forget = Button(
        Say("feedback.button.forget"),
        to("feedback.forget", rated.session_id),
        "danger",
        Say("feedback.sure.forget", course=rated.course),
    )
    others = Button(Say("feedback.button.others"), to("feedback.mine"))
    later = Button(Say("feedback.button.later"), to("surveys.change", rated.session_id))
    return card(
        title,
        Heading(title),
        Note(Say("feedback.mine.when", when=rated.day)),
        Facts(facts(given)) if facts(given) else None,
        *asking.own_words(given),
        asking.publish(rated.session_id, given),
        None if given.held else Text(Say("feedback.mine.nothing")),
        Text(Say("feedback.mine.choose")),
        *rows(buttons),
        Buttons(later) if given.asked_later else None,
        Buttons(others, forget) if given.held else Buttons(others),
    )


def one(step: str, rated: Rated, given: Given) -> Card:
    """One question again, with what was answered, to change or to remove."""
    asked = asking.question(step, rated, given, LIST)
    remove = Button(
        Say("feedback.button.remove"),
        to("feedback.remove", rated.session_id, step, LIST),
        "danger",
        Say("feedback.sure.remove") if step == WORDS else None,
    )
    back = Button(Say("feedback.button.back"), to("feedback.change", rated.session_id, LIST))
    removable = given.holds(step)
    return card(
        asked,
        Text(asked),
        *asking.asked(step, rated, given, LIST),
        Buttons(back, remove) if removable else Buttons(back),
    )


def past(found: Sequence[Past], *, mine: bool, next_skip: int | None = None) -> Card:
    """Sessions that are over: those one may say something about, or (`mine`) those one answered about."""
    title = Say("feedback.mine.title" if mine else "feedback.past.title")
    if not found:
        none = Say("feedback.mine.none" if mine else "feedback.past.none")
        return card(title, Heading(title), Text(none))
    parts = [part for each in found for part in _line(each, mine=mine)]
    more = to("feedback.mine", next_skip or 0) if mine else to("feedback.past", next_skip or 0)
    older = Buttons(Button(Say("feedback.button.older"), more)) if next_skip is not None else None
    return card(title, Heading(title), *parts, older, Note(Say("feedback.past.alone")))


def _line(each: Past, *, mine: bool) -> tuple[Text, Buttons]:
    rated = each.rated
    said = Say("feedback.past.line", course=rated.course, when=rated.day)
    if each.stars is not None:
        said = Say("feedback.past.rated", course=rated.course, when=rated.day, n=each.stars)
    if mine:
        button = Button(Say("feedback.button.see"), to("feedback.change", rated.session_id, LIST))
    else:
        label = Say("feedback.button.open" if each.stars is None else "feedback.button.see")
        button = Button(label, to("feedback.open", rated.session_id, 1), "good" if each.stars is None else "plain")
    return Text(said), Buttons(button)


def examples() -> dict[str, Card | Form]:
    """Every card, with plausible data."""
    rated, given = samples.RATED, samples.GIVEN
    found = [Past(rated), Past(samples.OTHER, 4)]
    return {
        "my answers": answers(rated, given),
        "my answers, none": answers(rated, Given()),
        **{f"my answer to {step}": one(step, rated, given) for step in (STARS, RECOMMEND, WORDS, THEMES, COLLEAGUE)},
        "my answer to be given": one(WORDS, rated, Given()),
        "my sessions": past(found, mine=True, next_skip=5),
        "my sessions, none": past([], mine=True),
        "sessions to rate": past(found, mine=False, next_skip=5),
        "sessions to rate, none": past([], mine=False),
    }

"""How each step of the ladder is put: a question, what to press, and what to know before. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.cards import Button, Buttons, Note, Part, Quote, Text
from handlers.chat.choices import DIGITS, cut, rows
from handlers.chat.routes import Link, to
from handlers.chat.words import Line, Say
from handlers.feedback import rules
from handlers.feedback.given import Choice, Given, Rated
from handlers.feedback.rules import DIRECT, LIST, MOMENTS, THEMES, WORDS
from storage.feedback import COLLEAGUE, MINUTES, RECOMMEND, STARS

STARTERS = (1, 2, 3)
"""Beginnings of sentences: `feedback.starter.1` on a button, `feedback.typed.1` already typed in the form."""


def question(step: str, rated: Rated, given: Given, place: int) -> Say:
    """The question itself."""
    if step == COLLEAGUE and COLLEAGUE in given.answers and place == LIST:
        return Say("feedback.ask.colleague_again")
    return Say(f"feedback.ask.{step}", course=rated.course, announced=duration(rated.minutes))


def asked(step: str, rated: Rated, given: Given, place: int) -> list[Part]:
    """What follows the question: the buttons, and what to know before pressing one."""
    if step == MOMENTS:
        return _moments(rated.session_id, given, place)
    if step == WORDS:
        return _words(rated.session_id, given, place)
    if step == THEMES:
        return _themes(rated.session_id, given, place)
    if step == COLLEAGUE:
        button = Button(Say("feedback.button.refer"), to("feedback.refer", rated.session_id, place))
        return [Buttons(button), Note(Say("feedback.never_written_to"))]
    return _values(step, rated, given, place)


def answer(step: str, value: int) -> Line:
    """What a value answers to a question, as a button says it."""
    match step:
        case "stars":
            return Say("feedback.stars", n=value)
        case "recommend":
            return str(value)
        case "minutes":
            return duration(value)
        case "emotion" | "effort" | "colleague":
            return Say(f"feedback.{step}.{value}")
        case _:
            return Say(f"feedback.aspect.{value}")


def duration(minutes: int) -> Say:
    """`45 min`, `2 h`, `1 h 30`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return Say("feedback.time.minutes", minutes=rest)
    return (
        Say("feedback.time.both", hours=hours, minutes=f"{rest:02}")
        if rest
        else Say("feedback.time.hours", hours=hours)
    )


def written(session_id: int, place: int) -> Button:
    """Opens the form of a few words."""
    return Button(Say("feedback.button.words"), to("feedback.words", session_id, *_at(place)))


def _at(place: int) -> tuple[int, ...]:
    """A link of the posted ladder need not say where it stands."""
    return () if place == DIRECT else (place,)


def _values(step: str, rated: Rated, given: Given, place: int) -> list[Part]:
    """One button for each value that may be answered; on the list of answers, the one that was is marked."""
    values = rules.times(rated.minutes) if step == MINUTES else tuple(rules.VALUES[step])
    before = given.answers.get(step) if place == LIST else None
    buttons = [
        Button(_marked(answer(step, value), value == before), _link(step, rated.session_id, value, place))
        for value in values
    ]
    if step != RECOMMEND:
        return list(rows(buttons))
    return [*rows(buttons, DIGITS), Note(Say("feedback.recommend_scale"))]


def _marked(label: Line, chosen: bool) -> Line:
    words: Say | str = label
    return Say("feedback.chosen", what=words) if chosen else label


def _link(step: str, session_id: int, value: int, place: int) -> Link:
    if step == STARS:
        return to("feedback.rate", session_id, value, *_at(place))
    return to("feedback.answer", session_id, step, value, *_at(place))


def _moments(session_id: int, given: Given, place: int) -> list[Part]:
    buttons = [
        Button(
            Say("feedback.liked", title=cut(one.title)) if one.chosen else cut(one.title),
            to("feedback.like", session_id, one.number, *_at(place)),
        )
        for one in given.moments
    ]
    return [*_in_full(given.moments), *rows(buttons), Note(Say("feedback.likes_are_public"))]


def _words(session_id: int, given: Given, place: int) -> list[Part]:
    if given.words:
        edit = Button(Say("feedback.button.edit"), to("feedback.words", session_id, *_at(place)))
        return [*own_words(given), Buttons(edit)]
    starters = [
        Button(Say(f"feedback.starter.{one}"), to("feedback.words", session_id, place, one)) for one in STARTERS
    ]
    return [*rows([*starters, written(session_id, place)]), Note(Say("feedback.you_choose_readers"))]


def own_words(given: Given) -> list[Part]:
    """The author's own words, and who may read them; nothing when there are none."""
    return [Quote(given.words), Note(Say(f"feedback.read_by.{given.scope}"))] if given.words else []


def publish(session_id: int, given: Given) -> Buttons | None:
    """Words that are no testimonial yet may become one, if their author says so."""
    if not given.publishable:
        return None
    return Buttons(Button(Say("feedback.button.publish"), to("testimonials.offer", session_id)))


def _themes(session_id: int, given: Given, place: int) -> list[Part]:
    buttons = [
        Button(_marked(cut(one.title), one.chosen), to("feedback.wish", session_id, one.kind, one.number, *_at(place)))
        for one in given.themes
    ]
    label = "feedback.button.edit_theme" if given.wish else "feedback.button.theme"
    buttons.append(Button(Say(label), to("feedback.theme", session_id, *_at(place))))
    wished = [Quote(given.wish)] if given.wish else []
    return [*_in_full(given.themes), *wished, *rows(buttons), Note(Say("feedback.themes_note"))]


def _in_full(choices: Sequence[Choice]) -> list[Part]:
    """The titles, one a line, where a button cannot show one of them whole."""
    if all(cut(one.title) == one.title for one in choices):
        return []
    lines, *rest = [Say("feedback.title_in_full", title=one.title) for one in choices]
    for one in rest:
        lines = Say("feedback.lines", first=lines, rest=one)
    return [Text(lines)]

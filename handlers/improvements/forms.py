"""What animators fill in to write an improvement or to change it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.improvements.rules import (
    AS_IT_IS,
    LONGEST_TITLE,
    LONGEST_WORDS,
    REVIEWS,
    SHORTEST_TITLE,
    SHORTEST_WORDS,
)

STATES = ("planned", "doing", "done", "refused")
MOST_COURSES = 25
"""What a choice may hold everywhere."""


def new(community_id: int, titles: Sequence[str], ids: Sequence[int]) -> Form:
    """A new improvement of one of these courses."""
    options = tuple(Option(str(number), title) for number, title in zip(ids, titles, strict=True))
    course = ChoiceField("course", Say("improvements.form.course"), options, value=options[0].value)
    link = to("improvements.make", community_id, 0)
    fields = (course, _title(), _state("planned"), _words(), _review())
    return Form(Say("improvements.form.new"), Say("improvements.form.keep"), link, fields)


def new_from_words(community_id: int, verbatim_id: int) -> Form:
    """A new improvement of the course that these words are about."""
    link = to("improvements.make", community_id, verbatim_id)
    fields = (_title(), _state("planned"), _words(), _review())
    return Form(Say("improvements.form.new"), Say("improvements.form.keep"), link, fields)


def change(improvement_id: int, version: int, title: str, state: str, words: str, *, reviewed: bool) -> Form:
    """An improvement as it is, to be changed; `reviewed`: the team is to look at it again on some day."""
    link = to("improvements.changed", improvement_id, version)
    fields = (_state(state), _words(words), _title(title), _review(reviewed=reviewed))
    return Form(Say("improvements.form.change"), Say("improvements.form.keep"), link, fields)


def _title(value: str = "") -> TextField:
    label, hint = Say("improvements.form.title"), Say("improvements.form.title_hint")
    return TextField("title", label, hint, value, shortest=SHORTEST_TITLE, longest=LONGEST_TITLE)


def _state(value: str) -> ChoiceField:
    options = tuple(Option(state, Say(f"improvements.state.{state}")) for state in STATES)
    return ChoiceField("state", Say("improvements.form.state"), options, value=value)


def _words(value: str = "") -> TextField:
    label, hint = Say("improvements.form.words"), Say("improvements.form.words_hint")
    return TextField("words", label, hint, value, long=True, shortest=SHORTEST_WORDS, longest=LONGEST_WORDS)


def _review(*, reviewed: bool = False) -> ChoiceField:
    choices = (AS_IT_IS, *REVIEWS) if reviewed else REVIEWS
    options = tuple(Option(choice, Say(f"improvements.review_in.{choice}")) for choice in choices)
    return ChoiceField("review", Say("improvements.form.review"), options, value=choices[0])

"""What animators see while they write, correct and withdraw capsules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.capsules.formats import FORMATS
from handlers.capsules.writing_forms import details_form, words_form
from handlers.chat.cards import ROW, Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import Link, to
from handlers.chat.words import Say

BEGUN = "begun"
"""Sets the button of what was begun apart from that of its format: Discord takes no two alike in a message."""


@dataclass(frozen=True)
class Begun:
    """A new capsule that was begun and not finished: its format, and how it begins ("" when nothing tells)."""

    format: str
    start: str


def choose(community_id: int, community: str, begun: Sequence[Begun]) -> Card:
    """The formats to choose from, after what was begun and not finished."""
    title = Say("capsules.write.new", community=community)
    formats = [
        Button(Say(f"capsules.write.a.{format_}"), to("capsules.write", community_id, format_)) for format_ in FORMATS
    ]
    parts: list[Part] = [Heading(title)]
    for one in begun:
        name, key = Say(f"capsules.format.{one.format}"), f"new:{one.format}"
        said = Say("capsules.write.begun", format=name, start=one.start)
        parts += [Text(said if one.start else Say("capsules.write.begun_nameless", format=name))]
        parts += [
            Buttons(
                Button(
                    Say("capsules.write.go_on"), to("capsules.write", community_id, one.format, BEGUN), style="good"
                ),
                _discard(community_id, key),
            )
        ]
    parts += [Text(Say("capsules.write.choose"))]
    parts += [Buttons(*formats[start : start + ROW]) for start in range(0, len(formats), ROW)]
    return card(title, *parts, Note(Say("capsules.write.by_folder")))


def to_correct(wrong: Say, form: Link, community_id: int, about: str) -> Card:
    """What is wrong, and the way back to the form, filled as it was."""
    return card(
        wrong,
        Text(wrong),
        Note(Say("capsules.write.kept")),
        Buttons(Button(Say("capsules.write.correct"), form, style="good"), _discard(community_id, about)),
    )


def _discard(community_id: int, about: str) -> Button:
    sure = Say("capsules.write.discard_sure")
    return Button(Say("capsules.write.discard"), to("capsules.discard", community_id, about), "danger", sure)


def withdrawn(title: str, community_id: int, capsule_id: int, days: int) -> Card:
    """A capsule was withdrawn, and for how many days that can be undone."""
    said = Say("capsules.withdrawn", title=title)
    return card(
        said,
        Text(said),
        Note(Say("capsules.withdrawn_undo", n=days)),
        Buttons(
            Button(Say("capsules.write.give_back"), to("capsules.give_back", community_id, capsule_id)),
            Button(Say("reports.open"), to("reports.show", community_id, capsule_id)),
            Button(Say("schedules.back"), to("capsules.page", community_id, 0)),
        ),
    )


def gone() -> Card:
    """A withdrawn capsule, wherever it was posted."""
    return card(Say("capsules.gone"), Note(Say("capsules.gone")))


def which(community_id: int, found: Sequence[tuple[int, str]]) -> Card:
    """Several capsules are meant: which one is to be corrected? `found`: id and title."""
    said = Say("capsules.write.which")
    parts: list[Part] = [Heading(said)]
    for capsule_id, title in found:
        edit = Button(Say("capsules.edit"), to("capsules.edit_form", community_id, capsule_id))
        parts += [Text(Say("schedules.choice", title=title)), Buttons(edit)]
    return card(said, *parts)


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    quiz = {
        "title": "Fact or judgement?",
        "body": "Which sentence says only what was seen?",
        "choices": "* You arrived at 9:20 # A camera would say so.\nYou are always late # “Always” is a judgement.",
    }
    wrong = Say("capsules.write.none_right")
    shown = {"theme": "Facts first", "minutes": "2", "effort": "easy", "language": "en"}
    return {
        "choose a format": choose(1, "Giving feedback", [Begun("quiz", "Fact or judgement?"), Begun("text", "")]),
        "to correct": to_correct(wrong, to("capsules.write", 1, "quiz"), 1, "new:quiz"),
        "withdrawn": withdrawn("Say what you saw", 1, 42, 7),
        "gone": gone(),
        "which to edit": which(1, [(42, "Say what you saw"), (43, "Ask before you tell")]),
        **{f"write {format_}": words_form(format_, {}, to("capsules.save", 1, format_)) for format_ in FORMATS},
        "edit a quiz": words_form("quiz", quiz, to("capsules.change", 1, 42, "0123abcd"), edited=True),
        "details": details_form(shown, to("capsules.detail", 1, 42, "0123abcd")),
    }

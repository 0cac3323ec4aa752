"""What people see of the questions of a session, and of its file for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.agenda import rules
from handlers.chat.cards import Button, Buttons, Card, Document, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When


@dataclass(frozen=True)
class Shown:
    """A question as its cards tell it. `words` are None once withdrawn, `answer` before there is one.

    `by` and `answered_by`: how the question and the answer are signed.
    """

    question_id: int
    course: str
    words: str | None
    by: Line
    answer: str | None
    answered_by: Line


def ask_form(session_id: int) -> Form:
    """The form of a question."""
    return Form(
        Say("agenda.form.ask"),
        Say("agenda.form.send"),
        to("agenda.send_question", session_id),
        (
            TextField(
                "words",
                Say("agenda.form.question"),
                Say("agenda.form.question_hint"),
                long=True,
                shortest=rules.SHORTEST,
                longest=rules.LONGEST,
            ),
            ChoiceField(
                "name",
                Say("agenda.form.name"),
                tuple(Option(one, Say(f"agenda.form.{one}")) for one in rules.NAMES),
                value=rules.NAMED,
            ),
        ),
    )


def reply_form(question_id: int, answer: str) -> Form:
    """The form of an answer, filled with the one there was."""
    words = TextField(
        "words",
        Say("agenda.form.answer"),
        Say("agenda.form.answer_hint"),
        value=answer,
        long=True,
        shortest=rules.SHORTEST,
        longest=rules.LONGEST_ANSWER,
    )
    return Form(Say("agenda.form.reply"), Say("agenda.form.send"), to("agenda.reply", question_id), (words,))


def sent(shown: Shown, *, in_thread: bool) -> Card:
    """The question is on its way."""
    said = Say("agenda.sent_thread" if in_thread else "agenda.sent", course=shown.course)
    return card(said, Text(said), Quote(shown.words or ""), Buttons(_withdraw(shown)))


def _withdraw(shown: Shown) -> Button:
    sure = Say("agenda.sure_withdraw")
    return Button(Say("agenda.button.withdraw"), to("agenda.withdraw", shown.question_id), "danger", sure)


def withdrawn() -> Card:
    """Told to who withdrew a question."""
    return card(Say("agenda.withdrawn"), Text(Say("agenda.withdrawn")))


def asked(shown: Shown) -> Card:
    """A question in the thread of its session."""
    if shown.words is None:
        return card(Say("agenda.gone"), Text(Say("agenda.gone")))
    return card(
        Say("agenda.asked", course=shown.course), Text(Say("agenda.asked_trainer")), Quote(shown.words, shown.by)
    )


def answered(shown: Shown) -> Card:
    """An answer in the same thread; what it answers is not shown once it is withdrawn."""
    if shown.answer is None:
        return card(Say("agenda.answer_gone"), Text(Say("agenda.answer_gone")))
    about = Note(Say("agenda.gone")) if shown.words is None else Quote(shown.words, shown.by)
    said = Say("agenda.answered", course=shown.course)
    return card(said, Text(Say("agenda.answer")), about, Quote(shown.answer, shown.answered_by))


def to_answer(shown: Shown) -> Card:
    """To the trainer, or to each animator: a question, then its answer."""
    if shown.words is None:
        return card(Say("agenda.gone"), Text(Say("agenda.gone")))
    said = Say("agenda.to_answer", course=shown.course)
    reply = "reply" if shown.answer is None else "reply_again"
    return card(
        said,
        Text(said),
        Quote(shown.words, shown.by),
        Quote(shown.answer, shown.answered_by) if shown.answer is not None else None,
        Buttons(Button(Say(f"agenda.button.{reply}"), to("agenda.answer", shown.question_id), "good")),
    )


def answers(course: str, found: Sequence[Shown]) -> Card:
    """To who asked: the answers to their questions about a session."""
    said = Say("agenda.your_answers", course=course)
    parts: list[Part] = []
    for one in found:
        parts += [Quote(one.words or ""), Quote(one.answer or "", one.answered_by), Buttons(_withdraw(one))]
    return card(said, Text(said if parts else Say("agenda.no_answers", course=course)), *parts)


def mine(asked: Sequence[Shown], waiting: Sequence[Shown]) -> Card:
    """The questions somebody asked, and those that wait for them."""
    parts: list[Part] = []
    for one in asked:
        answer = Note(Say("agenda.waits")) if one.answer is None else Quote(one.answer, one.answered_by)
        parts += [Text(Say("agenda.about", course=one.course)), Quote(one.words or ""), answer, Buttons(_withdraw(one))]
    if waiting:
        parts.append(Heading(Say("agenda.waiting")))
    for one in waiting:
        reply = Button(Say("agenda.button.reply"), to("agenda.answer", one.question_id), "good")
        parts += [Text(Say("agenda.about", course=one.course)), Quote(one.words or "", one.by), Buttons(reply)]
    if not parts:
        parts = [Text(Say("agenda.none")), Note(Say("agenda.none_next"))]
    return card(Say("agenda.mine"), Heading(Say("agenda.mine")), *parts)


def file_sent(course: str, when: When, document: Document, *, cancelled: bool) -> Card:
    """The message that carries the file for calendars."""
    said = Say("agenda.file_cancelled" if cancelled else "agenda.file", course=course, when=when)
    return card(said, Text(said), document, Note(Say("agenda.file_next")))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    course, words = "Donner un retour qui aide", "Et si la personne se vexe ? <3"
    named = Shown(7, course, words, "Lina Moreau", None, "")
    nameless = Shown(8, course, words, Say("agenda.anonymous"), "Dites d’abord ce que vous avez vu.", "Priya Nair")
    gone = Shown(9, course, None, Say("agenda.anonymous"), "Essayez avec un pair.", "Priya Nair")
    document = Document("file:12", Say("agenda.document", course=course), Say("agenda.document_again"))
    when = When(datetime(2026, 11, 24, 13, tzinfo=UTC), "Europe/Paris")
    return {
        "ask": ask_form(6),
        "sent to the thread": sent(named, in_thread=True),
        "sent": sent(named, in_thread=False),
        "withdrawn": withdrawn(),
        "asked": asked(named),
        "asked, withdrawn": asked(gone),
        "answered": answered(nameless),
        "answered, question withdrawn": answered(gone),
        "answered, answer gone": answered(named),
        "to answer": to_answer(named),
        "answered already": to_answer(nameless),
        "to answer, withdrawn": to_answer(gone),
        "reply": reply_form(7, ""),
        "answers": answers(course, [nameless]),
        "answers, all withdrawn": answers(course, []),
        "mine": mine([nameless, named], [named]),
        "no question": mine([], []),
        "file": file_sent(course, when, document, cancelled=False),
        "file of a cancelled one": file_sent(course, when, document, cancelled=True),
    }

"""What one person alone sees of a quiz: the question again, what their answer is worth, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Prose, Text, card
from handlers.chat.choices import are_short, labels, letter, lettered, marks_of, rows
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.quizzes import rules
from handlers.quizzes.rules import Verdict
from storage.formats import Choice, Quiz, choices_of, version

MINE, TRIAL = "mine", "trial"
"""Where a button stands, besides the posted card: on a private card; anywhere in an animator's preview."""


@dataclass(frozen=True)
class Question:
    """A quiz and where it is answered. `trial`: an animator tries it, and nothing is noted."""

    capsule_id: int
    community_id: int
    title: str
    words: str
    quiz: Quiz
    trial: bool = False

    @property
    def place(self) -> str:
        """Where the buttons of its private cards stand."""
        return TRIAL if self.trial else MINE


def judged(question: Question, chosen: frozenset[int], tries: int, *, offers: bool = False) -> Card:
    """What an answer is worth, what is said of each choice made, the explanation, and another try unless it is right.

    `tries`: how many this person has made, this one included. `offers`: to bring back what they miss.
    """
    quiz, verdict = question.quiz, rules.judge(question.quiz, chosen)
    parts: list[Part] = [Heading(Say(f"quizzes.{verdict}")), Note(Say("quizzes.asked", title=question.title))]
    for number in sorted(chosen):
        parts.append(Text(Say("quizzes.chosen", choice=lettered(number, quiz.choices[number].words))))
        if quiz.choices[number].feedback:
            parts.append(Text(quiz.choices[number].feedback))
    if quiz.explanation:
        parts.append(Prose(quiz.explanation))
    parts.append(Note(Say("quizzes.trial") if question.trial else Say("quizzes.tries", n=tries)))
    if verdict is not Verdict.RIGHT:
        again = to("quizzes.open", question.capsule_id, question.community_id, question.place)
        bring = [Button(Say("repetition.bring_back"), to("repetition.take"))] if offers else []
        parts.append(Buttons(Button(Say("quizzes.again"), again), *bring))
    return card(Say(f"quizzes.{verdict}"), *parts)


def asked(question: Question, marked: frozenset[int] = frozenset()) -> Card:
    """The question once more, to one person. Several right answers: those `marked` so far, sent together."""
    choices = choices_of(question.quiz)
    where = (question.capsule_id, question.community_id, version(choices))
    lines = [lettered(number, words) for number, words in enumerate(choices)]
    if question.quiz.several:
        lines = [Say(_box(number in marked), choice=line) for number, line in enumerate(lines)]
        marks = [
            Button(
                Say(_box(number in marked), choice=letter(number)),
                to("quizzes.mark", *where, marks_of(marked ^ {number}), question.place),
            )
            for number in range(len(choices))
        ]
        send = Button(Say("quizzes.send"), to("quizzes.send", *where, marks_of(marked), question.place), "good")
        buttons = (*rows(marks), Buttons(send))
    else:
        buttons = rows(
            Button(label, to("quizzes.choose", *where, number, question.place))
            for number, label in enumerate(labels(choices))
        )
        lines = [] if are_short(choices) else lines
    return card(
        Say("quizzes.asked", title=question.title),
        Heading(question.title),
        Prose(question.words),
        *(Text(line) for line in lines),
        Note(Say("quizzes.how_several" if question.quiz.several else "quizzes.how_one")),
        *buttons,
    )


def _box(is_marked: bool) -> str:
    return "quizzes.marked" if is_marked else "quizzes.unmarked"


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    one = Quiz(
        (
            Choice("“You are always late.”", 0, "“Always” judges the person: which mornings did you see?"),
            Choice(
                "“On Monday and Tuesday you arrived at 9:40.”", 100, "Two days, one hour: what a camera would show."
            ),
            Choice("“You arrived late this week.”", 50, "Nearly: “late” is already a judgement."),
        ),
        explanation="A fact is what **a camera would have recorded**. What we think of it comes after.",
    )
    several = replace(one, several=True, choices=tuple(replace(choice, weight=50) for choice in one.choices[1:]))
    single = Question(42, 1, "Fact or judgement?", "Which of these is a *fact*?", one)
    many = Question(43, 1, "Fact or judgement?", "Which of these may you say?", several)
    return {
        "right": judged(single, frozenset({1}), 2),
        "partly right": judged(single, frozenset({2}), 1),
        "wrong": judged(single, frozenset({0}), 1, offers=True),
        "several, partly right": judged(many, frozenset({0}), 1),
        "tried by an animator": judged(replace(single, trial=True), frozenset({0}), 0),
        "again": asked(single),
        "several, none marked": asked(many),
        "several, one marked": asked(many, frozenset({1})),
    }

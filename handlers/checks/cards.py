"""What people see of the knowledge check: a question, what they knew, and for animators the group's lift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Prose, Text, card
from handlers.chat.choices import are_short, labels, letter, lettered, marks_of, rows
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.checks import rules
from handlers.figures import FEWEST
from storage.check_plans import QUESTIONS, Question
from storage.checks import AFTER, BEFORE, Lift
from storage.formats import Choice, Quiz, choices_of

NO_IDEA = -1
"""The choice of who does not know: better said than guessed."""


@dataclass(frozen=True)
class Named:
    """A session as its check names it."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True)
class Quizzes:
    """A page of a community's quizzes, by number and title, and those picked so far."""

    page: int
    is_last: bool
    offered: Sequence[tuple[int, str]]
    picked: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Listed:
    """A session with what may be done with its check: `chooses` its questions, or see its lift."""

    named: Named
    checked: bool
    chooses: bool


def question(named: Named, phase: str, position: int, questions: Sequence[Question]) -> Card:
    """One question; nothing tells which choice is right."""
    asked, where = questions[position], (named.session_id, phase, position)
    choices = choices_of(asked.quiz)
    no_idea = Button(Say("checks.no_idea"), to("checks.answer", *where, NO_IDEA))
    if asked.quiz.several:
        buttons: tuple[Buttons, ...] = (
            Buttons(Button(Say("checks.answer"), to("checks.open", *where), "good"), no_idea),
        )
    else:
        answers = [Button(label, to("checks.answer", *where, number)) for number, label in enumerate(labels(choices))]
        buttons = (*rows(answers), Buttons(no_idea))
    count = Say("checks.question", n=position + 1, questions=len(questions), course=named.course)
    return card(
        count,
        Text(Say(f"checks.why.{phase}", course=named.course)) if position == 0 else None,
        Note(count),
        *_asked(asked, are_short(choices)),
        Note(Say(f"checks.private.{phase}", fewest=FEWEST)),
        *buttons,
    )


def _asked(asked: Question, choices_on_buttons: bool) -> list[Part]:
    shown: list[Part] = [Heading(asked.title), Prose(asked.words)]
    if asked.quiz.several or not choices_on_buttons:
        shown += [Text(lettered(number, words)) for number, words in enumerate(choices_of(asked.quiz))]
    return shown


def several(session_id: int, phase: str, position: int, asked: Question, marked: frozenset[int]) -> Card:
    """A question with several right answers: those `marked` so far are sent together, from a private card."""
    where = (session_id, phase, position)
    choices = choices_of(asked.quiz)
    boxes = [
        Button(
            Say(_box(number in marked), choice=letter(number)), to("checks.mark", *where, marks_of(marked ^ {number}))
        )
        for number in range(len(choices))
    ]
    lines = [Say(_box(number in marked), choice=lettered(number, words)) for number, words in enumerate(choices)]
    return card(
        Say("checks.mark_all"),
        Heading(asked.title),
        Prose(asked.words),
        *(Text(line) for line in lines),
        Note(Say("checks.mark_all")),
        *rows(boxes),
        Buttons(Button(Say("checks.send"), to("checks.send", *where, marks_of(marked)), "good")),
    )


def _box(is_marked: bool) -> str:
    return "checks.marked" if is_marked else "checks.unmarked"


def sent() -> Card:
    """In the place of that private card: the message shows the next question."""
    return card(Say("checks.sent"), Text(Say("checks.sent")))


def _forget(named: Named) -> Buttons:
    forget = to("checks.forget", named.session_id)
    return Buttons(Button(Say("checks.forget"), forget, "danger", Say("checks.sure.forget")))


def noted(named: Named) -> Card:
    """All answered, before the session: what was right waits until after it."""
    said = Say("checks.noted", course=named.course)
    return card(said, Text(said), Note(Say("checks.noted_next")), _forget(named))


def closed(named: Named) -> Card:
    """The session took place meanwhile."""
    said = Say("checks.closed", course=named.course)
    return card(said, Text(said))


def forgotten(named: Named) -> Card:
    """Their answers are taken back."""
    said = Say("checks.forgotten", course=named.course)
    return card(said, Text(said))


def results(named: Named, questions: Sequence[Question], before: Mapping[int, bool], after: Mapping[int, bool]) -> Card:
    """To one person: how many they got right, before and after, and each question with its answer and the reason."""
    title = Say("checks.results", n=sum(after.values()), questions=len(questions), course=named.course)
    parts: list[Part] = [Text(title)]
    if len(before) == len(questions):
        parts.append(Text(Say("checks.results_before", n=sum(before.values()), questions=len(questions))))
    for position, asked in enumerate(questions):
        parts.append(Heading(asked.title))
        parts.append(Text(Say("checks.right" if after.get(position) else "checks.wrong")))
        for number in sorted(asked.quiz.best):
            parts.append(Note(Say("checks.right_one", choice=asked.quiz.choices[number].words)))
        if asked.quiz.explanation:
            parts.append(Prose(asked.quiz.explanation))
    return card(title, *parts, Note(Say("checks.yours")), _forget(named))


def choose(named: Named, quizzes: Quizzes) -> Card:
    """The community's quizzes, page by page: three to be picked."""
    ids = tuple(one for one, _title in quizzes.picked)
    title = Say("checks.choose", course=named.course)
    parts: list[Part] = [Text(title), Note(Say("checks.choose_how"))]
    elsewhere = [words for one, words in quizzes.picked if (one, words) not in quizzes.offered]
    parts += [Text(Say("checks.picked", title=words)) for words in elsewhere]
    parts += _page(named, quizzes, ids)
    turning = [
        Button(Say(f"checks.{way}"), to("checks.pick", named.session_id, page, *ids))
        for way, page, there in (
            ("earlier", quizzes.page - 1, quizzes.page > 0),
            ("later", quizzes.page + 1, not quizzes.is_last),
        )
        if there
    ]
    if len(ids) == QUESTIONS:
        turning.append(Button(Say("checks.attach"), to("checks.attach", named.session_id, *ids), "good"))
    return card(title, *parts, Buttons(*turning) if turning else None)


def _page(named: Named, quizzes: Quizzes, ids: tuple[int, ...]) -> list[Part]:
    if not quizzes.offered:
        return [Text(Say("checks.none_offered"))]
    lines: list[Part] = []
    boxes = []
    for number, (one, title) in enumerate(quizzes.offered):
        lines.append(Text(Say(_box(one in ids), choice=lettered(number, title))))
        if one in ids or len(ids) < QUESTIONS:
            picked = rules.toggled(ids, one)
            pick = to("checks.pick", named.session_id, quizzes.page, *picked)
            boxes.append(Button(Say(_box(one in ids), choice=letter(number)), pick))
    return [*lines, *rows(boxes)]


def attached(named: Named, questions: Sequence[Question], *, may_change: bool) -> Card:
    """The questions of a session, when they are asked, and how to change them while there is time."""
    title = Say("checks.attached", course=named.course)
    ids = [one.capsule_id for one in questions]
    change = Buttons(
        Button(Say("checks.change"), to("checks.pick", named.session_id, 0, *ids)),
        Button(Say("checks.detach"), to("checks.detach", named.session_id), "danger", Say("checks.sure.detach")),
    )
    lift_ = Buttons(Button(Say("checks.lift"), to("checks.lift", named.session_id)))
    return card(
        title,
        Text(title),
        *(Text(Say("checks.picked", title=one.title)) for one in questions),
        Note(Say("checks.when", when=When(named.starts_at, named.zone))),
        Note(Say("checks.copied")),
        change if may_change else lift_,
    )


def detached(named: Named) -> Card:
    """The session has no check any more."""
    said = Say("checks.detached", course=named.course)
    again = Button(Say("checks.button.choose"), to("checks.pick", named.session_id, 0))
    return card(said, Text(said), Buttons(again))


def lift(named: Named, found: Lift | None) -> Card:
    """The group's share of right answers before and after, from five people on."""
    title = Say("checks.lift_of", course=named.course)
    if found is None:
        return card(title, Text(title), Note(Say("checks.hidden", fewest=FEWEST)), Note(Say("checks.lift_how")))
    before, after = (rules.percent(share) for share in (found.before, found.after))
    return card(
        title,
        Text(title),
        Facts(
            (
                (Say("checks.before"), Say("checks.percent", n=before)),
                (Say("checks.after"), Say("checks.percent", n=after)),
                (Say("checks.difference"), Say("checks.points", change=f"{after - before:+d}")),
            )
        ),
        Note(Say("checks.lift_n", n=found.people, attendees=found.attendees)),
        Note(Say("checks.lift_how")),
    )


def listed(sessions: Sequence[Listed]) -> Card:
    """The sessions of the asker's communities, to attach questions or see what was learnt."""
    title = Say("checks.sessions")
    if not sessions:
        return card(title, Heading(title), Text(Say("checks.no_session")))
    parts: list[Part] = [Heading(title)]
    for number, one in enumerate(sessions):
        when = When(one.named.starts_at, one.named.zone)
        state = "checks.line_checked" if one.checked else "checks.line"
        parts.append(Text(_lettered(number, Say(state, course=one.named.course, when=when))))
    buttons = [
        Button(
            Say("checks.button.choose_for" if one.chooses else "checks.button.lift_of", letter=letter(number)),
            to("checks.choose" if one.chooses else "checks.lift", one.named.session_id),
        )
        for number, one in enumerate(sessions)
    ]
    return card(title, *parts, *rows(buttons))


def _lettered(number: int, line: Say) -> Say:
    """`A. line`."""
    return Say("help.choice", letter=letter(number), words=line)


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    named = Named(6, "Donner un retour qui aide", datetime(2026, 11, 24, 13, tzinfo=UTC), "Europe/Paris")
    fact = Quiz(
        (
            Choice("“You are always late.”", 0, "“Always” judges the person."),
            Choice("“On Monday and Tuesday you arrived at 9:40.”", 100),
        ),
        explanation="A fact is what **a camera would have recorded**.",
    )
    many = Quiz((Choice("What I saw", 50), Choice("What I felt", 50), Choice("What <you> are", -50)), several=True)
    short = Quiz((Choice("Yes", 0), Choice("No", 100)))
    questions = [
        Question(41, "Fact or judgement?", "Which of these is a *fact*?", fact),
        Question(42, "What to say", "Which of these may you say?", many),
        Question(43, "In front of the team?", "Do you give a difficult feedback in a meeting?", short),
    ]
    offered = [(one.capsule_id, one.title) for one in questions] + [(44, "Ask first"), (45, "Say thank you")]
    return {
        "first question": question(named, BEFORE, 0, questions),
        "several answers": question(named, AFTER, 1, questions),
        "short answers": question(named, BEFORE, 2, questions),
        "several, one marked": several(6, BEFORE, 1, questions[1], frozenset({0})),
        "sent": sent(),
        "noted": noted(named),
        "closed": closed(named),
        "forgotten": forgotten(named),
        "results": results(named, questions, {0: False, 1: True, 2: False}, {0: True, 1: True, 2: False}),
        "results, not asked before": results(named, questions, {}, {0: True, 1: True, 2: True}),
        "choose": choose(named, Quizzes(0, False, offered, offered[:2])),
        "choose, three picked": choose(named, Quizzes(1, True, offered[2:], offered[:3])),
        "choose, no quiz": choose(named, Quizzes(0, True, [], [])),
        "attached": attached(named, questions, may_change=True),
        "attached and asked": attached(named, questions, may_change=False),
        "detached": detached(named),
        "lift": lift(named, Lift(12, 15, 0.4166, 0.7777)),
        "lift, hidden": lift(named, None),
        "sessions": listed([Listed(named, checked=False, chooses=True), Listed(named, checked=True, chooses=False)]),
        "no session": listed([]),
    }

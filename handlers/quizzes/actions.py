"""What people do with a quiz: answer it, choose several answers together, try again. All of it stays between us."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.choices import numbers_in
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.quizzes import cards, rules
from handlers.quizzes.cards import MINE, TRIAL, Question
from handlers.quizzes.rules import Verdict
from storage import capsules, formats, outbox, quizzes, repetition, shown
from storage.formats import Quiz
from storage.quizzes import Try


@route("quizzes.choose", who=Role.ANYONE)
async def choose(
    _ask: Ask, desk: Desk, capsule_id: int, community_id: int, version: str, number: int, place: str = ""
) -> Reply:
    """One choice, told at once whether it is right. `place`: where its button stands (see `cards.MINE`)."""
    question = await _current(desk, capsule_id, community_id, version, place)
    if question.quiz.several or not 0 <= number < len(question.quiz.choices):
        raise Mistake(Say("help.outdated"))
    card = await _judged(desk, question, frozenset({number}))
    return Replace(card) if place == MINE else Tell(card)


@route("quizzes.open", who=Role.ANYONE)
async def open_(_ask: Ask, desk: Desk, capsule_id: int, community_id: int, place: str = "") -> Reply:
    """The question, to the asker alone: to choose several answers, or to try again (then it replaces what was said)."""
    card = cards.asked(await _question(desk, capsule_id, community_id, place))
    return Replace(card) if place == MINE else Tell(card)


@route("quizzes.mark", who=Role.ANYONE)
async def mark(
    _ask: Ask, desk: Desk, capsule_id: int, community_id: int, version: str, marks: int, place: str = MINE
) -> Reply:
    """One more choice marked, or one less; nothing is kept before they send it."""
    question = await _current(desk, capsule_id, community_id, version, place)
    return Replace(cards.asked(question, _marked(question.quiz, marks)))


@route("quizzes.send", who=Role.ANYONE)
async def send(
    _ask: Ask, desk: Desk, capsule_id: int, community_id: int, version: str, marks: int, place: str = MINE
) -> Reply:
    """The marked choices together, told at once whether they are right."""
    question = await _current(desk, capsule_id, community_id, version, place)
    marked = _marked(question.quiz, marks)
    if not marked:
        raise Mistake(Say("quizzes.mistake.none"))
    return Replace(await _judged(desk, question, marked))


def _marked(quiz: Quiz, marks: int) -> frozenset[int]:
    """The choices marked. Raises Mistake where several cannot be, or for one that does not exist."""
    marked = numbers_in(marks, len(quiz.choices))
    if marked is None or not quiz.several:
        raise Mistake(Say("help.outdated"))
    return marked


async def _question(desk: Desk, capsule_id: int, community_id: int, place: str) -> Question:
    """The quiz that the asker was shown, or may preview. Raises Mistake."""
    if place == TRIAL:
        await desk.community(community_id, Role.ANIMATOR)
        capsule = await capsules.offered_one(desk.db, capsule_id, community_id)
    else:
        await desk.community(community_id, Role.ANYONE)
        capsule = await shown.capsule(desk.db, capsule_id, community_id, desk.member.id)
    quiz = capsule and formats.read(capsule.format, capsule.details)
    if capsule is None or not isinstance(quiz, Quiz):
        raise Mistake(Say("help.outdated"))
    return Question(capsule.id, community_id, capsule.title, capsule.body, quiz, place == TRIAL)


async def _current(desk: Desk, capsule_id: int, community_id: int, version: str, place: str) -> Question:
    """As `_question`. Raises Mistake when the choices are others than those the asker saw."""
    question = await _question(desk, capsule_id, community_id, place)
    if formats.version(formats.choices_of(question.quiz)) != version:
        raise Mistake(Say("quizzes.mistake.corrected"))
    return question


async def _judged(desk: Desk, question: Question, chosen: frozenset[int]) -> Card:
    """What the choices are worth; noted, unless it is a trial."""
    tries = 0 if question.trial else await _keep(desk, question, chosen)
    offers = not question.trial and not await repetition.wants(desk.db, desk.member.id)
    return cards.judged(question, chosen, tries, offers=offers)


async def _keep(desk: Desk, question: Question, chosen: frozenset[int]) -> int:
    """Notes a try; how many this person has made. Their first one shows on the posted card."""
    quiz = question.quiz
    made = Try(
        question.capsule_id,
        question.community_id,
        desk.member.id,
        "\n".join(quiz.choices[number].words for number in sorted(chosen)),
        rules.judge(quiz, chosen) is Verdict.RIGHT,
    )
    if await quizzes.first(desk.db, made, desk.now):
        await outbox.touch(desk.db, f"capsule:{question.capsule_id}")
        await repetition.heard(desk.db, made, desk.now)
        return 1
    answer = await quizzes.mine(desk.db, made)
    if not rules.is_same_try(made.choice, answer.last_choice, answer.last_at, desk.now):
        await quizzes.again(desk.db, answer, made, desk.now)
        await repetition.heard(desk.db, made, desk.now)
    return answer.tries

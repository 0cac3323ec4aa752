"""A quiz is answered in private, at once; tries are counted, and nobody else learns who was right."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from handlers.chat.cards import Card, Prose
from handlers.chat.replies import Replace, Tell
from handlers.chat.routes import Link, to
from storage import capsules, outbox, people, personal, quizzes
from storage.formats import MOST_CHOICES, Choice, Poll, Quiz, choices_of, version
from storage.people import Member
from storage.quizzes import Figures, QuizAnswer
from tests import posting
from tests.conftest import EVERY_DATABASE
from tests.handlers.answering import buttons, changed, keep, posted, press
from tests.handlers.capsules.stage import AMINA, ELSEWHERE, LINA, MALO, Shown, Stage, mistake, said, shown_card

WHY = "A camera would have recorded it."
ONE = Quiz(
    (Choice("You are late.", 0, "“Late” judges."), Choice("It is 9:40.", 100), Choice("It is late.", 50)),
    explanation=WHY,
)
SEVERAL = Quiz((Choice("You are late.", -50), Choice("It is 9:40.", 50), Choice("You spoke first.", 50)), several=True)
RIGHT, PARTLY, WRONG = "quizzes.right", "quizzes.partly", "quizzes.wrong"


async def figures(stage: Stage, capsule_id: int = 1) -> Figures:
    async with stage.database.reading() as db:
        return await quizzes.figures(db, capsule_id, stage.community_id)


async def member(stage: Stage, who: str) -> Member:
    async with stage.database.reading() as db:
        found = await people.find_member(db, "stage", "W1", who)
    assert found is not None
    return found


async def answer(stage: Stage, shown: Shown, who: str, letter: str) -> Card:
    reply = await press(stage, buttons(shown.card)[letter], who)
    assert isinstance(reply, Tell)
    return shown_card(reply)


def verdict(card: Card) -> str:
    return getattr(card.summary, "key", "")


async def test_an_answer_is_told_at_once_with_what_is_said_of_it_and_why(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    wrong = await answer(stage, shown, LINA, "A")
    assert verdict(wrong) == WRONG
    assert any(getattr(part, "words", "") == "“Late” judges." for part in wrong.parts)
    assert Prose(WHY) in wrong.parts
    assert said(wrong, "quizzes.tries").values["n"] == 1
    assert verdict(await answer(stage, shown, LINA, "C")) == PARTLY
    right = await answer(stage, shown, LINA, "B")
    assert (verdict(right), said(right, "quizzes.tries").values["n"]) == (RIGHT, 3)
    assert buttons(right) == {}


async def test_trying_again_stays_on_the_private_card(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    wrong = await answer(stage, shown, LINA, "A")
    again = await press(stage, buttons(wrong)["quizzes.again"], LINA)
    assert isinstance(again, Replace)
    right = await press(stage, buttons(again.what)["B"], LINA)
    assert isinstance(right, Replace)
    assert verdict(right.what) == RIGHT
    assert await figures(stage) == Figures(people=1, answers=2, right_at_first=0, right_in_the_end=1)


async def test_the_posted_card_tells_how_many_answered_and_nothing_more(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    assert await stage.again("capsule:1") == 0
    await answer(stage, shown, LINA, "B")
    await answer(stage, shown, MALO, "A")
    await answer(stage, shown, MALO, "B")
    (now,) = await stage.shown()
    assert now.says("capsules.answered").values["n"] == 2
    assert await stage.again("capsule:1") == 2
    for secret in ("right", "wrong", LINA, "Moreau", WHY):
        assert secret not in str(now.card)
    assert await figures(stage) == Figures(people=2, answers=3, right_at_first=1, right_in_the_end=2)


async def test_several_answers_are_marked_then_sent_together(stage: Stage) -> None:
    shown = await posted(stage, "quiz", SEVERAL)
    card = shown_card(await press(stage, buttons(shown.card)["capsules.answer"], LINA))
    assert mistake(await press(stage, buttons(card)["quizzes.send"], LINA)) == ("quizzes.mistake.none", None)
    for letter in "BACA":
        reply = await press(stage, buttons(card)[letter], LINA)
        assert isinstance(reply, Replace)
        card = reply.what
    assert await stage.rows(QuizAnswer) == 0
    reply = await press(stage, buttons(card)["quizzes.send"], LINA)
    assert isinstance(reply, Replace)
    assert verdict(reply.what) == RIGHT
    async with stage.database.reading() as db:
        (kept,) = await quizzes.export_of(db, (await member(stage, LINA)).id)
    assert kept["first_choice"] == ["It is 9:40.", "You spoke first."]


async def test_half_of_the_right_ones_is_not_quite(stage: Stage) -> None:
    await posted(stage, "quiz", SEVERAL)
    send = to("quizzes.send", 1, stage.community_id, version(choices_of(SEVERAL)), 0b010, "mine")
    card = shown_card(await press(stage, send, LINA))
    assert verdict(card) == PARTLY
    reply = await press(stage, buttons(card)["quizzes.again"], LINA)
    assert isinstance(reply, Replace)
    assert set(buttons(reply.what)) == {"A", "B", "C", "quizzes.send"}


async def test_a_second_press_is_not_a_second_try(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    for _ in range(3):
        await answer(stage, shown, LINA, "A")
    assert (await figures(stage)).answers == 1
    stage.clock.move_to(stage.clock.now() + timedelta(days=7))
    await answer(stage, shown, LINA, "A")
    assert (await figures(stage)).answers == 2


@EVERY_DATABASE
async def test_pressed_by_many_at_once_each_person_counts_once(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    every = [answer(stage, shown, who, letter) for who in (LINA, MALO, AMINA) for letter in "AABB"]
    await asyncio.gather(*every)
    found = await figures(stage)
    assert (found.people, found.right_in_the_end) == (3, 3)
    assert 6 <= found.answers <= 12


@pytest.mark.parametrize(("place", "value"), [(0, 77), (1, 77), (3, 3), (3, -1), (3, 2**31 - 1), (3, "B"), (2, "")])
async def test_a_forged_button_changes_nothing(stage: Stage, place: int, value: int | str) -> None:
    shown = await posted(stage, "quiz", ONE)
    reply = await press(stage, changed(buttons(shown.card)["B"], place, value), LINA)
    expected = {1: "help.only.anyone", 2: "quizzes.mistake.corrected"}.get(place, "help.outdated")
    assert mistake(reply) == (expected, None)
    assert await stage.rows(QuizAnswer) == 0


async def test_a_quiz_is_answered_where_it_was_shown_only(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    link = buttons(shown.card)["B"]
    await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    assert mistake(await press(stage, link, LINA, workspace=ELSEWHERE))[0] == "help.only.anyone"
    never = await keep(stage, "quiz", ONE, "Never posted")
    assert mistake(await press(stage, changed(link, 0, never), LINA))[0] == "help.outdated"
    poll = await posted(stage, "poll", Poll(("You are late.", "It is 9:40.", "It is late.")), "A poll")
    poll_id = buttons(poll.card)["A"].values[0]
    assert mistake(await press(stage, changed(link, 0, poll_id), LINA))[0] == "help.outdated"
    for route in ("quizzes.mark", "quizzes.send"):
        assert mistake(await press(stage, Link(route, link.values), LINA))[0] == "help.outdated"
    assert await stage.rows(QuizAnswer) == 0


async def test_what_came_in_a_direct_message_is_answered_by_its_reader_only(stage: Stage) -> None:
    capsule_id = await keep(stage, "quiz", ONE)
    await press(stage, to("help.show"), LINA)
    lina = await member(stage, LINA)
    async with stage.database.transaction() as db:
        await outbox.owe(
            db,
            about="dm:1",
            draw="capsules.post:1",
            workspace_id=lina.workspace_id,
            member_id=lina.id,
            community_id=stage.community_id,
            subject=f"capsule:{capsule_id}",
            language="en",
            due_at=stage.clock.now(),
            at_once=True,
        )
    link = to("quizzes.choose", capsule_id, stage.community_id, version(choices_of(ONE)), 1)
    assert mistake(await press(stage, link, LINA))[0] == "help.outdated"
    async with stage.database.transaction() as db:
        (one,) = await posting.claim(db, stage.clock)
        assert await posting.posted(db, stage.clock, one, "D1", "m1")
    assert mistake(await press(stage, link, MALO))[0] == "help.outdated"
    assert verdict(shown_card(await press(stage, link, LINA))) == RIGHT


async def test_corrected_or_withdrawn_meanwhile_it_is_not_answered(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    link = buttons(shown.card)["C"]
    await keep(stage, "quiz", Quiz(ONE.choices[1:]))
    assert mistake(await press(stage, link, LINA))[0] == "quizzes.mistake.corrected"
    (now,) = await stage.shown()
    assert verdict(await answer(stage, now, LINA, "A")) == RIGHT
    async with stage.database.transaction() as db:
        (await capsules.by_id(db, 1)).withdrawn_at = stage.clock.now()
    assert mistake(await press(stage, buttons(now.card)["A"], MALO))[0] == "help.outdated"
    assert (await figures(stage)).people == 1


async def test_a_preview_answers_animators_and_notes_nothing(stage: Stage) -> None:
    for number, quiz in (
        (await keep(stage, "quiz", ONE), ONE),
        (await keep(stage, "quiz", SEVERAL, "Several"), SEVERAL),
    ):
        preview = shown_card(await stage.ask("capsules.look", stage.community_id, number))
        link = buttons(preview)["capsules.answer" if quiz.several else "A"]
        assert mistake(await press(stage, link, LINA))[0] == "help.only.animator"
        card = shown_card(await press(stage, link, AMINA))
        if quiz.several:
            card = shown_card(await press(stage, buttons(card)["A"], AMINA))
            card = shown_card(await press(stage, buttons(card)["quizzes.send"], AMINA))
        assert verdict(card) == WRONG
        assert said(card, "quizzes.trial").values == {}
        again = shown_card(await press(stage, buttons(card)["quizzes.again"], AMINA))
        assert all(link.values[-1] == "trial" for link in again.links())
    assert await stage.rows(QuizAnswer) == 0


async def test_what_was_missed_can_come_back(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    await answer(stage, shown, LINA, "A")
    await answer(stage, shown, MALO, "B")
    async with stage.database.reading() as db:
        (wrong,) = await quizzes.wrong_of(db, (await member(stage, LINA)).id)
        assert (wrong.capsule_id, wrong.community_id, wrong.tries, wrong.last_at) == (1, 1, 1, stage.clock.now())
        assert await quizzes.wrong_of(db, (await member(stage, MALO)).id) == []
    await answer(stage, shown, LINA, "B")
    async with stage.database.reading() as db:
        assert await quizzes.wrong_of(db, (await member(stage, LINA)).id) == []


async def test_erased_people_still_count_and_nothing_tells_what_they_chose(stage: Stage) -> None:
    shown = await posted(stage, "quiz", ONE)
    await answer(stage, shown, LINA, "A")
    before, lina = await figures(stage), await member(stage, LINA)
    async with stage.database.transaction() as db:
        (kept,) = (await personal.export(db, lina.id))["quiz_answers"]
        assert (kept["quiz"], kept["first_choice"], kept["tries"]) == ("Fact or judgement?", ["You are late."], 1)
        await personal.erase(db, lina.id, stage.clock.now())
        assert (await personal.export(db, lina.id))["quiz_answers"] == []
    assert await figures(stage) == before
    await answer(stage, shown, LINA, "B")
    assert (await figures(stage)).people == 2


async def test_ten_choices_stand_on_two_rows(stage: Stage) -> None:
    ten = Quiz(tuple(Choice(f"A rather long choice number {n}", 100 * (n == 9)) for n in range(MOST_CHOICES)))
    shown = await posted(stage, "quiz", ten)
    assert verdict(await answer(stage, shown, LINA, "J")) == RIGHT

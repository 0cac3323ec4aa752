"""A key message said again by animators; and what one person missed, brought back to them alone."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from handlers.chat.cards import Card
from handlers.chat.replies import Open, Replace, Reply, Tell
from storage import capsules, editing, formats, personal, solicitations
from storage.capsules import Capsule, Source
from storage.formats import Quiz
from storage.outbox import Delivery
from storage.people import Member
from storage.repetition import Review, ReviewChoice
from storage.schedules import Schedule
from storage.solicitations import Solicitation
from tests.conftest import EVERY_DATABASE
from tests.handlers.repetition.conftest import QUIZ
from tests.handlers.theatre import Theatre

WRONG, RIGHT = 0, 1
FILLED = {"date": "2026-12-01", "time": "09:00", "gaps": "1, 3, 7, 16, 35"}


def card_of(reply: Reply | None) -> Card:
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply.what
    return reply.what


async def goes(play: Theatre, card: Card, route: str) -> Card:
    link = next(link for link in card.links() if link.route == route)
    return card_of(await play.press("amina", route, *link.values))


async def answers(play: Theatre, who: str, capsule_id: int, number: int) -> None:
    quiz = formats.read("quiz", QUIZ)
    assert isinstance(quiz, Quiz)
    version = formats.version(formats.choices_of(quiz))
    assert await play.told(who, "quizzes.choose", capsule_id, play.community_id, version, number)


async def posted(play: Theatre, capsule_id: int) -> None:
    await play.press("amina", "schedules.post_now", play.community_id, capsule_id)
    await play.post()


async def brought(play: Theatre) -> list[str]:
    """The quizzes brought back, in order."""
    found = [one for one in await play.rows(Delivery) if one.about.startswith("review:") and one.state == "sent"]
    return [one.subject or "" for one in found]


@EVERY_DATABASE
async def test_a_key_message_is_planned_at_growing_gaps_in_changing_formats(play: Theatre) -> None:
    listed = card_of(await play.press("amina", "repetition.list"))
    assert "3 forms" in play.read(listed, "en")
    assert "Ask before" not in play.read(listed, "en")
    shown = card_of(await play.press("amina", "repetition.plan", play.community_id, 1, filled=FILLED))
    assert await play.rows(Schedule) == []
    done = await goes(play, shown, "repetition.confirm")
    planned = sorted((one.next_at, one.capsule_id) for one in await play.rows(Schedule) if one.next_at)
    days = [(at - planned[0][0]).days for at, _ in planned]
    assert days == [0, 1, 4, 11, 27, 62]
    kinds = ["text" if capsule_id == 1 else "quiz" for _, capsule_id in planned]
    assert all(before != after for before, after in itertools.pairwise(kinds))
    assert {capsule_id for _, capsule_id in planned} == {1, 2, 3}
    again = await goes(play, shown, "repetition.confirm")
    assert "planned twice" in play.read(again, "en")
    run = await goes(play, done, "campaigns.run")
    await goes(play, run, "campaigns.undo")
    assert all(one.next_at is None for one in await play.rows(Schedule))


async def test_bad_forms_are_told_and_others_may_not(play: Theatre) -> None:
    ids = (play.community_id, 1)
    for field, answer, key in (("date", "x", "date"), ("time", "x", "hour"), ("gaps", "9, 1", "gaps")):
        told = await play.told("amina", "repetition.plan", *ids, filled=FILLED | {field: answer})
        assert told == f"repetition.mistake.{key}"
    assert await play.told("amina", "repetition.plan", *ids, filled=FILLED | {"date": "2020-01-01"}) == (
        "repetition.mistake.far"
    )
    assert await play.told("amina", "repetition.plan", play.community_id, 4, filled=FILLED) == "help.outdated"
    assert await play.told("lina", "repetition.plan", *ids, filled=FILLED) == "help.only.animator"
    opened = await play.press("amina", "repetition.form", *ids, "2026-12-05", "1000", "2.4")
    assert isinstance(opened, Open)
    assert [getattr(field, "value", None) for field in opened.form.fields] == ["2026-12-05", "10:00", "2, 4"]


async def test_two_of_the_same_format_are_told(play: Theatre) -> None:
    await play.press("amina", "capsules.withdraw", play.community_id, 1)
    shown = card_of(await play.press("amina", "repetition.plan", play.community_id, 2, filled=FILLED))
    assert "same format" in play.read(shown, "en")


@EVERY_DATABASE
async def test_a_quiz_that_was_never_posted_is_not_brought_back(play: Theatre) -> None:
    await posted(play, 2)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    assert await brought(play) == ["capsule:2"], "capsule 3 says the same, but its animators still prepare it"


async def test_an_answer_is_heard_when_the_key_message_was_corrected_meanwhile(play: Theatre) -> None:
    await posted(play, 2)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    async with play.database.transaction() as db:
        (await db.get_one(Capsule, 2)).key_message = "Said in other words."
    await answers(play, "lina", 2, RIGHT)
    (review,) = await play.rows(Review)
    assert (review.heard_right, review.wake_at) == (True, play.clock.now())


@EVERY_DATABASE
async def test_what_was_missed_comes_back_by_another_quiz_then_later(play: Theatre) -> None:
    await posted(play, 3)
    await posted(play, 2)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    await answers(play, "lina", 2, RIGHT)
    await play.tick("repetition")
    assert await brought(play) == []
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    assert await brought(play) == ["capsule:3"]
    (letter,) = [words for about, words in play.wall.items() if about.startswith("review:")]
    assert "And this one?" in letter
    await answers(play, "lina", 3, RIGHT)
    await play.tick("repetition")
    (review,) = await play.rows(Review)
    assert review.wake_at is not None
    assert review.wake_at - play.clock.now() >= timedelta(days=1)
    play.clock.move_to(review.wake_at + timedelta(days=3))
    await play.tick("repetition")
    assert await brought(play) == ["capsule:3", "capsule:2"]
    play.clock.move_to(play.clock.now() + timedelta(days=30))
    assert await play.tick("repetition") == 0


async def test_it_comes_back_until_it_is_known(play: Theatre) -> None:
    await posted(play, 2)
    await answers(play, "lina", 2, WRONG)
    await play.press("lina", "repetition.take")
    await play.tick("repetition")
    (review,) = await play.rows(Review)
    while review.known_at is None:
        assert review.turns < 10
        if review.asked_at:
            await answers(play, "lina", review.capsule_id, RIGHT)
        else:
            assert review.wake_at is not None
            play.clock.move_to(working(review.wake_at + timedelta(hours=1)))
        await play.tick("repetition")
        (review,) = await play.rows(Review)
    assert 3 <= len(await brought(play)) <= 6
    assert "know 1" in await play.told("lina", "repetition.mine")


def working(at: datetime) -> datetime:
    """The same hour of the first working day from then on."""
    while at.weekday() > 4:
        at += timedelta(days=1)
    return at.replace(hour=9)


async def test_one_question_a_day_whatever_was_missed(play: Theatre) -> None:
    for capsule_id in (2, 5):
        await posted(play, capsule_id)
        await answers(play, "lina", capsule_id, WRONG)
    await play.press("lina", "repetition.take")
    for days, seen in ((1, 1), (0, 1), (1, 2)):
        play.clock.move_to(play.clock.now() + timedelta(days=days, hours=1))
        await play.tick("repetition")
        assert len(await brought(play)) == seen


async def test_nobody_is_asked_who_did_not_choose_it_or_gave_it_up(play: Theatre) -> None:
    await posted(play, 2)
    await answers(play, "omar", 2, WRONG)
    assert await play.rows(Review) == []
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    play.clock.move_to(play.clock.now() + timedelta(days=1, hours=12))
    await play.tick("repetition")
    await play.press("lina", "repetition.give_up", 1)
    play.clock.move_to(play.clock.now() + timedelta(days=2))
    await play.post()
    assert await brought(play) == []
    assert (await play.rows(Review), await play.rows(ReviewChoice)) == ([], [])


async def test_it_waits_for_room_in_the_week_of_its_reader(play: Theatre) -> None:
    await posted(play, 3)
    await posted(play, 2)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        await solicitations.choose(db, await db.get_one(Member, lina.id), 0, play.clock.now())
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    assert await brought(play) == []
    async with play.database.transaction() as db:
        await solicitations.choose(db, await db.get_one(Member, lina.id), 3, play.clock.now())
    await play.post()
    assert await brought(play) == ["capsule:3"]


async def test_what_waited_for_room_is_given_up_too(play: Theatre) -> None:
    await posted(play, 2)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        await solicitations.choose(db, await db.get_one(Member, lina.id), 0, play.clock.now())
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    assert len(await play.rows(Solicitation)) == 1
    await play.press("lina", "repetition.give_up")
    assert await play.rows(Solicitation) == []


async def test_a_withdrawn_quiz_does_not_come_back(play: Theatre) -> None:
    await posted(play, 2)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    for capsule_id in (2, 3):
        await play.press("amina", "capsules.withdraw", play.community_id, capsule_id)
    play.clock.move_to(play.clock.now() + timedelta(days=2))
    await play.tick("repetition")
    assert await brought(play) == []


async def test_it_is_exported_and_erased(play: Theatre) -> None:
    await posted(play, 2)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", 2, WRONG)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        kept = await personal.export(db, lina.id)
        assert [one["quiz"] for one in kept["reviews"]] == ["Fact or not?"]
        assert len(kept["review_choices"]) == 1
        await personal.erase(db, lina.id, play.clock.now())
    assert (await play.rows(Review), await play.rows(ReviewChoice)) == ([], [])


async def test_a_missed_quiz_without_key_message_comes_back_after_it_was_corrected_here(play: Theatre) -> None:
    source = Source("t/Alone", None, "Alone", "Facts", "quiz", "Which?", "", 1, "easy", "en", "Alone", QUIZ)
    async with play.database.transaction() as db:
        ((capsule_id, _),) = (await capsules.keep(db, [source], play.clock.now())).values()
    await posted(play, capsule_id)
    await play.press("lina", "repetition.take")
    await answers(play, "lina", capsule_id, WRONG)
    async with play.database.transaction() as db:
        capsule = await capsules.by_id(db, capsule_id)
        copy = await editing.change(db, capsule, play.community_id, {"title": "Alone, better"}, play.clock.now())
    await play.tick("repetition")
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("repetition")
    assert await brought(play) == [f"capsule:{copy.id}"]

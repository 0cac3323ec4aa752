"""What an animator does with capsules, through the real door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.cards import Card, Text
from handlers.chat.replies import Replace, Tell
from handlers.chat.words import Say
from storage.outbox import Delivery
from storage.schedules import Post, Schedule
from tests.handlers.capsules.stage import ELSEWHERE, LINA, Stage, at, dates_of, mistake, opened, said, shown_card

TOMORROW = {"date": "2026-11-25", "time": "09:00", "repeats": "weekly"}


def titles(card: Card) -> list[str]:
    says = [part.words for part in card.parts if isinstance(part, Text) and isinstance(part.words, Say)]
    return [str(say.values["title"]) for say in says if say.key == "capsules.line"]


def routes(card: Card) -> list[str]:
    return [link.route for link in card.links()]


async def plan(stage: Stage, capsule_id: int, **answers: str) -> Card:
    reply = await stage.ask("capsules.plan", stage.community_id, capsule_id, answers=TOMORROW | answers)
    return shown_card(reply)


async def test_the_list_turns_its_pages(stage: Stage) -> None:
    for number in range(12):
        await stage.capsule(f"Capsule {number:02}")
    first = shown_card(await stage.ask("capsules.list", channel="C1"))
    assert titles(first) == [f"Capsule {number:02}" for number in range(5)]
    assert routes(first)[-1:] == ["capsules.page"]
    second = await stage.ask("capsules.page", stage.community_id, 1)
    assert isinstance(second, Replace)
    assert titles(second.what) == [f"Capsule {number:02}" for number in range(5, 10)]
    last = shown_card(await stage.ask("capsules.page", stage.community_id, 2))
    assert titles(last) == ["Capsule 10", "Capsule 11"]
    assert routes(last).count("capsules.page") == 1


async def test_words_are_found_whatever_their_capitals_and_accents(stage: Stage) -> None:
    await stage.capsule("La caméra avant le juge")
    await stage.capsule("Écouter avec le cœur")
    await stage.capsule("100% de _preuves_")
    for words, title in (("CAMERA juge", "La caméra avant le juge"), ("ecouter coeur", "Écouter avec le cœur")):
        assert titles(shown_card(await stage.ask("capsules.list", words))) == [title]
    assert titles(shown_card(await stage.ask("capsules.list", "0%"))) == ["100% de _preuves_"]
    nothing = shown_card(await stage.ask("capsules.list", "a%e"))
    assert titles(nothing) == []
    said(nothing, "capsules.none_next")


async def test_words_that_find_one_capsule_show_it_and_several_show_the_list(stage: Stage) -> None:
    await stage.capsule("Ask first")
    await stage.capsule("Ask first, then tell")
    assert "capsules.post_now" in routes(shown_card(await stage.ask("capsules.preview", "ask then")))
    assert "capsules.post_now" in routes(shown_card(await stage.ask("capsules.preview", "ASK FIRST")))
    assert len(titles(shown_card(await stage.ask("capsules.preview", "ask")))) == 2
    assert mistake(await stage.ask("capsules.preview", "xyzzy")) == ("capsules.mistake.none", None)
    assert opened(await stage.ask("capsules.schedule", "ask then")).to.route == "capsules.plan"
    assert len(titles(shown_card(await stage.ask("capsules.schedule", "")))) == 2


async def test_a_plan_shows_its_next_three_dates_and_can_be_cancelled_and_restored(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    form = opened(await stage.ask("capsules.plan_form", stage.community_id, capsule_id))
    assert [getattr(field, "value", None) for field in form.fields] == ["2026-11-25", "09:00", "once"]
    card = await plan(stage, capsule_id)
    assert dates_of(card) == [at("2026-11-25 08:00"), at("2026-12-02 08:00"), at("2026-12-09 08:00")]
    (cancel,) = card.links()
    cancelled = shown_card(await stage.ask(cancel.route, *cancel.values))
    stage.clock.move_to(at("2026-11-26 08:00"))
    assert await stage.tick() == 0
    assert mistake(await stage.ask(cancel.route, *cancel.values))[0] == "capsules.mistake.over"
    undo = next(cancelled.links())
    assert dates_of(shown_card(await stage.ask(undo.route, *undo.values)))[0] == at("2026-12-02 08:00")
    assert mistake(await stage.ask(undo.route, *undo.values))[0] == "capsules.mistake.over"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date": "yesterday"}, "date"),
        ({"date": "2026-11-23"}, "date"),
        ({"date": "9999-12-31"}, "date"),
        ({"date": "2026-11-24", "time": "08:59"}, "time"),
        ({"time": "25h"}, "time"),
        ({"repeats": "hourly"}, "repeats"),
    ],
)
async def test_a_wrong_form_says_where_and_changes_nothing(stage: Stage, wrong: dict[str, str], field: str) -> None:
    capsule_id = await stage.capsule()
    reply = await stage.ask("capsules.plan", stage.community_id, capsule_id, answers=TOMORROW | wrong)
    assert mistake(reply)[1] == field
    assert await stage.rows(Schedule) == 0


async def test_the_same_capsule_is_not_planned_twice_for_the_same_moment(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    await plan(stage, capsule_id)
    reply = await stage.ask("capsules.plan", stage.community_id, capsule_id, answers=TOMORROW | {"repeats": "once"})
    assert mistake(reply) == ("capsules.mistake.already", "date")
    await plan(stage, capsule_id, time="10:00")
    assert await stage.rows(Schedule) == 2


async def test_what_comes_next_is_listed_soonest_first_and_page_by_page(stage: Stage) -> None:
    for number in range(7):
        await plan(stage, await stage.capsule(f"Capsule {number}"), time=f"{16 - number}:00", repeats="once")
    first = shown_card(await stage.ask("capsules.list"))
    assert said(first, "capsules.coming").values["n"] == 7
    assert said(first, "capsules.dated.once").values["title"] == "Capsule 6"
    assert routes(first).count("capsules.cancel") == 3
    assert "capsules.coming" in routes(first)
    second = shown_card(await stage.ask("capsules.coming", stage.community_id, 1))
    assert said(second, "capsules.dated.once").values["title"] == "Capsule 1"
    assert routes(second) == ["capsules.cancel", "capsules.cancel", "capsules.coming"]


async def test_post_now_posts_once_however_often_it_is_pressed(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    assert isinstance(await stage.ask("capsules.post_now", stage.community_id, capsule_id), Replace)
    again = await stage.ask("capsules.post_now", stage.community_id, capsule_id)
    assert mistake(again)[0] == "capsules.mistake.just_posted"
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (1, 1)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=11))
    await stage.ask("capsules.post_now", stage.community_id, capsule_id)
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (2, 2)
    assert [one.delivery.channel for one in await stage.deliver()] == ["C1", "C1"]


async def test_only_animators_plan_and_only_what_is_offered_to_their_community(stage: Stage) -> None:
    other = await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    theirs = await stage.capsule("Theirs", community_id=other.id)
    shelf = await stage.capsule("Shelf")
    for route, values in (("capsules.list", ()), ("capsules.plan", (stage.community_id, shelf))):
        assert mistake(await stage.ask(route, *values, who=LINA, answers=TOMORROW))[0] == "help.only.animator"
    for wrong in ((stage.community_id, theirs), (other.id, theirs), (other.id, shelf), (stage.community_id, 999)):
        for route in ("capsules.plan", "capsules.plan_form", "capsules.look", "capsules.post_now"):
            assert isinstance(await stage.ask(route, *wrong, answers=TOMORROW), Tell)
    assert (await stage.rows(Schedule), await stage.rows(Post)) == (0, 0)
    assert titles(shown_card(await stage.ask("capsules.list"))) == ["Shelf"]


async def test_a_schedule_of_another_workspace_is_left_alone(stage: Stage) -> None:
    await plan(stage, await stage.capsule())
    await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    assert mistake(await stage.ask("capsules.cancel", 1, workspace=ELSEWHERE))[0] == "help.only.animator"
    assert mistake(await stage.ask("capsules.cancel", 77))[0] == "help.outdated"
    stage.clock.move_to(at("2026-11-25 08:00"))
    assert await stage.tick() == 1

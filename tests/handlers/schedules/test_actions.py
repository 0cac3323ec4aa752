"""What an animator does with dates, through the real door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Replace
from storage.outbox import Delivery
from storage.schedules import Post, Schedule
from tests.handlers.capsules.stage import ELSEWHERE, Stage, at, dates_of, mistake, opened, said, shown_card

TOMORROW = {"date": "2026-11-25", "time": "09:00", "repeats": "weekly"}


def routes(card: Card) -> list[str]:
    return [link.route for link in card.links()]


async def plan(stage: Stage, capsule_id: int, **answers: str) -> Card:
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=TOMORROW | answers)
    return shown_card(reply)


async def test_a_plan_shows_its_next_three_dates_and_can_be_cancelled_and_restored(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    form = opened(await stage.ask("schedules.plan_form", stage.community_id, capsule_id))
    assert [getattr(field, "value", None) for field in form.fields] == ["2026-11-25", "09:00", "once"]
    card = await plan(stage, capsule_id)
    assert dates_of(card) == [at("2026-11-25 08:00"), at("2026-12-02 08:00"), at("2026-12-09 08:00")]
    (cancel,) = card.links()
    cancelled = shown_card(await stage.ask(cancel.route, *cancel.values))
    stage.clock.move_to(at("2026-11-26 08:00"))
    assert await stage.tick() == 0
    assert mistake(await stage.ask(cancel.route, *cancel.values))[0] == "schedules.mistake.over"
    undo = next(cancelled.links())
    assert dates_of(shown_card(await stage.ask(undo.route, *undo.values)))[0] == at("2026-12-02 08:00")
    assert mistake(await stage.ask(undo.route, *undo.values))[0] == "schedules.mistake.over"


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
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=TOMORROW | wrong)
    assert mistake(reply)[1] == field
    assert await stage.rows(Schedule) == 0


async def test_the_same_capsule_is_not_planned_twice_for_the_same_moment(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    await plan(stage, capsule_id)
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=TOMORROW | {"repeats": "once"})
    assert mistake(reply) == ("schedules.mistake.already", "date")
    await plan(stage, capsule_id, time="10:00")
    assert await stage.rows(Schedule) == 2


async def test_what_comes_next_is_listed_soonest_first_and_page_by_page(stage: Stage) -> None:
    for number in range(7):
        await plan(stage, await stage.capsule(f"Capsule {number}"), time=f"{16 - number}:00", repeats="once")
    first = shown_card(await stage.ask("capsules.list"))
    assert said(first, "schedules.coming").values["n"] == 7
    assert said(first, "capsules.dated").values["title"] == "Capsule 6"
    assert routes(first).count("schedules.cancel") == 3
    assert "schedules.coming" in routes(first)
    second = shown_card(await stage.ask("schedules.coming", stage.community_id, 1))
    assert said(second, "schedules.dated.once").values["title"] == "Capsule 1"
    assert routes(second) == ["schedules.cancel", "schedules.cancel", "schedules.coming"]


async def test_post_now_posts_once_however_often_it_is_pressed(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    assert isinstance(await stage.ask("schedules.post_now", stage.community_id, capsule_id), Replace)
    again = await stage.ask("schedules.post_now", stage.community_id, capsule_id)
    assert mistake(again)[0] == "schedules.mistake.just_posted"
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (1, 1)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=11))
    await stage.ask("schedules.post_now", stage.community_id, capsule_id)
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (2, 2)
    assert [one.delivery.channel for one in await stage.deliver()] == ["C1", "C1"]


async def test_a_schedule_of_another_workspace_is_left_alone(stage: Stage) -> None:
    await plan(stage, await stage.capsule())
    await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    assert mistake(await stage.ask("schedules.cancel", 1, workspace=ELSEWHERE))[0] == "help.only.animator"
    assert mistake(await stage.ask("schedules.cancel", 77))[0] == "help.outdated"
    stage.clock.move_to(at("2026-11-25 08:00"))
    assert await stage.tick() == 1

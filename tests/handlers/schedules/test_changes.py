"""What an animator does with what is planned, and how each act is taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Tell
from handlers.chat.routes import Link
from storage import coming, schedules
from storage.outbox import FAILED, Delivery
from storage.schedules import Post, Schedule
from tests.conftest import EVERY_DATABASE
from tests.handlers.capsules.stage import Stage, at, dates_of, mistake, said, shown_card

FIRST, SECOND, THIRD = at("2026-12-01 08:00"), at("2026-12-08 08:00"), at("2026-12-15 08:00")


def links(card: Card) -> dict[str, Link]:
    return {link.route.split(".")[1]: link for link in card.links()}


async def press(stage: Stage, card: Card, name: str) -> Card:
    link = links(card)[name]
    return shown_card(await stage.ask(link.route, *link.values))


async def refused(stage: Stage, card: Card, name: str) -> None:
    link = links(card)[name]
    assert mistake(await stage.ask(link.route, *link.values))[0] == "schedules.mistake.over"


async def the(stage: Stage, number: int = 1) -> Schedule:
    async with stage.database.reading() as db:
        found = await schedules.by_id(db, number)
        assert found is not None
        return found


@pytest.fixture
async def weekly(stage: Stage) -> Card:
    """A capsule planned every Tuesday at nine, and all that can be done with it."""
    await stage.plan(await stage.capsule(), words="every Tuesday 9:00")
    return shown_card(await stage.ask("schedules.look", 1))


@EVERY_DATABASE
async def test_what_comes_next_is_listed_soonest_first_and_page_by_page(stage: Stage) -> None:
    for number in range(6):
        await stage.plan(await stage.capsule(f"Capsule {number}"), time=f"{16 - number}:00")
    await stage.ask("schedules.pause", 6)
    first = shown_card(await stage.ask("capsules.list"))
    assert said(first, "schedules.coming").values["n"] == 6
    assert said(first, "capsules.dated").values["title"] == "Capsule 4"
    assert {"look", "coming"} < set(links(first))
    page = shown_card(await stage.ask("schedules.coming", stage.community_id, 0))
    assert said(page, "schedules.line").values["title"] == "Capsule 4"
    last = shown_card(await stage.ask("schedules.coming", stage.community_id, 1))
    assert said(last, "schedules.line").values["title"] == "Capsule 0"
    assert said(last, "schedules.line_paused").values["title"] == "Capsule 5"
    assert {"resume", "pause", "change", "cancel", "post_next"} < set(links(last))
    assert len(list(page.links())) == 4 * 4 + 2  # once: nothing to skip


@EVERY_DATABASE
async def test_a_date_is_skipped_once_and_taken_up_again(stage: Stage, weekly: Card) -> None:
    skipped = await press(stage, weekly, "skip")
    said(skipped, "schedules.then")
    assert (await the(stage)).next_at == SECOND
    await refused(stage, weekly, "skip")  # the card still shows the first date: the second is not skipped
    assert (await the(stage)).next_at == SECOND
    assert dates_of(await press(stage, skipped, "unskip"))[0] == FIRST
    await refused(stage, skipped, "unskip")

    again = await press(stage, weekly, "skip")
    stage.clock.move_to(FIRST)
    assert await stage.tick() == 0
    await refused(stage, again, "unskip")
    stage.clock.move_to(SECOND)
    assert await stage.tick() == 1


async def test_the_last_date_may_be_skipped_and_taken_up_again(stage: Stage) -> None:
    await stage.plan(await stage.capsule(), words="every Tuesday 9:00 until 1 December")
    skipped = await press(stage, shown_card(await stage.ask("schedules.look", 1)), "skip")
    assert ((await the(stage)).state, (await the(stage)).next_at) == ("done", None)
    await press(stage, skipped, "unskip")
    assert ((await the(stage)).state, (await the(stage)).next_at) == ("active", FIRST)


async def test_a_pause_posts_nothing_until_it_is_resumed(stage: Stage, weekly: Card) -> None:
    paused = await press(stage, weekly, "pause")
    await refused(stage, weekly, "pause")
    listed = shown_card(await stage.ask("capsules.list"))
    assert said(listed, "schedules.coming").values["n"] == 1
    assert "coming" in links(listed)
    stage.clock.move_to(FIRST + timedelta(minutes=1))
    assert await stage.tick() == 0
    card = shown_card(await stage.ask("schedules.look", 1))
    said(card, "schedules.is_paused")
    assert {"change", "resume", "cancel"} <= set(links(card))
    resumed = await press(stage, paused, "resume")
    assert dates_of(resumed)[0] == SECOND
    await refused(stage, paused, "resume")
    await press(stage, resumed, "pause")
    assert (await the(stage)).state == "paused"


@pytest.mark.parametrize("state", ["active", "paused"])
async def test_what_is_cancelled_comes_back_as_it_was(stage: Stage, weekly: Card, state: str) -> None:
    if state == "paused":
        await press(stage, weekly, "pause")
    cancelled = await press(stage, weekly, "cancel")
    await refused(stage, weekly, "cancel")
    stage.clock.move_to(FIRST + timedelta(days=1))
    assert await stage.tick() == 0
    await press(stage, cancelled, "restore")
    await refused(stage, cancelled, "restore")
    assert (await the(stage)).state == state
    assert (await the(stage)).next_at == (SECOND if state == "active" else None)


async def test_what_was_planned_once_is_not_restored_after_its_hour(stage: Stage) -> None:
    planned = await stage.plan(await stage.capsule())
    cancelled = await press(stage, planned, "cancel")
    stage.clock.move_to(at("2026-11-24 09:00"))
    await refused(stage, cancelled, "restore")
    assert (await the(stage)).state == "cancelled"


async def test_the_next_date_is_posted_now_instead_of_then(stage: Stage, weekly: Card) -> None:
    card = await press(stage, weekly, "post_next")
    said(card, "schedules.on_its_way")
    assert (await the(stage)).next_at == SECOND
    await refused(stage, weekly, "post_next")
    fresh = shown_card(await stage.ask("schedules.look", 1))
    link = links(fresh)["post_next"]
    assert mistake(await stage.ask(link.route, *link.values))[0] == "schedules.mistake.just_posted"
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (1, 1)
    stage.clock.move_to(FIRST)
    assert await stage.tick() == 0


@EVERY_DATABASE
async def test_two_animators_at_once_act_once(stage: Stage, weekly: Card) -> None:
    link = links(weekly)["skip"]
    replies = await asyncio.gather(*(stage.ask(link.route, *link.values) for _ in range(4)))
    assert sum(isinstance(one, Tell) for one in replies) == 3
    assert (await the(stage)).next_at == SECOND


@pytest.mark.parametrize(("act", "undo"), [("skip", "unskip"), ("pause", "resume"), ("cancel", "restore")])
async def test_what_was_left_free_may_be_taken_and_is_not_taken_back_then(
    stage: Stage, weekly: Card, act: str, undo: str
) -> None:
    done = await press(stage, weekly, act)
    await stage.plan(await stage.capsule("Other"), words="1 December at 9:30")
    link = links(done)[undo]
    assert mistake(await stage.ask(link.route, *link.values))[0] == "schedules.mistake.taken"
    stage.clock.move_to(at("2026-12-01 09:00"))
    assert await stage.tick() == 1


@EVERY_DATABASE
async def test_a_channel_that_refused_the_last_post_is_said_when_planning(stage: Stage) -> None:
    shown = await stage.posted("Before")
    async with stage.database.transaction() as db:
        refused = await db.get_one(Delivery, shown.delivery.id)
        refused.state, refused.failure = FAILED, "not_in_channel"
    form = {"words": "every Tuesday 9:00"}
    capsule_id = await stage.capsule()
    card = shown_card(await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=form))
    said(card, "schedules.refused")
    stage.clock.move_to(stage.clock.now() + timedelta(hours=1))
    await stage.posted("After")
    card = shown_card(await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=form))
    with pytest.raises(AssertionError, match="is not said"):
        said(card, "schedules.refused")


@EVERY_DATABASE
async def test_two_animators_who_confirm_the_same_moment_at_once_plan_one_capsule(stage: Stage) -> None:
    drafts = []
    for title in ("One", "Two", "Three"):
        capsule_id, form = await stage.capsule(title), {"words": "every Tuesday 9:00"}
        drafts.append(shown_card(await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=form)))
    confirm = [links(card)["confirm"] for card in drafts]
    replies = await asyncio.gather(*(stage.ask(link.route, *link.values) for link in confirm))
    assert sum("cancel" in links(shown_card(reply)) for reply in replies) == 1
    stage.clock.move_to(FIRST)
    assert await stage.tick() == 1


async def test_what_is_coming_is_read_date_by_date_for_a_calendar(stage: Stage) -> None:
    await stage.plan(await stage.capsule("Weekly"), words="every Tuesday 9:00 except 8 December")
    await stage.plan(await stage.capsule("Once"), words="3 December at 10:00")
    await stage.plan(await stage.capsule("Paused"), words="every Friday at 10:00")
    await stage.ask("schedules.pause", 3)
    async with stage.database.reading() as db:
        found = await coming.between(db, stage.community_id, FIRST, at("2026-12-22 08:00"))
        later = await coming.between(db, stage.community_id, FIRST + timedelta(seconds=1), at("2026-12-22 07:59"))
    read = [(one.at.strftime("%d %H:%M"), one.capsule.title) for one in found]
    assert read == [("01 08:00", "Weekly"), ("03 09:00", "Once"), ("15 08:00", "Weekly"), ("22 08:00", "Weekly")]
    assert [one.capsule.title for one in later] == ["Once", "Weekly"]


@EVERY_DATABASE
async def test_a_date_posted_early_never_comes_back(stage: Stage, weekly: Card) -> None:
    skipped = await press(stage, weekly, "skip")
    await press(stage, shown_card(await stage.ask("schedules.look", 1)), "post_next")
    assert (await the(stage)).next_at == THIRD
    paused = await press(stage, shown_card(await stage.ask("schedules.look", 1)), "pause")
    await press(stage, paused, "resume")
    assert (await the(stage)).next_at == THIRD
    assert dates_of(await press(stage, skipped, "unskip"))[:2] == [FIRST, THIRD]


async def test_a_forged_date_is_kindly_refused(stage: Stage, weekly: Card) -> None:
    assert weekly.parts
    assert mistake(await stage.ask("schedules.unskip", 1, -(2**31) + 1))[0] == "help.outdated"

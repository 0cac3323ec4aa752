"""What an animator does to plan a capsule, through the real door."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.texts import Texts
from handlers import load
from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Suggest
from handlers.chat.words import Country, Say
from handlers.schedules.actions import EXAMPLES
from handlers.schedules.plain_words import read
from storage import communities, schedules
from storage.outbox import Delivery
from storage.schedules import DRAFT, Post, Schedule
from tests.handlers.capsules.stage import ELSEWHERE, LINA, Stage, at, dates_of, mistake, opened, said, shown_card

NOW = datetime.fromisoformat("2026-11-24T09:00")
FORM = {"date": "2026-11-25", "time": "09:00", "repeats": "weekly"}
TUESDAYS = [at("2026-12-01 08:00"), at("2026-12-08 08:00"), at("2026-12-15 08:00")]


def routes(card: Card) -> list[str]:
    return [link.route for link in card.links()]


async def asked(stage: Stage, capsule_id: int, **answers: str) -> Card:
    """The card that asks to confirm."""
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=FORM | answers)
    return shown_card(reply)


async def press(stage: Stage, card: Card, route: str) -> Card:
    link = next(link for link in card.links() if link.route == route)
    return shown_card(await stage.ask(link.route, *link.values))


async def states(stage: Stage) -> list[str]:
    async with stage.database.reading() as db:
        found = [await schedules.by_id(db, number) for number in range(1, await stage.rows(Schedule) + 1)]
    return [one.state for one in found if one is not None]


async def test_nothing_is_planned_before_it_is_confirmed(stage: Stage) -> None:
    card = await asked(stage, await stage.capsule())
    assert dates_of(card) == [at("2026-11-25 08:00"), at("2026-12-02 08:00"), at("2026-12-09 08:00")]
    assert routes(card) == ["schedules.confirm", "schedules.change"]
    said(shown_card(await stage.ask("capsules.list")), "schedules.nothing_coming")
    stage.clock.move_to(at("2026-11-25 08:00"))
    assert await stage.tick() == 0
    planned = await press(stage, card, "schedules.confirm")
    assert dates_of(planned)[0] == at("2026-12-02 08:00")
    link = next(link for link in card.links() if link.route == "schedules.confirm")
    assert mistake(await stage.ask(link.route, *link.values))[0] == "schedules.mistake.over"
    stage.clock.move_to(at("2026-12-02 08:00"))
    assert await stage.tick() == 1


async def test_words_count_before_the_pickers(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    card = await asked(stage, capsule_id, words="  le mardi à 9h  ")
    assert dates_of(card) == TUESDAYS
    form = opened(await stage.ask("schedules.change", 1))
    assert [getattr(field, "value", None) for field in form.fields] == [
        "2026-12-01",
        "09:00",
        "once",
        "le mardi à 9h",
        "keep",
    ]
    again = shown_card(await stage.ask(form.to.route, *form.to.values, answers=FORM | {"words": "every Friday at 3pm"}))
    assert dates_of(again)[0] == at("2026-11-27 14:00")


async def test_a_capsule_and_its_dates_may_be_typed_in_one_line(stage: Stage) -> None:
    await stage.capsule("First Monday habits")
    await stage.capsule("First steps")
    card = shown_card(await stage.ask("schedules.schedule", "monday habits every Tuesday 9:00"))
    assert dates_of(card) == TUESDAYS
    several = shown_card(await stage.ask("schedules.schedule", "first le mardi à 9h"))
    assert routes(several) == ["schedules.plan_form"] * 2
    link = next(several.links())
    assert getattr(opened(await stage.ask(link.route, *link.values)).fields[3], "value", "") == "le mardi à 9h"
    assert opened(await stage.ask("schedules.schedule", "monday habits")).to.route == "schedules.plan"
    assert mistake(await stage.ask("schedules.schedule", "xyzzy every Tuesday"))[0] == "capsules.mistake.none"


@pytest.mark.parametrize(
    ("wrong", "key", "field"),
    [
        ({"date": "yesterday"}, "date", "date"),
        ({"date": "2026-11-23"}, "past", "date"),
        ({"date": "9999-12-31"}, "far", "date"),
        ({"date": "2026-11-24", "time": "08:59"}, "past", "time"),
        ({"time": "25h"}, "time", "time"),
        ({"repeats": "hourly"}, "repeats", "repeats"),
        ({"words": "when I feel like it"}, "words", "words"),
        ({"words": "today at 8:00"}, "past", "words"),
        ({"words": "3 November 2026"}, "past", "words"),
        ({"words": "3 December 2029 at 9:00"}, "far", "words"),
    ],
)
async def test_a_wrong_form_says_where_and_changes_nothing(
    stage: Stage, wrong: dict[str, str], key: str, field: str
) -> None:
    capsule_id = await stage.capsule()
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=FORM | wrong)
    assert mistake(reply) == (f"schedules.mistake.{key}", field)
    assert await stage.rows(Schedule) == 0


async def test_public_holidays_of_the_community_s_country_are_left_out(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    card = await asked(stage, capsule_id, words="every Friday 9:00 from 24 December, not on public holidays")
    assert dates_of(card) == [at("2027-01-08 08:00"), at("2027-01-15 08:00"), at("2027-01-22 08:00")]
    assert said(card, "schedules.limit.holidays").values["country"] == Country("FR")
    assert said(card, "schedules.date_year").values["year"] == "2027"
    card = await asked(stage, capsule_id, date="2026-12-25", holidays="leave_out")
    assert dates_of(card)[0] == at("2027-01-08 08:00")
    nowhere = await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    reply = await stage.ask(
        "schedules.plan", nowhere.id, capsule_id, answers=FORM | {"holidays": "leave_out"}, workspace=ELSEWHERE
    )
    assert mistake(reply) == ("schedules.mistake.no_country", "holidays")


async def test_two_capsules_are_kept_apart_and_the_next_free_moment_is_offered(stage: Stage) -> None:
    await stage.plan(await stage.capsule("First"), words="every Tuesday 9:00")
    await stage.plan(await stage.capsule("Then"), words="8 December at 10:30")
    card = await asked(stage, await stage.capsule("Second"), words="every weekday at 9:15")
    clash = said(card, "schedules.clash").values
    assert (clash["title"], clash["n"]) == ("First", 60)
    assert routes(card) == ["schedules.shift", "schedules.change"]
    better = await press(stage, card, "schedules.shift")
    assert dates_of(better)[0] == at("2026-11-24 10:30")
    planned = await press(stage, better, "schedules.confirm")
    assert dates_of(planned)[1] == at("2026-11-25 10:30")


async def test_a_moment_taken_meanwhile_is_told_when_confirming(stage: Stage) -> None:
    first = await asked(stage, await stage.capsule("First"), words="every Tuesday 9:00")
    second = await asked(stage, await stage.capsule("Second"), words="every Tuesday 9:30")
    await press(stage, first, "schedules.confirm")
    told = await press(stage, second, "schedules.confirm")
    assert said(told, "schedules.clash").values["title"] == "First"
    assert await states(stage) == ["active", DRAFT]


async def test_late_in_the_day_another_day_must_be_chosen_and_a_gap_of_zero_keeps_the_minute(stage: Stage) -> None:
    await stage.plan(await stage.capsule("First"), words="tomorrow at 19:30")
    full = await asked(stage, await stage.capsule("Second"), words="tomorrow at 19:45")
    said(full, "schedules.clash_full")
    assert routes(full) == ["schedules.change"]
    await stage.keeps_apart(0)
    assert "schedules.confirm" in routes(await asked(stage, await stage.capsule("Second"), words="tomorrow at 19:31"))
    assert "schedules.confirm" not in routes(await asked(stage, await stage.capsule(), words="tomorrow at 19:30"))


async def test_a_change_takes_the_place_of_what_was_planned_and_can_be_taken_back(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    await stage.plan(capsule_id, words="every Tuesday 9:00")
    form = opened(await stage.ask("schedules.change", 1))
    card = shown_card(await stage.ask(form.to.route, *form.to.values, answers=FORM | {"words": "every Tuesday 9:30"}))
    assert await states(stage) == ["active", DRAFT]
    anew = await press(stage, card, "schedules.confirm")
    assert await states(stage) == ["cancelled", "active"]
    assert mistake(await stage.ask("schedules.restore", 1))[0] == "schedules.mistake.over"
    assert dates_of(await press(stage, anew, "schedules.unedit"))[0] == TUESDAYS[0]
    assert await states(stage) == ["active", "cancelled"]


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


async def test_forged_and_foreign_links_change_nothing(stage: Stage) -> None:
    capsule_id, other_id = await stage.capsule(), await stage.capsule("Other")
    await asked(stage, capsule_id, words="every Tuesday 9:00")
    other = await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    for route in ("cancel", "confirm", "change", "look", "pause", "resume", "restore", "unedit"):
        assert mistake(await stage.ask(f"schedules.{route}", 1, workspace=ELSEWHERE))[0] == "help.only.animator"
        assert mistake(await stage.ask(f"schedules.{route}", 77))[0] == "help.outdated"
    for minutes in (0, -15, 10**6, 15 * 60 + 1):
        assert mistake(await stage.ask("schedules.shift", 1, minutes))[0] in ("schedules.mistake.over", "help.outdated")
    for wrong in ((stage.community_id, other_id, 1), (other.id, capsule_id, 1)):
        assert mistake(await stage.ask("schedules.plan", *wrong, answers=FORM))[0].startswith("help.")
    assert await states(stage) == [DRAFT]


async def test_a_draft_nobody_confirms_is_swept_after_a_day(stage: Stage) -> None:
    await asked(stage, await stage.capsule())
    async with stage.database.transaction() as db:
        await schedules.sweep(db, stage.clock.now())
    assert await stage.rows(Schedule) == 1
    async with stage.database.transaction() as db:
        await schedules.sweep(db, stage.clock.now() + timedelta(seconds=1))
    assert await stage.rows(Schedule) == 0


async def test_titles_then_ways_to_say_when_are_suggested_while_typing(stage: Stage) -> None:
    texts = Texts.load(load().texts)

    async def suggested(words: str) -> list[str]:
        reply = await stage.ask("schedules.suggest", words)
        assert isinstance(reply, Suggest)
        return [texts.plain(line, "en") for line in reply.lines]

    for title in ("First steps", "First habits", "Ask"):
        await stage.capsule(title)
    assert await suggested("") == ["Ask", "First habits", "First steps"]
    assert await suggested("fir") == ["First habits", "First steps"]
    assert (await suggested("steps"))[:2] == ["First steps", "First steps every Tuesday 9:00"]
    assert (await suggested("ask ev"))[0] == "Ask every Tuesday 9:00"
    assert (await suggested("ask le lundi à 10h"))[0] == "Ask le lundi à 10h"
    assert await suggested("xyzzy") == []
    assert mistake(await stage.ask("schedules.suggest", "", who=LINA))[0] == "help.only.animator"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_way_suggested_to_say_when_is_understood(language: str) -> None:
    texts = Texts.load(load().texts)
    for name in EXAMPLES:
        read(texts.plain(Say(f"schedules.example.{name}"), language), NOW, language)
    assert read(texts.plain(Say("schedules.form.words_hint"), language), NOW, language).holidays


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
async def test_the_last_day_of_the_calendar_is_too_far_in_every_zone(stage: Stage, zone: str) -> None:
    async with stage.database.transaction() as db:
        community = await communities.by_id(db, stage.community_id)
        assert community is not None
        community.zone = zone
    for day, wrong in (("9999-12-31", "far"), ("0001-01-01", "past")):
        answers = FORM | {"date": day, "time": "23:59"}
        reply = await stage.ask("schedules.plan", stage.community_id, await stage.capsule(), answers=answers)
        assert mistake(reply) == (f"schedules.mistake.{wrong}", "date")


async def test_a_draft_takes_no_other_drafts_place(stage: Stage) -> None:
    """Drafts are swept: nothing may lead to one."""
    capsule_id = await stage.capsule()
    await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=FORM)
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, 1, answers=FORM)
    assert mistake(reply)[0] == "help.outdated"
    async with stage.database.transaction() as db:
        await schedules.sweep(db, stage.clock.now() + timedelta(days=2))
    assert await stage.rows(Schedule) == 0


@pytest.mark.parametrize("route", ["schedules.schedule", "schedules.suggest", "capsules.preview", "capsules.edit"])
async def test_thousands_of_words_find_no_capsule(stage: Stage, route: str) -> None:
    await stage.capsule()
    assert await stage.ask(route, " ".join(f"w{number}" for number in range(3000)))

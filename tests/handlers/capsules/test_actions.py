"""What an animator does with capsules, through the real door."""

from __future__ import annotations

from handlers.chat.cards import Card, Text
from handlers.chat.replies import Replace, Tell
from handlers.chat.words import Say
from storage.schedules import Post, Schedule
from tests.handlers.capsules.stage import ELSEWHERE, LINA, Stage, mistake, opened, said, shown_card

TOMORROW = {"date": "2026-11-25", "time": "09:00", "repeats": "weekly"}


def titles(card: Card) -> list[str]:
    says = [part.words for part in card.parts if isinstance(part, Text) and isinstance(part.words, Say)]
    return [str(say.values["title"]) for say in says if say.key == "capsules.line"]


def routes(card: Card) -> list[str]:
    return [link.route for link in card.links()]


async def plan(stage: Stage, capsule_id: int, **answers: str) -> Card:
    reply = await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=TOMORROW | answers)
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
    said(nothing, "capsules.found_nothing_next")


async def test_words_that_find_one_capsule_show_it_and_several_show_the_list(stage: Stage) -> None:
    await stage.capsule("Ask first")
    await stage.capsule("Ask first, then tell")
    assert "schedules.post_now" in routes(shown_card(await stage.ask("capsules.preview", "ask then")))
    assert "schedules.post_now" in routes(shown_card(await stage.ask("capsules.preview", "ASK FIRST")))
    assert len(titles(shown_card(await stage.ask("capsules.preview", "ask")))) == 2
    assert mistake(await stage.ask("capsules.preview", "xyzzy")) == ("capsules.mistake.none", None)
    assert opened(await stage.ask("schedules.schedule", "ask then")).to.route == "schedules.plan"
    assert routes(shown_card(await stage.ask("schedules.schedule", ""))) == ["schedules.plan_form"] * 2


async def test_only_animators_plan_and_only_what_is_offered_to_their_community(stage: Stage) -> None:
    other = await stage.community(ELSEWHERE, "Python", "C9", "UTC")
    theirs = await stage.capsule("Theirs", community_id=other.id)
    shelf = await stage.capsule("Shelf")
    for route, values in (("capsules.list", ()), ("schedules.plan", (stage.community_id, shelf))):
        assert mistake(await stage.ask(route, *values, who=LINA, answers=TOMORROW))[0] == "help.only.animator"
    for wrong in ((stage.community_id, theirs), (other.id, theirs), (other.id, shelf), (stage.community_id, 999)):
        for route in ("schedules.plan", "schedules.plan_form", "capsules.look", "schedules.post_now"):
            assert isinstance(await stage.ask(route, *wrong, answers=TOMORROW), Tell)
    assert (await stage.rows(Schedule), await stage.rows(Post)) == (0, 0)
    assert titles(shown_card(await stage.ask("capsules.list"))) == ["Shelf"]

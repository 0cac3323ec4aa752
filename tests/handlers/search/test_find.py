"""Finding: who finds what, in which card, and what a forged button gives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from bot.texts import Texts
from handlers import load
from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Text, card
from handlers.chat.choices import lettered
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Say
from handlers.search import cards
from storage import capsules
from storage.capsules import Capsule, Source
from storage.comments import Comment
from storage.likes import Like
from storage.outbox import Delivery
from tests.handlers.capsules.stage import AMINA, ELSEWHERE, LINA, MALO, Stage, mistake, opened, said, shown_card

TITLE = "Say what you saw"


async def look_for(stage: Stage, words: str, who: str = LINA, **more: object) -> Card:
    return shown_card(await stage.ask("search.find", words, who=who, **more))


def links(card: Card, route: str) -> Sequence[Link]:
    return [link for link in card.links() if link.route == route]


def titles(card: Card) -> list[str]:
    lines = [getattr(part, "words", None) for part in card.parts]
    return [str(line.values["title"]) for line in lines if isinstance(line, Say) and line.key == "search.line"]


async def withdrawn(stage: Stage, capsule_id: int) -> None:
    async with stage.database.transaction() as db:
        await db.execute(update(Capsule).where(Capsule.id == capsule_id).values(withdrawn_at=stage.clock.now()))
        await capsules.make_found(db, [capsule_id])


async def test_a_learner_finds_what_was_posted_and_sees_it_as_its_channel_does(stage: Stage) -> None:
    post = await stage.posted(TITLE)
    await stage.capsule("Say it later")
    kept = [await stage.rows(table) for table in (Like, Comment, Delivery)]

    card = await look_for(stage, "sawe says")
    assert titles(card) == [TITLE]
    assert links(card, "schedules.plan_form") == []
    (see,) = links(card, "search.see")
    seen = shown_card(await stage.ask(see.route, *see.values, who=LINA))
    assert said(seen, "search.only_you").values["channel"] == Channel("C1")
    assert list(seen.parts[1:]) == [part for part in post.card.parts if not isinstance(part, Buttons)]
    assert [await stage.rows(table) for table in (Like, Comment, Delivery)] == kept


def test_the_short_answers_of_a_quiz_are_seen_though_its_buttons_are_not() -> None:
    asked = card("Quiz", Heading("Quiz"), Buttons(Button(lettered(0, "True"), to("likes.toggle", "capsule", 1))))
    seen = cards.seen(asked, "C1")
    assert list(seen.parts[1:]) == [Heading("Quiz"), Text(lettered(0, "True"))]


async def test_an_animator_also_finds_what_may_be_posted_and_plans_it(stage: Stage) -> None:
    number = await stage.capsule(TITLE)
    assert said(await look_for(stage, "saw"), "search.nothing").key == "search.nothing"
    card = await look_for(stage, "saw", AMINA, channel="C1")
    assert links(card, "capsules.look") == [to("capsules.look", stage.community_id, number)]
    (plan,) = links(card, "schedules.plan_form")
    assert opened(await stage.ask(plan.route, *plan.values)).fields
    (look,) = links(card, "capsules.look")
    assert shown_card(await stage.ask(look.route, *look.values)).parts


async def test_without_words_there_is_a_form_which_wants_some(stage: Stage) -> None:
    await stage.posted(TITLE)
    form = opened(await stage.ask("search.find", who=LINA))
    assert mistake(await stage.ask(form.to.route, who=LINA, answers={"words": "  "})) == (
        "search.mistake.empty",
        "words",
    )
    assert titles(shown_card(await stage.ask(form.to.route, who=LINA, answers={"words": "facts"}))) == [TITLE]


async def test_pages_turn_and_one_that_is_gone_is_the_first(stage: Stage) -> None:
    for number in range(7):
        await stage.capsule(f"Camera {number}")
    first = await look_for(stage, "camera", AMINA)
    assert len(titles(first)) == 5
    (following,) = links(first, "search.page")
    second = shown_card(await stage.ask(following.route, *following.values))
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))
    (back,) = links(second, "search.page")
    assert titles(shown_card(await stage.ask(back.route, *back.values))) == titles(first)
    assert titles(shown_card(await stage.ask("search.page", 900, "camera"))) == titles(first)


async def test_words_found_stand_out_and_peoples_signs_are_only_signs(stage: Stage) -> None:
    source = Source("x", None, "*T*", "<th>", "text", "Look at the **camera** <b> & go.", "", 1, "easy", "en", "x")
    async with stage.database.transaction() as db:
        await capsules.keep(db, [source], stage.clock.now())
    card = await look_for(stage, "cameras", AMINA)
    texts = Texts.load(load().texts)
    (excerpt,) = [part.words for part in card.parts if isinstance(part, Note)]
    assert "".join(p.text for p in texts.pieces(excerpt, "en")) == "Look at the **camera** <b> & go."  # type: ignore[union-attr]


async def test_near_words_are_proposed_only_if_they_find_something_for_the_reader(stage: Stage) -> None:
    await stage.capsule("Observation")
    assert links(await look_for(stage, "observatory"), "search.page") == []
    near = await look_for(stage, "observatory", AMINA)
    assert said(near, "search.perhaps").key == "search.perhaps"
    (proposed,) = links(near, "search.page")
    assert titles(shown_card(await stage.ask(proposed.route, *proposed.values))) == ["Observation"]


async def test_nothing_of_another_workspace_and_nothing_withdrawn(stage: Stage) -> None:
    there = await stage.community(ELSEWHERE, "Elsewhere", "C9", "Europe/Paris")
    theirs = await stage.capsule("Theirs", community_id=there.id)
    await stage.ask("schedules.post_now", there.id, theirs, workspace=ELSEWHERE)
    await stage.posted(TITLE)
    assert titles(await look_for(stage, "theirs", workspace=ELSEWHERE)) == ["Theirs"]
    for who in (LINA, MALO, AMINA):
        assert said(await look_for(stage, "theirs", who), "search.nothing").key == "search.nothing"
        assert mistake(await stage.ask("search.see", "capsule", theirs, who=who)) == ("help.outdated", None)
    (see,) = links(await look_for(stage, "saw"), "search.see")
    await withdrawn(stage, int(see.values[1]))
    for who in (LINA, AMINA):
        assert said(await look_for(stage, "saw", who), "search.nothing").key == "search.nothing"
    assert mistake(await stage.ask(see.route, *see.values, who=LINA)) == ("help.outdated", None)


@pytest.mark.parametrize(
    "values", [("capsule", 999), ("capsule", -1), ("member", 1), ("", 1), ("capsule", "x"), ("x:y", 1)]
)
async def test_a_forged_link_is_answered_kindly(stage: Stage, values: tuple[str, int | str]) -> None:
    await stage.posted(TITLE)
    assert mistake(await stage.ask("search.see", *values, who=LINA)) == ("help.outdated", None)


@pytest.mark.parametrize(
    "words", ['"', "a OR", "🎉", "x" * 3000, "é" * 3000, "the of", "'; DROP TABLE documents", "\ud800"]
)
async def test_nothing_that_is_typed_is_an_error(stage: Stage, words: str) -> None:
    await stage.posted(TITLE)
    assert said(await look_for(stage, words), "search.nothing").key == "search.nothing"

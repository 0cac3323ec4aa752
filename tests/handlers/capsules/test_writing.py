"""An animator writes capsules in chat: what is wrong is said, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.capsules.formats import FORMATS, Choice, Media, Page, Poll, Quiz, read
from handlers.chat.cards import Card
from handlers.chat.forms import Form
from handlers.chat.replies import Reply, Tell
from storage import files, people
from storage.capsules import Capsule
from storage.drafts import Draft
from tests.asking import ask
from tests.handlers.capsules.stage import ELSEWHERE, HERE, LINA, Stage, mistake, opened, said, shown_card

QUIZ = {
    "title": "Fact or judgement?",
    "body": "Which sentence says only what was *seen*?",
    "choices": "* You arrived at 9:20 # A camera would say so.\nYou are always late",
    "several": "one",
    "explanation": "A fact is what a camera would have filmed.",
}
TEXT = {"title": "Say what you saw", "body": "word " * 450, "theme": "", "key_message": "Facts first."}
NO_STAR = QUIZ["choices"].replace("* ", "")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def kept(stage: Stage) -> list[Capsule]:
    async with stage.database.reading() as db:
        return list((await db.scalars(select(Capsule).order_by(Capsule.id))).all())


def values(form: Form) -> dict[str, object]:
    return {field.name: getattr(field, "value", None) for field in form.fields}


def wrong(reply: Reply | None, key: str, field: str | None) -> Card:
    """What is said of a mistake whose words were kept."""
    assert isinstance(reply, Tell)
    assert reply.field == field
    card = shown_card(reply)
    said(card, key)
    said(card, "capsules.write.kept")
    return card


async def save(stage: Stage, format_: str, answers: dict[str, str]) -> Reply | None:
    return await stage.ask("capsules.save", stage.community_id, format_, answers=answers)


async def test_every_format_has_its_form(stage: Stage) -> None:
    choices = shown_card(await stage.ask("capsules.new", channel="C1"))
    links = [link for link in choices.links() if link.route == "capsules.write"]
    assert [link.values[1] for link in links] == list(FORMATS)
    for link in links:
        form = opened(await stage.ask(link.route, *link.values))
        assert form.to.route == "capsules.save"
        assert "title" in values(form)


async def test_a_quiz_is_kept_as_it_was_written_and_shown_at_once(stage: Stage) -> None:
    card = shown_card(await save(stage, "quiz", QUIZ))
    said(card, "capsules.preview_of")
    routes = [link.route for link in card.links()]
    assert [one for one in routes if not one.startswith("quizzes")] == [
        "schedules.plan_form",
        "schedules.post_now",
        "capsules.send_me",
        "capsules.edit_form",
        "capsules.details",
        "capsules.withdraw",
    ]
    (one,) = await kept(stage)
    assert (one.title, one.body, one.theme) == (QUIZ["title"], QUIZ["body"], "Giving feedback")
    assert (one.minutes, one.effort, one.language, one.community_id) == (1, "easy", "fr", stage.community_id)
    right = Choice("You arrived at 9:20", 100, "A camera would say so.")
    assert read("quiz", one.details) == Quiz((right, Choice("You are always late", 0)), False, QUIZ["explanation"])
    assert one.author_id is not None
    assert not one.credited


async def test_the_other_formats_are_kept_with_what_they_need(stage: Stage) -> None:
    title = {"title": "One"}
    await save(stage, "text", TEXT)
    await save(stage, "challenge", {**title, "body": "Thank somebody.", "theme": "Thanks", "key_message": ""})
    await save(stage, "link", {**title, "address": "https://example.org/é", "page_title": "A page", "body": ""})
    await save(stage, "poll", {**title, "body": "When?", "choices": "Now\nLater", "several": "several"})
    await save(
        stage,
        "video",
        {**title, "address": "https://example.org/v", "alternative": "A talk", "fallback": "", "body": ""},
    )
    text, challenge, link, poll, video = await kept(stage)
    assert (text.minutes, text.theme, text.key_message, text.details) == (3, "Giving feedback", "Facts first.", "")
    assert (challenge.format, challenge.theme) == ("challenge", "Thanks")
    assert read("link", link.details) == Page("https://example.org/%C3%A9", "A page")
    assert read("poll", poll.details) == Poll(("Now", "Later"), several=True)
    assert read("video", video.details) == Media("https://example.org/v", "A talk")


async def test_what_is_wrong_is_said_and_the_form_reopens_filled_until_it_is_right(stage: Stage) -> None:
    card = wrong(await save(stage, "quiz", {**QUIZ, "choices": NO_STAR}), "capsules.write.none_right", "choices")
    assert await kept(stage) == []
    assert [link.route for link in card.links()] == ["capsules.write", "capsules.discard"]
    back = next(iter(card.links()))
    form = opened(await stage.ask(back.route, *back.values))
    assert values(form) == {**QUIZ, "choices": NO_STAR}

    two = "*a\n*b\nc"
    wrong(await save(stage, "quiz", {**QUIZ, "choices": two}), "capsules.write.two_right", "choices")
    assert values(opened(await stage.ask(back.route, *back.values)))["choices"] == two
    choices = shown_card(await stage.ask("capsules.new", channel="C1"))
    assert said(choices, "capsules.write.begun").values["start"] == QUIZ["title"]
    links = [str(link) for link in choices.links()]
    assert len(set(links)) == len(links)

    shown_card(await save(stage, "quiz", QUIZ))
    assert len(await kept(stage)) == 1
    assert await stage.rows(Draft) == 0
    assert values(opened(await stage.ask(back.route, *back.values)))["title"] == ""


async def test_a_very_long_text_is_refused_and_kept_whole(stage: Stage) -> None:
    long = "word " * 8000
    wrong(await save(stage, "text", {**TEXT, "body": long}), "capsules.write.long", "body")
    async with stage.database.reading() as db:
        assert long in (await db.scalars(select(Draft.answers))).one()
    assert values(opened(await stage.ask("capsules.write", stage.community_id, "text")))["title"] == TEXT["title"]


async def test_a_picture_needs_words_and_is_sent_once(stage: Stage) -> None:
    async with stage.database.transaction() as db:
        home = await people.workspace(db, HERE.platform, HERE.external_id)
        file = await files.keep(
            db, workspace_id=home.id, member_id=None, name="room.png", content=PNG, now=stage.clock.now()
        )
    sent = {"title": "The room", "file": f"file:{file.id}", "address": "", "alternative": "", "body": ""}
    wrong(await save(stage, "image", sent), "capsules.media.no_alternative", "alternative")
    # The form reopens without its file, which no platform can put back: the one that was sent is meant.
    shown_card(await save(stage, "image", {**sent, "file": "", "alternative": "Chairs in a circle"}))
    (one,) = await kept(stage)
    assert read("image", one.details) == Media(f"file:{file.id}", "Chairs in a circle")
    wrong(
        await save(stage, "image", {**sent, "file": "file:99", "alternative": "A room"}), "help.file.not_image", "file"
    )
    assert len(await kept(stage)) == 1


async def test_what_was_begun_can_be_thrown_away_and_is_forgotten_after_a_month(stage: Stage) -> None:
    wrong(await save(stage, "quiz", {**QUIZ, "choices": ""}), "capsules.write.wrong_choices", "choices")
    shown_card(await stage.ask("capsules.discard", stage.community_id, "new:quiz"))
    assert await stage.rows(Draft) == 0
    assert mistake(await stage.ask("capsules.discard", stage.community_id, "new:quiz")) == ("help.outdated", None)

    wrong(await save(stage, "quiz", {**QUIZ, "title": ""}), "capsules.write.no_title", "title")
    for days, left in ((29, 1), (2, 0)):
        stage.clock.move_to(stage.clock.now() + timedelta(days=days))
        async with stage.database.transaction() as db:
            assert await ask(db, "capsules", stage.clock.now()) == 1 - left
        assert await stage.rows(Draft) == left


@pytest.mark.parametrize("route", ["capsules.write", "capsules.save"])
async def test_only_animators_write_and_only_what_exists(stage: Stage, route: str) -> None:
    assert mistake(await stage.ask(route, stage.community_id, "text", who=LINA))[0] == "help.only.animator"
    assert mistake(await stage.ask(route, stage.community_id, "sculpture"))[0] == "help.outdated"
    other = await stage.community(ELSEWHERE, "Elsewhere", "C9", "Europe/Paris")
    assert mistake(await stage.ask(route, other.id, "text"))[0] == "help.only.animator"
    assert await kept(stage) == []

"""What somebody sees of what is known of them, and what they change of it."""

from __future__ import annotations

import json
import re

import pytest

from handlers.chat.asks import Profile
from handlers.chat.cards import Card
from handlers.chat.replies import Open, Replace, Tell
from handlers.chat.words import Say
from handlers.privacy.exporting import as_markdown, export_text, written
from storage import people
from storage.verbatims import Verbatim
from tests.handlers.testimonials.steps import published
from tests.handlers.theatre import HAPPY, Theatre


async def test_one_sees_numbers_and_states(play: Theatre) -> None:
    await published(play)
    await play.press("lina", "likes.toggle", "testimonial", 1)
    me = await play.told("lina", "privacy.me")
    assert "What I know of you, Lina Moreau" in me
    for line in ("Likes = 1", "Sessions rated = 1", "Words about sessions = 1", "Testimonials posted = 1"):
        assert line in me
    assert "I speak to you in = English" in me


async def test_one_reads_ones_words_with_their_scope_page_by_page(play: Theatre) -> None:
    for number, scope in enumerate(("team", "anonymous", "first_name", "full_name", "team")):
        session_id = await play.session("lina", title=f"Course {number}")
        await play.say("lina", session_id, words=f"Words {number}", scope=scope, tone="neutral")
    await play.say("omar", 1, words="Words of Omar")
    first = await play.press("lina", "privacy.words")
    assert isinstance(first, Replace)
    told = play.read(first.what, "en")
    assert re.findall(r"“Words (\d)” — \nRead by (.*)", told) == [
        ("4", "the animators only"),
        ("3", "anyone, with your full name"),
        ("2", "anyone, with your first name"),
        ("1", "anyone, without your name"),
    ]
    link = list(first.what.links())[-1]
    second = await play.press("lina", link.route, *link.values)
    assert isinstance(second, Replace)
    assert re.findall(r"“(.*)”", play.read(second.what, "en")) == ["Words 0"]


async def test_words_removed_take_their_testimonial_with_them_and_leave_the_rating(play: Theatre) -> None:
    await published(play)
    reply = await play.press("lina", "privacy.remove_words", 1)
    assert isinstance(reply, Replace)
    assert "Nothing yet." in play.read(reply.what, "en")
    await play.post()
    assert HAPPY not in play.everything_kept()
    assert not any(HAPPY in text for text in play.wall.values())
    assert "Sessions rated = 1" in await play.told("lina", "privacy.me")


async def test_nobody_removes_the_words_of_somebody_else(play: Theatre) -> None:
    await play.say("lina", await play.session("lina", "omar"))
    for who in ("omar", "amina"):
        assert await play.told(who, "privacy.remove_words", 1) == "help.only.anyone"
    assert [one.words for one in await play.rows(Verbatim)] == [HAPPY]


async def test_the_export_comes_in_a_direct_message_once_a_day_and_holds_everything(play: Theatre) -> None:
    await published(play)
    assert await play.told("lina", "privacy.export") == "privacy.export.coming"
    assert await play.told("lina", "privacy.export") == "privacy.export.already"
    await play.post()
    (about,) = await play.owed("export:")
    (_before, document, _after) = re.split(r"```(?:json)?\n?", play.wall[about])
    exported = json.loads(document)
    assert exported["members"][0]["name"] == "Lina Moreau"
    assert exported["testimonials"][0]["words"] == HAPPY
    assert exported["consents"][0]["agreed_to"].startswith("I agree")
    assert [exported["answers"][0]["answer"], exported["verbatims"][0]["words"]] == [5, HAPPY]
    assert {row["about"] for row in exported["deliveries"]} == {"testimonial:1:author", "testimonial:1:news"}
    (sent,) = [one for one in await play.sent_to((await play.member("lina")).id) if one.about == about]
    assert sent.channel is None


async def test_an_export_holds_nothing_of_anybody_else(play: Theatre) -> None:
    await published(play)
    omar = await play.member("omar")
    async with play.database.reading() as db:
        document = await export_text(db, omar.id)
    assert "Lina" not in document
    assert HAPPY not in document
    assert json.loads(document)["members"][0]["name"] == "Omar Haddad"


def test_words_cannot_close_the_block_they_are_exported_in() -> None:
    exported = {"verbatims": [{"words": "```\n# A title\n``` and `code`"}], "likes": []}
    block = as_markdown(written(exported))
    assert block.count("```") == 2
    assert json.loads(block.removeprefix("```json\n").removesuffix("\n```")) == exported


async def test_a_chosen_language_stays_whatever_the_platform_says(play: Theatre) -> None:
    form = await play.press("lina", "privacy.language")
    assert isinstance(form, Open)
    assert await play.told("lina", "privacy.language_chosen", filled={"language": "fr"}) == "privacy.language.kept"
    said = Profile("lina", "Lina Moreau", "en")
    member = await play.member("lina")
    async with play.database.transaction() as db:
        known = people.Known(said.external_id, said.name, said.language, said.zone, is_admin=False)
        await people.refresh(db, await people.member_by_id(db, member.id), known, play.clock.now())
    assert (await play.member("lina")).language == "fr"
    assert "I speak to you in = French" in await play.told("lina", "privacy.me")


@pytest.mark.parametrize("language", ["", "de", "FR"])
async def test_an_unknown_language_is_refused(play: Theatre, language: str) -> None:
    reply = await play.press("lina", "privacy.language_chosen", filled={"language": language})
    assert isinstance(reply, Tell)
    assert not isinstance(reply.what, Card)
    assert (reply.what, reply.field) == (Say("privacy.language.unknown"), "language")
    assert (await play.member("lina")).language == "en"

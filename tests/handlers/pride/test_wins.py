"""Wins: told at once, signed as chosen, liked, taken back or taken out; thanks only with consent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Open, Replace, Reply, Tell
from storage import consents, improvements, personal
from storage.consents import Consent
from storage.improvements import Improvement
from storage.wins import Win
from tests.handlers.theatre import Theatre

WORDS = "I managed to say <b>what I saw</b> & not what I thought, *twice*."
POST = "win:1:post"


async def told(play: Theatre, who: str = "lina", shown_as: str = "full_name", words: str = WORDS) -> Reply | None:
    """Somebody tells a win in the community, and it is posted."""
    filled = {"words": words, "shown_as": shown_as}
    reply = await play.press(who, "pride.send", play.community_id, filled=filled)
    await play.post()
    return reply


async def refused(play: Theatre, who: str, filled: Mapping[str, str], *, community: int | None = None) -> str:
    """The phrase with which a form is refused."""
    reply = await play.press(who, "pride.send", play.community_id if community is None else community, filled=filled)
    assert isinstance(reply, Tell)
    assert reply.mistaken, reply
    assert not isinstance(reply.what, Card)
    return reply.what.key


async def be_thanked(play: Theatre, who: str, answer: str) -> None:
    """Somebody chooses whether they may be thanked by name."""
    await play.told(who, "privacy.recognition_chosen", filled={"recognition": answer})
    await play.post()


@pytest.mark.parametrize(
    ("shown_as", "signed"), [("full_name", "Lina Moreau"), ("first_name", "Lina"), ("anonymous", "somebody here")]
)
async def test_a_win_is_posted_as_it_was_signed_with_the_consent(play: Theatre, shown_as: str, signed: str) -> None:
    reply = await told(play, shown_as=shown_as)

    assert isinstance(reply, Tell)
    assert f"“{WORDS}” — {signed}" in play.wall[POST].splitlines()
    assert ("Moreau" in play.wall[POST]) == (shown_as == "full_name")
    (consent,) = await play.rows(Consent)
    assert consent.scope == shown_as
    assert consent.text.splitlines()[1:] == ["Giving feedback", consent.text.splitlines()[-1]]
    assert consent.text.endswith(f"– {signed}")


async def test_nothing_leads_to_who_told_it_without_a_name(play: Theatre) -> None:
    await told(play, shown_as="anonymous")

    lina = await play.member("lina")
    (win,), (consent,) = await play.rows(Win), await play.rows(Consent)
    assert (win.member_id, consent.member_id) == (None, None)
    assert await play.sent_to(lina.id) == []
    reply = await play.press("lina", "pride.wins", "mine", 0)
    assert isinstance(reply, Replace)
    assert WORDS in play.read(reply.what, "en")


async def test_only_its_author_takes_it_back(play: Theatre) -> None:
    await told(play, shown_as="anonymous")

    assert await play.told("omar", "pride.take_back", 1) == "help.only.anyone"
    assert WORDS in play.wall[POST]
    reply = await play.press("lina", "pride.take_back", 1)
    await play.post()

    assert isinstance(reply, Replace)
    assert play.wall[POST] == "Something somebody managed was here; its author took it back."
    async with play.database.reading() as db:
        assert await consents.live(db, "win:1") is None
    assert WORDS not in play.everything_kept()


async def test_taken_back_before_it_is_posted_it_leaves_no_trace(play: Theatre) -> None:
    await play.press("lina", "pride.send", play.community_id, filled={"words": WORDS, "shown_as": "full_name"})
    await play.press("lina", "pride.take_back", 1, 0)
    await play.post()

    assert POST not in play.wall


async def test_an_animator_takes_it_out_and_says_why(play: Theatre) -> None:
    await told(play)

    assert await play.told("omar", "pride.take_out", 1) == "help.only.animator"
    assert await play.told("elsa", "pride.take_it_out", 1, filled={"reason": "because"}) == "help.only.animator"
    assert isinstance(await play.press("amina", "pride.take_out", 1), Open)
    assert await play.told("amina", "pride.take_it_out", 1, filled={"reason": " "}) == "pride.wrong.reason"
    assert await play.told("amina", "pride.take_it_out", 1, filled={"reason": "A <client>"}) == "pride.taken_out_done"
    assert await play.told("bruno", "pride.take_it_out", 1, filled={"reason": "too late"}) == "pride.already_gone"
    await play.post()

    assert play.wall[POST] == "Something somebody managed was here; the animators took it out."
    assert "Why: A <client>" in play.wall["win:1:taken_out"]
    assert WORDS not in play.everything_kept()


@pytest.mark.parametrize(
    ("filled", "why"),
    [
        ({"words": "I managed to ", "shown_as": "anonymous"}, "pride.wrong.words"),
        ({"words": "x" * 1001, "shown_as": "anonymous"}, "pride.wrong.words"),
        ({"words": WORDS, "shown_as": "king"}, "pride.wrong.shown_as"),
    ],
)
async def test_what_is_filled_wrongly_changes_nothing(play: Theatre, filled: Mapping[str, str], why: str) -> None:
    assert await refused(play, "lina", filled) == why
    assert await play.rows(Win) == []


async def test_forged_forms_and_too_many_are_refused(play: Theatre) -> None:
    whole = {"words": WORDS, "shown_as": "full_name"}
    assert await refused(play, "lina", whole, community=play.community_id + 1) == "help.only.anyone"
    assert await refused(play, "lina", whole | {"community": "²"}, community=0) == "pride.wrong.community"
    for shown_as in ("full_name", "anonymous", "first_name"):
        await told(play, shown_as=shown_as)
    assert await refused(play, "lina", whole) == "pride.wrong.too_many"
    assert len(await play.rows(Win)) == 3


async def test_thanks_come_and_go_with_the_consent(play: Theatre) -> None:
    await told(play)
    await told(play, shown_as="anonymous")
    assert "Thank you" not in play.wall[POST]

    await be_thanked(play, "lina", "yes")
    await be_thanked(play, "lina", "yes")
    assert "Thank you, Lina Moreau, for telling it." in play.wall[POST]
    assert "Thank you" not in play.wall["win:2:post"]
    (kept,) = [one for one in await play.rows(Consent) if one.scope == "recognition"]
    assert kept.text == "May the bot thank you by name in channels?\nYes, by the name under what I post"

    await be_thanked(play, "lina", "no")
    assert "Thank you" not in play.wall[POST]
    assert await play.told("lina", "privacy.recognition_chosen", filled={}) == "privacy.recognition.unknown"


async def test_what_is_told_is_exported_and_erased(play: Theatre) -> None:
    await told(play)
    await told(play, shown_as="anonymous", words="I managed to listen until the end.")
    await told(play, "omar", words="I managed to be on time, once.")
    await play.press("amina", "pride.take_it_out", 3, filled={"reason": "A secret reason"})
    lina, amina = await play.member("lina"), await play.member("amina")
    async with play.database.reading() as db:
        kept = await personal.export(db, lina.id)
    assert [(one["words"], one["named"]) for one in kept["wins"]] == [
        (WORDS, "full_name"),
        ("I managed to listen until the end.", "anonymous"),
    ]

    async with play.database.transaction() as db:
        await personal.erase(db, lina.id, play.clock.now())
        await personal.erase(db, amina.id, play.clock.now())
    await play.post()

    gone = "Something somebody managed was here; its author took it back."
    assert [play.wall[f"win:{number}:post"] for number in (1, 2)] == [gone, gone]
    assert "until the end" not in play.everything_kept()
    assert "A secret reason" not in play.everything_kept()
    assert [(one.member_id, one.respondent, one.decided_by) for one in await play.rows(Win)][:2] == [(None,) * 3] * 2


async def test_the_path_tells_numbers_to_oneself_and_hides_few_people(play: Theatre) -> None:
    assert "nothing is due" in await play.told("lina", "pride.path")
    session_id = await play.session("lina")
    await play.say("lina", session_id)
    await told(play, shown_as="anonymous")
    for who in ("omar", "amina", "bruno", "mona"):
        await play.press(who, "likes.toggle", "win", 1)
    before = await play.told("lina", "pride.path")
    assert "Things you managed, and told = 1" in before
    assert "Verbatims you wrote = 1" in before
    assert "People who" not in before
    assert "Improvements" not in before
    async with play.database.transaction() as db:
        course = (await improvements.courses(db, play.community_id, 5))[0]
        values = {"title": "Shorter", "state": "planned", "words": "Soon.", "changed_in": "2026-11"}
        db.add(Improvement(community_id=play.community_id, course_id=course.id, **values))
        await db.flush()
        assert await improvements.feed(db, 1, 1)
    assert "Improvements your words led to = 1" in await play.told("lina", "pride.path")

    await play.press("fifth", "likes.toggle", "win", 1)
    await play.press("lina", "likes.toggle", "win", 1)
    assert "People who liked or answered what you shared = 5" in await play.told("lina", "pride.path")

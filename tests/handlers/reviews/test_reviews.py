"""What anybody reads of a course before they decide."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Suggest, Tell
from storage import communities
from storage.testimonials import COMMUNITY, PUBLIC, WORKSPACE
from storage.verbatims import ANONYMOUS, FIRST_NAME
from tests.conftest import EVERY_DATABASE
from tests.handlers.reviews.steps import published, rated, reads
from tests.handlers.theatre import ELSEWHERE, HERE, Theatre


@EVERY_DATABASE
async def test_from_five_answers_on_anybody_reads_what_time_told(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 3)
    await published(play, session_id, "lina", "Sunny words.", PUBLIC)
    await published(play, session_id, "omar", "Words for here.", COMMUNITY, shown_as=FIRST_NAME)
    await published(play, session_id, "bruno", "More of them.", WORKSPACE)
    await published(play, session_id, "mona", "Too long for me.", WORKSPACE, shown_as=ANONYMOUS, critical=True)
    card = await reads(play, "elsa", "reviews.find", "retuor")
    assert "Mean rating = 4.6 ★ out of 5 (n = 5)\nRecommendation score (NPS) = +60 (n = 5)" in card
    assert "5 ★ ██████████ 4\n4 ★ ░░░░░░░░░░ 0\n3 ★ ██░░░░░░░░ 1" in card
    assert "Role play = liked by 5 people" in card
    assert "“More of them.” — Bruno Costa\n“Words for here.” — Omar\n“Too long for me.” — a learner" in card
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        community.channel = "C9"  # asked elsewhere than at home
    card = await reads(play, "elsa", "reviews.find", "retuor")
    assert ("Words for here." in card, "“Sunny words.” — Lina Moreau" in card) == (False, True)
    play.clock.move_to(play.clock.now() + timedelta(days=30))
    assert "In their words" not in await reads(play, "elsa", "reviews.of", 1)


async def test_under_five_nothing_of_what_people_said_is_there(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 4)
    await published(play, session_id, "lina", "Sunny words.", PUBLIC)
    card = await reads(play, "omar", "reviews.find", "donner un retour")
    assert "once at least 5 people have answered" in card
    assert not any(word in card for word in ("★", "Sunny", "Role play", "n ="))


async def test_courses_are_chosen_suggested_and_those_of_others_unknown(play: Theatre) -> None:
    assert "There is no course here yet." in await reads(play, "lina", "reviews.find")
    for title in ("Feedback that helps", "Feedback between peers", "Short meetings"):
        await play.session(title=title)
    assert "[Feedback between peers] [Feedback that helps]" in await reads(play, "lina", "reviews.find", "fedback")
    assert "[Short meetings] [Feedback between peers]" in await reads(play, "lina", "reviews.find", "  ")
    assert "Perhaps you meant:\n[Short meetings]" in await reads(play, "lina", "reviews.find", "shrtest meting")
    assert "Nothing yet" in await reads(play, "lina", "reviews.find", "juggling")
    for typed, first in (("fee", "Feedback between peers"), ("", "Short meetings"), ("metings", "Short meetings")):
        reply = await play.press("lina", "reviews.suggest", typed)
        assert isinstance(reply, Suggest)
        assert reply.lines[0] == first
    reply = await play.press("elsa", "reviews.of", 1, where=ELSEWHERE)
    assert isinstance(reply, Tell)
    assert reply.mistaken
    assert await play.told("lina", "reviews.of", 99) == "help.outdated"
    assert await play.told("lina", "reviews.choose", 1, "no") == "help.outdated"


async def test_only_animators_of_a_community_that_runs_it_write_and_read(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await play.community(HERE, "Another theme", {"elsa": communities.ANIMATOR})
    for route, filled in (("suits", {}), ("suit", {"suits": "Me."}), ("intentions", {}), ("page", {})):
        values = (1, 0) if route == "page" else (1,)
        for who in ("lina", "mona", "elsa"):
            assert await play.told(who, f"reviews.{route}", *values, filled=filled) == "help.only.animator"
    assert "[Say who it suits]" not in await reads(play, "elsa", "reviews.of", 1)
    assert await play.told("amina", "reviews.suit", 1, filled={"suits": "x" * 301}) == "reviews.too_long"
    card = await reads(play, "bruno", "reviews.suit", 1, suits=" Whoever leads.\n ")
    assert "Who it suits\nWhoever leads." in card
    assert "[Change who it suits] [How many would take it?]" in card
    assert "Who it suits\nWhoever leads." in await reads(play, "lina", "reviews.of", 1)
    assert "Whoever" not in await reads(play, "amina", "reviews.suit", 1, suits="")

"""A few words weeks after a session: who may read them, what they call for, and all that follows them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.replies import Replace, Tell
from storage import digests, feedback, outbox, testimonials, verbatims
from storage.feedback import COLD, STARS, Participation
from storage.followups import FollowUp
from storage.outbox import Delivery
from storage.verbatims import Verbatim
from tests.handlers.surveys.weeks import UNHAPPY, asked, sentence, shown
from tests.handlers.theatre import HAPPY, Theatre


async def calls(play: Theatre) -> list[str]:
    return [one.calls_for for one in await play.rows(Verbatim)]


async def test_words_call_for_what_they_say_beside_the_stars(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": UNHAPPY, "scope": "team"})
    assert await calls(play) == ["follow_up"]
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": HAPPY, "scope": "team"})
    assert await calls(play) == ["nothing"]
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    assert await calls(play) == ["testimonial"]
    await play.press("lina", "surveys.remove", session_id, STARS)
    assert await calls(play) == ["nothing"]
    await play.press("lina", "surveys.answer", session_id, STARS, 1)
    assert await calls(play) == ["follow_up"]
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    await play.press("lina", "surveys.say", session_id, "stopped", filled={"words": HAPPY, "scope": "team"})
    assert await calls(play) == ["nothing"]  # what stopped somebody is never published


async def test_words_weeks_later_do_not_touch_those_of_the_day(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.say("lina", session_id, words="I liked the role plays most.", stars=5)
    told = {"words": "I ask before I judge.", "scope": "first_name"}
    await play.press("lina", "surveys.say", session_id, "applied", filled=told)
    await play.press("lina", "surveys.answer", session_id, STARS, 3)
    lina = (await play.member("lina")).id
    assert isinstance(await play.press("lina", "privacy.remove_words", session_id, "stopped"), Tell)  # there are none
    async with play.database.reading() as db:
        assert [one.verbatim.about for one in await verbatims.written_by(db, lina)] == ["applied", "lived"]
        assert await feedback.stars(db, session_id, lina) == 5
        assert await feedback.stars(db, session_id, lina, COLD) == 3
    reply = await play.press("lina", "privacy.remove_words", session_id, "applied")
    assert isinstance(reply, Replace)
    assert "role plays" in play.read(reply.what, "en")
    assert [one.about for one in await play.rows(Verbatim)] == ["lived"]
    assert "before I judge" not in await shown(play, "lina", session_id)


async def test_unhappy_words_and_low_marks_weeks_later_open_a_follow_up(play: Theatre) -> None:
    session_id = await asked(play, "lina", "omar")
    await play.press("lina", "surveys.say", session_id, "stopped", filled={"words": UNHAPPY, "scope": "team"})
    await play.press("omar", "surveys.answer", session_id, STARS, 1)
    play.clock.move_to(play.clock.now() + timedelta(hours=2))
    await play.tick("followups")
    assert len(await play.rows(FollowUp)) == 2


@pytest.mark.parametrize(
    ("words", "scope", "answer"),
    [
        ("no", "team", ("surveys.bad_words", "words")),
        ("   \n  no   ", "team", ("surveys.bad_words", "words")),
        ("x" * 1001, "team", ("surveys.bad_words", "words")),
        ("No time.", "everybody", ("surveys.bad_scope", "scope")),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    play: Theatre, words: str, scope: str, answer: tuple[str, str]
) -> None:
    session_id = await asked(play, "lina")
    assert await sentence(play, "lina", "surveys.say", session_id, "stopped", words=words, scope=scope) == answer
    assert await play.rows(Verbatim) == []
    assert await play.rows(Participation) == []


async def test_a_testimonial_made_of_them_goes_with_the_words(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": HAPPY, "scope": "full_name"})
    await play.tick("testimonials")
    (found,) = await play.owed("testimonial:")
    assert found.endswith(":author")
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.tick("testimonials")
    async with play.database.reading() as db:
        counts = await testimonials.count_of_member(db, (await play.member("lina")).id)
    assert "asked" not in counts


async def test_digests_that_quote_these_words_follow_them(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    told = {"words": "I ask before I judge.", "scope": "first_name"}
    await play.press("lina", "surveys.say", session_id, "applied", filled=told)
    where = digests.subject(play.community_id, digests.monday_of(play.clock.now(), "Europe/Paris").isoformat())
    async with play.database.transaction() as db:
        await outbox.owe(
            db,
            about="a digest",
            draw="digests.weekly:1",
            workspace_id=1,
            due_at=play.clock.now() + timedelta(days=1),
            language="en",
            channel="C1",
            subject=where,
        )
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    assert [one.revision for one in await play.rows(Delivery) if one.subject == where] == [1]

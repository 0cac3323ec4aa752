"""Erasing somebody: proved by looking for their name and words in everything kept and everything posted."""

from __future__ import annotations

import asyncio
import re
from functools import partial

import pytest
from sqlalchemy import update

from handlers.chat.forms import TextField
from handlers.chat.replies import Open, Tell
from handlers.chat.words import Say
from storage import comments, communities, likes, outbox, people, personal
from storage.likes import Way
from storage.outbox import Delivery
from storage.people import Member
from storage.personal import Erasure
from tests.handlers.theatre import HAPPY, HERE, Theatre

TRACES = ("Lina", "Moreau", "lina", HAPPY, "So true", "This is mine", "Not for me", "Between us")


async def lived(play: Theatre) -> int:
    """Lina did everything one can do; gives her number."""
    lina = await play.member("lina")
    session_id = await play.session("lina", "omar")
    await play.say("lina", session_id, scope="full_name")
    other_id = await play.session("lina", title="Autre cours")
    await play.say("lina", other_id, words="Between us, it was slow.", stars=2, tone="unhappy")
    await play.say("omar", session_id, words=HAPPY + " I am Omar.")
    await play.tick()
    await play.press("lina", "testimonials.agree", 1, "full_name")
    await play.press("omar", "testimonials.agree", 2, "full_name")
    await play.press("amina", "testimonials.approve", 1)
    await play.press("amina", "testimonials.post_now", 1, play.community_id)
    await _comments_and_likes(play, lina)
    async with play.database.transaction() as db:
        for role in (communities.ANIMATOR, communities.MANAGER):
            await communities.add_role(db, play.community_id, lina.id, role)
    await play.press("lina", "testimonials.declined", 2, filled={"reason": "Not for me to say."})
    await play.press("lina", "privacy.export")
    await play.press("lina", "digests.show")
    await play.press("mona", "digests.show")
    await play.tick()
    return lina.id


async def _comments_and_likes(play: Theatre, lina: Member) -> None:
    async with play.database.transaction() as db:
        now = play.clock.now()
        reply = partial(comments.add_reply, db, subject="testimonial:1", community_id=play.community_id)
        await reply(member_id=lina.id, words="So true", channel="C1", thread="m1", message="r1", now=now)
        button = partial(comments.add, db, subject="testimonial:1", community_id=play.community_id)
        await button(member_id=lina.id, words="This is mine", channel="C1", now=now)
        for way in (likes.BUTTON, "emoji:👍"):
            await likes.add(db, Way("testimonial:1", play.community_id, way), lina.id, play.clock.now())
        await outbox.owe(
            db,
            about="comment:2",
            draw="comments.posted:2",
            workspace_id=lina.workspace_id,
            due_at=play.clock.now(),
            language="en",
            channel="C1",
            community_id=play.community_id,
            subject=comments.subject_of(2),
        )


async def erased(play: Theatre) -> None:
    reply = await play.press("lina", "privacy.erased", filled={"word": " effacer "})
    assert reply == Tell(Say("privacy.erase.done"))
    await play.tick()
    await play.tick("privacy")


def found_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


async def test_before_she_is_erased_she_is_everywhere(play: Theatre) -> None:
    await lived(play)
    kept = play.everything_kept()
    assert found_in(kept) == list(TRACES)
    assert sum("Lina" in text for text in play.wall.values()) >= 5


async def test_nothing_of_her_is_left_in_any_table_or_any_message(play: Theatre) -> None:
    lina = await lived(play)
    await erased(play)
    omar_words = HAPPY + " I am Omar."
    kept = play.everything_kept().replace(omar_words, "")
    # Inbox keys are the platform's own, and dropped after two days.
    assert found_in(kept) == []
    walls = {about: text.replace(omar_words, "") for about, text in play.wall.items()}
    assert {about: found_in(text) for about, text in walls.items() if found_in(text)} == {}
    assert f"dm{lina}" not in kept
    assert play.wall[f"testimonial:1:post:{play.community_id}"] == "This testimonial was withdrawn by its author."
    assert "This message was emptied" in play.wall["testimonial:1:author"]


async def test_the_counts_stay(play: Theatre) -> None:
    await lived(play)
    async with play.database.reading() as db:
        before = await likes.count(db, "testimonial:1"), await comments.count(db, "testimonial:1")
    await erased(play)
    async with play.database.reading() as db:
        assert (await likes.count(db, "testimonial:1"), await comments.count(db, "testimonial:1")) == before == (1, 2)
    assert len(re.findall('INSERT INTO "?answers"?', play.everything_kept())) == 3


async def test_others_lose_nothing(play: Theatre) -> None:
    await lived(play)
    omar = await play.member("omar")
    before = await play.told("omar", "privacy.me")
    await erased(play)
    assert await play.told("omar", "privacy.me") == before
    async with play.database.reading() as db:
        exported = await personal.export(db, omar.id)
    assert any(HAPPY in str(row) for row in exported["verbatims"])


async def test_what_was_owed_to_her_is_not_sent(play: Theatre) -> None:
    await play.say("lina", await play.session("lina"))
    async with play.database.transaction() as db:
        await play.features.due["testimonials"](db, play.clock.now())
    await erased(play)
    assert play.wall == {}


async def test_an_erasure_ends_only_once_every_message_shows_it(play: Theatre) -> None:
    lina = await lived(play)
    await play.press("lina", "privacy.erased", filled={"word": "ERASE"})
    async with play.database.transaction() as db:
        assert await play.features.due["privacy"](db, play.clock.now()) == 0
    (erasure,) = await play.rows(Erasure)
    assert (erasure.member_id, erasure.done_at) == (lina, None)
    await play.post()
    async with play.database.transaction() as db:
        assert await play.features.due["privacy"](db, play.clock.now()) == 1
        assert await play.features.due["privacy"](db, play.clock.now()) == 0
    (erasure,) = await play.rows(Erasure)
    assert erasure.done_at == play.clock.now()


async def test_a_message_that_may_have_been_posted_is_waited_for(play: Theatre) -> None:
    await lived(play)
    question = Delivery.about == "testimonial:1:author"
    async with play.database.transaction() as db:
        await db.execute(update(Delivery).where(question).values(state=outbox.UNCERTAIN))
    await play.press("lina", "privacy.erased", filled={"word": "ERASE"})
    async with play.database.transaction() as db:
        await db.execute(update(Delivery).where(~question).values(shown=Delivery.revision))
        assert await play.features.due["privacy"](db, play.clock.now()) == 0
        await db.execute(update(Delivery).where(question).values(state=outbox.SENT, shown=Delivery.revision))
        assert await play.features.due["privacy"](db, play.clock.now()) == 1


@pytest.mark.parametrize("word", ["", "erase me", "EFFACE", "yes"])
async def test_without_the_word_nothing_is_erased(play: Theatre, word: str) -> None:
    await lived(play)
    before = play.everything_kept()
    form = await play.press("lina", "privacy.erase", key="form")
    assert isinstance(form, Open)
    (field,) = form.form.fields
    assert isinstance(field, TextField)
    reply = await play.press("lina", "privacy.erased", filled={"word": word})
    assert isinstance(reply, Tell)
    assert (reply.what, reply.field) == (Say("privacy.erase.not_typed"), "word")
    assert play.everything_kept().count("form") == before.count("form") + 1
    assert found_in(play.everything_kept()) == list(TRACES)


async def test_twice_at_once_is_once_and_who_comes_back_starts_anew(play: Theatre) -> None:
    await lived(play)
    await asyncio.gather(*(play.press("lina", "privacy.erased", filled={"word": "ERASE"}) for _ in range(2)))
    await play.tick()
    again = await play.told("lina", "privacy.me")
    assert "Likes = 0" in again
    assert "Words about sessions = 0" in again
    async with play.database.reading() as db:
        met = await people.find_member(db, HERE.platform, HERE.external_id, "lina")
    assert met is not None
    assert met.id not in {erasure.member_id for erasure in await play.rows(Erasure)}

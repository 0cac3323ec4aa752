"""Who waits for a course is told once that it opens."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Replace, Tell
from storage import session_changes, sessions
from tests.conftest import EVERY_DATABASE
from tests.handlers.reviews.steps import planned, reads
from tests.handlers.theatre import Theatre


@EVERY_DATABASE
async def test_who_waits_is_told_once_and_again_only_if_it_is_cancelled(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await play.tick("reviews")
    assert "I will write to you once" in await reads(play, "lina", "reviews.watch", 1)
    assert "[Tell me when it opens]" in await reads(play, "omar", "reviews.of", 1)
    await reads(play, "omar", "reviews.watch", 1)
    assert "[Tell me when it opens]" in await reads(play, "omar", "reviews.unwatch", 1)
    assert await play.tick("reviews") == 0

    first = await planned(play)
    assert (await play.tick("reviews"), await play.tick("reviews")) == (1, 0)
    lina = await play.member("lina")
    assert await play.owed("opened:") == [f"opened:{first}:{lina.id}"]
    play.clock.move_to(play.clock.now() + timedelta(hours=23))
    await play.post()
    letter = play.wall[f"opened:{first}:{lina.id}"]
    assert "Donner un retour opens" in letter
    assert "Place: Room <3>\n[I’m coming] [Reviews]" in letter
    assert "[I’m coming]" in await reads(play, "lina", "reviews.watch", 1)
    await planned(play)
    await play.tick("reviews")
    assert len(await play.owed("opened:")) == 1

    for one in (first, 3):
        assert isinstance(await play.press("amina", "sessions.cancel", one), Replace | Tell)
    await play.post()
    assert "is over or was cancelled" in play.wall[f"opened:{first}:{lina.id}"]
    assert "I will write to you once" in await reads(play, "lina", "reviews.of", 1)
    again = await planned(play)
    await play.tick("reviews")
    assert await play.owed("opened:") == [f"opened:{first}:{lina.id}", f"opened:{again}:{lina.id}"]


async def test_a_session_cancelled_before_its_letter_left_tells_nobody(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await reads(play, "lina", "reviews.watch", 1)
    session_id = await planned(play)
    async with play.database.transaction() as db:
        await play.features.due["reviews"](db, play.clock.now())
        await sessions.cancel(db, session_id)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.post()
    assert not [about for about in play.wall if about.startswith("opened:")]


async def test_a_session_that_becomes_one_of_the_course_opens_it(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await reads(play, "lina", "reviews.watch", 1)
    session_id = await planned(play, "Autre chose")
    await play.tick("reviews")
    assert await play.owed("opened:") == []
    async with play.database.transaction() as db:
        outline = await sessions.outline(db, session_id)
        assert outline is not None
        await session_changes.rename(db, outline.session, outline.community, "Donner un retour")
    await play.tick("reviews")
    assert len(await play.owed("opened:")) == 1


async def test_who_was_told_may_wait_again_once_it_is_over(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await reads(play, "lina", "reviews.watch", 1)
    for n in (1, 2):
        session_id = await planned(play)
        await play.tick("reviews")
        assert len(await play.owed("opened:")) == n
        async with play.database.transaction() as db:
            assert await sessions.end(db, session_id, play.clock.now())
        assert "[Tell me when it opens]" in await reads(play, "lina", "reviews.of", 1)
        await reads(play, "lina", "reviews.watch", 1)

"""People say that they come or came; sessions end by themselves, once."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Tell
from storage import sessions
from storage.outbox import SENT
from storage.sessions import CANCELLED, ENDED, Outline
from tests.handlers.sessions.cast import ELSEWHERE, Cast


async def outline(cast: Cast, session_id: int) -> Outline:
    async with cast.database.reading() as db:
        found = await sessions.outline(db, session_id)
    assert found is not None
    return found


def links(reply: object) -> list[str]:
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return [str(link) for link in reply.what.links()]


async def announced(cast: Cast) -> int:
    """A session whose announcement is posted."""
    filled = {"course": "Donner un retour", "date": "2026-11-24", "time": "10:00", "minutes": "60"}
    await cast.say("amina", "sessions.create", cast.community_id, filled=filled)
    async with cast.database.transaction() as db:
        (owed,) = await cast.owed()
        (await db.merge(owed)).state = SENT
    return 1


async def test_coming_counts_once_and_redraws_the_announcement(cast: Cast) -> None:
    session_id = await announced(cast)
    for _ in range(3):
        joined = links(await cast.say("lina", "sessions.join", session_id))
        assert joined == [f"agenda.file:{session_id}", f"sessions.leave:{session_id}"]
    assert (await outline(cast, session_id)).attendees == 1
    assert (await cast.owed("session:1"))[0].revision == 1


async def test_one_may_change_ones_mind(cast: Cast) -> None:
    session_id = await cast.session("omar")
    await cast.say("lina", "sessions.join", session_id)
    assert links(await cast.say("lina", "sessions.leave", session_id)) == [f"sessions.join:{session_id}:1"]
    assert isinstance(await cast.say("lina", "sessions.leave", session_id), Replace)
    assert (await outline(cast, session_id)).attendees == 1
    assert isinstance(await cast.say("lina", "sessions.join", session_id, 1), Replace)
    assert (await outline(cast, session_id)).attendees == 2


async def test_a_session_ends_once_and_asks_each_attendee_once(cast: Cast) -> None:
    session_id = await cast.session("lina", "omar")
    assert await cast.tick() == 0
    cast.pass_time(hours=72)
    assert [await cast.tick(), await cast.tick()] == [1, 0]
    lina, omar = await cast.member("lina"), await cast.member("omar")
    owed = await cast.owed()
    assert sorted((one.about, one.member_id, one.subject, one.draw) for one in owed) == [
        (
            f"rating:{session_id}:{member.id}",
            member.id,
            f"ladder:{session_id}:{member.id}",
            f"feedback.ladder:{session_id}:{member.id}",
        )
        for member in (lina, omar)
    ]
    assert (await outline(cast, session_id)).session.state == ENDED


async def test_who_checks_in_after_the_end_is_asked_too(cast: Cast) -> None:
    session_id = await cast.past_session("lina")
    for _ in range(2):
        assert links(await cast.say("zoe", "sessions.join", session_id)) == []
    assert len(await cast.owed()) == 2
    cast.pass_time(hours=25)
    assert await cast.refused("omar", "sessions.join", session_id) == "sessions.too_late"
    assert (await outline(cast, session_id)).attendees == 2


async def test_an_animator_ends_it_sooner(cast: Cast) -> None:
    session_id = await cast.session("lina")
    assert await cast.refused("amina", "sessions.finish", session_id) == "sessions.not_begun"
    cast.pass_time(hours=1.5)
    assert links(await cast.say("amina", "sessions.end")) == [f"sessions.finish:{session_id}"]
    assert await cast.refused("lina", "sessions.finish", session_id) == "help.only.trainer"
    assert isinstance(await cast.say("amina", "sessions.finish", session_id), Replace)
    found = (await outline(cast, session_id)).session
    assert (found.state, found.ends_at) == (ENDED, cast.clock.now())
    assert await cast.refused("amina", "sessions.finish", session_id) == "sessions.is_over"
    cast.pass_time(hours=24)
    assert await cast.tick() == 0
    assert len(await cast.owed()) == 1
    assert links(await cast.say("amina", "sessions.end")) == []


async def test_a_cancelled_session_tells_those_who_were_coming(cast: Cast) -> None:
    session_id = await cast.session("lina")
    assert await cast.refused("lina", "sessions.cancel", session_id) == "help.only.animator"
    await cast.say("amina", "sessions.cancel", session_id)
    assert (await outline(cast, session_id)).session.state == CANCELLED
    (owed,) = await cast.owed()
    assert (owed.member_id, await cast.drawn(owed) is not None) == ((await cast.member("lina")).id, True)
    assert await cast.refused("amina", "sessions.cancel", session_id) == "sessions.is_over"
    assert await cast.refused("omar", "sessions.join", session_id) == "sessions.was_cancelled"
    assert await cast.refused("lina", "sessions.leave", session_id) == "sessions.is_over"
    cast.pass_time(hours=24)
    assert await cast.tick() == 0


async def test_sessions_elsewhere_are_as_unknown_ones(cast: Cast) -> None:
    there = await cast.session(where=ELSEWHERE)
    for route in ("join", "leave", "details", "set_details", "finish", "cancel"):
        for session_id in (there, 999, -1):
            assert await cast.refused("amina", f"sessions.{route}", session_id) == "sessions.unknown"
    assert (await outline(cast, there)).attendees == 0
    assert links(await cast.say("amina", "sessions.list")) == []


async def test_lists_offer_what_their_reader_may_do(cast: Cast) -> None:
    session_id = await cast.session("omar")
    names = ("join", "leave", "code", "finish", "manage", "cancel")
    join, leave, code, end, manage, cancel = (f"sessions.{name}:{session_id}" for name in names)
    assert links(await cast.say("lina", "sessions.list")) == [join]
    assert links(await cast.say("omar", "sessions.list")) == [leave]
    assert links(await cast.say("amina", "sessions.list")) == [join, code, manage, cancel]
    assert links(await cast.say("lina", "sessions.checkin")) == [join]
    cast.pass_time(hours=1)
    assert links(await cast.say("amina", "sessions.list")) == [join, code, end, manage, cancel]
    cast.pass_time(hours=2)
    await cast.tick()
    results = f"results.of:{session_id}"
    assert links(await cast.say("amina", "sessions.list")) == [join, results, manage]
    assert links(await cast.say("omar", "sessions.list")) == [f"feedback.open:{session_id}"]
    cast.pass_time(hours=25)
    assert links(await cast.say("lina", "sessions.list")) == []
    assert links(await cast.say("lina", "sessions.checkin")) == []


async def test_the_announcement_follows_the_session(cast: Cast) -> None:
    session_id = await announced(cast)
    (owed,) = await cast.owed()
    seen = []
    for change in (None, "end"):
        if change:
            cast.pass_time(hours=3)
            await cast.tick()
        card = await cast.drawn(owed)
        assert card is not None
        seen.append((getattr(card.summary, "key", ""), len(list(card.links()))))
    assert seen == [("sessions.announced.planned", 3), ("sessions.announced.ended", 3)]
    other = await cast.session()
    await cast.say("amina", "sessions.cancel", other)
    assert (await outline(cast, session_id)).session.state == ENDED
    assert (await outline(cast, other)).session.state == CANCELLED

"""What the tests of reviews do again and again."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Tell
from storage import communities, feedback, likes, sessions
from storage.feedback import RECOMMEND, STARS
from storage.sessions import Moment, Session
from storage.testimonials import PUBLISHED, Testimonial
from storage.verbatims import FULL_NAME, LIVED, Verbatim
from tests.handlers.theatre import Theatre

CROWD = [f"person{number}" for number in range(6)]


async def reads(play: Theatre, who: str, route: str, *values: int | str, **filled: str) -> str:
    reply = await play.press(who, route, *values, filled=filled)
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return play.read(reply.what, "en").replace("\N{NO-BREAK SPACE}", " ")


async def rated(play: Theatre, *stars: int, title: str = "Donner un retour") -> int:
    """A session that as many people rated and recommend, whose only moment they like; told by time."""
    session_id = await play.session(*CROWD[: len(stars)], title=title)
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        session.tell_at = session.ends_at + timedelta(days=1)
        db.add(Moment(session_id=session_id, position=1, title="Role play", minute=None))
    for who, value in zip(CROWD, stars, strict=False):
        member = await play.member(who)
        async with play.database.transaction() as db:
            session = await db.get_one(Session, session_id)
            for question, given in ((STARS, value), (RECOMMEND, 2 * value)):
                await feedback.answer(
                    db, session=session, member_id=member.id, question=question, value=given, now=play.clock.now()
                )
            await likes.add(db, likes.Way("moment:1", play.community_id, "button"), member.id, play.clock.now())
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("results")
    return session_id


async def planned(play: Theatre, title: str = "Donner un retour") -> int:
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        starts_at = play.clock.now() + timedelta(days=3)
        made = await sessions.create(
            db,
            community=community,
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            created_by=None,
            place="Room <3>",
        )
    return made.id


async def published(
    play: Theatre,
    session_id: int,
    who: str,
    words: str,
    place: str,
    *,
    shown_as: str = FULL_NAME,
    critical: bool = False,
) -> None:
    """Words about a session stand published, by an author who let them be read there."""
    member, now = await play.member(who), play.clock.now()
    async with play.database.transaction() as db:
        what = {"session_id": session_id, "member_id": member.id, "words": words, "scope": FULL_NAME, "about": LIVED}
        said = Verbatim(**what, tone="happy", language="en", calls_for="", created_at=now, considered_at=now)
        db.add(said)
        await db.flush()
        db.add(
            Testimonial(
                community_id=play.community_id,
                verbatim_id=said.id,
                member_id=member.id,
                words=words,
                shown_as=shown_as,
                place=place,
                critical=critical,
                state=PUBLISHED,
                asked_at=now,
                published_at=now,
                expires_at=now + timedelta(days=30),
            )
        )

"""What people do around a follow-up, on the stage of the theatre."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.words import Say
from storage import communities
from storage.followups import FollowUp
from tests.handlers.theatre import HERE, Theatre

UNHAPPY = "It was boring and a waste of time, from beginning to end."
ALERTING = "The trainer harassed me during the break and nobody said anything."
LATER = timedelta(minutes=91)


async def passes(play: Theatre, **time: float) -> None:
    play.clock.move_to(play.clock.now() + timedelta(**time))
    await play.tick("followups")


async def unhappy(play: Theatre, scope: str = "team", words: str | None = UNHAPPY, who: str = "lina") -> int:
    """Somebody is let down by a session; its number."""
    session_id = await play.session("lina", "omar")
    await play.say(who, session_id, words=words, stars=2, scope=scope, tone="unhappy")
    await passes(play, minutes=1)
    return session_id


async def the_one(play: Theatre) -> FollowUp:
    (one,) = await play.rows(FollowUp)
    return one


async def shows(play: Theatre, who: str, route: str, *values: int | str, **more: Mapping[str, str]) -> str:
    """What somebody reads after an act, whatever the way it is shown."""
    return words_of(play, await play.press(who, route, *values, filled=more.get("filled")))


def words_of(play: Theatre, reply: Reply | None) -> str:
    assert isinstance(reply, Tell | Replace), reply
    return reply.what.key if isinstance(reply.what, Say) else play.read(reply.what, "en")


async def drawn(play: Theatre, who: str) -> list[str]:
    """Every message to somebody, as it would be drawn now, oldest first."""
    member = await play.member(who)
    cards = [await play.draw(one) for one in sorted(await play.sent_to(member.id), key=lambda one: one.id)]
    return [play.read(card, "en") for card in cards if isinstance(card, Card)]


async def trusts(play: Theatre, who: str) -> None:
    """The community has a person of trust."""
    member = await play.member(who, HERE)
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        await communities.set_promise(db, community, 5, 60, member.id)


def said(words: str) -> dict[str, str]:
    return {"words": words}

"""The steps of an improvement, as its people take them."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Tell
from handlers.chat.words import Say
from storage.verbatims import Verbatim
from tests.handlers.theatre import Theatre

LONG = "Too long, and I was lost after lunch."
BETTER = "Shorter days"
WHY = "Two half-days from December on."
PEOPLE = ("lina", "omar", "nora", "ines", "paul")
"""Five learners: enough for a figure, or for words without a name."""


def filled(state: str = "planned", *, title: str = BETTER, words: str = WHY, **more: str) -> dict[str, str]:
    """What Amina writes in the form."""
    return {"title": title, "state": state, "words": words, "review": "none", **more}


async def number_of(play: Theatre, words: str = LONG) -> int:
    """The number of somebody's words."""
    return next(one.id for one in await play.rows(Verbatim) if one.words == words)


async def said(play: Theatre, *, scope: str = "team", who: str = "lina", others: tuple[str, ...] = ()) -> int:
    """Somebody said it was long, after a session that `others` rated too; the number of these words."""
    session_id = await play.session(who, *others)
    for other in others:
        await play.say(other, session_id, words=None, stars=3)
    await play.say(who, session_id, words=LONG, stars=2, scope=scope, tone="unhappy")
    return await number_of(play)


async def promised(play: Theatre, verbatim_id: int, state: str = "planned", **more: str) -> None:
    """Amina writes what these words change."""
    reply = await play.press("amina", "improvements.make", play.community_id, verbatim_id, filled=filled(state, **more))
    assert key(reply) == "improvements.made_told", reply


async def moved(play: Theatre, improvement_id: int, version: int, state: str, **more: str) -> None:
    """Amina says how far it is now."""
    reply = await play.press("amina", "improvements.changed", improvement_id, version, filled=filled(state, **more))
    assert key(reply) == "improvements.kept_told", reply


async def an_hour_later(play: Theatre) -> None:
    """What was to be told at the full hour is told."""
    play.clock.move_to(play.clock.now() + timedelta(hours=1))
    await play.post()


def letters(play: Theatre) -> list[str]:
    """What was told of improvements to those whose words led there."""
    return [words for about, words in play.wall.items() if about.startswith("news:")]


def key(reply: object) -> str:
    """The key of the phrase somebody is told."""
    assert isinstance(reply, Tell), reply
    assert isinstance(reply.what, Say), reply
    return reply.what.key

"""The steps of a proposal, as its people take them."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.chat.asks import Quoted
from handlers.chat.forms import Form
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.words import Say
from storage.capsules import Capsule
from storage.proposals import Proposal
from tests.handlers.theatre import Theatre

WORDS = "I ask *first*: do you want advice, or ears?\nIt changed our Mondays."
TITLE, THEME = "One question before advice", "Listening"
AUTHOR, POSTED = "proposal:1:author", "proposal:1:posted"


def said(author: str | None = "lina", words: str = WORDS, *, channel: str = "C1", message: str = "m9") -> Quoted:
    """A message somebody wrote."""
    return Quoted(words, author, channel, message)


def form(reply: Reply | None) -> Form:
    """The form that opened."""
    assert isinstance(reply, Open), reply
    return reply.form


def phrase(reply: object) -> str:
    """The key of the phrase somebody is told."""
    assert isinstance(reply, Tell), reply
    assert isinstance(reply.what, Say), reply
    return reply.what.key


async def proposed(
    play: Theatre, who: str = "lina", quoted: Quoted | None = None, filled: Mapping[str, str] | None = None
) -> Reply | None:
    """Somebody proposes a message (their own unless told otherwise), and sends the form."""
    quoted = quoted or said()
    opened = form(await play.press(who, "proposals.propose", quoted=quoted))
    answers: dict[str, str] = {"title": TITLE}
    if quoted.author == who:
        answers |= {"words": quoted.words, "credit": "named"}
    return await play.press(who, opened.to.route, *opened.to.values, filled=answers | dict(filled or {}))


async def accepted(play: Theatre, who: str = "amina", proposal_id: int = 1) -> Reply | None:
    """An animator accepts."""
    return await play.press(who, "proposals.accepted", proposal_id, filled={"title": TITLE, "theme": THEME})


async def agreed(play: Theatre, way: str = "named") -> None:
    """Omar proposed Lina's message, and she said yes."""
    assert phrase(await proposed(play, "omar")) == "proposals.author_asked"
    await play.post()
    assert await play.press("lina", "proposals.agree", 1, way) == Done()
    await play.post()


async def the_one(play: Theatre) -> Proposal:
    """The only proposal there is."""
    (found,) = await play.rows(Proposal)
    return found


async def capsule(play: Theatre) -> Capsule:
    """The only capsule there is."""
    (found,) = await play.rows(Capsule)
    return found


def replaced(play: Theatre, reply: Reply | None) -> str:
    """The words of the private card that took another's place."""
    assert isinstance(reply, Replace), reply
    return play.read(reply.what, "en")


async def news(play: Theatre, who: str, state: str) -> str:
    """What somebody was told about the decision."""
    return play.wall[f"proposal:1:news:{(await play.member(who)).id}:{state}"]


async def post_it(play: Theatre, who: str = "amina") -> None:
    """An animator posts the capsule now."""
    made = await capsule(play)
    await play.press(who, "schedules.post_now", play.community_id, made.id)
    await play.post()

"""The steps of a testimonial, as its people take them."""

from __future__ import annotations

from handlers.chat.replies import Done, Tell
from handlers.chat.words import Say
from storage.testimonials import Testimonial
from tests.handlers.theatre import Theatre

AUTHOR, POST, NEWS = "testimonial:1:author", "testimonial:1:post:1", "testimonial:1:news"
"""The facts for which messages are owed: the question, the publication, the decision."""


async def asked(play: Theatre) -> None:
    """Lina was happy, and has the question in her messages."""
    await play.say("lina", await play.session("lina"))
    await play.tick()


async def agreed(play: Theatre, shown_as: str = "first_name") -> None:
    """Lina said yes, and the animators have something to read."""
    await asked(play)
    assert await play.press("lina", "testimonials.agree", 1, shown_as) == Done()
    await play.post()


async def published(play: Theatre, shown_as: str = "first_name") -> None:
    """Amina approved and posted, and the words are in the channel."""
    await agreed(play, shown_as)
    assert await play.press("amina", "testimonials.approve", 1) == Done()
    await play.press("amina", "testimonials.post_now", 1, play.community_id)
    await play.post()


async def the_one(play: Theatre) -> Testimonial:
    """The only testimonial there is."""
    (found,) = await play.rows(Testimonial)
    return found


def already(reply: object) -> str:
    """The key of the phrase somebody is told."""
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Say)
    return reply.what.key

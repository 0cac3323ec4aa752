"""What the cards of a testimonial need, read from storage."""

from __future__ import annotations

from handlers.chat.words import Line, Say
from handlers.testimonials.cards import View
from handlers.testimonials.rules import ANONYMOUS, FIRST_NAME, FULL_NAME
from storage import likes, testimonial_views, testimonials
from storage.database import Db
from storage.people import Member


def signature(author: Member | None, shown_as: str | None) -> Line:
    """How the words are signed: never with more than the author chose."""
    if author is None or not author.name or shown_as not in (FULL_NAME, FIRST_NAME):
        return Say(f"testimonials.signed.{ANONYMOUS}")
    return author.name if shown_as == FULL_NAME else author.first_name


async def view(db: Db, testimonial_id: int) -> View:
    """The testimonial as it is now; without a consent that holds, its words are left out once it is no longer asked."""
    story = await testimonial_views.story(db, testimonial_id)
    one = story.testimonial
    may_show = story.author is not None and (one.state == testimonials.ASKED or story.agreed)
    return View(
        id=one.id,
        state=one.state if may_show or one.state not in testimonials.LIVE else testimonials.WITHDRAWN,
        words=one.words if may_show else None,
        signed=signature(story.author, one.shown_as),
        author=story.author.name if story.author else "",
        first_name=story.author.first_name if story.author else "",
        course=story.course,
        community=story.community.name,
        channel=story.community.channel,
        zone=story.community.zone,
        decider=story.decider.name if story.decider else "",
        reason=one.reason or "",
        changed_at=one.withdrawn_at or one.decided_at or one.asked_at,
        likes=await likes.count(db, testimonials.subject(one.id)),
    )

"""What the cards of a testimonial need, read from storage."""

from __future__ import annotations

from handlers.chat.words import Line, Say
from handlers.testimonials.rules import ANONYMOUS
from handlers.testimonials.shown import View
from storage import likes, testimonial_views, testimonials
from storage.database import Db
from storage.people import Member

GONE = frozenset({"message_not_found", "10008"})
"""What Slack and Discord answer when the copy was deleted by hand: then nothing is left to change."""


def signed(author: Member | None, shown_as: str | None) -> Line:
    """How the words are signed: never with more than the author chose."""
    return testimonials.name_shown(author, shown_as) or Say(f"testimonials.signed.{ANONYMOUS}")


def is_there(shown: View, community_id: int) -> bool:
    """Whether its author agrees to have it shown in this community."""
    return shown.place != testimonials.COMMUNITY or shown.community_id == community_id


async def view(db: Db, testimonial_id: int) -> View:
    """The testimonial as it is now; without a consent that holds, its words are left out once it is no longer asked."""
    story = await testimonial_views.story(db, testimonial_id)
    one = story.testimonial
    known = story.author is not None or one.respondent is not None
    may_show = known and (one.state == testimonials.ASKED or story.agreed)
    copies = await testimonial_views.copies(db, one)
    return View(
        id=one.id,
        state=one.state if may_show or one.state not in testimonials.LIVE else testimonials.WITHDRAWN,
        words=one.words if may_show else None,
        suggestion=one.suggestion or "",
        signed=signed(story.author, one.shown_as),
        shown_as=one.shown_as or "",
        place=one.place or "",
        until=one.expires_at,
        nameless=one.respondent is not None,
        author=story.author.name if story.author else "",
        first_name=story.author.first_name if story.author else "",
        course=story.course,
        community_id=story.community.id,
        community=story.community.name,
        channel=story.community.channel,
        zone=story.community.zone,
        decider=story.decider.name if story.decider else "",
        reason=one.reason or "",
        changed_at=one.withdrawn_at or one.decided_at or one.asked_at,
        likes=await likes.count(db, testimonials.subject(one.id)),
        posted=tuple(copy.channel for copy in copies),
        stuck=tuple(copy.channel for copy in copies if copy.failure and copy.failure not in GONE),
    )

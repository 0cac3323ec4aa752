"""Messages owed about testimonials, in the transaction of what they tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.chat.routes import Link, to
from storage import communities, outbox, quiet, solicitations
from storage.communities import ANIMATOR, Community
from storage.database import Db
from storage.outbox import Owed
from storage.testimonials import Testimonial, subject


async def ask_author(db: Db, one: Testimonial, community: Community, now: datetime) -> None:
    """May these words be published? They have just been written: at once, or when their author's week has room."""
    question = _to_author(one, community, "author", to("testimonials.ask", one.id), now)
    await solicitations.ask_all(db, "testimonial", [question], now, at_once=True)


async def ask_about_words(db: Db, one: Testimonial, community: Community, now: datetime) -> None:
    """Would other words do as well? Not asked of who is not to be named: their list shows it to them."""
    if one.member_id is not None:
        about = f"words:{int(now.timestamp())}"
        question = _to_author(one, community, about, to("testimonials.suggestion", one.id), now)
        await solicitations.ask_all(db, "testimonial", [question], now)


async def ask_to_renew(db: Db, one: Testimonial, community: Community, now: datetime) -> None:
    """The end is near: shall the words stay? Not asked of who is not to be named: their list shows it to them."""
    if one.member_id is not None and one.expires_at is not None:
        about = f"renewal:{one.expires_at.date().isoformat()}"
        question = _to_author(one, community, about, to("testimonials.renewal", one.id), now)
        await solicitations.ask_all(db, "renewal", [question], now)


async def tell_animators(db: Db, one: Testimonial, community: Community, now: datetime) -> None:
    """There is something to read, for each animator."""
    for animator in await communities.people(db, community.id, ANIMATOR):
        draw = to("testimonials.review", one.id, animator.id)
        owed = replace(_to_author(one, community, f"animator:{animator.id}", draw, now), member_id=animator.id)
        await _owe(db, owed, now, at_once=False)


async def tell_author(
    db: Db, one: Testimonial, community: Community, about: str, draw: Link, now: datetime, *, at_once: bool = False
) -> None:
    """Something its author is told. Not who is not to be named: nothing owed may lead to them."""
    if one.member_id is not None:
        await _owe(db, _to_author(one, community, about, draw, now), now, at_once=at_once)


async def _owe(db: Db, owed: Owed, now: datetime, *, at_once: bool) -> None:
    """Owes it within its reader's hours; what was said before of the same testimonial is said again, it has changed."""
    if not at_once:
        owed = replace(owed, due_at=await quiet.soonest(db, now, owed.member_id, owed.community_id))
    if not await outbox.owe_all(db, [owed]):
        await outbox.owe_all(db, [replace(owed, about=f"{owed.about}:{int(now.timestamp())}")])


def _to_author(one: Testimonial, community: Community, about: str, draw: Link, now: datetime) -> Owed:
    return Owed(
        about=f"{subject(one.id)}:{about}",
        draw=str(draw),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=one.member_id,
        community_id=community.id,
        subject=subject(one.id),
    )

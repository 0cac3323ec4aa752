"""What time makes happen: words are proposed to their author, leave at their slots, touch people, come to an end."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from handlers.testimonials import publishing, rules, slots, telling
from storage import communities, outbox, testimonial_slots, testimonial_views, testimonials
from storage.database import Db
from storage.testimonials import PUBLISHED, Testimonial, Unread
from storage.waiting import Waits

MOST_AT_ONCE = 50

waits: Waits = (testimonials.UNREAD, testimonial_slots.come, testimonial_views.ripe)


async def due(db: Db, now: datetime) -> int:
    """Idle, it asks three indexed questions. What came to its end while the bot was down takes nobody's slot."""
    return await _consider(db, now) + await _go_on(db, now) + await _fill_slots(db, now)


async def _consider(db: Db, now: datetime) -> int:
    """Looks at each verbatim once; one that comes back has lost its words, and its testimonial loses them too."""
    unread = await testimonials.unread(db, MOST_AT_ONCE)
    if not unread:
        return 0
    for one in unread:
        testimonial = await testimonials.of_verbatim(db, one.verbatim.id)
        if testimonial is not None:
            await testimonials.withdraw(db, testimonial, now)
            await outbox.touch(db, testimonials.subject(testimonial.id))
        elif worth_asking(one):
            asked = await testimonials.ask(db, one.verbatim, one.community.id, now)
            if asked is not None:
                await telling.ask_author(db, asked, one.community, now)
    await testimonials.considered(db, [one.verbatim.id for one in unread], now)
    return len(unread)


def worth_asking(one: Unread) -> bool:
    """Whether the author may be asked: their words read as a testimonial when they were written.

    Not who wrote without a name: the question would be addressed to somebody.
    """
    verbatim = one.verbatim
    return verbatim.member_id is not None and verbatim.words is not None and verbatim.calls_for == testimonials.HAPPY


async def _fill_slots(db: Db, now: datetime) -> int:
    """One testimonial leaves at each slot that has come, unless it came long ago: then it waits for the next one."""
    found = await testimonial_slots.due(db, now, MOST_AT_ONCE)
    for slot, community in found:
        if slot.next_at is not None and now - slot.next_at <= slots.LATE:
            await publishing.post_next(db, community, now)
        await testimonial_slots.move_on(db, slot, publishing.next_slot(community, now, slot.days, slot.minute))
    return len(found)


async def _go_on(db: Db, now: datetime) -> int:
    """Ends what its author granted until now, asks to renew what ends soon, tells how many people were touched."""
    found = await testimonial_views.timed(db, now, MOST_AT_ONCE)
    for one in found:
        if one.expires_at is not None and one.expires_at <= now:
            await testimonials.expire(db, one, now)
            await outbox.touch(db, testimonials.subject(one.id))
        else:
            await _remind(db, one, now)
    return len(found)


async def _remind(db: Db, one: Testimonial, now: datetime) -> None:
    """Whichever of the two it is time for; both are said once."""
    community = await communities.by_id(db, one.community_id)
    if community is None:
        raise LookupError(f"testimonial {one.id} is of a community that is gone")
    renewal_asked, reach_told = one.renewal_asked, one.reach_told
    if not renewal_asked and one.expires_at is not None and now >= one.expires_at - rules.RENEWAL:
        renewal_asked = True
        await telling.ask_to_renew(db, one, community, now)
    if not reach_told and one.state == PUBLISHED and one.published_at and now >= one.published_at + rules.REACH:
        reach_told = await testimonial_views.touched(db, one.id) >= rules.FEWEST
        if reach_told:
            await telling.tell_author(db, one, community, "reach", to("testimonials.reach", one.id), now)
    await testimonials.note(db, one, renewal_asked=renewal_asked, reach_told=reach_told)
    await testimonials.note(db, one, next_at=publishing.next_time(one, now))

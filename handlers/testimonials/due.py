"""What time makes happen: happy words are proposed to their author, and removed words leave with all their copies."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from storage import outbox, solicitations, testimonials
from storage.database import Db
from storage.outbox import Owed
from storage.testimonials import Unread

MOST_AT_ONCE = 50


async def due(db: Db, now: datetime) -> int:
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
            await _ask(db, one, now)
    await testimonials.considered(db, [one.verbatim.id for one in unread], now)
    return len(unread)


def worth_asking(one: Unread) -> bool:
    """Whether the author may be asked: their words read as a testimonial when they were written.

    Not who wrote without a name: the question would be addressed to somebody.
    """
    verbatim = one.verbatim
    return verbatim.member_id is not None and verbatim.words is not None and verbatim.calls_for == "testimonial"


async def _ask(db: Db, one: Unread, now: datetime) -> None:
    """The testimonial and the question to its author, in the transaction that notes the verbatim was looked at."""
    testimonial = await testimonials.ask(db, one.verbatim, one.community.id, now)
    if testimonial is None:
        return
    question = Owed(
        about=f"testimonial:{testimonial.id}:author",
        draw=str(to("testimonials.ask", testimonial.id)),
        workspace_id=one.community.workspace_id,
        due_at=now,
        language=one.community.language,
        member_id=testimonial.member_id,
        community_id=one.community.id,
        subject=testimonials.subject(testimonial.id),
    )
    # They have just written these words: the question follows at once, or waits for room in their week.
    await solicitations.ask_all(db, "testimonial", [question], now, at_once=True)

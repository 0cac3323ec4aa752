"""Messages about testimonials, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.testimonials import cards
from handlers.testimonials.views import view
from storage import outbox
from storage.database import Db
from storage.testimonials import DECLINED, PUBLISHED, WITHDRAWN


@message("testimonials.ask")
async def ask(db: Db, testimonial_id: int) -> Card | None:
    """To its author: the question with the exact preview, then what became of their answer."""
    shown = await view(db, testimonial_id)
    return await _unless_never_seen(db, cards.for_author(shown), shown.state, f"testimonial:{testimonial_id}:author")


@message("testimonials.review")
async def review(db: Db, testimonial_id: int, member_id: int) -> Card | None:
    """To each animator: the words to approve or decline, then what was decided."""
    shown = await view(db, testimonial_id)
    about = f"testimonial:{testimonial_id}:animator:{member_id}"
    return await _unless_never_seen(db, cards.for_animator(shown), shown.state, about)


@message("testimonials.news")
async def news(db: Db, testimonial_id: int) -> Card | None:
    """To its author, once: what an animator decided."""
    shown = await view(db, testimonial_id)
    if shown.state not in (PUBLISHED, DECLINED, WITHDRAWN):
        return None
    return await _unless_never_seen(db, cards.news(shown), shown.state, f"testimonial:{testimonial_id}:news")


@message("testimonials.post")
async def post(db: Db, testimonial_id: int) -> Card | None:
    """In the home channel: the words while their author's consent holds, a neutral line afterwards."""
    shown = await view(db, testimonial_id)
    if shown.state == PUBLISHED:
        return cards.published(shown)
    return await _unless_never_seen(db, cards.withdrawn_post(), WITHDRAWN, f"testimonial:{testimonial_id}:post")


async def _unless_never_seen(db: Db, card: Card, state: str, about: str) -> Card | None:
    """Withdrawn words leave a line where they may have been seen, and no trace where they were not."""
    return card if state != WITHDRAWN or await outbox.may_be_posted(db, about) else None

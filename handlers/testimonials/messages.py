"""Messages about testimonials, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message, to
from handlers.testimonials import cards, review_cards
from handlers.testimonials.rules import FEWEST
from handlers.testimonials.views import is_there, view
from storage import testimonial_views
from storage.database import Db
from storage.testimonials import DECLINED, EXPIRED, PUBLISHED, SUGGESTED, WITHDRAWN


@message("testimonials.ask")
async def ask(db: Db, testimonial_id: int) -> Card | None:
    """To its author: the question with the exact preview, then what became of their answer."""
    shown = await view(db, testimonial_id)
    return await _unless_never_seen(db, cards.for_author(shown), shown.state, "ask", testimonial_id)


@message("testimonials.review")
async def review(db: Db, testimonial_id: int, member_id: int) -> Card | None:
    """To each animator: the words to approve or decline, then what was decided."""
    shown = await view(db, testimonial_id)
    card = review_cards.for_animator(shown)
    return await _unless_never_seen(db, card, shown.state, "review", testimonial_id, member_id)


@message("testimonials.suggestion")
async def suggestion(db: Db, testimonial_id: int) -> Card | None:
    """To its author: what an animator would write in the place of a slip; then what became of it."""
    shown = await view(db, testimonial_id)
    state = SUGGESTED if shown.state == SUGGESTED else WITHDRAWN
    return await _unless_never_seen(db, cards.suggestion(shown), state, "suggestion", testimonial_id)


@message("testimonials.renewal")
async def renewal(db: Db, testimonial_id: int) -> Card | None:
    """To its author, a month before the end: shall the words stay?"""
    shown = await view(db, testimonial_id)
    return await _unless_never_seen(db, cards.renewal(shown), shown.state, "renewal", testimonial_id)


@message("testimonials.news")
async def news(db: Db, testimonial_id: int) -> Card | None:
    """To its author, once: that it was declined, or published."""
    shown = await view(db, testimonial_id)
    if shown.state not in (PUBLISHED, DECLINED, WITHDRAWN, EXPIRED):
        return None
    return await _unless_never_seen(db, cards.news(shown), shown.state, "news", testimonial_id)


@message("testimonials.reach")
async def reach(db: Db, testimonial_id: int) -> Card | None:
    """To its author, once: how many people it touched by now."""
    shown = await view(db, testimonial_id)
    people = await testimonial_views.touched(db, testimonial_id)
    return cards.reach(shown.course, people) if people >= FEWEST else None


@message("testimonials.post")
async def post(db: Db, testimonial_id: int, community_id: int) -> Card | None:
    """In a channel: the words while their author's consent holds there, a neutral line afterwards."""
    shown = await view(db, testimonial_id)
    if shown.state == PUBLISHED and is_there(shown, community_id):
        return cards.published(shown)
    how = {PUBLISHED: "elsewhere", EXPIRED: "expired"}.get(shown.state, "withdrawn")
    return await _unless_never_seen(db, cards.ended_post(how), WITHDRAWN, "post", testimonial_id, community_id)


async def _unless_never_seen(db: Db, card: Card, state: str, name: str, testimonial_id: int, *more: int) -> Card | None:
    """Words that came to an end leave a line where they may have been seen, and no trace where they were not."""
    if state not in (WITHDRAWN, EXPIRED):
        return card
    draw = str(to(f"testimonials.{name}", testimonial_id, *more))
    return card if await testimonial_views.was_seen(db, testimonial_id, draw) else None

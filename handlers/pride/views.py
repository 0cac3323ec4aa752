"""What the cards of a win need, read from storage."""

from __future__ import annotations

from handlers.chat.words import Say
from handlers.pride.cards import POSTED, TAKEN_BACK, TAKEN_OUT, View
from handlers.pride.rules import ANONYMOUS
from storage import likes, recognition, testimonials, wins
from storage.database import Db


async def view(db: Db, win_id: int) -> View:
    """The win as it is now; who tells it without a name is never thanked by one."""
    found = await wins.told(db, win_id)
    win, community = found.win, found.community
    name = testimonials.name_shown(found.author, win.shown_as)
    stands = win.words is not None
    return View(
        id=win.id,
        state=POSTED if stands else TAKEN_OUT if win.ended_by == wins.ANIMATOR else TAKEN_BACK,
        words=win.words,
        signed=name or Say(f"pride.signed.{ANONYMOUS}"),
        thanked=stands and name is not None and await recognition.agreed(db, win.member_id),
        likes=await likes.count(db, wins.subject(win.id)),
        community=community.name,
        channel=community.channel,
        zone=community.zone,
        posted_at=win.posted_at,
        reason=win.reason or "",
    )

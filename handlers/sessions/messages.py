"""Messages about sessions, drawn when they are sent and again when something changed."""

from __future__ import annotations

from typing import Literal

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.sessions import cards
from handlers.sessions.views import shown, summed_up
from storage import people, sessions
from storage.database import Db
from storage.sessions import CANCELLED
from storage.zones import usable_zone


@message("sessions.announcement")
async def announcement(db: Db, session_id: int) -> Card | None:
    """The session in its community's channel."""
    outline = await sessions.outline(db, session_id)
    return cards.announcement(await shown(db, outline)) if outline else None


@message("sessions.reminder")
async def reminder(db: Db, session_id: int, member_id: int) -> Card | None:
    """What those who are expected receive beforehand."""
    return await _letter(db, "reminder", session_id, member_id)


@message("sessions.changed")
async def changed(db: Db, session_id: int, member_id: int) -> Card | None:
    """What those who are expected receive when its day, its hour or its place has changed."""
    return await _letter(db, "changed", session_id, member_id)


@message("sessions.cancelled")
async def cancelled(db: Db, session_id: int, member_id: int) -> Card | None:
    """What those who were expected receive when it is cancelled."""
    return await _letter(db, "changed", session_id, member_id)


@message("sessions.leads")
async def leads(db: Db, session_id: int, member_id: int) -> Card | None:
    """What a trainer who is a member receives, as long as they lead it."""
    return await _letter(db, "leads", session_id, member_id)


async def _letter(db: Db, why: Literal["reminder", "changed", "leads"], session_id: int, member_id: int) -> Card | None:
    """A letter to somebody who is expected, as long as they are; it says so when they are no longer."""
    outline = await sessions.outline(db, session_id)
    if outline is None:
        return None
    if outline.session.state == CANCELLED:
        return cards.cancelled(summed_up(outline))
    told, reader = await shown(db, outline), await people.member_by_id(db, member_id)
    zone = usable_zone(reader.zone, outline.session.zone)
    if outline.session.trainer_id == member_id:
        return cards.letter_to_trainer(why, told, zone)
    if why == "leads":
        return cards.leads_no_more(told)
    if not await sessions.attends(db, session_id, member_id):
        return cards.left(told, posted=True)
    return cards.letter(why, told, zone)

"""What is owed about a session: its announcement, and letters to those who are expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers.chat.routes import to
from handlers.sessions.closing import subject
from storage import outbox, people, quiet, sessions
from storage.database import Db
from storage.outbox import Owed
from storage.people import Member
from storage.sessions import PLANNED, Outline
from storage.zones import usable_zone

NOTICE = timedelta(hours=12)
"""What has changed is told at any hour to who would otherwise learn of it later than this before the start."""


def letter_subject(session_id: int, member_id: int) -> str:
    """What a letter to somebody who is expected is about: it follows what they answer."""
    return f"coming:{session_id}:{member_id}"


async def announce(db: Db, outline: Outline, now: datetime) -> None:
    """Owes the announcement to the community's channel."""
    session, community = outline.session, outline.community
    await outbox.owe(
        db,
        about=f"session:{session.id}",
        draw=str(to("sessions.announcement", session.id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=subject(session.id),
    )


async def redraw(db: Db, session_id: int, member_ids: Iterable[int] = ()) -> None:
    """What the announcement shows has changed, and what letters to these members show."""
    await outbox.touch(db, subject(session_id))
    for member_id in member_ids:
        await outbox.touch(db, letter_subject(session_id, member_id))


async def tell_changed(db: Db, outline: Outline, now: datetime, first: datetime, but: Iterable[int]) -> int:
    """Owes to each who is expected, `but` these members, where and when it takes place now; how many are told.

    `first`: the earliest start that anybody may still rely on. See `_news` for when they are told.
    """
    everybody, untold = await _expected(db, outline), set(but)
    told = [member for member in everybody if member.id not in untold]
    await outbox.owe_all(db, [_news(outline, "changed", member, first, now) for member in told])
    await redraw(db, outline.session.id, [member.id for member in everybody])
    return len(told)


async def tell_cancelled(db: Db, outline: Outline, now: datetime) -> None:
    """Owes to each who was expected that it is cancelled: they must know before they set out."""
    everybody, first = await _expected(db, outline), outline.session.starts_at
    await outbox.owe_all(db, [_news(outline, "cancelled", member, first, now) for member in everybody])
    await redraw(db, outline.session.id, [member.id for member in everybody])


async def tell_trainer(db: Db, outline: Outline, trainer: Member, now: datetime) -> None:
    """Owes to a member, within their hours, that they lead the session: what is expected of them, and where to turn."""
    leaves_at = _within_hours(outline, trainer, now)
    about = f"session-leads:{outline.session.id}:{trainer.id}:{int(leaves_at.timestamp())}"
    await outbox.owe_all(db, [_letter(outline, "leads", trainer, about, leaves_at)])


async def remind(db: Db, session_id: int, now: datetime) -> None:
    """Owes a reminder to each who is expected, within their hours; to nobody for whom that is after the start."""
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state != PLANNED:
        return
    starts_at = outline.session.starts_at
    letters = []
    for member in await _expected(db, outline):
        leaves_at = _within_hours(outline, member, now)
        if leaves_at < starts_at:
            about = f"session-reminder:{session_id}:{member.id}:{int(starts_at.timestamp())}"
            letters.append(_letter(outline, "reminder", member, about, leaves_at))
    await outbox.owe_all(db, letters)


async def _expected(db: Db, outline: Outline) -> Sequence[Member]:
    """Those on the list, and the trainer when they are a member."""
    found, trainer_id = list(await sessions.attendees(db, outline.session.id)), outline.session.trainer_id
    if trainer_id is not None and trainer_id not in [member.id for member in found]:
        found.append(await people.member_by_id(db, trainer_id))
    return found


def _within_hours(outline: Outline, member: Member, now: datetime) -> datetime:
    return quiet.next_allowed(now, usable_zone(member.zone, outline.community.zone), quiet.hours_of(member))


def _news(outline: Outline, why: str, member: Member, first: datetime, now: datetime) -> Owed:
    """A letter that waits for its reader's hours, unless they would then learn of it less than `NOTICE` before `first`.

    Whatever else happens to the session while it waits, there is one such letter, which tells how things then are.
    """
    leaves_at = _within_hours(outline, member, now)
    if leaves_at > first - NOTICE:
        leaves_at = now
    about = f"session-news:{outline.session.id}:{member.id}:{int(leaves_at.timestamp())}"
    return _letter(outline, why, member, about, leaves_at)


def _letter(outline: Outline, why: str, member: Member, about: str, due_at: datetime) -> Owed:
    session_id = outline.session.id
    return Owed(
        about=about,
        draw=str(to(f"sessions.{why}", session_id, member.id)),
        workspace_id=outline.community.workspace_id,
        due_at=due_at,
        language=outline.community.language,
        member_id=member.id,
        community_id=outline.community.id,
        subject=letter_subject(session_id, member.id),
    )

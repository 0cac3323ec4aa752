"""What is owed about a session: its announcement, and letters to those who are expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.chat.routes import to
from handlers.sessions.closing import subject
from storage import outbox, quiet, sessions
from storage.database import Db
from storage.outbox import Owed
from storage.people import Member
from storage.sessions import PLANNED, Outline
from storage.zones import usable_zone


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


async def tell_changed(db: Db, outline: Outline, now: datetime, but: int) -> int:
    """Owes at once, to each who is expected but the one who changed it, where and when it takes place now; how many."""
    session = outline.session
    everybody = await sessions.attendees(db, session.id)
    told = [member for member in everybody if member.id != but]
    about = f"{session.id}:{{}}:{int(now.timestamp())}"
    await outbox.owe_all(
        db, [_letter(outline, "changed", member, f"session-changed:{about.format(member.id)}", now) for member in told]
    )
    await redraw(db, session.id, [member.id for member in everybody])
    return len(told)


async def tell_cancelled(db: Db, outline: Outline, now: datetime) -> None:
    """Owes at once, to each who was expected, that it is cancelled: they must know before they set out."""
    session_id, everybody = outline.session.id, await sessions.attendees(db, outline.session.id)
    await outbox.owe_all(
        db,
        [
            Owed(
                about=f"session-cancelled:{session_id}:{member.id}",
                draw=str(to("sessions.cancelled", session_id)),
                workspace_id=outline.community.workspace_id,
                due_at=now,
                language=outline.community.language,
                member_id=member.id,
                community_id=outline.community.id,
            )
            for member in everybody
        ],
    )
    await redraw(db, session_id, [member.id for member in everybody])


async def remind(db: Db, session_id: int, now: datetime) -> None:
    """Owes a reminder to each who is expected, within their hours; to nobody for whom that is after the start."""
    outline = await sessions.outline(db, session_id)
    if outline is None or outline.session.state != PLANNED:
        return
    starts_at = outline.session.starts_at
    letters = []
    for member in await sessions.attendees(db, session_id):
        zone = usable_zone(member.zone, outline.community.zone)
        leaves_at = quiet.next_allowed(now, zone, quiet.hours_of(member))
        if leaves_at < starts_at:
            about = f"session-reminder:{session_id}:{member.id}:{int(starts_at.timestamp())}"
            letters.append(_letter(outline, "reminder", member, about, leaves_at))
    await outbox.owe_all(db, letters)


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

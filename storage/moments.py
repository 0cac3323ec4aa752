"""The moments of a session's agenda, and where people may like them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from storage.database import Db
from storage.likes import Like
from storage.sessions import ENDED, PLANNED, Moment, Session


async def of(db: Db, session_id: int) -> Sequence[Moment]:
    """The moments of a session, in order."""
    return (await db.scalars(select(Moment).filter_by(session_id=session_id).order_by(Moment.position))).all()


async def write(db: Db, session_id: int, agenda: Sequence[tuple[str, int | None]]) -> bool:
    """Makes this the agenda: titles in order, each with its minute after the start; False when it was so already.

    A moment whose title stays keeps its likes, wherever it is moved; those of a moment that goes are forgotten.
    """
    before = list(await of(db, session_id))
    if [(one.title, one.minute) for one in before] == list(agenda):
        return False
    for number, moment in enumerate(before):
        moment.position = -1 - number  # out of the way: two never stand at the same position
    await db.flush()
    for position, (title, minute) in enumerate(agenda):
        kept = next((one for one in before if one.title == title), None)
        if kept is None:
            db.add(Moment(session_id=session_id, position=position, title=title, minute=minute))
        else:
            before.remove(kept)
            kept.position, kept.minute = position, minute
    gone = [one.id for one in before]
    await db.execute(delete(Like).where(Like.subject.in_([f"moment:{moment_id}" for moment_id in gone])))
    await db.execute(delete(Moment).where(Moment.id.in_(gone)))
    await db.flush()
    return True


async def shown_by(db: Db, moment_id: int) -> str | None:
    """The subject of the messages that let people like this moment (`session:42`): its session has begun, or is over.

    None before, when the session was cancelled, and for a moment that does not exist.
    """
    wanted = select(Session).join(Moment, Moment.session_id == Session.id).where(Moment.id == moment_id)
    session = (await db.scalars(wanted)).one_or_none()
    if session is None or not has_begun(session):
        return None
    return f"session:{session.id}"


def has_begun(session: Session) -> bool:
    """Whether its announcement lets people check in and like its moments: from a little before the start on."""
    return session.state == ENDED or (session.state == PLANNED and session.opens_at is None)

"""What calendar programs were last told of a session: a change is told as a newer version of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.sessions import Moment


class Invitation(Table):
    """`told`: the SHA-256 of what was told; `sequence` grows by one when it changes, at `changed_at` (RFC 5545)."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    told: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]


async def tell(db: Db, session_id: int, told: str, now: datetime) -> Invitation:
    """The version that tells this: a new one when something else was told before."""
    await insert_once(db, Invitation, session_id=session_id, told=told, sequence=0, changed_at=now)
    changed = update(Invitation).where(Invitation.session_id == session_id, Invitation.told != told)
    await db.execute(changed.values(told=told, sequence=Invitation.sequence + 1, changed_at=now))
    wanted = select(Invitation).filter_by(session_id=session_id).execution_options(populate_existing=True)
    return (await db.scalars(wanted)).one()


async def agenda(db: Db, session_id: int) -> Sequence[str]:
    """The titles of a session's moments, in order."""
    wanted = select(Moment.title).where(Moment.session_id == session_id).order_by(Moment.position)
    return (await db.scalars(wanted)).all()

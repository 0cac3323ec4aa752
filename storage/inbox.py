"""Asks already done, so that an ask told again by a platform is done once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once


class DoneAsk(Table):
    """The key of one ask, kept for as long as its platform may tell it again."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_done_at", "done_at"),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    done_at: Mapped[datetime]


async def first_time(db: Db, key: str, now: datetime) -> bool:
    """Notes that an ask is being done; False when it was done before. To be called in the transaction that does it."""
    return await insert_once(db, DoneAsk, key=key, done_at=now)


async def forget_before(db: Db, instant: datetime) -> None:
    """Drops the keys of asks that no platform will tell again."""
    await db.execute(delete(DoneAsk).where(DoneAsk.done_at < instant))

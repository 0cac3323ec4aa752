"""Consents: what a member agreed to, word for word, and until when. Asked before any publication of their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table
from storage.seals import LENGTH, own


class Consent(Table):
    """One agreement about `subject`. `text` is the exact sentence agreed to, in the `language` it was read in.

    Who agreed: a member or, where they are not to be named, `respondent`, their seal. `scope`: under which name;
    `place`: where; `expires_at`: until when it was given (None: until it is taken back). `withdrawn_at`: when it ended.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_subject", "subject"),
        Index("ix_consents_member_id", "member_id"),
        Index("ix_consents_respondent", "respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    subject: Mapped[str] = mapped_column(String(60))
    text: Mapped[str]
    scope: Mapped[str] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(5))
    given_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


async def give(
    db: Db,
    *,
    member_id: int | None,
    subject: str,
    text: str,
    scope: str,
    now: datetime,
    respondent: str | None = None,
    place: str | None = None,
    language: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Keeps an agreement, in the transaction of what it allows; it takes the place of the one before."""
    await withdraw(db, subject, now)
    who = {"member_id": member_id, "respondent": respondent}
    what = {"subject": subject, "text": text, "scope": scope, "place": place, "language": language}
    db.add(Consent(**who, **what, given_at=now, expires_at=expires_at))
    await db.flush()


async def live(db: Db, subject: str) -> Consent | None:
    """The agreement about this subject that still holds; None when there is none, or none any more."""
    wanted = select(Consent).filter_by(subject=subject, withdrawn_at=None).order_by(Consent.id.desc())
    return (await db.scalars(wanted)).first()


async def withdraw(db: Db, subject: str, now: datetime) -> None:
    """Ends every agreement about this subject."""
    held = (Consent.subject == subject, Consent.withdrawn_at.is_(None))
    await db.execute(update(Consent).where(*held).values(withdrawn_at=now))


async def sign(db: Db, subject: str, member_id: int) -> None:
    """The author of this subject, who had no name, has one now: their agreements about it are under their number."""
    nameless = update(Consent).where(Consent.subject == subject, Consent.respondent.is_not(None))
    await db.execute(nameless.values(member_id=member_id, respondent=None))


async def about(db: Db, subject: str) -> Sequence[Consent]:
    """Every agreement ever given about this subject, oldest first."""
    return (await db.scalars(select(Consent).filter_by(subject=subject).order_by(Consent.id))).all()


async def _theirs(db: Db, member_id: int) -> ColumnElement[bool]:
    return (Consent.member_id == member_id) | (Consent.respondent.in_(await own(db, member_id)))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member agreed to, oldest first."""
    wanted = select(Consent).where(await _theirs(db, member_id)).order_by(Consent.id)
    return [
        {
            "agreed_to": consent.text,
            "scope": consent.scope,
            "where": consent.place,
            "when": consent.given_at.isoformat(),
            "given_until": consent.expires_at.isoformat() if consent.expires_at else None,
            "until": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
        }
        for consent in (await db.scalars(wanted)).all()
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the agreements of a member, whose words are erased with them: nothing is left to agree to."""
    await db.execute(delete(Consent).where(await _theirs(db, member_id)))

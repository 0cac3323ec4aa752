"""Drafts: what somebody typed in a form that could not be taken, kept for them until they come back to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.waiting import Whenever


class Draft(Table):
    """The answers of one form (`answers`: JSON by field name), seen by nobody but who typed them.

    `about` says which form: `new:quiz`, or `words:42` and `details:42` for those of a capsule that is there already.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        UniqueConstraint("member_id", "community_id", "about", name="uq_drafts_once"),
        Index("ix_drafts_changed_at", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    about: Mapped[str] = mapped_column(String(40))
    answers: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Key:
    """Whose draft, in which community, of which form (see `Draft`): there is one at most."""

    member_id: int
    community_id: int
    about: str


async def keep(db: Db, key: Key, answers: Mapping[str, str], now: datetime) -> None:
    """Keeps what was typed, in place of what was kept for the same form."""
    typed = json.dumps(dict(answers), ensure_ascii=False)
    if not await insert_once(db, Draft, **asdict(key), answers=typed, changed_at=now):
        await db.execute(update(Draft).filter_by(**asdict(key)).values(answers=typed, changed_at=now))


async def find(db: Db, key: Key) -> dict[str, str] | None:
    """What was typed, by field name; None when nothing is kept."""
    kept = (await db.scalars(select(Draft.answers).filter_by(**asdict(key)))).one_or_none()
    return None if kept is None else json.loads(kept)


async def begun(db: Db, member_id: int, community_id: int, most: int) -> Sequence[tuple[str, dict[str, str]]]:
    """The new capsules a member began there, last first: which form, and what was typed."""
    mine = select(Draft).where(Draft.member_id == member_id, Draft.community_id == community_id)
    wanted = mine.where(Draft.about.startswith("new:")).order_by(Draft.changed_at.desc(), Draft.id.desc())
    return [(one.about, json.loads(one.answers)) for one in await db.scalars(wanted.limit(most))]


async def drop(db: Db, key: Key) -> bool:
    """Forgets a draft; False when there was none."""
    return (await db.execute(delete(Draft).filter_by(**asdict(key)).returning(Draft.id))).first() is not None


async def forget_corrections(db: Db, capsule_id: int) -> None:
    """Forgets what anybody was correcting in a capsule: its words were taken back."""
    about = (f"words:{capsule_id}", f"details:{capsule_id}")
    await db.execute(delete(Draft).where(Draft.about.in_(about)))


def left(before: Whenever) -> Select[int]:
    """Drafts nobody came back to since then, oldest first."""
    return select(Draft.id).where(Draft.changed_at < before).order_by(Draft.changed_at)


async def sweep(db: Db, before: datetime, most: int) -> int:
    """Forgets the first of those that were `left`; how many."""
    ids = (await db.scalars(left(before).limit(most))).all()
    if ids:
        await db.execute(delete(Draft).where(Draft.id.in_(ids)))
    return len(ids)


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member typed and did not finish."""
    wanted = select(Draft).filter_by(member_id=member_id).order_by(Draft.id)
    return [
        {"form": one.about, "typed": json.loads(one.answers), "when": one.changed_at.isoformat()}
        for one in await db.scalars(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets what a member typed and did not finish."""
    await db.execute(delete(Draft).filter_by(member_id=member_id))

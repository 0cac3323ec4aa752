"""Capsules: what is posted."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, Select, String, Text, false, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once

EFFORTS = ("easy", "medium", "hard")
LONGEST = {"title": 200, "theme": 100, "key_message": 500}
"""Characters: what their columns hold."""
MOST_MINUTES = 600

WORDS_A_MINUTE = 200
"""A slow, attentive reading: adults read prose at 200 to 250 words a minute."""

MOST_READ = 100
"""How many capsules are read to find the one whose whole title was written."""


class Capsule(Table):
    """One small piece of learning. `community_id` None: on the operator's shelf, offered to every community.

    `origin` says where it comes from (unique: imported again, it is changed, not doubled) and `digest` is the SHA-256
    of that source. `found_by` is what searches look into: title and theme without capitals or accents. `details` is
    what its format needs besides the words (JSON, see `handlers.capsules.formats`; "" for none). `author_id` is the
    member whose words these are, named on the card if `credited`. `edited_at`: when it was last corrected after a
    post; `withdrawn_at`: when it was taken away from everywhere.
    """

    __tablename__ = "capsules"
    __table_args__ = (Index("ix_capsules_community_id", "community_id"), Index("ix_capsules_author_id", "author_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    origin: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    key_message: Mapped[str] = mapped_column(String(500))
    minutes: Mapped[int]
    effort: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    digest: Mapped[str] = mapped_column(String(64))
    found_by: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text, default="", server_default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    credited: Mapped[bool] = mapped_column(default=False, server_default=false())
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class Source:
    """A capsule as its source says it, before it is kept (see `Capsule`)."""

    origin: str
    community_id: int | None
    title: str
    theme: str
    format: str
    body: str
    key_message: str
    minutes: int
    effort: str
    language: str
    digest: str
    details: str = ""


Kept = Literal["added", "updated", "unchanged"]


def fold(words: str) -> str:
    """The words without capitals, accents, ligatures or unusual spaces, as they are searched."""
    apart = unicodedata.normalize("NFKD", words)
    for _ in range(2):  # a sign without its capital or its accent may be one that has another
        apart = unicodedata.normalize("NFKD", apart.casefold())
    apart = apart.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def minutes_of(words: str) -> int:
    """Whole minutes it takes to read, one at least."""
    return max(1, math.ceil(len(words.split()) / WORDS_A_MINUTE))


async def keep(db: Db, sources: Sequence[Source], now: datetime) -> Mapping[str, tuple[int, Kept]]:
    """Keeps each source as a capsule: its id and what became of it, by origin."""
    found = {one.origin: one for one in await _by_origin(db, [source.origin for source in sources])}
    kept: dict[str, tuple[int, Kept]] = {}
    for source in sources:
        values = asdict(source) | {"found_by": fold(f"{source.title} {source.theme}")}
        capsule = found.get(source.origin)
        if capsule is None:
            await insert_once(db, Capsule, **values, created_at=now)
            (capsule,) = await _by_origin(db, [source.origin])
            found[source.origin] = capsule
            kept[source.origin] = (capsule.id, "added")
        elif capsule.digest == source.digest:
            kept[source.origin] = (capsule.id, "unchanged")
        else:
            await db.execute(update(Capsule).where(Capsule.id == capsule.id).values(**values))
            kept[source.origin] = (capsule.id, "updated")
    return kept


async def _by_origin(db: Db, origins: Collection[str]) -> Sequence[Capsule]:
    return (await db.scalars(select(Capsule).where(Capsule.origin.in_(origins)))).all()


async def by_id(db: Db, capsule_id: int) -> Capsule:
    """The capsule with this id."""
    return await db.get_one(Capsule, capsule_id)


async def offered_one(db: Db, capsule_id: int, community_id: int, *, alone: bool = False) -> Capsule | None:
    """The capsule, if it is offered to this community. `alone`: others who ask the same wait for this transaction."""
    wanted = _offered(select(Capsule), community_id, "").where(Capsule.id == capsule_id)
    return (await db.scalars(wanted.with_for_update() if alone else wanted)).one_or_none()


async def offered(db: Db, community_id: int, words: str, *, skip: int = 0, most: int) -> Sequence[Capsule]:
    """The capsules a community may post whose title or theme holds all these words, in the order of their origins."""
    wanted = _offered(select(Capsule), community_id, words).order_by(Capsule.origin)
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def meant(db: Db, community_id: int, words: str, most: int) -> Sequence[Capsule]:
    """What somebody may mean by these words: the capsule whose whole title they are, else `most` of those `offered`."""
    found = await offered(db, community_id, words, most=MOST_READ)
    named = [capsule for capsule in found if fold(capsule.title) == fold(words)]
    return named if len(named) == 1 else found[:most]


async def count_offered(db: Db, community_id: int, words: str) -> int:
    """How many capsules `offered` finds."""
    count: int = (await db.scalars(_offered(select(func.count(Capsule.id)), community_id, words))).one()
    return count


def _offered(wanted: Select[Any], community_id: int, words: str) -> Select[Any]:
    wanted = wanted.where(or_(Capsule.community_id.is_(None), Capsule.community_id == community_id))
    for word in fold(words).split():
        wanted = wanted.where(Capsule.found_by.contains(word, autoescape=True))
    return wanted


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member wrote."""
    wanted = select(Capsule).where(Capsule.author_id == member_id).order_by(Capsule.id)
    return [
        {"title": one.title, "theme": one.theme, "words": one.body, "details": one.details, "named": one.credited}
        for one in await db.scalars(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who wrote them: what is taught stays, nameless."""
    await db.execute(update(Capsule).where(Capsule.author_id == member_id).values(author_id=None, credited=False))

"""Capsules: what is posted."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, false, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import search
from storage.database import Db, Table, inserting
from storage.search import Entry
from storage.words import fold as fold

IN_CHAT, COPIED = "chat/", "copy/"
"""How the origins of capsules begin that come from no file."""

EFFORTS = ("easy", "medium", "hard")
LONGEST = {"title": 200, "theme": 100, "key_message": 500}
"""Characters: what their columns hold."""
MOST_MINUTES = 600

LONGEST_BODY = 20_000
"""Characters: eight messages of a thread, twenty minutes of reading. More is no small piece of learning."""

WORDS_A_MINUTE = 200
"""A slow, attentive reading: adults read prose at 200 to 250 words a minute."""

MOST_SOUGHT = 60
"""Different words by which a title is looked for: no title holds more, and databases refuse thousands at once."""

MOST_READ = 100
"""How many capsules are read to find the one whose whole title was written."""


class Capsule(Table):
    """One small piece of learning. `community_id` None: on the operator's shelf, offered to every community.

    `origin` says where it comes from (unique: imported again, it is changed, not doubled) and `digest` is the SHA-256
    of what that source said when it was last taken in, "" of none: as long as it says the same, an import changes
    nothing, whatever was corrected in chat. `found_by`: title and theme without capitals or accents. `details`: what
    its format needs besides its words (JSON, see `storage.formats`; "" for none). `author_id` is the member whose words
    these are, named on the card if `credited`. `edited_at`: when it was last corrected after a post; `withdrawn_at`:
    when it was taken away from everywhere. `copy_of_id`: the capsule of the shelf whose place this one takes in its
    community (`storage.editing`).
    """

    __tablename__ = "capsules"
    __table_args__ = (
        UniqueConstraint("copy_of_id", "community_id", name="uq_capsules_copy"),
        Index("ix_capsules_community_id", "community_id"),
        Index("ix_capsules_author_id", "author_id"),
    )

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
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("capsules.id"))
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


Kept = Literal["added", "updated", "unchanged", "elsewhere"]
"""What became of a source. Unchanged: it is what it was when it was last kept, whatever was corrected in chat since, or
says nothing else than the capsule. Elsewhere: its capsule is another community's, and was left alone."""

AT_ONCE = 500
"""Sources kept by one statement of each kind: fewer values than SQLite and PostgreSQL take."""


def minutes_of(words: str) -> int:
    """Whole minutes it takes to read, one at least."""
    return max(1, math.ceil(len(words.split()) / WORDS_A_MINUTE))


async def keep(db: Db, sources: Sequence[Source], now: datetime) -> Mapping[str, tuple[int, Kept]]:
    """Keeps each source as a capsule: its id and what became of it, by origin. Of two of the same, the last one."""
    last = {source.origin: source for source in sources}
    kept: dict[str, tuple[int, Kept]] = {}
    for start in range(0, len(last), AT_ONCE):
        kept |= await _keep(db, list(last.values())[start : start + AT_ONCE], now)
    return kept


async def _keep(db: Db, sources: Sequence[Source], now: datetime) -> dict[str, tuple[int, Kept]]:
    there = await _by_origin(db, [source.origin for source in sources])
    rows = [_row(source) | {"created_at": now} for source in sources if source.origin not in there]
    kept: dict[str, tuple[int, Kept]] = {}
    if rows:
        new = inserting(db, Capsule).on_conflict_do_nothing().returning(Capsule.id, Capsule.origin)
        kept = {origin: (id_, "added") for id_, origin in await db.execute(new, rows)}
        # What another process has added meanwhile is there now.
        there |= await _by_origin(db, [row["origin"] for row in rows if row["origin"] not in kept])
    changes = []
    for source in sources:
        if source.origin in kept:
            continue
        id_, before = there[source.origin]
        if before.community_id != source.community_id:
            kept[source.origin] = (id_, "elsewhere")
        elif source.digest == before.digest or replace(before, digest=source.digest) == source:
            kept[source.origin] = (id_, "unchanged")
        else:
            kept[source.origin] = (id_, "updated")
            changes.append(_row(source) | {"id": id_})
    if changes:
        await db.execute(update(Capsule), changes)
    await make_found(db, [id_ for id_, became in kept.values() if became in ("added", "updated")])
    return kept


async def make_found(db: Db, capsule_ids: Collection[int]) -> None:
    """Has these capsules found by their words as they are now, and no longer if they are withdrawn.

    To be called by whoever writes, corrects, withdraws or gives back one, in the same transaction.
    """
    if not capsule_ids:
        return
    words = (Capsule.title, Capsule.theme, Capsule.key_message, Capsule.body, Capsule.language, Capsule.community_id)
    columns: tuple[Any, ...] = (Capsule.id, Capsule.copy_of_id, Capsule.withdrawn_at, *words)
    entries, gone = [], []
    for row in await db.execute(select(*columns).where(Capsule.id.in_(capsule_ids))):
        number, copy_of_id, withdrawn_at, title, theme, key_message, body, language, community_id = row
        subject, replaces = f"capsule:{number}", f"capsule:{copy_of_id}" if copy_of_id else None
        said = Entry(subject, language, title, theme, f"{key_message}\n\n{body}", community_id, replaces=replaces)
        if withdrawn_at is None:
            entries.append(said)
        elif replaces:  # withdrawn from its community, where the one of the shelf does not come back
            entries.append(Entry(subject, language, "", "", "", community_id, replaces=replaces))
        else:
            gone.append(subject)
    await search.index(db, entries)
    await search.forget(db, gone)


def _row(source: Source) -> dict[str, Any]:
    return asdict(source) | {"found_by": fold(f"{source.title} {source.theme}")}


_SOURCE = tuple(field.name for field in fields(Source))


async def _by_origin(db: Db, origins: Collection[str]) -> dict[str, tuple[int, Source]]:
    """The id and what is kept of the capsules with these origins."""
    if not origins:
        return {}
    wanted = select(Capsule.id, *(getattr(Capsule, name) for name in _SOURCE)).where(Capsule.origin.in_(origins))
    found = ((id_, Source(*values)) for id_, *values in await db.execute(wanted))
    return {source.origin: (id_, source) for id_, source in found}


async def sources(db: Db, community_id: int | None, after: str, most: int) -> Sequence[Source]:
    """What the capsules of a community, or of the shelf (None), say, in the order of their origins, from after one.

    Those that were withdrawn are left out.
    """
    wanted = select(*(getattr(Capsule, name) for name in _SOURCE)).where(
        Capsule.community_id.is_(None) if community_id is None else Capsule.community_id == community_id,
        Capsule.origin > after,
        Capsule.withdrawn_at.is_(None),
    )
    return [Source(*values) for values in await db.execute(wanted.order_by(Capsule.origin).limit(most))]


async def is_withdrawn(db: Db, subject: str) -> bool:
    """Whether a subject (`capsule:42`) is a capsule that was withdrawn; never for other kinds of subjects."""
    kind, _, number = subject.partition(":")
    if kind != "capsule":
        return False
    wanted = select(Capsule.id).where(Capsule.id == int(number), Capsule.withdrawn_at.is_not(None))
    return (await db.scalars(wanted)).first() is not None


async def by_id(db: Db, capsule_id: int) -> Capsule:
    """The capsule with this id."""
    return await db.get_one(Capsule, capsule_id)


async def offered_one(db: Db, capsule_id: int, community_id: int, *, alone: bool = False) -> Capsule | None:
    """The capsule, or the community's own copy of it, if it is offered there.

    `alone`: others who ask the same wait for this transaction.
    """
    meant_ = or_(Capsule.id == capsule_id, Capsule.copy_of_id == capsule_id)
    wanted = _offered(select(Capsule), community_id, "").where(meant_)
    return (await db.scalars(wanted.with_for_update() if alone else wanted)).one_or_none()


async def offered(
    db: Db, community_id: int, words: str, *, skip: int = 0, most: int, format_: str | None = None
) -> Sequence[Capsule]:
    """The capsules a community may post whose title or theme holds all these words, in the order of their origins.

    `format_`: those of one format only.
    """
    wanted = _offered(select(Capsule), community_id, words).order_by(Capsule.origin)
    if format_ is not None:
        wanted = wanted.where(Capsule.format == format_)
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def meant(db: Db, community_id: int, words: str, most: int) -> Sequence[Capsule]:
    """What somebody may mean by these words: the capsule whose whole title they are, else `most` of those `offered`."""
    found = await offered(db, community_id, words, most=MOST_READ)
    whole = fold(words)
    named = [capsule for capsule in found if fold(capsule.title) == whole]
    return named if len(named) == 1 else found[:most]


async def count_offered(db: Db, community_id: int, words: str) -> int:
    """How many capsules `offered` finds."""
    count: int = (await db.scalars(_offered(select(func.count(Capsule.id)), community_id, words))).one()
    return count


def _offered(wanted: Select[Any], community_id: int, words: str) -> Select[Any]:
    replaced = select(Capsule.copy_of_id).where(Capsule.community_id == community_id, Capsule.copy_of_id.is_not(None))
    wanted = wanted.where(
        or_(Capsule.community_id == community_id, Capsule.community_id.is_(None) & Capsule.id.not_in(replaced)),
        Capsule.withdrawn_at.is_(None),
    )
    for word in list(dict.fromkeys(fold(words).split()))[:MOST_SOUGHT]:
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

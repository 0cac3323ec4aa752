"""Files: pictures and sounds that capsules show, kept whole; documents and tables, kept for a while.

Pictures and sounds are each kept once in a workspace, and stay. A document that the bot writes for somebody
(`keep_document`) and a table that somebody sends to be read (CSV) hold people's data: nobody else's, and forgotten in
time. A line without content stays of those, so that what named one never shows another.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    cast,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.media_types import ENDINGS, media_type_of, text_in
from storage.waiting import Whenever

MOST_BYTES: Final = 8_000_000
"""Below the 10 MiB that Discord takes from any server."""

MOST_BYTES_OF_A_TABLE: Final = 1_000_000
"""Some ten thousand lines."""

DOCUMENTS_LAST: Final = timedelta(days=7)
"""Longer than a message that is late takes to arrive."""
TABLES_LAST: Final = timedelta(days=1)
"""The time to look at what was read, and to say yes."""

LONGEST_NAME: Final = 100

DocumentType = Literal["text/csv", "text/calendar", "application/json", "text/html", "text/markdown"]

_DOCUMENT_ENDINGS: Final[dict[DocumentType, str]] = {
    "text/csv": "csv",
    "text/calendar": "ics",
    "application/json": "json",
    "text/html": "html",
    "text/markdown": "md",
}
_TABLE: Final = "text/csv"
_TABLE_NAMES: Final = (".csv", ".tsv", ".txt")


class File(Table):
    """One file. `media_type` is what its content is, whatever its name says; `name` is what its sender called it.

    `member_id`: who sent it first, or for whom it was made; None once they are erased. `placed`: what the platform
    calls its own copy. `until`: when it is forgotten, None for what stays; `size` is 0 from then on. `sha256` is that
    of the content; for what is somebody's own, of its owner and name as well, so that no two people share one.
    """

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("workspace_id", "sha256", name="uq_files_content"),
        Index("ix_files_member_id", "member_id"),
        # Literal: a bound value would miss this partial index.
        Index(
            "ix_files_until",
            "until",
            sqlite_where=text("until IS NOT NULL"),
            postgresql_where=text("until IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    # Read only when it is asked for: most questions are about what surrounds it.
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    placed: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    until: Mapped[datetime | None]

    @property
    def kind(self) -> str:
        """`image` or `audio`, `table` for a CSV; of another document, `text` or `application`."""
        return "table" if self.media_type == _TABLE else self.media_type.partition("/")[0]

    def is_open_to(self, member_id: int) -> bool:
        """Whether a member may name it: what is kept for a while is for one person, the rest for the workspace."""
        return self.until is None or self.member_id == member_id

    @property
    def shown_name(self) -> str:
        """A name that is safe to send anywhere, its own in its workspace, and that ends as its content wants."""
        plain = unicodedata.normalize("NFKD", self.name.rpartition(".")[0]).encode("ascii", "ignore").decode()
        words = "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:40].strip("-") or "file"
        return f"{words}-{self.id}.{(ENDINGS | _DOCUMENT_ENDINGS)[self.media_type]}"


class TooLarge(Exception):
    """More than MOST_BYTES, or than MOST_BYTES_OF_A_TABLE."""


class NotTaken(Exception):
    """Of no type in ENDINGS and no table, or empty."""


async def keep(db: Db, *, workspace_id: int, member_id: int | None, name: str, content: bytes, now: datetime) -> File:
    """A file that was sent, kept now or found: one given twice is kept once. Raises TooLarge or NotTaken.

    A picture and a sound are known by their content; a table is a text whose name ends as those of tables do.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    media_type = media_type_of(content)
    if media_type is None and member_id is not None and name.lower().endswith(_TABLE_NAMES):
        return await _keep_table(db, workspace_id, member_id, name, content, now)
    if media_type is None:
        raise NotTaken
    return await _keep(db, workspace_id, member_id, name, media_type, content, now)


async def _keep_table(db: Db, workspace_id: int, member_id: int, name: str, content: bytes, now: datetime) -> File:
    if len(content) > MOST_BYTES_OF_A_TABLE:
        raise TooLarge
    if not text_in(content):
        raise NotTaken
    return await _keep(db, workspace_id, member_id, name, _TABLE, content, now, TABLES_LAST)


async def keep_document(
    db: Db,
    *,
    workspace_id: int,
    member_id: int,
    name: str,
    media_type: DocumentType,
    content: bytes,
    now: datetime,
) -> int:
    """Keeps a document made for a member; its number, for a card's `Document(file_name(number), title, again)`.

    The card goes to them in a direct message: `outbox.owe(..., member_id=member_id, subject=file_name(number),
    at_once=True)`. After DOCUMENTS_LAST the content is forgotten and that message, drawn again, says so; the copy that
    they received stays theirs. The same document asked for again is kept once, for as long again. `name` is the file's
    (`sessions.csv`); its ending is that of `media_type`, which is trusted. Raises TooLarge.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    if not content or media_type not in _DOCUMENT_ENDINGS:
        raise ValueError("a document has a content and a type of its own")
    return (await _keep(db, workspace_id, member_id, name, media_type, content, now, DOCUMENTS_LAST)).id


async def _keep(
    db: Db,
    workspace_id: int,
    member_id: int | None,
    name: str,
    media_type: str,
    content: bytes,
    now: datetime,
    lasts: timedelta | None = None,
) -> File:
    plain = _plain_name(name)
    whose = f"{member_id} {media_type} {plain}\n".encode() if lasts else b""
    only = {"workspace_id": workspace_id, "sha256": hashlib.sha256(whose + content).hexdigest()}
    until = now + lasts if lasts else None
    if until is not None:
        await db.execute(update(File).filter_by(**only).where(File.until < until).values(until=until))
    await insert_once(
        db,
        File,
        **only,
        member_id=member_id,
        name=plain,
        media_type=media_type,
        size=len(content),
        content=content,
        created_at=now,
        until=until,
    )
    return (await db.scalars(select(File).filter_by(**only))).one()


def _plain_name(name: str) -> str:
    """The name without its folders and unseen signs; its end, which says what it is, stays when it is long."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:].strip()


async def find(db: Db, file_id: int, workspace_id: int) -> File | None:
    """The file with this id, if it belongs to the workspace and is not forgotten."""
    wanted = select(File).filter_by(id=file_id, workspace_id=workspace_id).where(File.size > 0)
    return (await db.scalars(wanted)).one_or_none()


async def by_id(db: Db, file_id: int) -> File | None:
    """The file with this id, unless it is forgotten."""
    return (await db.scalars(select(File).filter_by(id=file_id).where(File.size > 0))).one_or_none()


async def content_of(db: Db, file_id: int) -> bytes | None:
    """What is in the file; None when it is not there, empty when it is forgotten."""
    return (await db.scalars(select(File.content).where(File.id == file_id))).one_or_none()


async def text_of(db: Db, file_id: int) -> str | None:
    """The text of a table or of another document (see `text_in`); None when it is not there any more."""
    return text_in(await content_of(db, file_id) or b"") or None


async def place(db: Db, file_id: int, placed: str, *, instead_of: str | None) -> bool:
    """Notes where the platform keeps its copy, unless somebody noted another since `instead_of` was read."""
    same = File.placed.is_(None) if instead_of is None else File.placed == instead_of
    changed = update(File).where(File.id == file_id, same).values(placed=placed).returning(File.id)
    return (await db.execute(changed)).first() is not None


def old(now: Whenever) -> Select[int]:
    """Documents and tables whose time has come, oldest first."""
    return select(File.id).where(File.until <= now).order_by(File.until)


async def forget_old(db: Db, now: datetime, most: int) -> Sequence[int]:
    """Forgets the first documents and tables that are `old`; their numbers."""
    ids = (await db.scalars(old(now).limit(most))).all()
    # Again the hour: another process may have just kept one for longer.
    return await _forget(db, File.id.in_(ids), File.until <= now) if ids else ()


async def _forget(db: Db, *which: ColumnElement[bool]) -> Sequence[int]:
    nothing = {"content": b"", "size": 0, "name": "", "member_id": None, "placed": None, "until": None}
    unlike_any = literal("forgotten:") + cast(File.id, String)
    return (await db.scalars(update(File).where(*which).values(**nothing, sha256=unlike_any).returning(File.id))).all()


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The files a member sent or had made; what is in them is with the capsules that show them, or was sent to them."""
    wanted = select(File).filter_by(member_id=member_id).order_by(File.id)
    return [
        {
            "name": one.name,
            "type": one.media_type,
            "bytes": one.size,
            "sha256": one.sha256,
            "at": one.created_at.isoformat(),
        }
        for one in await db.scalars(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the documents and tables that were theirs, and who sent the others: what is taught stays, nameless."""
    await _forget(db, File.member_id == member_id, File.until.is_not(None))
    await db.execute(update(File).where(File.member_id == member_id).values(member_id=None, name=""))

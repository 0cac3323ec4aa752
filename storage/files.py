"""Files people gave: pictures and sounds that capsules show, kept whole, each once in a workspace."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once

MOST_BYTES: Final = 8_000_000
"""Below the 10 MiB that Discord takes from any server."""

LONGEST_NAME: Final = 100

ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
"""Every type that is taken, and how the names of such files end."""

_BEGINNINGS: Final = (
    ("image/png", rb"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", rb"\xff\xd8\xff"),
    ("image/gif", rb"GIF8[79]a"),
    ("image/webp", rb"RIFF.{4}WEBP"),
    ("audio/wav", rb"RIFF.{4}WAVE"),
    ("audio/mpeg", rb"ID3[\x02-\x04]"),
    # Ogg holds films too: what its first packet says of itself comes just after the page's header.
    ("audio/ogg", rb"OggS.{24,80}(?:\x01vorbis|OpusHead|Speex   |\x7fFLAC)"),
    ("audio/mp4", rb".{4}ftyp(?:M4A|M4B) "),
)  # fmt: skip
_MP4: Final = re.compile(rb".{4}ftyp(?:isom|iso[2-9]|mp4[12]|3gp[4-7]|dash)", re.DOTALL)
_TRACKS: Final = re.compile(rb"hdlr.{8}(soun|vide)", re.DOTALL)


class File(Table):
    """One file. `media_type` is what its content is, whatever its name says; `name` is what its sender called it.

    `member_id`: who sent it first, None once they are erased. `placed`: what the platform calls its own copy.
    """

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("workspace_id", "sha256", name="uq_files_content"),
        Index("ix_files_member_id", "member_id"),
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

    @property
    def kind(self) -> str:
        """`image` or `audio`."""
        return self.media_type.partition("/")[0]

    @property
    def shown_name(self) -> str:
        """A name that is safe to send anywhere, its own in its workspace, and that ends as its content wants."""
        plain = unicodedata.normalize("NFKD", self.name.rpartition(".")[0]).encode("ascii", "ignore").decode()
        words = "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:40].strip("-") or "file"
        return f"{words}-{self.id}.{ENDINGS[self.media_type]}"


class TooLarge(Exception):
    """More than MOST_BYTES."""


class NotTaken(Exception):
    """Of no type in ENDINGS, or empty."""


def media_type_of(content: bytes) -> str | None:
    """The type that the content itself tells, of those in ENDINGS; None for any other."""
    for media_type, beginning in _BEGINNINGS:
        if re.match(beginning, content[:200], re.DOTALL):
            return media_type
    if _is_frame(content):
        return "audio/mpeg"
    # The families of MP4 that recorders use hold films as well: only tracks of sound may be there.
    if _MP4.match(content[:200]) and set(_TRACKS.findall(content)) == {b"soun"}:
        return "audio/mp4"
    return None


def _is_frame(content: bytes) -> bool:
    """Whether it begins with a frame of MPEG layer III: eleven bits of one, then only values that exist."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2 or content[1] & 0x18 == 0x08:
        return False
    return content[2] >> 4 not in (0x0, 0xF) and content[2] & 0x0C != 0x0C


async def keep(db: Db, *, workspace_id: int, member_id: int | None, name: str, content: bytes, now: datetime) -> File:
    """The file with this content, kept now or found: one given twice is kept once. Raises TooLarge or NotTaken."""
    if len(content) > MOST_BYTES:
        raise TooLarge
    media_type = media_type_of(content)
    if media_type is None:
        raise NotTaken
    digest = hashlib.sha256(content).hexdigest()
    await insert_once(
        db,
        File,
        workspace_id=workspace_id,
        member_id=member_id,
        name=_plain_name(name),
        media_type=media_type,
        size=len(content),
        sha256=digest,
        content=content,
        created_at=now,
    )
    return (await db.scalars(select(File).filter_by(workspace_id=workspace_id, sha256=digest))).one()


def _plain_name(name: str) -> str:
    """The name without its folders and unseen signs; its end, which says what it is, stays when it is long."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:].strip()


async def find(db: Db, file_id: int, workspace_id: int) -> File | None:
    """The file with this id, if it belongs to the workspace."""
    return (await db.scalars(select(File).filter_by(id=file_id, workspace_id=workspace_id))).one_or_none()


async def by_id(db: Db, file_id: int) -> File | None:
    """The file with this id."""
    return await db.get(File, file_id)


async def content_of(db: Db, file_id: int) -> bytes | None:
    """What is in the file."""
    return (await db.scalars(select(File.content).where(File.id == file_id))).one_or_none()


async def place(db: Db, file_id: int, placed: str, *, instead_of: str | None) -> bool:
    """Notes where the platform keeps its copy, unless somebody noted another since `instead_of` was read."""
    same = File.placed.is_(None) if instead_of is None else File.placed == instead_of
    changed = update(File).where(File.id == file_id, same).values(placed=placed).returning(File.id)
    return (await db.execute(changed)).first() is not None


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The files a member sent; what is in them is with the capsules that show them."""
    wanted = select(File).where(File.member_id == member_id).order_by(File.id)
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
    """Forgets who sent them and what they called them: what is taught stays, nameless."""
    await db.execute(update(File).where(File.member_id == member_id).values(member_id=None, name=""))

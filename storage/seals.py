"""Seals: what stands for a member where what was answered must be kept apart from who answered.

A seal is the same for a member wherever it is found, so that they can change or take back what they said, and so that
people are counted once. It cannot be read back: only who knows a member's number and the key can tell that it is
theirs. No question asked of the tables that hold seals shows a name, a number or anything that leads to one.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table

LENGTH = 32
"""Hexadecimal digits: 128 bits, so that two members never share one."""

_keys: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()


class SealKey(Table):
    """The only row holds the key, drawn by chance when the table is made (migration 0003)."""

    __tablename__ = "seal_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))


async def seal(db: Db, member_id: int) -> str:
    """What stands for this member."""
    return _seal(await _key(db), member_id)


async def seals(db: Db, member_ids: Iterable[int]) -> dict[str, int]:
    """The numbers of these members by their seals: who is behind one is looked for among those who may be."""
    key = await _key(db)
    return {_seal(key, member_id): member_id for member_id in member_ids}


async def ticket(db: Db, secret: str) -> str:
    """What stands for a secret drawn by chance: whoever brings the secret is known by it, and it is kept nowhere else.

    So that a message to somebody and what it is about can find each other, and no question asked of the tables can
    bring them together.
    """
    return hmac.new(await _key(db), f"ticket:{secret}".encode(), sha256).hexdigest()[:LENGTH]


def _seal(key: bytes, member_id: int) -> str:
    return hmac.new(key, f"member:{member_id}".encode(), sha256).hexdigest()[:LENGTH]


async def _key(db: Db) -> bytes:
    """Read once for each database: it never changes."""
    bind = db.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    key = _keys.get(engine)
    if key is None:
        key = bytes.fromhex((await db.scalars(select(SealKey.key))).one())
        _keys[engine] = key
    return key

"""Seals: what stands for a member where what was answered must be kept apart from who answered.

A seal is the same for a member in everything they say about one session, so that they can change it or take it back,
and so that people are counted once; about another session it is another. Were it the same everywhere, the sessions one
seal answered about would be those that one member came to, and lists of attendees have names. It cannot be read back:
only who knows a member's number and the key can tell that it is theirs. No question asked of the tables that hold seals
shows a name, a number or anything that leads to one.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, String, column, select, table, union
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table

LENGTH = 32
"""Hexadecimal digits: 128 bits, so that two members never share one."""

WINS, INTENTIONS = "win", "intention"

# Named here without their modules, which import this one.
_LISTS = [
    table(name, column("session_id"), column("member_id"))
    for name in ("attendees", "participations", "check_participations")
]

_keys: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()


class SealKey(Table):
    """The only row holds the key, drawn by chance when the table is made (migration 0003)."""

    __tablename__ = "seal_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))


async def seal(db: Db, member_id: int, session_id: int | None) -> str:
    """What stands for this member in what they say about a session, or (None) about none."""
    return _seal(await _key(db), "member", member_id, session_id)


async def liker(db: Db, member_id: int, session_id: int) -> str:
    """What stands for them among those who like its moments: likes have names, and would lead to their other seal."""
    return _seal(await _key(db), "liker", member_id, session_id)


async def seal_in(db: Db, member_id: int, what: str) -> str:
    """What stands for them in something that is about no session: WINS or INTENTIONS."""
    return _seal(await _key(db), what, member_id, None)


async def seals(db: Db, member_ids: Iterable[int], session_id: int | None) -> dict[str, int]:
    """The numbers of these members by their seals: who is behind one is looked for among those who may be."""
    key = await _key(db)
    return {_seal(key, "member", member_id, session_id): member_id for member_id in member_ids}


async def own(db: Db, member_id: int, more: Iterable[int] = ()) -> list[str]:
    """Everything that stands for a member: about the sessions on whose lists they are, `more`, and elsewhere."""
    listed = [select(one.c.session_id).where(one.c.member_id == member_id) for one in _LISTS]
    found = {*await db.scalars(union(*listed)), *more}
    key, kinds = await _key(db), ("member", "liker")
    elsewhere = [_seal(key, kind, member_id, None) for kind in ("member", WINS, INTENTIONS)]
    return elsewhere + [_seal(key, kind, member_id, one) for one in sorted(found) for kind in kinds]


async def ticket(db: Db, secret: str) -> str:
    """What stands for a secret drawn by chance: whoever brings the secret is known by it, and it is kept nowhere else.

    So that a message to somebody and what it is about can find each other, and no question asked of the tables can
    bring them together.
    """
    return hmac.new(await _key(db), f"ticket:{secret}".encode(), sha256).hexdigest()[:LENGTH]


def _seal(key: bytes, kind: str, member_id: int, session_id: int | None) -> str:
    return hmac.new(key, f"{kind}:{member_id}:{session_id or 0}".encode(), sha256).hexdigest()[:LENGTH]


async def _key(db: Db) -> bytes:
    """Read once for each database: it never changes."""
    bind = db.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    key = _keys.get(engine)
    if key is None:
        key = bytes.fromhex((await db.scalars(select(SealKey.key))).one())
        _keys[engine] = key
    return key

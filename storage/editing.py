"""Capsules written, corrected and withdrawn in chat.

A capsule of the shelf belongs to every community: what one of them changes, it changes in a copy of its own, which
takes the original's place there (posts, plans, likes, comments and answers follow) and nowhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from storage import outbox
from storage.capsules import COPIED, IN_CHAT, Capsule, fold, make_found
from storage.comments import Comment
from storage.database import Db, insert_once
from storage.likes import Like
from storage.outbox import Delivery
from storage.polls import Ballot
from storage.quizzes import QuizAnswer
from storage.schedules import ACTIVE, CANCELLED, DRAFT, PAUSED, POSTED, Post, Schedule


@dataclass(frozen=True)
class Words:
    """All that is written of a capsule (see `Capsule`)."""

    title: str
    theme: str
    format: str
    body: str
    key_message: str
    minutes: int
    effort: str
    language: str
    details: str = ""


async def create(db: Db, words: Words, community_id: int, author_id: int | None, now: datetime) -> Capsule:
    """A new capsule of a community, written in chat."""
    capsule = Capsule(
        **asdict(words),
        **_found_by(words.title, words.theme),
        community_id=community_id,
        origin=f"{IN_CHAT}{secrets.token_hex(12)}",
        digest="",
        author_id=author_id,
        created_at=now,
    )
    db.add(capsule)
    await db.flush()
    await make_found(db, [capsule.id])
    return capsule


async def change(db: Db, capsule: Capsule, community_id: int, values: Mapping[str, Any], now: datetime) -> Capsule:
    """Corrects some of the fields of `Words` for a community: its own capsule or copy, as it is now.

    Every message that shows it is drawn again. A later import leaves it as it is unless its file has changed since.
    """
    mine = await own(db, capsule, community_id, now)
    before = {name: getattr(mine, name) for name in values}
    if before == values:
        return mine
    for name, value in values.items():
        setattr(mine, name, value)
    mine.found_by = _found_by(mine.title, mine.theme)["found_by"]
    if await was_posted(db, mine.id, community_id):
        mine.edited_at = now
    await db.flush()
    await _show(db, mine.id)
    return mine


async def own(db: Db, capsule: Capsule, community_id: int, now: datetime) -> Capsule:
    """The capsule itself when it is the community's, else the community's copy, made if need be."""
    if capsule.community_id == community_id:
        return capsule
    kept = {column.key: getattr(capsule, column.key) for column in Capsule.__table__.columns}
    copied = kept | {
        "community_id": community_id,
        "origin": f"{COPIED}{community_id}/{capsule.id}",
        "copy_of_id": capsule.id,
        "digest": "",
        "created_at": now,
    }
    copied.pop("id")
    await insert_once(db, Capsule, **copied)
    copy = (await db.scalars(select(Capsule).filter_by(copy_of_id=capsule.id, community_id=community_id))).one()
    await _follow(db, capsule.id, copy.id, community_id)
    return copy


async def _follow(db: Db, original_id: int, copy_id: int, community_id: int) -> None:
    """All that this community has of the original is the copy's from now on."""
    for table in (Post, Schedule, QuizAnswer, Ballot):
        theirs = update(table).where(table.capsule_id == original_id, table.community_id == community_id)
        await db.execute(theirs.values(capsule_id=copy_id))
    for subject in (Delivery, Like, Comment):
        about = update(subject).where(subject.subject == f"capsule:{original_id}", subject.community_id == community_id)
        await db.execute(about.values(subject=f"capsule:{copy_id}"))
    await _show(db, copy_id)  # the buttons of its posts name the capsule they are about


async def was_posted(db: Db, capsule_id: int, community_id: int) -> bool:
    """Whether a community has ever had this capsule in its channel, or is about to."""
    wanted = select(Post.id).filter_by(capsule_id=capsule_id, community_id=community_id, state=POSTED)
    return (await db.scalars(wanted.limit(1))).first() is not None


async def withdraw(db: Db, capsule: Capsule, community_id: int, now: datetime) -> Capsule | None:
    """Takes a capsule away from a community: its posts are drawn again without it, its dates cancelled, counts kept.

    None, and nothing done, when somebody else just did.
    """
    mine = await own(db, capsule, community_id, now)
    taken = update(Capsule).where(Capsule.id == mine.id, Capsule.withdrawn_at.is_(None)).values(withdrawn_at=now)
    if (await db.execute(taken.returning(Capsule.id))).first() is None:
        return None
    planned = update(Schedule).where(
        Schedule.community_id == community_id,
        Schedule.capsule_id == mine.id,
        Schedule.state.in_((ACTIVE, PAUSED, DRAFT)),
    )
    await db.execute(planned.values(state=CANCELLED, next_at=None))
    await _show(db, mine.id)
    return mine


async def withdrawn(db: Db, capsule_id: int, community_id: int) -> Capsule | None:
    """The capsule of this community with this id, if it was withdrawn."""
    wanted = select(Capsule).where(Capsule.id == capsule_id, Capsule.community_id == community_id)
    return (await db.scalars(wanted.where(Capsule.withdrawn_at.is_not(None)))).one_or_none()


async def restore(db: Db, capsule: Capsule, since: datetime) -> bool:
    """Gives back a capsule withdrawn since then, and its posts; its dates stay cancelled. False when it is too late."""
    back = update(Capsule).where(Capsule.id == capsule.id, Capsule.withdrawn_at >= since).values(withdrawn_at=None)
    # Neither words nor a picture, sound, link…: its author took the words back, and only they may give them again.
    back = back.where(or_(Capsule.body != "", Capsule.details != ""))
    if (await db.execute(back.returning(Capsule.id))).first() is None:
        return False
    await _show(db, capsule.id)
    return True


async def _show(db: Db, capsule_id: int) -> None:
    """What is posted and what is found show it as it is now."""
    await outbox.touch(db, f"capsule:{capsule_id}")
    await make_found(db, [capsule_id])


def _found_by(title: str, theme: str) -> dict[str, str]:
    return {"found_by": fold(f"{title} {theme}")}

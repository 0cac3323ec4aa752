"""Recognition: whether somebody agrees to be thanked by name in channels. Never without their consent, off at first."""

from __future__ import annotations

from datetime import datetime

from storage import consents, proposals, wins
from storage.database import Db
from storage.people import Member

SCOPE = "recognition"


def subject(member_id: int) -> str:
    """What the consent is about."""
    return f"{SCOPE}:{member_id}"


async def agreed(db: Db, member_id: int | None) -> bool:
    """Whether a member (None: nobody) may be thanked by name."""
    return member_id is not None and await consents.live(db, subject(member_id)) is not None


async def agree(db: Db, member: Member, text: str, language: str, now: datetime) -> None:
    """They may be: `text` is the sentence they agreed to, in this language. What is posted is drawn again."""
    if await agreed(db, member.id):
        return
    about = subject(member.id)
    await consents.give(db, member_id=member.id, subject=about, text=text, scope=SCOPE, language=language, now=now)
    await _changed(db, member.id)


async def take_back(db: Db, member: Member, now: datetime) -> None:
    """They may not be, any more: the thanks already posted go too."""
    if await agreed(db, member.id):
        await consents.withdraw(db, subject(member.id), now)
        await _changed(db, member.id)


async def _changed(db: Db, member_id: int) -> None:
    await wins.touch_all(db, member_id)
    await proposals.touch_all(db, member_id)

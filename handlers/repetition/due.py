"""What time makes happen: answers are reckoned, and what somebody missed is brought back to them."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from handlers.repetition import rules
from handlers.repetition.messages import about
from storage import communities, repetition, solicitations
from storage.database import Db
from storage.outbox import Owed
from storage.repetition import Review
from storage.waiting import Waits

MOST_AT_ONCE = 100

waits: Waits = (repetition.waking,)


async def due(db: Db, now: datetime) -> int:
    """Does what is to be done about each review that is awake; how many. Idle, it asks one question."""
    awake = await repetition.awake(db, now, MOST_AT_ONCE)
    for review in awake:
        if review.heard_at is None:
            await _bring_back(db, review, now)
        else:
            await _reckon(db, review, review.heard_at)
    return len(awake)


async def _reckon(db: Db, review: Review, heard_at: datetime) -> None:
    memory = rules.remembered(review.id, review.kept, heard_at, is_right=bool(review.heard_right))
    known = memory.is_known(heard_at)
    await repetition.reckoned(db, review, memory.kept, None if known else memory.due, heard_at if known else None)


async def _bring_back(db: Db, review: Review, now: datetime) -> None:
    """Asks again, in private, as the person's hours and their week allow; one a day, whatever they missed."""
    last = await repetition.last_brought(db, review.member_id)
    if last is not None and now < last + rules.A_DAY:
        await repetition.wait(db, review, last + rules.A_DAY)
        return
    quizzes = await repetition.quizzes_on(db, review.community_id, review.capsule_id)
    capsule_id = rules.next_one(quizzes, review.capsule_id)
    community = await communities.by_id(db, review.community_id)
    if capsule_id is None or community is None:
        await repetition.wait(db, review, None)
        return
    turn = review.turns + 1
    question = Owed(
        about=about(review.id, turn),
        draw=str(to("repetition.asked", review.id, turn, capsule_id, community.id, review.member_id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=review.member_id,
        community_id=community.id,
        subject=f"capsule:{capsule_id}",
    )
    await solicitations.ask_all(db, repetition.QUESTION, [question], now)
    await repetition.asked(db, review, capsule_id, now)

"""What time makes happen: what people know is asked the day before a session and the day after; the lift is told."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.routes import to
from handlers.checks import rules
from handlers.checks.telling import tell
from storage import check_plans, checks, sessions, solicitations, surveys
from storage.check_plans import Hours
from storage.checks import BEFORE
from storage.database import Db
from storage.outbox import Owed
from storage.waiting import Waits, Whenever

MOST_AT_ONCE = 20


def _hours(now: Whenever) -> Hours:
    return Hours(soon=now + rules.A_DAY, now=now, past=now - rules.A_DAY, long_past=now - rules.TOLD_AFTER)


waits: Waits = (lambda now: check_plans.pending(_hours(now)),)


async def due(db: Db, now: datetime) -> int:
    """Asks or tells what has come due of each check; how many. Idle, it asks one question."""
    found = await check_plans.take(db, _hours(now), MOST_AT_ONCE)
    for check, session in found:
        phase, stage = rules.next_act(check.stage, session.state, session.starts_at, session.ends_at, now)
        if phase != "nothing":
            await _ask(db, session.id, phase, now)
        await check_plans.move(db, check, stage)
        await tell(db, check)
    return len(found)


async def _ask(db: Db, session_id: int, phase: str, now: datetime) -> None:
    """Asks who is expected, then who came, if they accept it and did not take their answers back; once each time."""
    outline = await sessions.outline(db, session_id)
    if outline is None:
        raise LookupError(f"the check of session {session_id}, which is gone")
    left = await checks.took_back(db, session_id)
    questions = [
        Owed(
            about=checks.about(session_id, phase, member_id),
            draw=str(to("checks.asked", session_id, phase, member_id)),
            workspace_id=outline.community.workspace_id,
            due_at=now,
            language=outline.community.language,
            member_id=member_id,
            community_id=outline.community.id,
            subject=checks.subject(session_id, member_id),
        )
        for member_id in await surveys.to_ask(db, session_id, beforehand=phase == BEFORE)
        if member_id not in left
    ]
    await solicitations.ask_all(db, "check", questions, now)

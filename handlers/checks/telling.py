"""Telling the lift of a group: once, from five people on."""

from __future__ import annotations

from handlers.checks import rules
from storage import checks
from storage.check_plans import Check
from storage.database import Db


async def tell(db: Db, check: Check) -> None:
    """Tells the lift of a check that is held, if its time has come and enough people answered."""
    people = rules.whole(await checks.untold(db, check.session_id))
    if rules.may_tell(check.stage, len(people), await checks.attendees(db, [check.session_id])):
        await checks.tell(db, check, people)

"""Messages owed about follow-ups, in the transaction of what they tell.

Those to an author name nothing: see `storage.followups` for why, and what a secret and its ticket are. They have no
community either, so one that cannot be sent is told to nobody: the exchange still waits in `/learn followups mine`.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime, timedelta

from handlers.chat.routes import to
from handlers.followups import rules
from storage import communities, followup_reading, followups, outbox
from storage.communities import Community
from storage.database import Db
from storage.followups import CARE, FollowUp, FollowUpLine, Owing, subject
from storage.people import Member

A_WHILE = 15 * 60
"""Seconds within which a nameless author of urgent words hears from the bot, at a moment drawn by chance."""


async def owing(community: Community, now: datetime, *, urgent: bool) -> Owing:
    """Until when an answer to words received now is owed."""
    days = rules.DAYS_FOR_AN_ALERT if urgent else community.answer_days
    # In a thread: the first time, the calendars of holidays are imported.
    return await asyncio.to_thread(rules.owing, now, community.zone, days, communities.country_of(community))


async def opened(db: Db, one: FollowUp, community: Community, now: datetime) -> None:
    """The team learns of it: of an alert at once, else in one message a day for each of them."""
    for reader in await followup_reading.readers(db, one, community):
        if one.urgent:
            about, draw = f"{subject(one.id)}:alert", to("followups.alert", one.id, reader.id)
            await _owe(db, community, reader, now, about, str(draw), subject(one.id), at_once=True)
        else:
            about = f"{waiting_for(reader.id)}:new:{rules.today(now, community.zone).isoformat()}"
            await _owe(
                db, community, reader, now, about, str(to("followups.arrived", reader.id)), waiting_for(reader.id)
            )
    await changed(db, one, community)


async def care(db: Db, one: FollowUp, community: Community, now: datetime) -> None:
    """The author of urgent words learns who reads them."""
    line = await followups.say(db, one, CARE, rules.today(now, community.zone))
    # The hour at which nameless words were written is kept: what follows them must not be known by it.
    wait = 0 if one.respondent is None else secrets.randbelow(A_WHILE)
    await to_author(db, one, community, line, now + timedelta(seconds=wait))


async def to_author(db: Db, one: FollowUp, community: Community, line: FollowUpLine, at: datetime) -> None:
    """Brings a line to its author, whom only their seal leads to when they gave no name."""
    author_id = await followups.author_of(db, one)
    if author_id is None:
        return
    secret = await followups.give_ticket(db, line)
    await outbox.touch(db, exchanges_of(author_id))
    await outbox.owe(
        db,
        about=f"exchange:{secret}",
        draw=str(to("followups.news", secret)),
        workspace_id=community.workspace_id,
        due_at=at,
        language=community.language,
        member_id=author_id,
        subject=exchanges_of(author_id),
        at_once=one.urgent,
    )


async def answered(db: Db, one: FollowUp, community: Community, line: FollowUpLine, now: datetime) -> None:
    """Who is to act learns that the author spoke."""
    for reader in await followup_reading.responsible(db, one, community):
        about, draw = f"{subject(one.id)}:line:{line.id}", to("followups.answered", line.id, reader.id)
        await _owe(db, community, reader, now, about, str(draw), subject(one.id), at_once=one.urgent)
    await changed(db, one, community)


async def given(db: Db, one: FollowUp, community: Community, member: Member, now: datetime) -> None:
    """An animator learns that a colleague gave them a follow-up."""
    about, draw = f"{subject(one.id)}:given:{secrets.token_hex(4)}", to("followups.given_to_you", one.id, member.id)
    await _owe(db, community, member, now, about, str(draw), subject(one.id))


async def late(db: Db, one: FollowUp, community: Community, now: datetime) -> None:
    """Who is to act is told once a day of all that is late."""
    for reader in await followup_reading.responsible(db, one, community):
        about = f"{waiting_for(reader.id)}:late:{rules.today(now, community.zone).isoformat()}"
        await _owe(db, community, reader, now, about, str(to("followups.late", reader.id)), waiting_for(reader.id))


async def changed(db: Db, one: FollowUp, community: Community) -> None:
    """What the team was sent about it is drawn again, and how much waits for each."""
    await outbox.touch(db, subject(one.id))
    for reader in await followup_reading.readers(db, one, community):
        await outbox.touch(db, waiting_for(reader.id))


async def changed_for_author(db: Db, one: FollowUp) -> None:
    """What its author was sent is drawn again."""
    author_id = await followups.author_of(db, one)
    if author_id is not None:
        await outbox.touch(db, exchanges_of(author_id))


def waiting_for(member_id: int) -> str:
    """What somebody's messages about their queue are about."""
    return f"followups:{member_id}"


def exchanges_of(member_id: int) -> str:
    """What an author's messages are about, whichever follow-up they come from."""
    return f"exchanges:{member_id}"


async def _owe(
    db: Db,
    community: Community,
    member: Member,
    now: datetime,
    about: str,
    draw: str,
    subject_: str,
    *,
    at_once: bool = False,
) -> None:
    await outbox.owe(
        db,
        about=f"{about}:{member.id}",
        draw=draw,
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=member.id,
        community_id=community.id,
        subject=subject_,
        at_once=at_once,
    )

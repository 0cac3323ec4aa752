"""A table of sessions taken in: what it would do, seen first; then the same, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.rosters import rules
from handlers.rosters.rules import Entry, Problem
from storage import outbox, rosters
from storage.communities import Community
from storage.database import Db
from storage.rosters import Names
from storage.sessions import CANCELLED, Session


@dataclass(frozen=True)
class Step:
    """One session of the table: the one that is there already, if there is; the trainer and people recognised.

    `came`: those the table says came.
    """

    entry: Entry
    session: Session | None
    trainer_id: int | None
    new: frozenset[int]
    came: frozenset[int]


@dataclass
class Plan:
    """What taking a table in does. `past`: how many of the new sessions are over, `people`: entries on lists."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: Sequence[str] = ()
    sessions: int = 0
    past: int = 0
    already: int = 0
    people: int = 0

    @property
    def changes(self) -> bool:
        """Whether there is anything to take in."""
        return bool(self.sessions or self.people)


async def plan(db: Db, community: Community, text: str, now: datetime) -> Plan:
    """What the table would change here. Raises BadTableError when nothing of it can be read."""
    reading = rules.read(text, community.zone, now)
    names = await rosters.names(db, community.workspace_id)
    known = await rosters.known(db, community.id, [one.planned for one in reading.entries])
    found = Plan(problems=list(reading.problems), unknown=reading.unknown)
    steps = [_step(entry, known.get(entry.planned.key), names, found.problems) for entry in reading.entries]
    ids = [one.session.id for one in steps if one.session]
    there = await rosters.on_lists(db, ids, {number for one in steps for number in one.new})
    for one in steps:
        new = one.new if one.session is None else {n for n in one.new if (one.session.id, n) not in there}
        found.steps.append(Step(one.entry, one.session, one.trainer_id, frozenset(new), one.came))
        found.people += len(new)
        found.already += one.session is not None
        found.sessions += one.session is None
        found.past += one.session is None and one.entry.planned.ends_at <= now
    found.problems.sort(key=lambda one: one.line)
    return found


def _step(entry: Entry, session: Session | None, names: Names, problems: list[Problem]) -> Step:
    """The session with the people who are recognised; the others are problems, as is whoever joins a cancelled one."""
    people, came = set(), set()
    if session is not None and session.state == CANCELLED:
        problems.append(Problem(entry.line, Say("rosters.bad.cancelled", course=entry.planned.course)))
        return Step(entry, session, None, frozenset(), frozenset())
    for person in entry.people:
        found = names.find(person.written)
        if len(found) == 1:
            people.add(found[0])
            came |= {found[0]} if person.came else set()
        else:
            why = "unknown" if not found else "several"
            problems.append(Problem(person.line, Say(f"rosters.bad.{why}", written=person.written)))
    trainers = names.find(entry.planned.trainer) if entry.planned.trainer else ()
    return Step(entry, session, trainers[0] if len(trainers) == 1 else None, frozenset(people), frozenset(came))


async def take(db: Db, community: Community, text: str, now: datetime, *, by: int | None, announce: bool) -> Plan:
    """Does what `plan` tells now; `announce`: new sessions that are still to come are announced in the channel."""
    await rosters.hold(db, community.id)
    found = await plan(db, community, text, now)
    for one in found.steps:
        session = one.session
        if session is None:
            planned = one.entry.planned
            session = await rosters.add(db, community, planned, trainer_id=one.trainer_id, by=by, now=now)
            if announce and planned.ends_at > now:
                await _announce(db, community, session.id, now)
        await rosters.attend(db, session, one.new, one.came)
    return found


async def _announce(db: Db, community: Community, session_id: int, now: datetime) -> None:
    await outbox.owe(
        db,
        about=f"session:{session_id}",
        draw=str(to("sessions.announcement", session_id)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=f"session:{session_id}",
    )

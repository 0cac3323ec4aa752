"""Sessions and their attendees as tables hold them: found again, added once, written out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import moments, outbox, session_times, sessions
from storage.communities import Community
from storage.database import Db, inserting
from storage.people import Member
from storage.presence import CAME
from storage.sessions import ENDED, Attendee, Course, Moment, Session


@dataclass(frozen=True)
class Planned:
    """A session as a table tells it; see `storage.sessions.Session`. `agenda`: the titles of its moments, in order."""

    course: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    trainer: str = ""
    agenda: tuple[str, ...] = ()
    cost: str = ""
    hours: float | None = None

    @property
    def key(self) -> tuple[str, datetime]:
        """By what it is known again: a course does not begin twice at the same moment in a community."""
        return self.course.casefold(), self.starts_at


@dataclass(frozen=True)
class Listed:
    """Somebody on the list of a session; `came` is None before it is over."""

    member: Member
    came: bool | None


@dataclass(frozen=True)
class Written:
    """A session that is kept, and who is on its list, by name."""

    planned: Planned
    attendees: Sequence[Listed]


class Names:
    """The people of a workspace, as tables name them: by the platform's own id, or by their name as it shows it."""

    def __init__(self, people: Collection[tuple[int, str, str]]) -> None:
        self._by_id = {external_id: number for number, external_id, _ in people}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, _, name in people:
            self._by_name[_folded(name)].append(number)

    def find(self, written: str) -> Sequence[int]:
        """The numbers of those who are called so: none, one, or several who share a name."""
        number = self._by_id.get(written.strip().removeprefix("<@").removesuffix(">"))
        return [number] if number is not None else self._by_name.get(_folded(written), [])


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().removeprefix("@").split())


async def names(db: Db, workspace_id: int) -> Names:
    """Everybody the bot knows in a workspace."""
    wanted = select(Member.id, Member.external_id, Member.name).where(Member.workspace_id == workspace_id)
    rows = await db.execute(wanted.where(Member.name != ""))
    return Names([(number, external_id, name) for number, external_id, name in rows])


async def known(db: Db, community_id: int, planned: Sequence[Planned]) -> Mapping[tuple[str, datetime], Session]:
    """Those of these sessions that the community has already, by their key."""
    if not planned:
        return {}
    first, last = min(one.starts_at for one in planned), max(one.starts_at for one in planned)
    wanted = select(Session, Course.title).join(Course, Course.id == Session.course_id)
    wanted = wanted.where(Session.community_id == community_id, Session.starts_at >= first, Session.starts_at <= last)
    return {(title.casefold(), session.starts_at): session for session, title in await db.execute(wanted)}


async def hold(db: Db, community_id: int) -> None:
    """Nobody else takes a table in for this community until the transaction ends: the same one twice is taken once."""
    await db.execute(select(Community.id).where(Community.id == community_id).with_for_update())


async def add(
    db: Db, community: Community, planned: Planned, *, trainer_id: int | None, by: int | None, now: datetime
) -> Session:
    """A session of a table. One that is over is kept as ended: nobody is asked anything about it."""
    made = await sessions.create(
        db,
        community=community,
        title=planned.course,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        created_by=by,
        zone=planned.zone,
        place=planned.place,
        trainer=planned.trainer,
        trainer_id=trainer_id,
        cost=planned.cost,
        hours=planned.hours,
        remind_at=session_times.remind_at(planned.starts_at, planned.zone, now),
    )
    if planned.ends_at <= now:
        made.state, made.remind_at, made.opens_at = ENDED, None, None
    await moments.write(db, made.id, [(title, None) for title in planned.agenda])
    return made


async def attend(db: Db, session: Session, member_ids: Collection[int], came: Collection[int]) -> None:
    """Puts these members on the list of a session; of one that is over, notes which of them came."""
    if not member_ids:
        return
    over = session.state == ENDED
    rows = [
        {
            "session_id": session.id,
            "member_id": one,
            "checked_in_at": session.starts_at if over and one in came else None,
        }
        for one in sorted(member_ids)
    ]
    await db.execute(inserting(db, Attendee).on_conflict_do_nothing(), rows)
    await outbox.touch(db, f"session:{session.id}")


async def on_lists(db: Db, session_ids: Collection[int], member_ids: Collection[int]) -> set[tuple[int, int]]:
    """Which of these members are on the list of which of these sessions, as (session, member)."""
    wanted = select(Attendee.session_id, Attendee.member_id).where(Attendee.session_id.in_(session_ids))
    rows = await db.execute(wanted.where(Attendee.member_id.in_(member_ids)))
    return {(session_id, member_id) for session_id, member_id in rows if member_id is not None}


async def every(db: Db, community_id: int) -> list[Written]:
    """The community's sessions that were not cancelled, oldest first, with who is on their lists."""
    wanted = select(Session, Course.title, Member.name).join(Course, Course.id == Session.course_id)
    wanted = wanted.outerjoin(Member, Member.id == Session.trainer_id)
    wanted = wanted.where(Session.community_id == community_id, Session.state != sessions.CANCELLED)
    found = (await db.execute(wanted.order_by(Session.starts_at, Session.id))).all()
    ids = select(Session.id).where(Session.community_id == community_id)
    lists: dict[int, list[Listed]] = defaultdict(list)
    on_lists = select(Attendee.session_id, Member, Session.state, CAME).join(Member, Member.id == Attendee.member_id)
    on_lists = on_lists.join(Session, Session.id == Attendee.session_id).where(Attendee.session_id.in_(ids))
    for session_id, member, state, came in await db.execute(on_lists.order_by(Member.name, Member.id)):
        lists[session_id].append(Listed(member, bool(came) if state == ENDED else None))
    agendas: dict[int, list[str]] = defaultdict(list)
    titles = select(Moment.session_id, Moment.title).where(Moment.session_id.in_(ids)).order_by(Moment.position)
    for session_id, title in await db.execute(titles):
        agendas[session_id].append(title)
    return [
        Written(_planned(one, title, one.trainer or leads or "", agendas[one.id]), lists[one.id])
        for one, title, leads in found
    ]


def _planned(session: Session, title: str, trainer: str, agenda: Sequence[str]) -> Planned:
    return Planned(
        title,
        session.starts_at,
        session.ends_at,
        session.zone,
        session.place,
        trainer,
        tuple(agenda),
        session.cost,
        session.hours,
    )

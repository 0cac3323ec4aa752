"""What people are asked without having asked for it: so many things a week each, over all features, at their choice.

A question is an unasked message that wants something of its reader. What people asked for themselves (answers, their
capsules, digests) is none, and goes to the outbox directly. Every question comes through `ask_all`, which lets through
what the reader's week has room for, the most important first; the others wait for room, or are let go, by the rule of
their kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Select, String, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import outbox, quiet
from storage.communities import Community
from storage.database import Db, Table, inserting
from storage.outbox import DROPPED, FAILED, Delivery, Owed
from storage.people import Member
from storage.waiting import Whenever
from storage.zones import usable_zone

A_WEEK = timedelta(days=7)
"""The window over which questions are counted, wherever it begins."""

MOST_A_WEEK = 7
"""The most questions somebody may want in a week; they may want none."""


@dataclass(frozen=True)
class Kind:
    """A kind of questions. The smallest `rank` comes first; it waits for room as long as `waits` (None: for ever).

    `survey`: what somebody thinks of a session, which they may choose not to be asked (`Member.surveys`).
    """

    rank: int
    waits: timedelta | None
    survey: bool = False


KINDS = {
    "rating": Kind(0, A_WEEK, survey=True),
    "testimonial": Kind(1, None),
    "proposal": Kind(1, None),
    "renewal": Kind(1, timedelta(days=30)),
    "check": Kind(1, timedelta(days=1)),
    "cold": Kind(2, 2 * A_WEEK, survey=True),
    "reminder": Kind(2, timedelta(0), survey=True),
    "review": Kind(3, None),
    "mission": Kind(3, A_WEEK),
}
"""What is asked of people. A session is rated while it is fresh: a week later, the question is let go. An author's
consent, to publish their words or to make a capsule of them, is worth waiting for. What people know is asked the day
before a session and the day after, or not at all. What remains of it weeks later may wait for two more. A reminder is
let go. What somebody missed and wanted back waits for whatever else they are asked, and so
may a small mission of an ambassador, for a week."""

WAITING, ASKED, LET_GO = "waiting", "asked", "let go"

_TRIED = "next_at IS NOT NULL"


class Solicitation(Table):
    """A question for a member: `about` and what follows say the message owed for it (see `storage.outbox.Owed`).

    Waiting since `since`, it is tried at `next_at` (None: when its reader wants more questions) until `until` has come;
    `asked_at` is when it was to leave.
    """

    __tablename__ = "solicitations"
    __table_args__ = (
        Index("ix_solicitations_member_id", "member_id", "asked_at"),
        Index("ix_solicitations_next_at", "next_at", sqlite_where=text(_TRIED), postgresql_where=text(_TRIED)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    about: Mapped[str] = mapped_column(String(150), unique=True)
    draw: Mapped[str] = mapped_column(String(100))
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str | None] = mapped_column(String(60))


async def ask_all(db: Db, kind: str, messages: Sequence[Owed], now: datetime, *, at_once: bool = False) -> None:
    """Asks these questions of a `kind` of KINDS, each in DM, once for each fact they are about.

    They leave within their readers' hours, unless there is room now and they may leave `at_once`: their readers are
    just talking with the bot.
    """
    waits = KINDS[kind].waits
    told = {
        "kind": kind,
        "rank": KINDS[kind].rank,
        "state": WAITING,
        "since": now,
        "until": None if waits is None else now + waits,
        "next_at": now,
    }
    kept = ("about", "draw", "workspace_id", "community_id", "language", "subject", "member_id")
    rows = [told | {name: getattr(one, name) for name in kept} for one in messages]
    if not rows:
        return
    new = inserting(db, Solicitation).on_conflict_do_nothing().returning(Solicitation.about)
    asked = set((await db.scalars(new, rows)).all())
    readers = {one.member_id for one in messages if one.member_id is not None and one.about in asked}
    await _let_through(db, readers, now, asked if at_once else ())


def to_try(now: Whenever) -> Select[int]:
    """The readers of questions that are to be tried again."""
    return select(Solicitation.member_id).where(Solicitation.next_at <= now).order_by(Solicitation.next_at)


async def try_again(db: Db, now: datetime, most: int) -> int:
    """Lets through what waited and has room now; how many questions were looked at. Idle, it asks one question."""
    readers = (await db.scalars(to_try(now).limit(most))).all()
    if readers:
        await _let_through(db, set(readers), now, ())
    return len(readers)


async def _let_through(db: Db, member_ids: Collection[int], now: datetime, at_once: Collection[str]) -> None:
    """Decides about everything that waits for these members, who are held: nobody else asks them anything meanwhile."""
    held = select(Member).where(Member.id.in_(member_ids)).order_by(Member.id)
    held = held.with_for_update(key_share=True).execution_options(populate_existing=True)
    members = {member.id: member for member in await db.scalars(held)}
    weeks = await _weeks(db, member_ids, now)
    granted: list[Owed] = []
    for one, zone, is_owed in await _waiting(db, member_ids):
        member, week = members[one.member_id], weeks[one.member_id]
        unwanted = KINDS[one.kind].survey and not member.surveys
        if is_owed or unwanted or (one.until is not None and one.until < now):
            one.state, one.next_at = LET_GO, None
        elif len(week) < member.questions_a_week:
            leaves_at = quiet.next_allowed(now, usable_zone(member.zone, zone), quiet.hours_of(member))
            message = _message(one, now if one.about in at_once else leaves_at)
            one.state, one.next_at, one.asked_at = ASKED, None, message.due_at
            week.append(message.due_at)
            granted.append(message)
        elif one.until == now:
            one.state, one.next_at = LET_GO, None
        else:
            one.next_at = _next_try(sorted(week), member.questions_a_week, one.until)
    await outbox.owe_all(db, granted)
    await db.flush()


async def _weeks(db: Db, member_ids: Collection[int], now: datetime) -> dict[int, list[datetime]]:
    """When each member was asked something over the last week; not what they were never shown."""
    unseen = select(Delivery.id).where(Delivery.about == Solicitation.about, Delivery.state.in_((DROPPED, FAILED)))
    wanted = select(Solicitation.member_id, Solicitation.asked_at).where(Solicitation.member_id.in_(member_ids))
    weeks: dict[int, list[datetime]] = defaultdict(list)
    for member_id, asked_at in await db.execute(wanted.where(Solicitation.asked_at > now - A_WEEK, ~unseen.exists())):
        if asked_at is not None:
            weeks[member_id].append(asked_at)
    return weeks


async def _waiting(db: Db, member_ids: Collection[int]) -> Sequence[tuple[Solicitation, str | None, bool]]:
    """What waits for these members, the most important first, the zone of its community, and whether it is owed.

    It is when they asked for it themselves meanwhile.
    """
    owed = select(Delivery.id).where(Delivery.about == Solicitation.about).exists()
    wanted = select(Solicitation, Community.zone, owed)
    wanted = wanted.outerjoin(Community, Community.id == Solicitation.community_id)
    wanted = wanted.where(Solicitation.member_id.in_(member_ids), Solicitation.state == WAITING)
    ordered = wanted.order_by(Solicitation.rank, Solicitation.id).execution_options(populate_existing=True)
    return [(one, zone, is_owed) for one, zone, is_owed in await db.execute(ordered)]


def _message(one: Solicitation, due_at: datetime) -> Owed:
    return Owed(
        about=one.about,
        draw=one.draw,
        workspace_id=one.workspace_id,
        due_at=due_at,
        language=one.language,
        member_id=one.member_id,
        community_id=one.community_id,
        subject=one.subject,
    )


def _next_try(week: Sequence[datetime], most: int, until: datetime | None) -> datetime | None:
    """When there is room again, or the question is let go; `week` is in order, and full."""
    room = week[len(week) - most] + A_WEEK if most else None
    return min((at for at in (room, until) if at is not None), default=None)


async def choose(db: Db, member: Member, most: int, now: datetime, *, surveys: bool | None = None) -> None:
    """Notes how many questions a week a member wants, 0 to MOST_A_WEEK; what waits is looked at again at once.

    `surveys`: whether about sessions too; None leaves it as it was.
    """
    if not 0 <= most <= MOST_A_WEEK:
        raise ValueError(f"{most} questions a week")
    about_sessions = member.surveys if surveys is None else surveys
    changed = update(Member).where(Member.id == member.id)
    await db.execute(changed.values(questions_a_week=most, surveys=about_sessions))
    await db.refresh(member)
    await _let_through(db, [member.id], now, ())


async def take_back(db: Db, member_id: int, kind: str) -> None:
    """Asks a member none of the questions of this kind that still wait for room."""
    waiting = delete(Solicitation).where(Solicitation.member_id == member_id, Solicitation.kind == kind)
    await db.execute(waiting.where(Solicitation.state == WAITING))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member was asked, or is to be."""
    wanted = select(Solicitation).filter_by(member_id=member_id).order_by(Solicitation.id)
    return [
        {
            "what": one.kind,
            "since": one.since.isoformat(),
            "state": one.state,
            "asked_at": one.asked_at.isoformat() if one.asked_at else None,
        }
        for one in await db.scalars(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Nothing is asked any more, and what was is forgotten."""
    await db.execute(delete(Solicitation).where(Solicitation.member_id == member_id))

"""Follow-ups: what the team owes somebody it let down, from what they said to the words that close it.

**Who spoke without a name stays unknown here too.** A follow-up has the hand of the words it is about: `member_id` when
they are signed, else `respondent`, their author's seal (`storage.seals`), never both, and never after one another by
anybody's doing but the author's. A mark alone is always without a name. What is said is not copied: it is read where
its author wrote it, by session and hand (`storage.followup_reading`), so that words taken back, or signed otherwise,
leave or change hands by themselves. Only a complaint, which is written nowhere else, has words of its own.

The messages that go to an author are owed to a member, and these are what could give a name away. They hold a secret
drawn by chance; the line they bring holds its ticket (`storage.seals.ticket`), which no query can compute. They name no
follow-up, no session and no community, and are the same for who signed. And nothing here tells an hour, which would
lead from a line to the message sent in that very second: days only.

What remains possible: whoever holds the whole database holds its key, and can try the members one by one.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, false, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.people import Member
from storage.seals import LENGTH, seal, seals, ticket
from storage.seals import own as all_seals
from storage.sessions import attendees
from storage.waiting import Whenever

LOW_MARK, WORDS, GIVING_UP, COMPLAINT = "low_mark", "words", "giving_up", "complaint"
OPEN, TAKEN, WAITING, CLOSED = "open", "taken", "waiting", "closed"
BY_TEAM, BY_AUTHOR, BY_WITHDRAWAL, BY_ERASURE = "team", "author", "withdrawn", "erased"
ANSWER, REPLY, CLOSING, CARE, REOPENED = "answer", "reply", "closing", "care", "reopened"
"""Lines: of the team, of the author, the team's last words, what the bot says to who is not well, and "not really"."""

_LIVE = "state <> 'closed' AND kind <> 'complaint'"
_TO_REMIND, _TO_LOOK_AT = "remind_at IS NOT NULL", "look_again"


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class FollowUp(Table):
    """Life: open (nobody's), taken (it has an owner), waiting (for its author), closed; open or taken again if need be.

    `urgent`: an alert; `confided`: only `confidant_id` reads it, and who is trusted after them. `scope`: how the words
    are signed. Days are those of the community's zone (`2026-11-24`): `promised_on` is the last day of the promise,
    `due_on` that of the answer owed now, `answered_on` when the team first answered. `turns`: how often the author has
    spoken since the opening. `remind_at`: when the team is to be told that it is late, for the `reminded`-th time and
    one. `helped`: what the author said of the end, None until they do. `look_again`: its words may have gone.
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        _partial("uq_follow_ups_member", "session_id", "member_id", "urgent", where=_LIVE, unique=True),
        _partial("uq_follow_ups_respondent", "session_id", "respondent", "urgent", where=_LIVE, unique=True),
        Index("ix_follow_ups_community_id", "community_id", "state"),
        Index("ix_follow_ups_member_id", "member_id"),
        Index("ix_follow_ups_respondent", "respondent"),
        Index("ix_follow_ups_owner_id", "owner_id"),
        Index("ix_follow_ups_confidant_id", "confidant_id"),
        Index("ix_follow_ups_session_id", "session_id"),
        _partial("ix_follow_ups_remind_at", "remind_at", where=_TO_REMIND),
        _partial("ix_follow_ups_look_again", "id", where=_TO_LOOK_AT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    kind: Mapped[str] = mapped_column(String(10))
    urgent: Mapped[bool] = mapped_column(default=False)
    confided: Mapped[bool] = mapped_column(default=False)
    confidant_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    scope: Mapped[str] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(Text)
    wish: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    opened_on: Mapped[str] = mapped_column(String(10))
    promised_on: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[str] = mapped_column(String(10))
    answered_on: Mapped[str | None] = mapped_column(String(10))
    closed_on: Mapped[str | None] = mapped_column(String(10))
    closed_by: Mapped[str | None] = mapped_column(String(10))
    turns: Mapped[int] = mapped_column(default=0)
    helped: Mapped[bool | None]
    reopened: Mapped[bool] = mapped_column(default=False)
    remind_at: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0)
    look_again: Mapped[bool] = mapped_column(default=False, server_default=false())


class FollowUpLine(Table):
    """Something said in a follow-up, on a day. `member_id`: who of the team; an author's line never says whose it is.

    `ticket` stands for the secret of the message that brings it to the author.
    """

    __tablename__ = "follow_up_lines"
    __table_args__ = (
        Index("ix_follow_up_lines_follow_up_id", "follow_up_id", "id"),
        Index("ix_follow_up_lines_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id"))
    said: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    words: Mapped[str | None] = mapped_column(Text)
    day: Mapped[str] = mapped_column(String(10))
    ticket: Mapped[str | None] = mapped_column(String(LENGTH), unique=True)


@dataclass(frozen=True)
class Hand:
    """Who speaks: a member, or their seal."""

    member_id: int | None = None
    respondent: str | None = None

    def __bool__(self) -> bool:
        return self.member_id is not None or self.respondent is not None


@dataclass(frozen=True)
class Owing:
    """Until which day an answer is owed, and when its lateness is first to be told."""

    due_on: str
    remind_at: datetime


def subject(follow_up_id: int) -> str:
    """What the messages to the team about a follow-up are about."""
    return f"followup:{follow_up_id}"


def held_by(hand: Hand) -> ColumnElement[bool]:
    """Of this hand."""
    if hand.member_id is not None:
        return FollowUp.member_id == hand.member_id
    return FollowUp.respondent == hand.respondent


def hand_of(one: FollowUp) -> Hand:
    """Whose hand a follow-up has; of nobody once its author is erased."""
    return Hand(one.member_id, one.respondent)


async def own(db: Db, member_id: int) -> ColumnElement[bool]:
    """Those of a member, signed or not: only who asks with their own number can know."""
    return (FollowUp.member_id == member_id) | (FollowUp.respondent.in_(await all_seals(db, member_id)))


async def other_hand(db: Db, one: Hand, session_id: int) -> Hand:
    """The same person's other hand; of nobody when they cannot be found."""
    if one.member_id is not None:
        return Hand(respondent=await seal(db, one.member_id, session_id))
    return Hand(member_id=await _among_attendees(db, session_id, one.respondent))


async def author_of(db: Db, one: FollowUp) -> int | None:
    """Whom to write to: for a seal, the one of those who may be behind it, attendees before everybody else."""
    if one.respondent is None:
        return one.member_id
    found = None if one.session_id is None else await _among_attendees(db, one.session_id, one.respondent)
    if found is not None:
        return found
    here = select(Member.id).join(Community, Community.workspace_id == Member.workspace_id)
    every = (await db.scalars(here.where(Community.id == one.community_id))).all()
    return (await seals(db, every, one.session_id)).get(one.respondent)


async def _among_attendees(db: Db, session_id: int, respondent: str | None) -> int | None:
    known = await seals(db, [member.id for member in await attendees(db, session_id)], session_id)
    return known.get(respondent or "")


async def start(db: Db, hand: Hand, owing: Owing, **values: object) -> FollowUp | None:
    """A new follow-up (`values`: the rest of its columns); None when this hand already has one open for this."""
    fixed: dict[str, object] = {
        "member_id": hand.member_id,
        "respondent": hand.respondent,
        "state": OPEN,
        "turns": 0,
        "reminded": 0,
    }
    fixed |= {"promised_on": owing.due_on, "due_on": owing.due_on, "remind_at": owing.remind_at, "reopened": False}
    if not await insert_once(db, FollowUp, **fixed, look_again=False, **values):
        return None
    newest = select(FollowUp).where(held_by(hand)).order_by(FollowUp.id.desc()).limit(1)
    return (await db.scalars(newest)).one()


async def say(
    db: Db, one: FollowUp, said: str, day: date, *, words: str | None = None, member_id: int | None = None
) -> FollowUpLine:
    """Adds a line."""
    line = FollowUpLine(follow_up_id=one.id, said=said, member_id=member_id, words=words, day=day.isoformat())
    db.add(line)
    await db.flush()
    return line


async def give_ticket(db: Db, line: FollowUpLine) -> str:
    """The secret of the message that is to bring this line to its author, kept nowhere but in that message."""
    secret = secrets.token_hex(8)
    line.ticket = await ticket(db, secret)
    await db.flush()
    return secret


async def has_lines(db: Db, one: FollowUp, *said: str) -> bool:
    """Whether anything (of these kinds) was said in it."""
    wanted = select(FollowUpLine.id).where(FollowUpLine.follow_up_id == one.id)
    if said:
        wanted = wanted.where(FollowUpLine.said.in_(said))
    return (await db.scalars(wanted.limit(1))).first() is not None


async def of_session(db: Db, session_id: int, hand: Hand) -> Sequence[FollowUp]:
    """All those of a hand for a session, without complaints, newest first."""
    if not hand:
        return ()
    wanted = select(FollowUp).where(FollowUp.session_id == session_id, held_by(hand), FollowUp.kind != COMPLAINT)
    ordered = wanted.order_by(FollowUp.id.desc()).execution_options(populate_existing=True)
    return (await db.scalars(ordered)).all()


DOUBTFUL = select(FollowUp).where(text("follow_ups.look_again")).order_by(FollowUp.id)
"""Those whose words may have gone."""


async def doubtful(db: Db, most: int) -> Sequence[FollowUp]:
    """The first of those that are DOUBTFUL; those another process holds are left to it."""
    return (await db.scalars(DOUBTFUL.limit(most).with_for_update(skip_locked=True))).all()


def past_due(now: Whenever) -> Select[FollowUp]:
    """Those whose lateness is to be told."""
    return select(FollowUp).where(FollowUp.remind_at <= now).order_by(FollowUp.remind_at, FollowUp.id)


async def late(db: Db, now: datetime, most: int) -> Sequence[FollowUp]:
    """The first that are `past_due`; those another process holds are left to it."""
    return (await db.scalars(past_due(now).limit(most).with_for_update(skip_locked=True))).all()


async def by_id(db: Db, follow_up_id: int, workspace_id: int | None = None) -> FollowUp | None:
    """The follow-up, only if it belongs to the workspace when one is given."""
    wanted = select(FollowUp).where(FollowUp.id == follow_up_id).execution_options(populate_existing=True)
    if workspace_id is not None:
        wanted = wanted.join(Community).where(Community.workspace_id == workspace_id)
    return (await db.scalars(wanted)).one_or_none()

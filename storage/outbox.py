"""Messages owed: written in the transaction of the fact that causes them, kept until they are known to be posted.

Life of a delivery: due -> sending -> sent, or back to due (will be tried again), uncertain (the platform must be asked
whether it kept the message before anything is sent again), failed (given up, said to the animators) or dropped (nothing
left to say). Every change of state is a compare-and-set on (state, attempts), so a late answer cannot undo a newer one.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, and_, case, select, text, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage import lanes, quiet
from storage.database import Db, Table, inserting, notify

DUE, SENDING, SENT, FAILED, UNCERTAIN, DROPPED = "due", "sending", "sent", "failed", "uncertain", "dropped"


class Delivery(Table):
    """One message the bot owes a channel or a member.

    `about` names the fact it is owed for (unique: the same fact never owes twice). `draw` is the link of a message in
    `handlers.chat.routes`. `subject` (`capsule:42`) is what a like or a reply on it is about and what makes it be drawn
    again. `lane` is the channel or member in whose order and pace it is sent. `key` lets the platform recognise it.
    `parent_id` and `part` say which message it continues in the thread. `revision` above `shown` means: draw it again.
    `failure_told_at`: when animators were told that it was given up. `pin`: whether it stays at hand in its channel, a
    state of `storage.pins`; `pin_failure`: the platform's word for why it does not.
    """

    __tablename__ = "deliveries"
    # Literal states: a bound value would miss these partial indexes.
    __table_args__ = (
        Index(
            "ix_deliveries_waiting",
            "lane",
            "due_at",
            sqlite_where=text("state IN ('due', 'uncertain')"),
            postgresql_where=text("state IN ('due', 'uncertain')"),
        ),
        Index(
            "ix_deliveries_open",
            "lane",
            "id",
            sqlite_where=text("state IN ('due', 'uncertain', 'sending')"),
            postgresql_where=text("state IN ('due', 'uncertain', 'sending')"),
        ),
        Index(
            "ix_deliveries_sending",
            "id",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "ix_deliveries_stale",
            "edit_at",
            sqlite_where=text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
            postgresql_where=text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
        ),
        Index(
            "ix_deliveries_unpinned",
            "id",
            sqlite_where=text("pin = 'refused'"),
            postgresql_where=text("pin = 'refused'"),
        ),
        Index(
            "ix_deliveries_failed",
            "community_id",
            "id",
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
        Index(
            "ix_deliveries_untold",
            "id",
            sqlite_where=text("state = 'failed' AND failure_told_at IS NULL"),
            postgresql_where=text("state = 'failed' AND failure_told_at IS NULL"),
        ),
        Index("ix_deliveries_posted", "posted_channel", "posted_id"),
        Index("ix_deliveries_subject", "subject"),
        Index("ix_deliveries_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(150), unique=True)
    key: Mapped[str] = mapped_column(String(24), unique=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    channel: Mapped[str | None] = mapped_column(String(64))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    lane: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(5))
    draw: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str | None] = mapped_column(String(60))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    part: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=DUE)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    first_try_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    posted_channel: Mapped[str | None] = mapped_column(String(64))
    posted_id: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    edit_at: Mapped[datetime | None]
    edit_tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(String(200))
    failure_told_at: Mapped[datetime | None]
    pin: Mapped[str | None] = mapped_column(String(10))
    pin_failure: Mapped[str | None] = mapped_column(String(60))


_rows = Delivery.metadata.tables["deliveries"]


@dataclass(frozen=True)
class Owed:
    """A message to owe (see `Delivery`), to a channel or to a member in DM (`language`: for who has none)."""

    about: str
    draw: str
    workspace_id: int
    due_at: datetime
    language: str
    channel: str | None = None
    member_id: int | None = None
    community_id: int | None = None
    subject: str | None = None
    parent_id: int | None = None
    part: int = 0
    pin: str | None = None

    @property
    def lane(self) -> str:
        """The channel or member in whose order and pace it is sent."""
        return f"{self.workspace_id}:{self.channel}" if self.channel else f"member:{self.member_id}"


async def owe(
    db: Db,
    *,
    about: str,
    draw: str,
    workspace_id: int,
    due_at: datetime,
    language: str,
    channel: str | None = None,
    member_id: int | None = None,
    community_id: int | None = None,
    subject: str | None = None,
    at_once: bool = False,
    pin: str | None = None,
) -> bool:
    """Owes one message (see `Owed`). False when it was already owed.

    In DM it waits for its reader's hours, unless it is to leave `at_once`: they just asked for it.
    """
    if not at_once:
        due_at = await quiet.soonest(db, due_at, member_id, community_id)
    what = Owed(about, draw, workspace_id, due_at, language, channel, member_id, community_id, subject, pin=pin)
    return bool(await owe_all(db, [what]))


async def owe_all(db: Db, messages: Sequence[Owed]) -> Collection[str]:
    """Owes many messages in a few statements, each at its `due_at`: the `about` of those that were not owed before."""
    if not messages:
        return ()
    if any((one.channel is None) == (one.member_id is None) for one in messages):
        raise ValueError("a delivery goes to a channel or to a member")
    rows = [{**vars(one), "lane": one.lane, "key": secrets.token_hex(10)} for one in messages]
    wanted = inserting(db, Delivery).on_conflict_do_nothing().returning(_rows.c.about)
    new = set((await db.scalars(wanted, rows)).all())
    if new:
        await lanes.expect(db, [(one.lane, one.workspace_id, one.due_at) for one in messages if one.about in new])
        await notify(db)
    return new


async def owe_continuation(db: Db, delivery: Delivery, due_at: datetime) -> bool:
    """Owes what follows a posted message in its thread."""
    first = delivery.parent_id or delivery.id
    following = Owed(
        about=f"{first}#{delivery.part + 1}",
        draw=delivery.draw,
        workspace_id=delivery.workspace_id,
        due_at=due_at,
        language=delivery.language,
        channel=delivery.channel,
        member_id=delivery.member_id,
        community_id=delivery.community_id,
        subject=delivery.subject,
        parent_id=first,
        part=delivery.part + 1,
    )
    return bool(await owe_all(db, [following]))


async def touch(db: Db, subject: str) -> None:
    """What the messages about `subject` show has changed: they will be drawn again."""
    await db.execute(
        update(Delivery)
        # A message still due too: another process may be claiming it at this very moment.
        .where(Delivery.subject == subject, Delivery.state.in_((DUE, SENDING, SENT, UNCERTAIN)))
        .values(revision=Delivery.revision + 1)
    )
    await notify(db)


async def posted(db: Db, workspace_id: int, channel: str, message: str) -> Delivery | None:
    """The delivery that became this message."""
    wanted = select(Delivery).filter_by(workspace_id=workspace_id, posted_channel=channel, posted_id=message)
    return (await db.scalars(wanted)).one_or_none()


async def posted_about(
    db: Db, workspace_id: int, subject: str, channel: str | None = None, message: str | None = None
) -> Delivery | None:
    """The message about this subject that somebody reacts to in a channel of this workspace, else the newest about it.

    Of what was sent to them in DM: the newest of the same community, if there is one.

    None: nothing about it was posted there, so nobody there may react to it.
    """
    itself = case((and_(Delivery.posted_channel == channel, Delivery.posted_id == message), 1), else_=0)
    direct = aliased(Delivery)
    sent = (direct.workspace_id == workspace_id, direct.posted_channel == channel, direct.posted_id == message)
    near = case((Delivery.community_id == select(direct.community_id).where(*sent).scalar_subquery(), 1), else_=0)
    wanted = select(Delivery).where(
        Delivery.subject == subject,
        Delivery.workspace_id == workspace_id,
        Delivery.channel.is_not(None),
        Delivery.state.in_((SENDING, SENT, UNCERTAIN)),
    )
    return (await db.scalars(wanted.order_by(itself.desc(), near.desc(), Delivery.id.desc()).limit(1))).one_or_none()


async def recent_posts(db: Db, workspace_id: int, since: datetime) -> Sequence[Delivery]:
    """Messages posted in channels since then that people may like or answer, newest first."""
    wanted = select(Delivery).where(
        Delivery.workspace_id == workspace_id,
        Delivery.state == SENT,
        Delivery.sent_at >= since,
        Delivery.channel.is_not(None),
        Delivery.subject.is_not(None),
        Delivery.parent_id.is_(None),
    )
    return (await db.scalars(wanted.order_by(Delivery.id.desc()))).all()


async def by_id(db: Db, delivery_id: int) -> Delivery:
    """The delivery with this id."""
    return await db.get_one(Delivery, delivery_id)


async def find(db: Db, delivery_id: int, workspace_id: int) -> Delivery | None:
    """The delivery with this id, if it belongs to the workspace."""
    return (await db.scalars(select(Delivery).filter_by(id=delivery_id, workspace_id=workspace_id))).one_or_none()


async def may_be_posted(db: Db, about: str) -> bool:
    """Whether people may have seen the message owed for this fact; False while it is tried for the first time."""
    tried = Delivery.posted_id.is_not(None) | (Delivery.attempts > 1)
    return (await db.scalars(select(Delivery.id).where(Delivery.about == about, tried))).first() is not None

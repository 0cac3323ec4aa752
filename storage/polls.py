"""Polls: what each person voted for, kept so that they can change it; everybody else sees counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.database import Db, Table, insert_once

NOTHING = "[]"


class Ballot(Table):
    """What one member votes for in one poll of one community.

    `choices` are the words voted for, as JSON: a vote is for these words, wherever a corrected poll puts them, and no
    longer counts when they are gone. `member_id` is None once the person is erased: the vote still counts.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("capsule_id", "community_id", "member_id", name="uq_ballots_once"),
        Index("ix_ballots_community_id", "community_id", "voted_at"),
        Index("ix_ballots_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    choices: Mapped[str] = mapped_column(Text)
    voted_at: Mapped[datetime]

    def voted_for(self) -> frozenset[str]:
        """The words voted for."""
        return frozenset(json.loads(self.choices))


async def mine(db: Db, capsule_id: int, community_id: int, member_id: int, now: datetime) -> Ballot:
    """A member's ballot, empty at first; whoever asks for the same waits for this transaction."""
    whose = {"capsule_id": capsule_id, "community_id": community_id, "member_id": member_id}
    await insert_once(db, Ballot, **whose, choices=NOTHING, voted_at=now)
    wanted = select(Ballot).filter_by(**whose).with_for_update()
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one()


async def keep(db: Db, ballot: Ballot, choices: Sequence[str], now: datetime) -> None:
    """What the ballot says from now on; nothing when they took their votes back."""
    ballot.choices, ballot.voted_at = json.dumps(list(choices), ensure_ascii=False), now
    await db.flush()


@dataclass(frozen=True)
class Results:
    """How many `people` voted for something still offered, and how many `votes` each choice has, by its words."""

    people: int
    votes: Mapping[str, int]


async def results(db: Db, capsule_id: int, community_id: int, offered: Sequence[str]) -> Results:
    """The counts of a poll in a community, for the choices it offers now."""
    wanted = select(Ballot.choices, func.count(Ballot.id))
    wanted = wanted.where(Ballot.capsule_id == capsule_id, Ballot.community_id == community_id)
    people, votes = 0, Counter(dict.fromkeys(offered, 0))
    for kept, times in await db.execute(wanted.group_by(Ballot.choices)):
        chosen = votes.keys() & set(json.loads(kept))
        people += times if chosen else 0
        for words in chosen:
            votes[words] += times
    return Results(people, votes)


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member votes for, oldest first."""
    wanted = select(Ballot, Capsule.title).join(Capsule, Capsule.id == Ballot.capsule_id)
    rows = await db.execute(wanted.where(Ballot.member_id == member_id).order_by(Ballot.id))
    return [
        {"poll": title, "votes_for": sorted(ballot.voted_for()), "when": ballot.voted_at.isoformat()}
        for ballot, title in rows
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who voted; the votes still count."""
    await db.execute(delete(Ballot).where(Ballot.member_id == member_id, Ballot.choices == NOTHING))
    await db.execute(update(Ballot).where(Ballot.member_id == member_id).values(member_id=None))

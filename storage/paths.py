"""Paths: what a member did on the learner's ladder, and what it changed. Read from what others keep; nothing is added.

For the member alone: nobody else asks these questions, and nothing here compares anybody with anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from storage import feedback, followups, improvements, proposals, testimonials, verbatims, wins
from storage.comments import Comment
from storage.database import Db
from storage.followups import CLOSED, FollowUp
from storage.improvements import DOING, DONE, PLANNED, Improvement, Source
from storage.ladders import MOMENT
from storage.likes import Like
from storage.proposals import Proposal
from storage.testimonials import PUBLISHED, Testimonial
from storage.verbatims import Verbatim
from storage.wins import Win


@dataclass(frozen=True)
class Did:
    """What a member did, in numbers: sessions answered about, moments liked, verbatims, capsules proposed, …"""

    ratings: int
    moments: int
    words: int
    testimonials: int
    capsules: int
    wins: int


@dataclass(frozen=True)
class Changed:
    """What it changed: what their words made better, or will; follow-ups that were closed.

    Then how many people liked or commented what they shared.
    """

    improvements: int
    followups: int
    people: int


async def did(db: Db, member_id: int) -> Did:
    """The steps, in the order of the ladder; whatever was written without a name counts too."""
    moments = select(func.count(Like.subject.distinct())).where(
        Like.member_id == member_id, Like.subject.startswith(f"{MOMENT}:")
    )
    told = select(func.count(Win.id)).where(await wins.theirs(db, member_id), Win.words.is_not(None))
    proposed = select(func.count(Proposal.id)).where(Proposal.author_id == member_id, Proposal.words.is_not(None))
    published = (await testimonials.count_of_member(db, member_id)).get(PUBLISHED, 0)
    return Did(
        ratings=await feedback.count_of(db, member_id),
        moments=(await db.scalars(moments)).one(),
        words=await verbatims.count_of(db, member_id),
        testimonials=published,
        capsules=(await db.scalars(proposed)).one(),
        wins=(await db.scalars(told)).one(),
    )


async def changed(db: Db, member_id: int) -> Changed:
    """What came of it."""
    closed = select(func.count(FollowUp.id)).where(await followups.own(db, member_id), FollowUp.state == CLOSED)
    better = (
        select(func.count(Improvement.id.distinct()))
        .join(Source, Source.improvement_id == Improvement.id)
        .join(Verbatim, Verbatim.id == Source.verbatim_id)
        .where(await improvements.written_by(db, member_id), Improvement.state.in_((PLANNED, DOING, DONE)))
    )
    shared = await _shared(db, member_id)
    likers = select(Like.member_id).where(Like.subject.in_(shared))
    commenters = select(Comment.member_id).where(Comment.subject.in_(shared), Comment.deleted_at.is_(None))
    people = {*await db.scalars(likers), *await db.scalars(commenters)} - {None, member_id} if shared else set()
    return Changed((await db.scalars(better)).one(), (await db.scalars(closed)).one(), len(people))


async def _shared(db: Db, member_id: int) -> Sequence[str]:
    """The subjects of what a member shared and has not taken back."""
    told = select(Win.id).where(await wins.theirs(db, member_id), Win.words.is_not(None))
    published = select(Testimonial.id).where(
        await testimonials.theirs(db, member_id), Testimonial.state == PUBLISHED, Testimonial.words.is_not(None)
    )
    made = select(Proposal.capsule_id).where(
        Proposal.author_id == member_id, Proposal.state == proposals.ACCEPTED, Proposal.capsule_id.is_not(None)
    )
    return [
        *(wins.subject(number) for number in await db.scalars(told)),
        *(testimonials.subject(number) for number in await db.scalars(published)),
        *(f"capsule:{number}" for number in await db.scalars(made)),
    ]

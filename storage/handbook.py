"""The peers' handbook of a community: what its members agreed to share and have not taken back, at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import String, cast, literal, select

from storage.capsules import Capsule
from storage.consents import Consent
from storage.database import Db
from storage.people import Member
from storage.proposals import ACCEPTED, Proposal
from storage.seals import seal
from storage.sessions import Course, Session
from storage.testimonials import PUBLISHED, Testimonial, name_shown
from storage.verbatims import ANONYMOUS, FULL_NAME, Verbatim
from storage.wins import Win

Kind = Literal["capsule", "testimonial", "win"]


@dataclass(frozen=True)
class Piece:
    """Something somebody shared. `theme`: a capsule's theme, a testimonial's course, "" for a win.

    `title` is a capsule's; `name` is how its author chose to be named, None when not at all; `who`, their seal, tells
    two authors apart, and nothing else.
    """

    kind: Kind
    id: int
    theme: str
    title: str
    words: str
    name: str | None
    who: str
    at: datetime


async def pieces(db: Db, community_id: int, now: datetime) -> Sequence[Piece]:
    """Everything that may stand there now, first voices first."""
    found = [
        *await _capsules(db, community_id),
        *await _testimonials(db, community_id, now),
        *await _wins(db, community_id),
    ]
    return sorted(found, key=lambda piece: (piece.at, piece.kind, piece.id))


async def _capsules(db: Db, community_id: int) -> Sequence[Piece]:
    """Words that became a capsule, as their author wrote them; not those of a capsule that was withdrawn."""
    agreed = select(Consent.id).where(
        Consent.subject == literal("proposal:") + cast(Proposal.id, String), Consent.withdrawn_at.is_(None)
    )
    wanted = (
        select(Proposal, Capsule, Member)
        .join(Capsule, Capsule.id == Proposal.capsule_id)
        .join(Member, Member.id == Proposal.author_id)
        .where(Proposal.community_id == community_id, Proposal.state == ACCEPTED, Proposal.words.is_not(None))
        .where(Capsule.withdrawn_at.is_(None), agreed.exists())
    )
    return [
        Piece(
            kind="capsule",
            id=one.id,
            theme=capsule.theme,
            title=capsule.title,
            words=one.words or "",
            name=name_shown(author, FULL_NAME if one.credited else ANONYMOUS),
            who=await seal(db, author.id, None),
            at=one.created_at,
        )
        for one, capsule, author in (await db.execute(wanted)).all()
    ]


async def _testimonials(db: Db, community_id: int, now: datetime) -> Sequence[Piece]:
    """Those that are published, not a moment longer than their authors agreed to."""
    agreed = select(Consent.id).where(
        Consent.subject == literal("testimonial:") + cast(Testimonial.id, String), Consent.withdrawn_at.is_(None)
    )
    wanted = (
        select(Testimonial, Course.title, Member)
        .join(Verbatim, Verbatim.id == Testimonial.verbatim_id)
        .join(Session, Session.id == Verbatim.session_id)
        .join(Course, Course.id == Session.course_id)
        .outerjoin(Member, Member.id == Testimonial.member_id)
        .where(Testimonial.community_id == community_id, Testimonial.state == PUBLISHED)
        .where(Testimonial.words.is_not(None), Testimonial.expires_at > now, agreed.exists())
    )
    return [
        Piece(
            kind="testimonial",
            id=one.id,
            theme=course,
            title="",
            words=one.words or "",
            name=name_shown(author, one.shown_as),
            who=one.respondent or await seal(db, one.member_id or 0, None),
            at=one.published_at or now,
        )
        for one, course, author in (await db.execute(wanted)).all()
    ]


async def _wins(db: Db, community_id: int) -> Sequence[Piece]:
    agreed = select(Consent.id).where(
        Consent.subject == literal("win:") + cast(Win.id, String), Consent.withdrawn_at.is_(None)
    )
    wanted = (
        select(Win, Member)
        .outerjoin(Member, Member.id == Win.member_id)
        .where(Win.community_id == community_id, Win.words.is_not(None), agreed.exists())
    )
    return [
        Piece(
            kind="win",
            id=win.id,
            theme="",
            title="",
            words=win.words or "",
            name=name_shown(author, win.shown_as),
            who=win.respondent or await seal(db, win.member_id or 0, None),
            at=win.posted_at,
        )
        for win, author in (await db.execute(wanted)).all()
    ]

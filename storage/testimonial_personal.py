"""What testimonials know of people: how it is exported, taken back and erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage import consents, outbox, testimonial_acts, testimonials
from storage.database import Db
from storage.testimonials import Testimonial, subject, theirs
from storage.verbatims import Verbatim


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """A member's testimonials, oldest first."""
    wanted = select(Testimonial).where(await theirs(db, member_id)).order_by(Testimonial.id)
    return [
        {
            "words": one.words,
            "proposed_by_an_animator": one.suggestion,
            "signed": one.shown_as,
            "where": one.place,
            "until": one.expires_at.isoformat() if one.expires_at else None,
            "state": one.state,
            "reason": one.reason,
            "asked_at": one.asked_at.isoformat(),
            "published_at": one.published_at.isoformat() if one.published_at else None,
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            "history": [
                {"by": told.act.by, "from": told.act.old, "to": told.act.new, "when": told.act.at.isoformat()}
                for told in await testimonial_acts.of_testimonial(db, one.id)
            ],
        }
        for one in (await db.scalars(wanted)).all()
    ]


async def withdraw_all(db: Db, member_id: int, now: datetime) -> None:
    """Takes every testimonial of a member back, wherever it was shown."""
    mine = select(Testimonial).where(await theirs(db, member_id)).execution_options(populate_existing=True)
    for one in (await db.scalars(mine)).all():
        if await testimonials.withdraw(db, one, now):
            await outbox.touch(db, subject(one.id))


async def sign(db: Db, session_id: int, member_id: int) -> None:
    """Nameless words about a session got their author's number (`storage.verbatims.sign`): so does their testimonial.

    Otherwise it would lead from that number to the seal of everything they answered without a name. Nothing else
    changes: it is shown as its author chose.
    """
    signed = select(Verbatim.id).where(Verbatim.session_id == session_id, Verbatim.member_id == member_id)
    mine = update(Testimonial).where(Testimonial.verbatim_id.in_(signed), Testimonial.respondent.is_not(None))
    found = mine.values(member_id=member_id, respondent=None).returning(Testimonial.id)
    for testimonial_id in (await db.scalars(found)).all():
        await consents.sign(db, subject(testimonial_id), member_id)


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets a member, as author and as animator: the reasons they were given, and gave, go too."""
    author: dict[str, object] = {"member_id": None, "respondent": None, "reason": None}
    decider: dict[str, object] = {"decided_by": None, "reason": None}
    for held, gone in ((await theirs(db, member_id), author), (Testimonial.decided_by == member_id, decider)):
        forgotten = update(Testimonial).where(held).values(gone).returning(Testimonial.id)
        for testimonial_id in (await db.scalars(forgotten)).all():
            await outbox.touch(db, subject(testimonial_id))

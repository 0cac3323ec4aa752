"""News: those whose words led to an improvement are told of each state it takes, once.

Words without a name lead to nobody: their author is found by their seal (`storage.seals`) at the moment of telling; the
message owed names its reader and a mark that cannot be read back, so no table joins it to an improvement or to words.
Nor does its hour: an improvement knows the month of its last change, and news leave together, at the next full hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

from sqlalchemy import select, true

from storage import feedback, improvement_cards, outbox, quiet
from storage.communities import Community
from storage.database import Db
from storage.followups import COMPLAINT, FollowUp
from storage.improvements import STATES, Improvement, Shown, Source, shown, written_by
from storage.outbox import Owed
from storage.people import Member
from storage.seals import ticket
from storage.verbatims import ALERT, Verbatim

_chance = SystemRandom()

SAME_WORDS = (FollowUp.session_id == Verbatim.session_id) & (
    (FollowUp.member_id == Verbatim.member_id) | (FollowUp.respondent == Verbatim.respondent)
)
"""A follow-up and words of the same hand about the same session."""


async def words_of_followup(db: Db, follow_up_id: int) -> int | None:
    """The number of the newest words that a follow-up came from; None for one of a mark, of a complaint or urgent."""
    wanted = select(Verbatim.id).join(FollowUp, SAME_WORDS).where(FollowUp.id == follow_up_id)
    wanted = wanted.where(~FollowUp.urgent, FollowUp.kind != COMPLAINT, Verbatim.words.is_not(None))
    return (await db.scalars(wanted.where(Verbatim.calls_for != ALERT).order_by(Verbatim.id.desc()).limit(1))).first()


def news_subject(mark: str) -> str:
    """What a message that tells somebody of an improvement is about, and the fact for which it is owed."""
    return f"news:{mark}"


async def authors(db: Db, improvement_id: int) -> set[int]:
    """The numbers of those whose words led there. Who wrote without a name is looked for among who answered."""
    rows = select(Verbatim.member_id, Verbatim.respondent, Verbatim.session_id).join(Source)
    found = (await db.execute(rows.where(Source.improvement_id == improvement_id, Verbatim.words.is_not(None)))).all()
    nameless = {session_id for member_id, _respondent, session_id in found if member_id is None}
    known = await feedback.authors(db, nameless)
    either = {member_id or known.get(respondent or "") for member_id, respondent, _session_id in found}
    return {one for one in either if one is not None}


async def owe(db: Db, draw: str, improvement: Improvement, community: Community, now: datetime) -> None:
    """Tells those whose words led there, and who wish to be, of the state it has now, within their hours, once.

    `draw`: the name of the message, which takes a member and a mark. At the next full hour: a slip may be put right
    before anybody is told, and an hour shared by all says nothing of whose words they were.
    """
    at = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    found = await authors(db, improvement.id)
    wish = select(Member.id).where(Member.id.in_(found), Member.news == true())
    readers = sorted(await db.scalars(wish))
    _chance.shuffle(readers)
    messages = []
    for member_id in readers:
        mark = await news_mark(db, improvement.id, improvement.state, member_id)
        messages.append(
            Owed(
                about=news_subject(mark),
                draw=f"{draw}:{member_id}:{mark}",
                workspace_id=community.workspace_id,
                due_at=await quiet.soonest(db, at, member_id, community.id),
                language=community.language,
                member_id=member_id,
                community_id=community.id,
                subject=news_subject(mark),
            )
        )
    await outbox.owe_all(db, messages)


async def news_mark(db: Db, improvement_id: int, state: str, member_id: int) -> str:
    """What stands for "this member is told that this improvement is in this state": nobody reads one back from it."""
    return await ticket(db, f"improvement:{improvement_id}:{state}:{member_id}")


@dataclass(frozen=True)
class News:
    """What somebody is told: the state an improvement has now, and their own words that led there, if still kept.

    `state`: the one for which they were to be told.
    """

    shown: Shown
    state: str
    words: str | None


async def news(db: Db, member_id: int, mark: str) -> News | None:
    """What stands behind a mark of `news_mark`, looked for among the improvements that this member's words led to."""
    rows = select(Source.improvement_id, Verbatim.words).join(Verbatim).where(await written_by(db, member_id))
    for improvement_id, words in (await db.execute(rows.order_by(Verbatim.id.desc()))).all():
        for state in STATES:
            if await news_mark(db, improvement_id, state, member_id) == mark:
                return News((await shown(db, [improvement_id]))[improvement_id], state, words)
    return None


async def redraw(db: Db, improvement_id: int, member_id: int) -> None:
    """What this member was told of an improvement is drawn again."""
    for state in STATES:
        await outbox.touch(db, news_subject(await news_mark(db, improvement_id, state, member_id)))


async def words_change(db: Db, session_id: int, member_id: int) -> None:
    """Somebody changes or removes their words about a session: what they were told of shows it too."""
    mine = await written_by(db, member_id)
    fed = select(Source.improvement_id).join(Verbatim).where(Verbatim.session_id == session_id, mine)
    for improvement_id in (await db.scalars(fed.distinct())).all():
        await improvement_cards.redraw(db, improvement_id)
        await redraw(db, improvement_id, member_id)

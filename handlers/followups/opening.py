"""Opening a follow-up, or having what was just said join the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.followups import rules, telling
from handlers.sentiment.signs import alerts_in, giving_up
from storage import communities, followup_moves, followup_reading, followups, sessions
from storage.communities import Community
from storage.database import Db
from storage.feedback import Answer
from storage.followups import CLOSED, COMPLAINT, GIVING_UP, LOW_MARK, REPLY, WORDS, FollowUp, Hand
from storage.verbatims import ALERT, ANONYMOUS, TEAM, Verbatim


async def community_of(db: Db, one: FollowUp) -> Community:
    """The community whose team answers."""
    found = await communities.by_id(db, one.community_id)
    if found is None:
        raise LookupError(f"follow-up {one.id} is of a community that is gone")
    return found


async def for_words(db: Db, one: Verbatim, now: datetime) -> None:
    """Words that call for somebody: they join what is open for their author and session, or open it."""
    hand, urgent = Hand(one.member_id, one.respondent), one.calls_for == ALERT
    outline = await sessions.outline(db, one.session_id)
    if outline is None or not hand:
        return
    same = await followups.of_session(db, one.session_id, hand)
    if (held := _open(same, urgent=urgent)) is not None:
        await followup_moves.move(db, held, scope=one.scope)
        await telling.changed(db, held, outline.community)
        return
    if await _joins(db, one, hand, urgent=urgent):
        return
    if not urgent and _answered_since(same, one.created_at, outline.community):
        return
    kind = GIVING_UP if giving_up(one.words or "") else WORDS
    await open_(db, outline.community, hand, now, kind, session_id=one.session_id, urgent=urgent, scope=one.scope)


async def for_mark(db: Db, one: Answer, now: datetime) -> None:
    """A low mark nobody spoke for: it opens a follow-up without a name, unless there is one of its author already."""
    hand = Hand(respondent=one.respondent)
    outline = await sessions.outline(db, one.session_id)
    if outline is None or not hand:
        return
    named = await followups.other_hand(db, hand, one.session_id)
    every = [*await followups.of_session(db, one.session_id, hand)]
    every += await followups.of_session(db, one.session_id, named)
    if any(held.state != CLOSED for held in every) or _answered_since(every, one.created_at, outline.community):
        return
    await open_(db, outline.community, hand, now, LOW_MARK, session_id=one.session_id, urgent=False, scope=ANONYMOUS)


async def for_complaint(
    db: Db, community: Community, hand: Hand, now: datetime, session_id: int | None, words: str, wish: str
) -> FollowUp | None:
    """A complaint, with words of its own; what cannot wait in it is seen as in any other words."""
    return await open_(
        db,
        community,
        hand,
        now,
        COMPLAINT,
        session_id=session_id,
        urgent=bool(alerts_in(f"{words}\n{wish}")),
        scope=TEAM if hand.member_id else ANONYMOUS,
        words=words,
        wish=wish or None,
    )


async def open_(
    db: Db, community: Community, hand: Hand, now: datetime, kind: str, *, urgent: bool, **values: object
) -> FollowUp | None:
    """Opens it and tells the team; the author of urgent words too, but of a complaint, who is told where they are."""
    made = await followups.start(
        db,
        hand,
        await telling.owing(community, now, urgent=urgent),
        community_id=community.id,
        kind=kind,
        urgent=urgent,
        confided=urgent and community.confidant_id is not None,
        confidant_id=community.confidant_id if urgent else None,
        opened_on=rules.today(now, community.zone).isoformat(),
        **values,
    )
    if made is not None:
        await telling.opened(db, made, community, now)
        if urgent and kind != COMPLAINT:
            await telling.care(db, made, community, now)
    return made


async def _joins(db: Db, one: Verbatim, hand: Hand, *, urgent: bool) -> bool:
    """Whether what their author said in their other hand, and to which they added nothing, is theirs now."""
    other = await followups.other_hand(db, hand, one.session_id)
    held = _open(await followups.of_session(db, one.session_id, other), urgent=urgent)
    if held is None or await followups.has_lines(db, held, REPLY) or await followup_reading.words_of(db, held):
        return False
    done = await followup_moves.change_hand(db, held, hand, one.scope)
    await telling.changed(db, held, await community_of(db, held))
    return done


def _open(found: Sequence[FollowUp], *, urgent: bool) -> FollowUp | None:
    return next((one for one in found if one.state != CLOSED and one.urgent is urgent), None)


def _answered_since(found: Sequence[FollowUp], at: datetime, community: Community) -> bool:
    """Whether the team has already dealt with it: what its author changes afterwards opens nothing anew."""
    day = rules.today(at, community.zone).isoformat()
    return any(one.opened_on >= day and not one.urgent for one in found)

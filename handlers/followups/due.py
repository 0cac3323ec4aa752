"""What time makes happen: follow-ups open, close when nothing is left of them, and are recalled when they are late.

Words that call for somebody open one as soon as they are written; a low mark half an hour after the hour in which it
was given, so that words which follow speak for it. A mark is always without a name, and words may have one: the two
meet only while their author has said nothing more, for nobody must be named by what they add. Nothing here notes the
hour at which nameless words or marks were looked at: it is that of the message which follows.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.followups import opening, rules, telling
from storage import communities, feedback, followup_moves, followup_reading, followups, verbatims
from storage.database import Db
from storage.followups import BY_WITHDRAWAL, GIVING_UP, WORDS, FollowUp
from storage.waiting import Waits

MOST_AT_ONCE = 20
WORDS_MAY_FOLLOW = timedelta(minutes=30)
"""How long a low mark waits for words at least."""

waits: Waits = (
    verbatims.TO_FOLLOW,
    lambda now: feedback.low(now - WORDS_MAY_FOLLOW),
    followups.DOUBTFUL,
    followups.past_due,
)


async def due(db: Db, now: datetime) -> int:
    """Looks at words, marks, follow-ups and deadlines, each in turn; idle, it asks four indexed questions."""
    return await _words(db, now) or await _marks(db, now) or await _look_again(db, now) or await _late(db, now)


async def _words(db: Db, now: datetime) -> int:
    found = await verbatims.to_follow(db, MOST_AT_ONCE)
    for one in found:
        await opening.for_words(db, one, now)
    if found:
        await verbatims.followed(db, [one.id for one in found], rules.midnight(now))
    return len(found)


async def _marks(db: Db, now: datetime) -> int:
    found = await feedback.low_marks(db, now - WORDS_MAY_FOLLOW, MOST_AT_ONCE)
    for one in found:
        await opening.for_mark(db, one, now)
    if found:
        await feedback.looked_at(db, [one.id for one in found], rules.midnight(now))
    return len(found)


async def _look_again(db: Db, now: datetime) -> int:
    """One that was about words only, which are gone, and in which nothing was said, closes by itself."""
    found = await followups.doubtful(db, MOST_AT_ONCE)
    for one in found:
        await followup_moves.move(db, one, look_again=False)
        community = await opening.community_of(db, one)
        if one.kind in (WORDS, GIVING_UP) and await _is_empty(db, one):
            await followup_moves.end(db, one, BY_WITHDRAWAL, rules.today(now, community.zone))
        await telling.changed(db, one, community)
    return len(found)


async def _is_empty(db: Db, one: FollowUp) -> bool:
    return not (await followup_reading.words_of(db, one) or await followups.has_lines(db, one))


async def _late(db: Db, now: datetime) -> int:
    found = await followups.late(db, now, MOST_AT_ONCE)
    for one in found:
        community = await opening.community_of(db, one)
        await telling.late(db, one, community, now)
        again = rules.next_reminder(now, community.zone, one.reminded, communities.country_of(community))
        await followup_moves.remind(db, one, again)
    return len(found)

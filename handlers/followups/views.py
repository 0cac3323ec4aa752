"""What the cards of a follow-up need, read from storage."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.followups import rules
from handlers.followups.parts import Item, Shown
from storage import followup_moves, followup_reading
from storage.database import Db
from storage.followup_reading import Line, Story
from storage.followups import COMPLAINT, FollowUp, hand_of
from storage.verbatims import ANONYMOUS, FIRST_NAME

MIDDAY = time(12)


async def shown(db: Db, one: FollowUp, now: datetime | None = None, *, whole: bool = True) -> Shown:
    """The follow-up as it is now; `now` tells whether it is late, and `whole` brings all that was said in it."""
    story = await followup_reading.story(db, one)
    lines = await followup_reading.lines(db, one.id) if whole else ()
    zone = story.community.zone
    return Shown(
        id=one.id,
        kind=one.kind,
        urgent=one.urgent,
        confided=one.confided,
        community=story.community.name,
        course=story.course,
        held_at=story.starts_at,
        zone=zone,
        author=signature(story),
        gone=not hand_of(one),
        stars=story.stars,
        state=one.state,
        closed_by=one.closed_by or "",
        owner_id=one.owner_id or 0,
        owner=story.owner.name if story.owner else "",
        due=_on(one.due_on, zone),
        late=now is not None and rules.is_late(one.state, one.due_on, rules.today(now, zone)),
        turns=one.turns,
        may_judge=followup_moves.may_judge(one),
        items=[*(item(line, zone) for line in reversed(lines)), *first_words(story)],
    )


def signature(story: Story) -> str:
    """The author's name, never more of it than they chose; "" without one."""
    if story.author is None or story.one.scope == ANONYMOUS:
        return ""
    return story.author.first_name if story.one.scope == FIRST_NAME else story.author.name


def first_words(story: Story) -> list[Item]:
    """What the follow-up is about, newest first."""
    wish = [Item("wish", story.one.wish)] if story.one.kind == COMPLAINT and story.one.wish else []
    return [*wish, *(Item("words", words) for words in reversed(story.said))]


def item(one: Line, zone: str) -> Item:
    """A line as cards show it."""
    return Item(one.line.said, one.line.words, one.by.name if one.by else "", _on(one.line.day, zone))


def _on(day: str, zone: str) -> datetime:
    """The middle of a day, which is that day on every clock of the zone."""
    return datetime.combine(date.fromisoformat(day), MIDDAY, ZoneInfo(zone))

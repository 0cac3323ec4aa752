"""A community's calendar as calendar programs read it (iCalendar, RFC 5545). No person is named in it.

Programs that follow an address replace what they had by what they read: events carry no SEQUENCE, and what was
cancelled is just not there any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur, vText

from handlers.calendar.series import series
from handlers.chat.words import Line, Say
from handlers.ical.writing import add_place, event, filled, publishing
from storage import agenda
from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db
from storage.dates import following
from storage.schedules import POSTED, Post, Schedule
from storage.sessions import Session

BEFORE = timedelta(days=92)
AHEAD = timedelta(days=366 * 2)
"""How much of the past and of sessions to come is told."""

READ_AGAIN = timedelta(hours=6)
"""How often programs are invited to read it again; most choose for themselves."""

Write = Callable[[Line], str]
"""A line in the reader's language."""


@dataclass(frozen=True)
class Told:
    """Everything a calendar tells, read from storage. `planned`: what is paused too, with its dates from `now` on."""

    community: Community
    now: datetime
    posts: Sequence[tuple[Post, Capsule]]
    sessions: Sequence[tuple[Session, str]]
    planned: Sequence[tuple[Schedule, Capsule]] = ()


async def read(db: Db, community: Community, now: datetime, *, everything: bool) -> Told:
    """What the calendar tells now; `everything`: what is planned, too."""
    start = now - BEFORE
    posts = [one for one in await agenda.posts(db, community.id, start, now + AHEAD) if one[0].state == POSTED]
    sessions = await agenda.sessions(db, community.id, start, now + AHEAD)
    if not everything:
        return Told(community, now, posts, sessions)
    planned = [*await agenda.planned(db, community.id), *await agenda.paused(db, community.id)]
    return Told(community, now, posts, sessions, planned)


def written(told: Told, write: Write, host: str) -> bytes:
    """The calendar as a file: the same bytes as long as it tells the same. `host` makes its ids the world's own."""
    made = publishing("Calendar")
    for name in ("NAME", "X-WR-CALNAME"):
        made.add(name, vText(told.community.name))
    made.add("X-WR-TIMEZONE", vText(told.community.zone))
    made.add("REFRESH-INTERVAL", READ_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vText("PT6H"))
    return filled(made, [*_sessions(told, host), *_posts(told, host), *_planned(told, write, host)], told.now.year)


def _event(uid: str, title: str, start: datetime, lasts: timedelta, known_since: datetime) -> Event:
    made = event(uid, title, start, known_since)
    made.add("DURATION", lasts)
    return made


def _sessions(told: Told, host: str) -> Iterator[Event]:
    for session, title in told.sessions:
        lasts, since = session.ends_at - session.starts_at, told.community.created_at
        made = _event(f"session-{session.id}@{host}", title, session.starts_at, lasts, since)
        made.add("STATUS", "CONFIRMED")
        add_place(made, session.place)
        yield made


def _posts(told: Told, host: str) -> Iterator[Event]:
    for post, capsule in told.posts:
        since = post.posted_at or post.planned_at
        made = _event(f"post-{post.id}@{host}", capsule.title, post.planned_at, _minutes(capsule), since)
        yield _beside_work(made, "CONFIRMED")


def _planned(told: Told, write: Write, host: str) -> Iterator[Event]:
    for schedule, capsule in told.planned:
        is_paused = schedule.next_at is None
        first = following(schedule, told.now) if schedule.next_at is None else schedule.next_at
        if first is None:
            continue
        found, uid = series(schedule, first), f"schedule-{schedule.id}"
        title = write(Say("calendar.feed.paused", title=capsule.title)) if is_paused else capsule.title
        status, since = "TENTATIVE" if is_paused else "CONFIRMED", schedule.drafted_at or capsule.created_at
        zone = ZoneInfo(schedule.zone)
        if found.start is not None:
            start = found.start.replace(tzinfo=zone)
            made = _event(f"{uid}@{host}", title, start, _minutes(capsule), since)
            if found.rule:
                made.add("RRULE", vRecur.from_ical(found.rule))
            if found.left_out:
                made.add("EXDATE", [local.replace(tzinfo=zone) for local in found.left_out])
            yield _beside_work(made, status)
        for at in found.alone:
            stamp = f"{uid}-{int(at.timestamp()) // 60}@{host}" if schedule.rule else f"{uid}@{host}"
            yield _beside_work(_event(stamp, title, at, _minutes(capsule), since), status)


def _beside_work(made: Event, status: str) -> Event:
    """A few minutes to read do not make anybody busy."""
    made.add("STATUS", status)
    made.add("TRANSP", "TRANSPARENT")
    return made


def _minutes(capsule: Capsule) -> timedelta:
    return timedelta(minutes=capsule.minutes)

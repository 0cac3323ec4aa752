"""When things happen around a session, as pure functions.

Beside the tables because whoever makes a session needs them: the form in chat, a file that is imported.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from storage.dates import instant, wall
from storage.quiet import SATURDAY

OPENS_BEFORE = timedelta(minutes=15)
"""How long before its start the announcement of a session lets people check in: they arrive a little early."""

EVE, MORNING = time(15), time(8)
"""When attendees are reminded, on the clocks of the session: the working day before, or the very morning."""

REMINDED_BEFORE = timedelta(hours=1)
"""A reminder that comes later than this before the start helps nobody."""

NUDGED_AFTER = timedelta(days=2)
"""How long after they were asked those who have not answered are asked once more."""


def remind_at(starts_at: datetime, zone: str, now: datetime) -> datetime | None:
    """When those on the list are reminded: at 15:00 on the last working day (Monday to Friday) before the start.

    If that is past already, at 8:00 on the very day; None when that is past too, or less than an hour before the start.
    """
    local = wall(starts_at, zone)
    eve = local - timedelta(days=1)
    while eve.weekday() >= SATURDAY:
        eve -= timedelta(days=1)
    tried = (instant(datetime.combine(day.date(), at), zone) for day, at in ((eve, EVE), (local, MORNING)))
    return next((at for at in tried if now < at <= starts_at - REMINDED_BEFORE), None)


ASKED_WITHIN, ASKED_LATER_WITHIN = timedelta(days=14), timedelta(days=30)
"""How long after its end people are still asked what they think of a session, when the bot was away meanwhile; and how
long after its day, what remains of it."""


def is_fresh(ends_at: datetime, now: datetime) -> bool:
    """Whether a session that is over may still be asked about: nobody remembers one of three months ago well."""
    return now - ends_at <= ASKED_WITHIN


TOLD_DAILY = timedelta(days=14)
"""How long after its end the answers of a session are told every day; weekly afterwards."""

TOLD_UNTIL, TOLD_AFTER_COLD = timedelta(days=90), timedelta(days=30)
"""Until when answers are told: so long after the end, and so long after people were asked what remains of it."""


def tell_at(since: datetime) -> datetime:
    """When answers are told that are given from then on, if nobody looks before: a day later."""
    return since + timedelta(days=1)


def tell_again(ends_at: datetime, cold_days: int, now: datetime) -> datetime | None:
    """When answers are told next, in whole days after the end; None once nobody answers any more."""
    since = now - ends_at
    ahead = ends_at + timedelta(days=since.days + (1 if since < TOLD_DAILY else 7))
    last = max(TOLD_UNTIL, timedelta(days=cold_days) + TOLD_AFTER_COLD)
    return ahead if ahead <= ends_at + last else None


def nudge_at(ended_at: datetime) -> datetime:
    """When attendees who were asked at `ended_at` what they think, and have not answered, are asked once more."""
    return ended_at + NUDGED_AFTER


def may_ask_later(ends_at: datetime, days: int, now: datetime) -> bool:
    """Whether it is not too late to ask what remains of it."""
    return days > 0 and now - ends_at - timedelta(days=days) <= ASKED_LATER_WITHIN


def cold_at(ends_at: datetime, days: int) -> datetime | None:
    """When attendees are asked what remains of it, so many days after the end; None for no days: they are not asked."""
    return ends_at + timedelta(days=days) if days > 0 else None

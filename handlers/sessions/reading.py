"""What the forms of a session say. Pure: each mistake names its field, and nothing was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say, When
from handlers.sessions import rules
from handlers.sessions.agenda_rules import Moments, Wrong, read_agenda
from storage.dates import instant, wall
from storage.sessions import PLANNED, Outline, Session

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Day:
    """The first form: what the course is called, when it takes place, who comes (external ids)."""

    title: str
    starts_at: datetime
    ends_at: datetime
    attendees: tuple[str, ...]


@dataclass(frozen=True)
class Details:
    """The second form. `member`: the trainer's external id, or "". The hours are those of `zone`."""

    place: str
    trainer: str
    member: str
    agenda: Moments
    zone: str
    starts_at: datetime
    ends_at: datetime


def read_day(answers: Answers, zone: str, now: datetime, present: datetime | None = None) -> Day:
    """The first form. `present`: the start it has already, which may be past. Raises Mistake."""
    title = rules.one_line(answers.get("course", ""), rules.LONGEST_TITLE)
    if not title:
        raise Mistake(Say("sessions.bad_course", longest=rules.LONGEST_TITLE), "course")
    day, hour = rules.day(answers.get("date", "")), rules.hour(answers.get("time", ""))
    minutes = rules.minutes(answers.get("minutes", ""))
    if day is None:
        raise Mistake(Say("sessions.bad_date"), "date")
    if hour is None:
        raise Mistake(Say("sessions.bad_time"), "time")
    if minutes is None:
        shortest, longest = rules.SHORTEST_MINUTES, rules.LONGEST_MINUTES
        raise Mistake(Say("sessions.bad_minutes", shortest=shortest, longest=longest), "minutes")
    starts_at = rules.instant(day, hour, zone)
    ends_at = starts_at + timedelta(minutes=minutes)
    if starts_at != present:
        _check_to_come(day, starts_at, zone, now)
    if ends_at <= now:
        raise Mistake(Say("sessions.ends_before_now"), "minutes")
    return Day(title, starts_at, ends_at, tuple(answers.get("attendees", "").split()))


def _check_to_come(day: datetime, starts_at: datetime, zone: str, now: datetime) -> None:
    """Raises Mistake unless it starts later than now, and not in years."""
    if day.date() < now.astimezone(ZoneInfo(zone)).date():
        raise Mistake(Say("sessions.past_date"), "date")
    if day.date() > (now + rules.FARTHEST).date():
        raise Mistake(Say("sessions.far_date"), "date")
    if starts_at <= now:
        raise Mistake(Say("sessions.past_time"), "time")


def day_answers(outline: Outline) -> dict[str, str]:
    """What the first form holds of a session that is there."""
    session, local = outline.session, wall(outline.session.starts_at, outline.session.zone)
    return {
        "course": outline.course,
        "date": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "minutes": str(int((session.ends_at - session.starts_at).total_seconds()) // 60),
    }


def read_details(answers: Answers, outline: Outline, now: datetime) -> Details:
    """The second form. The hour that was written stays when the zone changes. Raises Mistake."""
    place = _line(answers, "place", rules.LONGEST_PLACE)
    trainer = _line(answers, "trainer", rules.LONGEST_TRAINER)
    session, written = outline.session, answers.get("zone", "").strip()
    zone = rules.known_zone(written) if written else outline.community.zone
    if zone is None:
        raise Mistake(Say("sessions.bad_zone"), "zone")
    starts_at = _start_in(session, zone, now)
    ends_at = starts_at + (session.ends_at - session.starts_at)
    agenda = read_agenda(answers.get("agenda", ""), starts_at, ends_at, zone)
    if isinstance(agenda, Wrong):
        raise Mistake(_agenda_mistake(agenda, When(starts_at, zone, "time"), When(ends_at, zone, "time")), "agenda")
    member = "".join(answers.get("member", "").split()[:1])
    return Details(place, trainer, member, agenda, zone, starts_at, ends_at)


def _agenda_mistake(wrong: Wrong, start: When, end: When) -> Say:
    """Which line of the agenda is wrong, and what to do."""
    match wrong.why:
        case "no_title":
            return Say("sessions.agenda_no_title", line=wrong.line)
        case "too_long":
            return Say("sessions.agenda_too_long", line=wrong.line, longest=rules.LONGEST_MOMENT)
        case "outside":
            return Say("sessions.agenda_outside", line=wrong.line, start=start, end=end)
        case "many":
            return Say("sessions.agenda_many", line=wrong.line, most=rules.MOST_MOMENTS)


def _start_in(session: Session, zone: str, now: datetime) -> datetime:
    """When it starts once its hour is one of this zone; what has begun is only told otherwise. Raises Mistake."""
    if zone == session.zone or session.state != PLANNED or session.starts_at <= now:
        return session.starts_at
    starts_at = instant(wall(session.starts_at, session.zone), zone)
    if starts_at <= now:
        raise Mistake(Say("sessions.past_in_zone"), "zone")
    return starts_at


def read_work(answers: Answers) -> tuple[str, float | None]:
    """The cost and the hours of work. Raises Mistake."""
    written = answers.get("hours", "").strip()
    hours = rules.work_hours(written) if written else None
    if written and hours is None:
        raise Mistake(Say("sessions.bad_hours", most=rules.MOST_HOURS), "hours")
    return _line(answers, "cost", rules.LONGEST_COST), hours


def work_answers(outline: Outline) -> dict[str, str]:
    """What the form of the work holds of a session that is there."""
    hours = outline.session.hours
    return {"cost": outline.session.cost, "hours": "" if hours is None else f"{hours:g}"}


def _line(answers: Answers, field: str, longest: int) -> str:
    line = rules.one_line(answers.get(field, ""), longest)
    if line is None:
        raise Mistake(Say("sessions.too_long", longest=longest), field)
    return line

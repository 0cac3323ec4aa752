"""What people do with sessions: set one up, come to it, end it, cancel it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.sessions import cards, closing, rules, views
from storage import communities, outbox, people, sessions
from storage.communities import ANIMATOR, Community
from storage.sessions import CANCELLED, ENDED, PLANNED, Outline, Session

MOST_COMING, MOST_PAST = 4, 3
"""Sessions in a list: what fits on one screen of every platform."""


@route("sessions.new", who=Role.ANIMATOR, opens_form=True, command="session new")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The form of a new session of the community the asker animates."""
    community = await desk.animated(ask.channel)
    return Open(cards.new_form(community.id, desk.now.astimezone(ZoneInfo(community.zone)).date().isoformat()))


@route("sessions.create", who=Role.ANIMATOR)
async def create(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Sets the session up, and owes its announcement to the community's channel."""
    community = await desk.community(community_id, Role.ANIMATOR)
    title = rules.one_line(ask.answers.get("course", ""), rules.LONGEST_TITLE)
    if not title:
        raise Mistake(Say("sessions.bad_course", longest=rules.LONGEST_TITLE), "course")
    starts_at, ends_at = _hours(ask, community.zone, desk.now)
    made = await sessions.create(
        desk.db,
        community=community,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        created_by=desk.member.id,
    )
    for external_id in ask.answers.get("attendees", "").split():
        attendee = await people.member(desk.db, desk.workspace.id, external_id)
        await sessions.attend(desk.db, made.id, attendee.id)
    await _announce(desk, community, made)
    return Tell(cards.made(views.shown(await _session(desk, made.id))))


@route("sessions.details", who=Role.ANIMATOR, opens_form=True)
async def details(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of the place and the trainer."""
    session = (await _animated(desk, session_id)).session
    return Open(cards.details_form(session_id, session.place, session.trainer))


@route("sessions.set_details", who=Role.ANIMATOR)
async def set_details(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Tells where the session takes place and who leads it; what is posted follows."""
    outline = await _animated(desk, session_id)
    place = rules.one_line(ask.answers.get("place", ""), rules.LONGEST_PLACE)
    if place is None:
        raise Mistake(Say("sessions.too_long", longest=rules.LONGEST_PLACE), "place")
    trainer = rules.one_line(ask.answers.get("trainer", ""), rules.LONGEST_TRAINER)
    if trainer is None:
        raise Mistake(Say("sessions.too_long", longest=rules.LONGEST_TRAINER), "trainer")
    await sessions.change(desk.db, outline.session, place=place, trainer=trainer)
    await outbox.touch(desk.db, closing.subject(session_id))
    return Tell(Say("sessions.saved", course=outline.course))


@route("sessions.list", who=Role.ANYONE, command="session list")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """Sessions to come and past ones."""
    return Tell(await _list(desk))


@route("sessions.checkin", who=Role.ANYONE, command="session checkin")
async def checkin(_ask: Ask, desk: Desk) -> Reply:
    """The sessions of the day, each with its button."""
    near = timedelta(days=1)
    found = await sessions.between(desk.db, desk.workspace.id, desk.now - near, desk.now + near, MOST_COMING * 2)
    open_ = [outline for outline in found if views.may_check_in(outline, desk)]
    listed = await views.listed(desk, open_)
    return Tell(
        cards.today([cards.Listed(one.shown, joins=True, checks_in=one.checks_in, comes=one.comes) for one in listed])
    )


@route("sessions.join", who=Role.ANYONE)
async def join(_ask: Ask, desk: Desk, session_id: int, again: int = 0) -> Reply:
    """Puts the asker on the list; after the end, their opinion is asked at once. `again`: pressed on a private card."""
    outline = await _session(desk, session_id)
    session = outline.session
    if session.state == CANCELLED:
        raise Mistake(Say("sessions.was_cancelled", course=outline.course))
    if not rules.may_join(session.state, session.ends_at, desk.now):
        raise Mistake(Say("sessions.too_late", course=outline.course))
    if await sessions.attend(desk.db, session_id, desk.member.id):
        await outbox.touch(desk.db, closing.subject(session_id))
        if session.state == ENDED:
            await closing.invite(desk.db, outline, [desk.member.id], desk.now, at_once=True)
    card = cards.joined(views.shown(outline))
    return Replace(card) if again else Tell(card)


@route("sessions.leave", who=Role.ANYONE)
async def leave(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Takes the asker off the list of a session to come."""
    outline = await _session(desk, session_id)
    if outline.session.state != PLANNED:
        raise Mistake(Say("sessions.is_over", course=outline.course))
    if await sessions.leave(desk.db, session_id, desk.member.id):
        await outbox.touch(desk.db, closing.subject(session_id))
    return Replace(cards.left(views.shown(outline)))


@route("sessions.end", who=Role.ANIMATOR, command="session end")
async def end(_ask: Ask, desk: Desk) -> Reply:
    """The sessions under way that the asker may end before their hour."""
    found = await views.listed(desk, await sessions.coming(desk.db, desk.workspace.id, MOST_COMING * 2))
    return Tell(cards.to_end([cards.Listed(one.shown, ends=True) for one in found if one.ends]))


@route("sessions.finish", who=Role.ANIMATOR)
async def finish(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Ends a session that has begun: its attendees are asked what they think of it."""
    outline = await _animated(desk, session_id)
    if outline.session.starts_at > desk.now:
        raise Mistake(Say("sessions.not_begun", course=outline.course))
    if not await closing.close(desk.db, session_id, desk.now):
        raise Mistake(Say("sessions.is_over", course=outline.course))
    return Replace(await _list(desk))


@route("sessions.cancel", who=Role.ANIMATOR)
async def cancel(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Cancels a session to come, and owes the news to those who were expected."""
    outline = await _animated(desk, session_id)
    if not await sessions.cancel(desk.db, session_id):
        raise Mistake(Say("sessions.is_over", course=outline.course))
    for member in await sessions.attendees(desk.db, session_id):
        await outbox.owe(
            desk.db,
            about=f"session-cancelled:{session_id}:{member.id}",
            draw=str(to("sessions.cancelled", session_id)),
            workspace_id=desk.workspace.id,
            due_at=desk.now,
            language=outline.community.language,
            member_id=member.id,
            community_id=outline.community.id,
            at_once=True,  # they must know before they set out
        )
    await outbox.touch(desk.db, closing.subject(session_id))
    return Replace(await _list(desk))


async def _session(desk: Desk, session_id: int) -> Outline:
    """The session. Raises Mistake when the asker's workspace has none of this id."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("sessions.unknown"))
    return outline


async def _animated(desk: Desk, session_id: int) -> Outline:
    """The session, when the asker animates its community. Raises Mistake."""
    outline = await _session(desk, session_id)
    await desk.community(outline.community.id, Role.ANIMATOR)
    return outline


def _hours(ask: Ask, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """When the session starts and ends, as filled in. Raises Mistake."""
    day, hour = rules.day(ask.answers.get("date", "")), rules.hour(ask.answers.get("time", ""))
    minutes = rules.minutes(ask.answers.get("minutes", ""))
    if day is None:
        raise Mistake(Say("sessions.bad_date"), "date")
    if hour is None:
        raise Mistake(Say("sessions.bad_time"), "time")
    if minutes is None:
        raise Mistake(
            Say("sessions.bad_minutes", shortest=rules.SHORTEST_MINUTES, longest=rules.LONGEST_MINUTES), "minutes"
        )
    if day.date() < now.astimezone(ZoneInfo(zone)).date():
        raise Mistake(Say("sessions.past_date"), "date")
    if day.date() > (now + rules.FARTHEST).date():
        raise Mistake(Say("sessions.far_date"), "date")
    starts_at = rules.instant(day, hour, zone)
    if starts_at <= now:
        raise Mistake(Say("sessions.past_time"), "time")
    return starts_at, starts_at + timedelta(minutes=minutes)


async def _announce(desk: Desk, community: Community, made: Session) -> None:
    await outbox.owe(
        desk.db,
        about=f"session:{made.id}",
        draw=str(to("sessions.announcement", made.id)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=closing.subject(made.id),
    )


async def _list(desk: Desk) -> Card:
    coming = await sessions.coming(desk.db, desk.workspace.id, MOST_COMING + 1)
    past = await sessions.past(desk.db, desk.workspace.id, MOST_PAST)
    return cards.listed(
        await views.listed(desk, coming[:MOST_COMING]),
        await views.listed(desk, past),
        more=len(coming) > MOST_COMING,
        animates=bool(await communities.of_member(desk.db, desk.member.id, ANIMATOR)),
    )

"""What animators do to set a session up and change it; what they typed wrongly is kept for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Link, Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.sessions import cards, forms, reading, telling, views
from handlers.sessions.agenda_rules import write_agenda
from handlers.sessions.reading import Day
from storage import drafts, moments, people, session_changes, session_times, sessions
from storage.drafts import Key
from storage.people import Member
from storage.sessions import PLANNED, Outline

NEW = "session"
"""What the draft of a new session is about; those of one that is there name it: `session-day:42`."""


@route("sessions.new", who=Role.ANIMATOR, opens_form=True, command="session new")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The form of a new session of the community the asker animates, filled with what they had begun."""
    community = await desk.animated(ask.channel)
    today = {"date": desk.now.astimezone(ZoneInfo(community.zone)).date().isoformat()}
    begun = await drafts.find(desk.db, Key(desk.member.id, community.id, NEW))
    return Open(forms.new_form(community.id, begun or today))


@route("sessions.again", who=Role.ANIMATOR, opens_form=True)
async def again(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The same form, of this community."""
    community = await desk.community(community_id, Role.ANIMATOR)
    return Open(forms.new_form(community.id, await drafts.find(desk.db, Key(desk.member.id, community.id, NEW)) or {}))


@route("sessions.create", who=Role.ANIMATOR)
async def create(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Sets the session up, and owes its announcement to the community's channel."""
    community = await desk.community(community_id, Role.ANIMATOR)
    key = Key(desk.member.id, community.id, NEW)
    try:
        day = reading.read_day(ask.answers, community.zone, desk.now)
    except Mistake as wrong:
        return await _set_aside(desk, key, ask.answers, to("sessions.again", community.id), wrong)
    made = await sessions.create(
        desk.db,
        community=community,
        title=day.title,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        created_by=desk.member.id,
        remind_at=session_times.remind_at(day.starts_at, community.zone, desk.now),
    )
    await _add(desk, made.id, day)
    await drafts.drop(desk.db, key)
    outline = await views.found(desk, made.id)
    await telling.announce(desk.db, outline, desk.now)
    return await _managed(desk, outline, "made", Say("sessions.made_next"))


@route("sessions.manage", who=Role.TRAINER)
async def manage(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """A session as it stands, to who runs it, with what they may change."""
    return await _managed(desk, await views.run_by(desk, session_id), "managed")


@route("sessions.code", who=Role.TRAINER)
async def code(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The code of the day, to who runs the session alone."""
    outline = await views.run_by(desk, session_id)
    if outline.session.state != PLANNED:
        raise Mistake(Say("sessions.is_over", course=outline.course))
    return Tell(cards.code(views.summed_up(outline), outline.session.code))


@route("sessions.day", who=Role.ANIMATOR, opens_form=True)
async def day_(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of the course, the day and the hours of a planned session."""
    outline = await _planned(desk, session_id)
    return Open(forms.day_form(session_id, await _typed(desk, outline, "day") or reading.day_answers(outline)))


@route("sessions.set_day", who=Role.ANIMATOR)
async def set_day(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Changes them: the announcement follows, and those who come are told when it begins at another time."""
    outline = await _planned(desk, session_id)
    session, before = outline.session, outline.session.starts_at
    try:
        day = reading.read_day(ask.answers, session.zone, desk.now, session.starts_at)
    except Mistake as wrong:
        return await _set_aside(desk, _key(desk, outline, "day"), ask.answers, to("sessions.day", session_id), wrong)
    if day.title != outline.course:
        await session_changes.rename(desk.db, session, outline.community, day.title)
    moved = await session_changes.move(
        desk.db, session, starts_at=day.starts_at, ends_at=day.ends_at, zone=session.zone, now=desk.now
    )
    await drafts.drop(desk.db, _key(desk, outline, "day"))
    saved = await _saved(desk, outline, before, tells=moved)
    await _add(desk, session_id, day)
    return saved


@route("sessions.details", who=Role.ANIMATOR, opens_form=True)
async def details(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of the place, the trainer, the agenda and the zone."""
    outline = await views.animated(desk, session_id)
    return Open(forms.details_form(session_id, await _typed(desk, outline, "details") or await _details(desk, outline)))


@route("sessions.set_details", who=Role.ANIMATOR)
async def set_details(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Changes them: the announcement follows, and those who come are told when the place or the hour changed."""
    outline = await views.animated(desk, session_id)
    session, key = outline.session, _key(desk, outline, "details")
    before, led_by = session.starts_at, session.trainer_id
    form = to("sessions.details", session_id)
    try:
        read = reading.read_details(ask.answers, outline, desk.now)
    except Mistake as wrong:
        return await _set_aside(desk, key, ask.answers, form, wrong)
    leads = await people.member(desk.db, desk.workspace.id, read.member) if read.member else None
    went = await session_changes.settle(
        desk.db, session, place=read.place, trainer=read.trainer, trainer_id=leads.id if leads else None
    )
    moved = await session_changes.move(
        desk.db, session, starts_at=read.starts_at, ends_at=read.ends_at, zone=read.zone, now=desk.now
    )
    await moments.write(desk.db, session_id, read.agenda)
    await drafts.drop(desk.db, key)
    chosen = await _hand_over(desk, outline, led_by, leads)
    return await _saved(desk, outline, before, *chosen, tells=(went or moved) and session.state == PLANNED)


@route("sessions.work", who=Role.ANIMATOR, opens_form=True)
async def work(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of the cost and the hours of work."""
    outline = await views.animated(desk, session_id)
    return Open(forms.work_form(session_id, await _typed(desk, outline, "work") or reading.work_answers(outline)))


@route("sessions.set_work", who=Role.ANIMATOR)
async def set_work(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Changes them; the announcement follows."""
    outline = await views.animated(desk, session_id)
    key = _key(desk, outline, "work")
    try:
        cost, hours = reading.read_work(ask.answers)
    except Mistake as wrong:
        return await _set_aside(desk, key, ask.answers, to("sessions.work", session_id), wrong)
    await session_changes.weigh(desk.db, outline.session, cost=cost, hours=hours)
    await drafts.drop(desk.db, key)
    return await _saved(desk, outline, outline.session.starts_at, tells=False)


@route("sessions.discard", who=Role.ANIMATOR)
async def discard(_ask: Ask, desk: Desk, community_id: int, about: str) -> Reply:
    """Forgets what the asker had typed and not finished."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if not about.startswith(NEW) or not await drafts.drop(desk.db, Key(desk.member.id, community.id, about)):
        raise Mistake(Say("help.outdated"))
    return Replace(cards.discarded())


async def _planned(desk: Desk, session_id: int) -> Outline:
    """The session to come or under way, when the asker animates its community. Raises Mistake."""
    outline = await views.animated(desk, session_id)
    if outline.session.state != PLANNED:
        raise Mistake(Say("sessions.is_over", course=outline.course))
    return outline


async def _add(desk: Desk, session_id: int, day: Day) -> None:
    """Puts those whom the form names on the list."""
    for external_id in day.attendees:
        attendee = await people.member(desk.db, desk.workspace.id, external_id)
        await sessions.attend(desk.db, session_id, attendee.id)


async def _hand_over(desk: Desk, outline: Outline, led_by: int | None, leads: Member | None) -> list[int]:
    """Tells a new trainer that they lead a session to come, unless they chose themselves; the ids of those so told.

    What the one who led it until now was sent says that they no longer do.
    """
    session = outline.session
    if led_by is not None and led_by != session.trainer_id:
        await telling.redraw(desk.db, session.id, [led_by])
    if leads is None or leads.id in (led_by, desk.member.id):
        return []
    if session.state != PLANNED or session.starts_at <= desk.now:
        return []
    await telling.tell_trainer(desk.db, outline, leads, desk.now)
    return [leads.id]


async def _saved(desk: Desk, outline: Outline, before: datetime, *told: int, tells: bool) -> Reply:
    """The session as it now stands; those who are expected learn of it, but `told`, when it matters to them.

    `before`: when it started until now.
    """
    session_id, first = outline.session.id, min(before, outline.session.starts_at)
    if tells and await telling.tell_changed(desk.db, outline, desk.now, first, {desk.member.id, *told}):
        return await _managed(desk, await views.found(desk, session_id), "saved", Say("sessions.told"))
    await telling.redraw(desk.db, session_id)
    return await _managed(desk, await views.found(desk, session_id), "saved")


async def _managed(desk: Desk, outline: Outline, key: str, next_: Say | None = None) -> Reply:
    (listed,) = await views.listed(desk, [outline])
    shown = await views.shown(desk.db, outline)
    return Tell(cards.managed(Say(f"sessions.{key}", course=outline.course), next_, replace(listed, shown=shown)))


def _key(desk: Desk, outline: Outline, form: str) -> Key:
    return Key(desk.member.id, outline.community.id, f"{NEW}-{form}:{outline.session.id}")


async def _typed(desk: Desk, outline: Outline, form: str) -> dict[str, str] | None:
    """What the asker had typed in this form and not finished."""
    return await drafts.find(desk.db, _key(desk, outline, form))


async def _set_aside(desk: Desk, key: Key, answers: Mapping[str, str], form: Link, wrong: Mistake) -> Reply:
    """Keeps what was typed and says what is wrong: where a form cannot stay open, it reopens filled."""
    await drafts.keep(desk.db, key, answers, desk.now)
    return Tell(cards.to_correct(wrong.say, form, key.community_id, key.about), wrong.field)


async def _details(desk: Desk, outline: Outline) -> dict[str, str]:
    """What the form of the details holds as long as nobody typed anything."""
    session = outline.session
    trainer = await people.member_by_id(desk.db, session.trainer_id) if session.trainer_id else None
    agenda = [(one.title, one.minute) for one in await moments.of(desk.db, session.id)]
    return {
        "place": session.place,
        "trainer": session.trainer,
        "member": trainer.external_id if trainer else "",
        "agenda": write_agenda(agenda, session.starts_at, session.zone),
        "zone": session.zone,
    }

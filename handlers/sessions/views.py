"""From what is kept to what cards show: sessions, and what somebody may do with them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import Person, Say
from handlers.desk import Desk, refusal
from handlers.sessions import rules
from handlers.sessions.shown import Listed, MomentShown, Shown
from storage import communities, likes, moments, people, presence, sessions
from storage.communities import ANIMATOR, MANAGER
from storage.database import Db
from storage.moments import has_begun
from storage.sessions import ENDED, PLANNED, Outline


async def shown(db: Db, outline: Outline) -> Shown:
    """The session as its cards tell it, with its trainer, and its agenda with what is liked of it."""
    session, agenda = outline.session, await moments.of(db, outline.session.id)
    liked = await likes.counts(db, [f"moment:{one.id}" for one in agenda], outline.community.id) if agenda else {}
    trainer: str | Person = session.trainer
    if not trainer and session.trainer_id is not None:
        trainer = Person((await people.member_by_id(db, session.trainer_id)).external_id)
    told = [MomentShown(one.id, one.title, one.minute, liked.get(f"moment:{one.id}", 0)) for one in agenda]
    return summed_up(outline, trainer, tuple(told))


def summed_up(outline: Outline, trainer: str | Person = "", agenda: tuple[MomentShown, ...] = ()) -> Shown:
    """The session as lists tell it: without its agenda."""
    session = outline.session
    return Shown(
        session.id,
        outline.course,
        session.starts_at,
        session.zone,
        session.state,
        outline.attendees,
        session.place,
        trainer,
        session.cost,
        session.hours,
        outline.checked_in,
        has_begun(session),
        session.zone != outline.community.zone,
        agenda,
    )


def may_check_in(outline: Outline, desk: Desk) -> bool:
    """Whether one may check in now, be it a few hours before the start."""
    session = outline.session
    return rules.may_check_in(session.state, session.starts_at, session.ends_at, session.zone, desk.now)


async def listed(desk: Desk, outlines: Sequence[Outline]) -> list[Listed]:
    """The sessions with what the asker may do with each."""
    ids = [one.session.id for one in outlines]
    on_list = await sessions.attended_by(desk.db, desk.member.id, ids)
    here = await presence.checked_in_by(desk.db, desk.member.id, ids)
    animated = {one.id for one in await communities.of_member(desk.db, desk.member.id, ANIMATOR)}
    followed = animated | {one.id for one in await communities.of_member(desk.db, desk.member.id, MANAGER)}
    found = []
    for outline in outlines:
        session = outline.session
        planned = session.state == PLANNED
        is_listed, mine = session.id in on_list, outline.community.id in animated
        still_to_say = rules.may_be_here(
            session.state,
            began=has_begun(session),
            checked_in=outline.checked_in,
            here=session.id in here,
            listed=is_listed,
        )
        runs = planned and (mine or session.trainer_id == desk.member.id)
        found.append(
            Listed(
                summed_up(outline),
                joins=planned and not is_listed,
                leaves=planned and is_listed and not has_begun(session),
                checks_in=still_to_say and may_check_in(outline, desk),
                rates=session.state == ENDED and (session.id in here or (is_listed and not outline.checked_in)),
                learns=session.state == ENDED and outline.community.id in followed,
                runs=runs and may_check_in(outline, desk),
                ends=runs and session.starts_at <= desk.now,
                animates=mine,
            )
        )
    return found


async def found(desk: Desk, session_id: int) -> Outline:
    """The session. Raises Mistake when the asker's workspace has none of this id."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("sessions.unknown"))
    return outline


async def animated(desk: Desk, session_id: int) -> Outline:
    """The session, when the asker animates its community. Raises Mistake."""
    outline = await found(desk, session_id)
    await desk.community(outline.community.id, Role.ANIMATOR)
    return outline


async def run_by(desk: Desk, session_id: int) -> Outline:
    """The session, when the asker animates its community or is its trainer. Raises Mistake."""
    outline = await found(desk, session_id)
    if outline.session.trainer_id != desk.member.id and not await desk.may(Role.ANIMATOR, outline.community):
        raise Mistake(refusal(Role.TRAINER))
    return outline

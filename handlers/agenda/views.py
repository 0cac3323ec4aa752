"""Questions and sessions as their cards and files show them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.agenda.cards import Shown
from handlers.agenda.event import Told
from handlers.chat.words import Line, Say
from storage import people
from storage.database import Db
from storage.people import Workspace
from storage.questions import Asked
from storage.sessions import CANCELLED, Outline


async def shown(db: Db, asked: Asked) -> Shown:
    """The question as its cards tell it."""
    question = asked.question
    by: Line = (asked.author.name if asked.author else "") or Say("agenda.anonymous")
    answered_by: Line = await people.credited(db, question.answered_by) or Say("agenda.team")
    return Shown(question.id, asked.course, question.words, by, question.answer, answered_by)


def told(outline: Outline, workspace: Workspace, agenda: Sequence[str]) -> Told:
    """The session as calendars are told it."""
    session = outline.session
    return Told(
        f"session-{session.id}.{workspace.external_id}.{workspace.platform}@portevoix",
        outline.course,
        session.starts_at,
        session.ends_at,
        session.zone,
        session.place,
        session.trainer,
        tuple(agenda),
        session.state == CANCELLED,
    )

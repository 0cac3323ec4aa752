"""Words and wishes about a session, for whom their authors let read them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, func, select

from storage.database import Db
from storage.feedback import STARS
from storage.people import Member
from storage.told import ToldAnswer
from storage.verbatims import ALERT, ANONYMOUS, TEAM, Verbatim
from storage.wishes import WORDS, Wish


def _told(*, together: bool) -> Select[int]:
    """The ratings that are told, of a session alone or of several at once."""
    found = select(ToldAnswer.id).where(ToldAnswer.question == STARS)
    return found if together else found.where(ToldAnswer.alone)


def _readable(session_ids: Sequence[int], *, animates: bool, together: bool) -> list[ColumnElement[bool]]:
    """Words their author lets this reader read; those without a name once their author is in a round that is told.

    Never an alert: it is for who is trusted with it.
    """
    told = _told(together=together).where(
        ToldAnswer.session_id == Verbatim.session_id, ToldAnswer.respondent == Verbatim.respondent
    )
    found: list[ColumnElement[bool]] = [
        Verbatim.session_id.in_(session_ids),
        Verbatim.words.is_not(None),
        Verbatim.calls_for != ALERT,
        # Words that became a testimonial keep their author's number, whatever scope they have now.
        (Verbatim.member_id.is_not(None) & (Verbatim.scope != ANONYMOUS)) | told.exists(),
    ]
    return found if animates else [*found, Verbatim.scope != TEAM]


async def count_words(db: Db, session_ids: Sequence[int], *, animates: bool, together: bool) -> int:
    """How many people's words the reader may read."""
    wanted = select(func.count(Verbatim.id)).where(*_readable(session_ids, animates=animates, together=together))
    return (await db.scalars(wanted)).one()


async def words(
    db: Db, session_ids: Sequence[int], *, animates: bool, together: bool, skip: int, most: int
) -> Sequence[tuple[Verbatim, Member | None]]:
    """What the reader may read, with who wrote it: signed words newest first, then the others by their first letters.

    The order of words without a name says nothing of when they were written.
    """
    wanted = select(Verbatim, Member).outerjoin(Member, Member.id == Verbatim.member_id)
    wanted = wanted.where(*_readable(session_ids, animates=animates, together=together))
    newest = case((Verbatim.respondent.is_(None), -Verbatim.id), else_=0)
    ordered = wanted.order_by(Verbatim.respondent.is_not(None), newest, Verbatim.words, Verbatim.about)
    return [(verbatim, author) for verbatim, author in await db.execute(ordered.offset(skip).limit(most))]


async def wishes(db: Db, session_ids: Sequence[int], *, together: bool, skip: int, most: int) -> Sequence[str]:
    """What people wrote that they would like next, by its first letters, once their author is in a round."""
    wanted = select(Wish.words).where(*_wished(session_ids, together=together)).order_by(Wish.words, Wish.id)
    return [words for words in await db.scalars(wanted.offset(skip).limit(most)) if words]


async def count_wishes(db: Db, session_ids: Sequence[int], *, together: bool) -> int:
    """How many of them there are."""
    return (await db.scalars(select(func.count(Wish.id)).where(*_wished(session_ids, together=together)))).one()


def _wished(session_ids: Sequence[int], *, together: bool) -> list[ColumnElement[bool]]:
    told = _told(together=together).where(
        ToldAnswer.session_id == Wish.session_id, ToldAnswer.respondent == Wish.respondent
    )
    return [Wish.session_id.in_(session_ids), Wish.about == WORDS, Wish.words.is_not(None), told.exists()]

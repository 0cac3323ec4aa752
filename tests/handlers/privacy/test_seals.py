"""What is said without a name leads to nobody, and its author can still change it."""

from __future__ import annotations

from sqlalchemy import select

from storage import feedback, verbatims
from storage.feedback import Answer, Participation
from storage.verbatims import Verbatim
from tests.handlers.theatre import Theatre


async def test_an_anonymous_verbatim_and_the_answers_beside_it_name_nobody(play: Theatre) -> None:
    session_id = await play.session("lina", "omar")
    await play.say("lina", session_id, scope="anonymous", stars=2)
    lina = await play.member("lina")
    (said,) = await play.rows(Verbatim)
    (given,) = await play.rows(Answer)
    assert said.member_id is None
    assert said.respondent == given.respondent
    assert str(lina.id) not in {said.respondent, given.respondent}
    async with play.database.reading() as db:
        assert await verbatims.of_member(db, session_id, lina.id) is not None
        assert await feedback.stars(db, session_id, lina.id) == 2
        assert list(await db.scalars(select(Participation.member_id))) == [lina.id]


async def test_words_change_hands_with_their_scope(play: Theatre) -> None:
    session_id = await play.session("lina")
    for scope in ("team", "anonymous", "full_name"):
        await play.say("lina", session_id, scope=scope)
        (said,) = await play.rows(Verbatim)
        assert (said.member_id is None, said.respondent is None) == (scope == "anonymous", scope != "anonymous")

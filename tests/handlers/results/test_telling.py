"""Answers are told by time: who reads what was told need not wait for somebody to look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.sessions.closing import close
from storage import results, surveys
from storage.feedback import COLD, STARS
from storage.session_times import TOLD_AFTER_COLD, TOLD_UNTIL, tell_again, tell_at
from storage.sessions import PLANNED, Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.results.test_results import CROWD, answers, rated
from tests.handlers.theatre import Theatre

END = datetime(2026, 10, 20, 16, 30, tzinfo=UTC)


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.integers(0, 365))
def test_answers_are_told_every_day_then_every_week_then_no_more(late: timedelta, cold_days: int) -> None:
    now = tell_at(END) + late
    ahead = tell_again(END, cold_days, now)
    if ahead is None:
        assert now > END + max(TOLD_UNTIL, timedelta(days=cold_days) + TOLD_AFTER_COLD) - timedelta(days=7)
    else:
        assert timedelta(0) < ahead - now <= timedelta(days=1 if now < END + timedelta(days=14) else 7)
        assert not (ahead - END) % timedelta(days=1)


async def told(play: Theatre, session_id: int, phase: str = "hot") -> int:
    async with play.database.reading() as db:
        return sum((await results.figures(db, [session_id], together=True)).spread(STARS, phase).values())


async def _ends(play: Theatre, session_ids: Sequence[int]) -> None:
    """They end as they do with time."""
    async with play.database.transaction() as db:
        for session_id in session_ids:
            (await db.get_one(Session, session_id)).state = PLANNED
            await db.flush()
            assert await close(db, session_id, play.clock.now())


@EVERY_DATABASE
async def test_what_nobody_looked_at_is_told_until_nobody_answers_any_more(play: Theatre) -> None:
    first, second = await rated(play, 5, 5, 4, 4, 4, 3), await rated(play, 2, 2)
    await _ends(play, (first, second))
    ended = play.clock.now() - timedelta(hours=1)
    play.clock.move_to(ended + timedelta(hours=23))
    assert await play.tick("results") == 0
    play.clock.move_to(ended + timedelta(days=1))
    assert await play.tick("results") == 2
    assert await told(play, first) == 6
    assert await play.tick("results") == 0

    for who in ("lina", "omar", "elsa"):  # two of them rated the second session: its last answers join others'
        await answers(play, first, who, STARS, 1)
    play.clock.move_to(ended + timedelta(days=14, hours=3))
    assert await play.tick("results") == 2
    assert (await told(play, first), await told(play, second)) == (9, 2)
    play.clock.move_to(ended + timedelta(days=365))
    assert (await play.tick("results"), await play.tick("results")) == (2, 0)
    assert [one.tell_at for one in await play.rows(Session)] == [None, None]


async def test_answers_that_come_after_all_is_told_are_told_too(play: Theatre) -> None:
    session_id = await play.session(*CROWD[:5])
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).tell_at = None
    play.clock.move_to(play.clock.now() + timedelta(days=300))
    for who in CROWD[:5]:
        await answers(play, session_id, who, STARS, 4)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    assert (await play.tick("results"), await told(play, session_id)) == (1, 5)
    assert [one.tell_at for one in await play.rows(Session)] == [None]


async def test_answers_to_a_cold_survey_are_told_in_their_turn(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 4, 4, 4)
    await _ends(play, [session_id])
    play.clock.move_to(play.clock.now() + timedelta(days=200))
    await play.tick("results")
    async with play.database.transaction() as db:
        assert await surveys.take_due(db, play.clock.now(), 5) == [session_id]
    for who in CROWD[:5]:
        await answers(play, session_id, who, STARS, 3, COLD)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    assert await play.tick("results") == 1
    assert await told(play, session_id, COLD) == 5

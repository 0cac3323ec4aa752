"""The promise: posted once asked for, true every day, taken down or posted again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.replies import Replace
from handlers.improvements import rules
from storage.dates import deadline
from storage.followups import BY_TEAM, CLOSED, COMPLAINT, OPEN, FollowUp
from storage.promises import first_with_time_left
from tests.conftest import EVERY_DATABASE
from tests.handlers.improvements.steps import key
from tests.handlers.theatre import ELSEWHERE, Theatre

POST, AGAIN = "promise:1:1", "promise:1:2"


async def received(play: Theatre, opened: str, *answered: str | None) -> None:
    """So many complaints on a day, each answered on another, or not; five working days later is the last to answer."""
    promised = deadline(date.fromisoformat(opened), 5, "FR").isoformat()
    async with play.database.transaction() as db:
        for day in answered:
            state, closed_by = (CLOSED, BY_TEAM) if day else (OPEN, None)
            one = FollowUp(community_id=play.community_id, kind=COMPLAINT, scope="team", state=state, opened_on=opened)
            one.promised_on = one.due_on = promised
            one.answered_on, one.closed_by = day, closed_by
            db.add(one)


@EVERY_DATABASE
async def test_it_is_looked_at_posted_once_and_stays_true(play: Theatre) -> None:
    preview = await play.told("amina", "improvements.list", "promesse")
    assert "within 5 working days" in preview
    assert "from five requests on" in preview
    assert key(await play.press("amina", "improvements.promise_post", 1, 0)) == "improvements.promise.pin"
    assert isinstance(await play.press("bruno", "improvements.promise_post", 1, 0), Replace), "somebody just did"
    await play.post()
    assert "within 5 working days" in play.wall[POST]
    assert AGAIN not in play.wall

    await received(play, "2026-11-10", *["2026-11-12"] * 4)
    await received(play, "2026-11-20", *["2026-11-23"] * 9)  # there is still time for those of that day
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("improvements")
    assert "from five requests on" in play.wall[POST]
    await received(play, "2026-11-11", None, "2026-11-30")
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.tick("improvements")
    assert "Over the last 90 days: 67% answered in time, out of 6 requests." in play.wall[POST]

    form = {"days": "3", "cold": "60", "confidant": ""}
    await play.press("bruno", "communities.set_promise", 1, filled=form)
    await play.post()
    assert "within 3 working days" in play.wall[POST]


async def test_it_is_posted_again_in_the_place_of_the_first_and_taken_down(play: Theatre) -> None:
    await play.press("amina", "improvements.promise_post", 1, 0)
    await play.post()
    assert "[Post it again] [Take it down]" in await play.told("amina", "improvements.promise", 1)
    await play.press("amina", "improvements.promise_post", 1, 1)
    await play.post()
    assert "no longer kept up to date" in play.wall[POST]
    assert "within 5 working days" in play.wall[AGAIN]
    reply = await play.press("bruno", "improvements.promise_down", 1)
    assert isinstance(reply, Replace)
    await play.post()
    assert "no longer kept up to date" in play.wall[AGAIN]
    play.clock.move_to(play.clock.now() + timedelta(days=2))
    assert await play.tick("improvements") == 2, "the two communities, whose months are dated"
    assert await play.tick("improvements") == 0


@pytest.mark.parametrize(("route", "values"), [("promise", (1,)), ("promise_post", (1, 0)), ("promise_down", (1,))])
async def test_only_who_animates_there_decides(play: Theatre, route: str, values: tuple[int, ...]) -> None:
    for who in ("lina", "mona"):
        assert key(await play.press(who, f"improvements.{route}", *values)) == "help.only.animator"
    assert key(await play.press("elsa", f"improvements.{route}", *values, where=ELSEWHERE)) == "help.only.animator"
    assert key(await play.press("lina", "improvements.list", "promise")) == "help.only.animator"
    assert await play.owed("promise:") == []


@given(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.integers(1, 20), st.sampled_from(("", "FR", "US")))
def test_what_still_has_time_to_be_answered_is_not_counted(today: date, days: int, country: str) -> None:
    first = first_with_time_left(today, days, country)
    assert deadline(first, days, country) >= today
    assert deadline(first - timedelta(days=1), days, country) < today


@given(st.integers(0, 60), st.data())
def test_a_share_is_told_from_five_requests_on(total: int, data: st.DataObject) -> None:
    in_time = data.draw(st.integers(0, total))
    found = rules.share(total, in_time)
    assert (found is None) == (total < rules.THRESHOLD)
    assert found is None or 0 <= found <= 100

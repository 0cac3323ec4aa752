"""The life of a follow-up: opened, taken, answered, closed, judged, recalled, whoever acts and in whatever order."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from handlers.chat.replies import Done, Open, Replace, Tell
from storage import feedback, followup_reading, personal, verbatims
from storage.followups import FollowUp, FollowUpLine
from tests.handlers.followups.steps import (
    ALERTING,
    LATER,
    UNHAPPY,
    drawn,
    passes,
    said,
    shows,
    the_one,
    unhappy,
)
from tests.handlers.theatre import ELSEWHERE, HAPPY, Theatre

HOSTILE = "<!channel> *bold* `code` {course} @everyone\n> quoted"


async def test_unhappy_words_open_one_at_once_and_a_low_mark_waits_for_words(play: Theatre) -> None:
    session_id = await play.session("lina", "omar", "mona")
    await play.say("lina", session_id, words=HAPPY)
    await play.say("omar", session_id, words=UNHAPPY, stars=2, tone="unhappy")
    await play.say("mona", session_id, words=None, stars=1)
    await passes(play, minutes=29)
    assert [one.kind for one in await play.rows(FollowUp)] == ["words"]
    await passes(play, minutes=60)
    assert [one.kind for one in await play.rows(FollowUp)] == ["words"], "only the hour of a mark is known"
    await passes(play, minutes=2)
    assert [one.kind for one in await play.rows(FollowUp)] == ["words", "low_mark"]
    assert await play.tick("followups") == 0
    queue = await shows(play, "amina", "followups.show")
    assert "Unhappy words · Donner un retour" in queue
    assert f"“{UNHAPPY}”" in queue
    assert "1 star · Donner un retour" in queue
    assert "An answer is due by Tuesday 1 December" in queue
    assert await drawn(play, "amina") == ["2 follow-ups wait for somebody to look after them.\n[See the follow-ups]"]


async def test_a_mark_followed_by_words_is_one_follow_up_and_so_are_two_looks(play: Theatre) -> None:
    session_id = await unhappy(play)
    await passes(play, seconds=LATER.total_seconds())
    await play.say("lina", session_id, words=f"{UNHAPPY} Really.", stars=1, tone="unhappy")
    await passes(play, seconds=LATER.total_seconds())
    assert (await the_one(play)).kind == "words"
    assert "Really." in await shows(play, "amina", "followups.look", 1, 0)


async def test_an_exchange_until_the_end_and_not_really_once(play: Theatre) -> None:
    await unhappy(play, scope="anonymous", words=f"{UNHAPPY}\n{HOSTILE}")
    assert HOSTILE in await shows(play, "amina", "followups.look", 1, 0)
    await shows(play, "amina", "followups.written", 1, 0, filled=said(HOSTILE))
    await play.post()
    news = (await drawn(play, "lina"))[-1]
    assert f"“{HOSTILE}”" in news
    assert "Amina Ziani" in news
    assert await play.press("lina", "followups.replied", 1, 0, filled=said("Another example.")) == Done()
    await play.post()
    assert "“Another example.”" in (await drawn(play, "amina"))[-1]
    assert "Another example." in (await drawn(play, "lina"))[-1], "what they answered stands under it"
    assert "Another" not in "".join(await drawn(play, "bruno")), "who looks after it is told"

    assert await play.told("amina", "followups.closed", 1, 0, 0, filled=said("We changed it all.")) == (
        "followups.wrong.moved"
    ), "they had not read the answer"
    await shows(play, "amina", "followups.closed", 1, 1, 0, filled=said("We changed it all."))
    await play.post()
    before, closing = (await drawn(play, "lina"))[-2:]
    assert "[This helped] [Not really]" in closing
    assert "[Answer…]" not in before, "only the newest message has buttons"
    assert await play.press("lina", "followups.helped", 1, 0, 0) == Done()
    one = await the_one(play)
    assert (one.state, one.reopened, one.helped) == ("taken", True, False)
    await play.post()
    assert "did not really help" in (await drawn(play, "amina"))[-1]

    await shows(play, "amina", "followups.closed", 1, 2, 0, filled=said("We gave the money back."))
    await play.post()
    assert "[Not really]" not in "".join(await drawn(play, "lina"))
    for yes in (0, 1):
        assert await play.told("lina", "followups.helped", 1, yes, 0) == "followups.wrong.judged"
    assert await play.told("lina", "followups.replied", 1, 0, filled=said("More.")) == "followups.wrong.closed"


async def test_two_animators_at_once_the_first_looks_after_it(play: Theatre) -> None:
    await unhappy(play)
    await asyncio.gather(*(play.press(who, "followups.take", 1, 0, 0) for who in ("amina", "bruno")))
    one = await the_one(play)
    first, second = ("amina", "bruno") if one.owner_id == (await play.member("amina")).id else ("bruno", "amina")
    for route in ("write", "close", "give"):
        assert await play.told(second, f"followups.{route}", 1, 0) == "followups.wrong.owned"
        assert isinstance(await play.press(first, f"followups.{route}", 1, 0), Open)
    reply = await play.press(second, "followups.written", 1, 0, filled=said("Let me answer."))
    assert isinstance(reply, Tell)
    assert reply.field == "words"
    assert await play.rows(FollowUpLine) == []
    over = await shows(play, second, "followups.take", 1, one.owner_id or 0, 0)
    assert "You look after it now." in over
    taken_back = await shows(play, first, "followups.take", 1, one.owner_id or 0, 0)
    assert "looks after it. Read it again" in taken_back, "it has changed hands since"


async def test_it_is_given_to_a_colleague_who_is_told_and_to_nobody_else(play: Theatre) -> None:
    await unhappy(play)
    bruno, elsa = await play.member("bruno"), await play.member("elsa", ELSEWHERE)
    assert await play.told("amina", "followups.given", 1, 0, 0, filled={"to": str(elsa.id)}) == (
        "followups.wrong.colleague"
    )
    await shows(play, "amina", "followups.given", 1, 0, 0, filled={"to": str(bruno.id)})
    await play.post()
    assert "A colleague asks you to look after this" in (await drawn(play, "bruno"))[-1]
    assert (await the_one(play)).owner_id == bruno.id


@pytest.mark.parametrize("route", ["look", "read", "take", "write", "written", "give", "given", "close", "closed"])
async def test_who_is_not_of_the_team_is_answered_the_same_whether_it_exists(play: Theatre, route: str) -> None:
    await unhappy(play)
    values = {"read": (), "take": (0, 0), "given": (0, 0), "closed": (0, 0)}.get(route, (0,))
    filled = said("Words that are long enough.") | {"to": "1"}
    for who, where in (("omar", None), ("mona", None), ("elsa", ELSEWHERE)):
        for number in (1, 99):
            more = {"where": where} if where else {}
            reply = await play.press(who, f"followups.{route}", number, *values, filled=filled, **more)  # type: ignore[arg-type]
            assert isinstance(reply, Tell)
            assert getattr(reply.what, "key", "") == "help.only.animator"
    one = await the_one(play)
    assert (one.state, one.owner_id) == ("open", None)


@pytest.mark.parametrize("route", ["exchange", "exchange_page", "reply", "replied", "settled", "sign", "helped"])
async def test_nobody_acts_for_the_author(play: Theatre, route: str) -> None:
    await unhappy(play, scope="anonymous")
    values = {"exchange": (), "helped": (0, 0)}.get(route, (0,))
    for who in ("omar", "amina"):
        assert await play.told(who, f"followups.{route}", 1, *values, filled=said("I am Lina.")) == "help.outdated"
    assert (await the_one(play)).turns == 0


@pytest.mark.parametrize("scope", ["anonymous", "team"])
async def test_words_taken_back_leave_and_what_was_only_words_closes(play: Theatre, scope: str) -> None:
    session_id = await unhappy(play, scope=scope)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        found = await verbatims.of_member(db, session_id, lina.id)
        assert found is not None
        await verbatims.remove(db, found.id)
    assert UNHAPPY not in await shows(play, "amina", "followups.look", 1, 0)
    await play.tick("followups")
    assert (await the_one(play)).closed_by == "withdrawn"
    assert UNHAPPY not in play.everything_kept()


async def test_a_complaint_is_promised_an_answer_and_found_again(play: Theatre) -> None:
    session_id = await play.session("lina")
    assert isinstance(await play.press("lina", "followups.complain"), Open)
    filled = {"about": f"s{session_id}", "words": f"Nobody let me in. {HOSTILE}", "wish": "A key", "signed": "nameless"}
    for wrong, field in (({"words": "Bad"}, "words"), ({"about": "s99"}, "about"), ({"signed": ""}, "signed")):
        reply = await play.press("lina", "followups.complained", filled=filled | wrong)
        assert isinstance(reply, Tell)
        assert reply.field == field
    told = await shows(play, "lina", "followups.complained", filled=filled)
    assert "promises an answer by Tuesday 1 December" in told
    await play.post()
    team = await shows(play, "bruno", "followups.look", 1, 0)
    assert HOSTILE in team
    assert "A key" in team
    assert "Donner un retour, Tuesday 24 November" in await shows(play, "lina", "followups.show", "mine")
    assert HOSTILE in await shows(play, "lina", "followups.exchange", 1)
    assert "You have no exchange" in await shows(play, "omar", "followups.show")
    omar = await play.press("omar", "followups.complained", filled=filled)
    assert isinstance(omar, Tell), "who was not there complains about the community"
    assert omar.field == "about"


async def test_lateness_is_recalled_once_a_working_day_three_times_in_one_message(play: Theatre) -> None:
    await unhappy(play)
    await unhappy(play, who="omar")
    await shows(play, "amina", "followups.take", 1, 0, 0)
    amina, bruno = await play.member("amina"), await play.member("bruno")
    for _ in range(20 * 4):
        await passes(play, hours=6)
    days = [f"2026-12-0{day}" for day in (2, 3, 4)]
    assert await play.owed(f"followups:{amina.id}:late") == [
        f"followups:{amina.id}:late:{day}:{amina.id}" for day in days
    ]
    assert len(await play.owed(f"followups:{bruno.id}:late")) == 3, "for the one that is nobody's"
    assert "2 follow-ups are late" in (await drawn(play, "amina"))[-1]
    assert "1 follow-up is late" in (await drawn(play, "bruno"))[-1]
    assert "Late: an answer was due by Tuesday 1 December." in await shows(play, "amina", "followups.show")
    for number in (1, 2):
        await shows(play, "amina", "followups.written", number, 0, filled=said("Sorry for the delay."))
    assert "Nothing is late any more." in (await drawn(play, "amina"))[-1]


async def test_erased_in_the_middle_the_words_go_and_the_teams_stay(play: Theatre) -> None:
    await unhappy(play, scope="anonymous")
    await shows(play, "amina", "followups.written", 1, 0, filled=said("What would have helped you?"))
    await play.press("lina", "followups.replied", 1, 0, filled=said("Less theory and more trades."))
    await play.post()
    lina, amina = await play.member("lina"), await play.member("amina")
    async with play.database.reading() as db:
        mine = (await personal.export(db, lina.id))["follow_ups"]
    assert [one["said"] for one in mine] == [
        [["answer", "What would have helped you?"], ["reply", "Less theory and more trades."]]
    ]
    for member in (lina, amina):
        async with play.database.transaction() as db:
            await personal.erase(db, member.id, play.clock.now())
    await play.post()
    one = await the_one(play)
    assert (one.state, one.closed_by, one.member_id, one.respondent, one.owner_id) == (
        "closed",
        "erased",
        None,
        None,
        None,
    )
    card = await shows(play, "bruno", "followups.look", 1, 0)
    assert "Somebody who has left" in card
    assert "What would have helped you?" in card
    assert "The team, Tuesday 24 November" in card
    everything = play.everything_kept()
    assert "Less theory" not in everything
    assert UNHAPPY not in everything


async def test_the_promise_is_counted_without_alerts_and_without_what_was_taken_back(play: Theatre) -> None:
    for who in ("lina", "omar"):
        await unhappy(play, who=who)
    await unhappy(play, words=ALERTING)
    await unhappy(play, who="omar")
    await shows(play, "amina", "followups.written", 1, 0, filled=said("Thank you."))
    await play.press("omar", "followups.settled", 4, 0)
    await passes(play, days=10)
    await shows(play, "amina", "followups.closed", 2, 0, 0, filled=said("We changed it all."))
    await unhappy(play)
    day = play.clock.start.date()
    async with play.database.reading() as db:
        counted = await followup_reading.promise(db, play.community_id, day, day + timedelta(days=30))
        week = await followup_reading.promise(db, play.community_id, day, day + timedelta(days=7))
    assert (counted.received, counted.in_time, counted.late, counted.still_open) == (3, 1, 1, 1)
    assert (week.received, week.still_open) == (2, 0)


async def test_a_mark_taken_up_again_opens_nothing_anew(play: Theatre) -> None:
    session_id = await unhappy(play, words=None)
    await passes(play, seconds=LATER.total_seconds())
    await shows(play, "amina", "followups.closed", 1, 0, 0, filled=said("We will do better."))
    await play.say("lina", session_id, words=None, stars=1)
    await passes(play, seconds=LATER.total_seconds())
    assert len(await play.rows(FollowUp)) == 1
    async with play.database.reading() as db:
        assert await feedback.low_marks(db, play.clock.now(), 10) == []


async def test_pages_that_do_not_exist_show_the_last_one(play: Theatre) -> None:
    await unhappy(play)
    for route, values in (("queue", (-3,)), ("queue", (10**9,)), ("look", (1, 0, 10**9)), ("mine", (-1,))):
        who = "lina" if route == "mine" else "amina"
        assert isinstance(await play.press(who, f"followups.{route}", *values), Replace)

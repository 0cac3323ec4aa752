"""On the first working day of the month: the card that animators approve; each quarter, the balance."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.chat.replies import Done
from storage import personal
from storage.followups import WAITING, WORDS, FollowUp
from tests.conftest import EVERY_DATABASE
from tests.handlers.improvements.steps import BETTER, LONG, PEOPLE, key, moved, number_of, promised, said
from tests.handlers.theatre import ELSEWHERE, Theatre

DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)
CARD, POST = "improvement_card:1", "improvement_card:1:post"


async def drafts(play: Theatre) -> list[str]:
    """The card as each animator has it."""
    return [words for about, words in play.wall.items() if about.startswith(CARD) and about != POST]


async def drafted(play: Theatre, *, scope: str = "first_name", others: tuple[str, ...] = ()) -> None:
    """Something is under way, and the first of December has come."""
    await play.tick("improvements")
    await promised(play, await said(play, scope=scope, others=others), "doing")
    play.clock.move_to(DECEMBER)
    await play.tick("improvements")


@EVERY_DATABASE
async def test_it_is_drafted_once_posted_only_when_approved_liked_and_follows_what_changes(play: Theatre) -> None:
    await drafted(play)
    assert await play.tick("improvements") == 0
    first, second = await drafts(play)
    assert first == second
    assert f"Donner un retour\n“{LONG}” — Lina\n{BETTER}\nNovember 2026: under way" in first
    assert POST not in play.wall

    assert await play.press("amina", "improvements.approve", 1) == Done()
    await play.post()
    assert f"“{LONG}” — Lina" in play.wall[POST]
    assert "Posted by Amina Ziani" in (await drafts(play))[0]
    assert key(await play.press("bruno", "improvements.approve", 1)) == "improvements.card.already.posted"
    assert key(await play.press("bruno", "improvements.drop", 1)) == "improvements.card.already.posted"
    await play.press("lina", "likes.toggle", "improvement_card", 1)
    await play.post()
    assert "1 like" in play.wall[POST]

    await moved(play, 1, 0, "done")
    await play.post()
    assert f"{BETTER}\nDecember 2026: done" in play.wall[POST]
    await play.press("lina", "feedback.remove", 1)
    await play.post()
    assert LONG not in play.wall[POST]
    await play.press("amina", "improvements.remove", 1)
    await play.post()
    assert play.wall[POST] == "What was shown here has been taken back by the team."


async def test_lines_are_left_out_before_and_after_it_is_posted(play: Theatre) -> None:
    await play.tick("improvements")
    await promised(play, await said(play), "doing")
    await promised(play, 1, "planned", title="The theory sent beforehand")
    play.clock.move_to(DECEMBER)
    await play.tick("improvements")
    assert await play.press("amina", "improvements.line", 1, 2, 1) == Done()
    await play.press("bruno", "improvements.line", 1, 1, 1)
    assert key(await play.press("amina", "improvements.approve", 1)) == "improvements.card.nothing_left"
    await play.press("bruno", "improvements.line", 1, 1, 0)
    await play.post()
    assert "Left out: The theory sent beforehand" in (await drafts(play))[0]
    await play.press("amina", "improvements.approve", 1)
    await play.post()
    assert BETTER in play.wall[POST]
    assert "beforehand" not in play.wall[POST]
    assert LONG not in play.wall[POST], "written for the team alone"
    await play.press("amina", "improvements.line", 1, 1, 1)
    await play.post()
    assert BETTER not in play.wall[POST]
    assert key(await play.press("amina", "improvements.line", 1, 99, 1)) == "help.outdated"


async def test_not_this_month_is_final_and_what_did_not_change_is_not_shown_again(play: Theatre) -> None:
    await drafted(play)
    assert await play.press("bruno", "improvements.drop", 1) == Done()
    assert key(await play.press("amina", "improvements.approve", 1)) == "improvements.card.already.dropped"
    assert key(await play.press("amina", "improvements.line", 1, 1, 1)) == "help.outdated"
    await play.tick("improvements")
    play.clock.move_to(datetime(2027, 1, 4, 8, tzinfo=UTC))
    await play.tick("improvements")
    assert await play.owed("improvement_card:2") == []
    await moved(play, 1, 0, "done")
    play.clock.move_to(datetime(2027, 2, 1, 8, tzinfo=UTC))
    await play.tick("improvements")
    assert len(await play.owed("improvement_card:2")) == 2
    assert await play.owed(POST) == []


@pytest.mark.parametrize(("others", "shown"), [(PEOPLE[1:4], False), (PEOPLE[1:], True)])
async def test_words_without_a_name_are_quoted_from_five_answers_on(
    play: Theatre, others: tuple[str, ...], *, shown: bool
) -> None:
    await drafted(play, scope="anonymous", others=others)
    await play.press("amina", "improvements.approve", 1)
    await play.post()
    for words in (play.wall[POST], (await drafts(play))[0]):
        assert (f"“{LONG}” — a learner" in words) == shown
        assert "Lina" not in words


async def test_who_changes_who_may_read_their_words_takes_them_off_the_card(play: Theatre) -> None:
    await drafted(play)
    await play.press("amina", "improvements.approve", 1)
    await play.post()
    assert LONG in play.wall[POST]
    await play.press("lina", "feedback.say", 1, filled={"words": LONG, "scope": "team"})
    await play.post()
    assert LONG not in play.wall[POST]


async def test_a_holiday_puts_it_off_to_the_next_working_day_and_an_absence_is_caught_up_once(play: Theatre) -> None:
    await promised(play, await said(play))
    await play.tick("improvements")
    play.clock.move_to(datetime(2027, 1, 1, 8, tzinfo=UTC))  # both first of January and Friday; December was missed
    await play.tick("improvements")
    assert await play.owed("improvement_card") == []
    play.clock.move_to(datetime(2027, 1, 4, 8, tzinfo=UTC))
    await play.tick("improvements")
    assert len(await play.owed("improvement_card")) == 2


@EVERY_DATABASE
async def test_the_balance_of_a_quarter_counts_people_and_hides_fewer_than_five(play: Theatre) -> None:
    await play.tick("improvements")
    await said(play, scope="anonymous", others=PEOPLE[1:])
    for who in PEOPLE[1:]:
        await play.say(who, 1, words=f"I, {who}, have something to say too.")
    await promised(play, await number_of(play), "doing")
    play.clock.move_to(datetime(2027, 1, 4, 8, tzinfo=UTC))
    await play.tick("improvements")
    told = [words for about, words in play.wall.items() if about.startswith("balance:")]
    assert len(told) == 3, "Amina, Bruno and Mona"
    assert "October 2026 – December 2026" in told[0]
    assert "Received = 5" in told[0]
    assert "Answered = hidden: fewer than 5 people" in told[0]
    for number in range(2, 5):
        await play.press("amina", "improvements.feed", 1, number)
    async with play.database.transaction() as db:
        last = await play.member(PEOPLE[-1])
        days = dict.fromkeys(("opened_on", "promised_on", "due_on", "answered_on"), "2026-12-01")
        hand = {"session_id": 1, "member_id": last.id, "scope": "team"}
        db.add(FollowUp(community_id=play.community_id, kind=WORDS, state=WAITING, **hand, **days))
    for words in [
        await play.told("mona", "improvements.list", "bilan"),
        await play.told("amina", "improvements.balance", play.community_id),
    ]:
        assert "Answered = 5" in words
        assert "Acted on = hidden" in words, "four led to what is under way, the fifth was answered"
    assert key(await play.press("lina", "improvements.list", "balance")) == "help.only.manager"
    assert (
        key(await play.press("elsa", "improvements.balance", play.community_id, where=ELSEWHERE)) == "help.only.manager"
    )


async def test_who_decided_on_a_card_is_forgotten_when_they_are_erased(play: Theatre) -> None:
    await drafted(play)
    await play.press("amina", "improvements.approve", 1)
    await play.post()
    amina = await play.member("amina")
    async with play.database.transaction() as db:
        known = await personal.export(db, amina.id)
        assert known["improvement_cards"] == [{"month": "2026-12", "community": "Giving feedback", "decided": "posted"}]
        await personal.erase(db, amina.id, play.clock.now())
    await play.post()
    bruno = await play.member("bruno")
    assert "Posted by an animator" in play.wall[f"{CARD}:{bruno.id}"]
    assert LONG in play.wall[POST]

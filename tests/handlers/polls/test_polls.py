"""A poll shows how many voted for what, never who; a vote can be changed and taken back."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Link
from handlers.chat.words import Say
from handlers.polls import rules
from storage import capsules, people, personal, polls
from storage.formats import MOST_CHOICES, Poll, Quiz
from storage.polls import Ballot
from storage.schedules import Post
from tests.conftest import EVERY_DATABASE
from tests.handlers.answering import buttons, changed, keep, phrases, posted, press
from tests.handlers.capsules.stage import AMINA, ELSEWHERE, HERE, LINA, MALO, Shown, Stage, mistake, shown_card

ONE = Poll(("Monday", "Tuesday", "Any day"))
SEVERAL = Poll(ONE.choices, several=True)


async def votes(stage: Stage, offered: Poll = ONE, capsule_id: int = 1) -> dict[str, int]:
    """The choices that have votes in the community, with how many."""
    async with stage.database.reading() as db:
        found = await polls.results(db, capsule_id, stage.community_id, offered.choices)
    return {words: times for words, times in found.votes.items() if times}


async def voters(stage: Stage, people_: int) -> None:
    """As many others vote for Monday."""
    async with stage.database.transaction() as db:
        workspace = await people.workspace(db, "stage", "W1")
        for number in range(people_):
            member = await people.member(db, workspace.id, f"U{number}")
            ballot = await polls.mine(db, 1, stage.community_id, member.id, stage.clock.now())
            await polls.keep(db, ballot, ["Monday"], stage.clock.now())


def words_of(choice: object) -> str:
    assert isinstance(choice, Say)
    return str(choice.values["words"])


def mine(reply: Reply | None) -> list[str]:
    """What somebody is told that they vote for."""
    return [words_of(say) for say in phrases(shown_card(reply), "help.choice")]


async def vote(stage: Stage, shown: Shown, who: str, letter: str) -> list[str]:
    reply = await press(stage, link_of(shown.card, letter), who)
    assert isinstance(reply, Tell)
    return mine(reply)


def link_of(card: Card, letter: str) -> Link:
    return [link for link in card.links() if link.route == "polls.vote"]["ABC".index(letter)]


async def test_one_vote_each_that_can_be_changed(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    assert await vote(stage, shown, LINA, "A") == ["Monday"]
    assert await vote(stage, shown, MALO, "A") == ["Monday"]
    assert await votes(stage) == {"Monday": 2}
    assert await vote(stage, shown, LINA, "C") == ["Any day"]
    assert await votes(stage) == {"Monday": 1, "Any day": 1}
    assert await stage.again("capsule:1") == 3


async def test_several_votes_where_the_poll_takes_them(stage: Stage) -> None:
    shown = await posted(stage, "poll", SEVERAL)
    await vote(stage, shown, LINA, "C")
    assert await vote(stage, shown, LINA, "A") == ["Monday", "Any day"]
    await vote(stage, shown, MALO, "A")
    assert await votes(stage) == {"Monday": 2, "Any day": 1}


async def test_the_fifth_vote_shows_the_counts_and_taking_it_back_hides_them(stage: Stage) -> None:
    shown = await posted(stage, "poll", SEVERAL)
    await voters(stage, 4)
    (before,) = await stage.shown()
    assert (phrases(before.card, "capsules.result"), before.says("capsules.voted").values["n"]) == ([], 4)
    told = await press(stage, link_of(before.card, "C"), LINA)
    (after,) = await stage.shown()
    lines = phrases(after.card, "capsules.result")
    assert [(words_of(line.values["choice"]), line.values["n"], line.values["share"]) for line in lines] == [
        ("Monday", 4, 80),
        ("Tuesday", 0, 0),
        ("Any day", 1, 20),
    ]
    await press(stage, buttons(shown_card(told))["C"], LINA)
    assert [one.card for one in await stage.shown()] == [before.card]
    assert shown.id == after.id


async def test_a_vote_is_taken_back_from_the_private_card(stage: Stage) -> None:
    shown = await posted(stage, "poll", SEVERAL)
    await vote(stage, shown, LINA, "A")
    told = await press(stage, link_of(shown.card, "B"), LINA)
    reply = await press(stage, buttons(shown_card(told))["A"], LINA)
    assert isinstance(reply, Replace)
    assert mine(reply) == ["Tuesday"]
    reply = await press(stage, buttons(reply.what)["B"], LINA)
    assert (mine(reply), buttons(shown_card(reply))) == ([], {})
    assert await votes(stage) == {}


async def test_the_same_press_again_changes_nothing(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    told = await press(stage, link_of(shown.card, "A"), LINA)
    for _ in range(3):
        assert await vote(stage, shown, LINA, "A") == ["Monday"]
    assert (await votes(stage), await stage.again("capsule:1")) == ({"Monday": 1}, 1)
    back = buttons(shown_card(told))["A"]
    for _ in range(3):
        assert mine(await press(stage, back, LINA)) == []
    assert (await votes(stage), await stage.again("capsule:1")) == ({}, 2)


@EVERY_DATABASE
async def test_pressed_by_many_at_once_each_person_has_one_vote(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    await asyncio.gather(*(vote(stage, shown, who, letter) for who in (LINA, MALO, AMINA) for letter in "ABCA"))
    assert (sum((await votes(stage)).values()), await stage.rows(Ballot)) == (3, 3)


async def test_each_community_has_its_own_counts(stage: Stage) -> None:
    here = await posted(stage, "poll", ONE)
    other = await stage.community(HERE, "Python", "C2", "UTC")
    stage.community_id, mine_id = other.id, stage.community_id
    there = await posted(stage, "poll", ONE)
    await vote(stage, here, LINA, "A")
    await vote(stage, there, LINA, "B")
    assert await votes(stage) == {"Tuesday": 1}
    stage.community_id = mine_id
    assert await votes(stage) == {"Monday": 1}
    assert link_of(here.card, "A").values[1] == mine_id


@pytest.mark.parametrize(("place", "value"), [(0, 77), (1, 77), (3, 3), (3, -1), (3, 2**31 - 1), (3, "B"), (2, "")])
async def test_a_forged_button_changes_nothing(stage: Stage, place: int, value: int | str) -> None:
    shown = await posted(stage, "poll", ONE)
    await vote(stage, shown, LINA, "A")
    forged = changed(link_of(shown.card, "B"), place, value)
    expected = {1: "help.only.anyone", 2: "polls.mistake.corrected"}.get(place, "help.outdated")
    for route in ("polls.vote", "polls.take_back"):
        assert mistake(await press(stage, Link(route, forged.values), LINA)) == (expected, None)
    assert await votes(stage) == {"Monday": 1}


async def test_only_what_was_shown_there_is_voted_in(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    link = link_of(shown.card, "A")
    assert mistake(await press(stage, link, LINA, workspace=ELSEWHERE))[0] == "help.only.anyone"
    never = await keep(stage, "poll", ONE, "Never posted")
    assert mistake(await press(stage, changed(link, 0, never), LINA))[0] == "help.outdated"
    quiz = await keep(stage, "quiz", Quiz(()), "A quiz")
    assert mistake(await press(stage, changed(link, 0, quiz), LINA))[0] == "help.outdated"
    assert await stage.rows(Ballot) == 0


async def test_a_corrected_poll_keeps_the_votes_for_the_words_that_stay(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    await vote(stage, shown, LINA, "A")
    await vote(stage, shown, MALO, "C")
    corrected = Poll(("Friday", "Monday"))
    await keep(stage, "poll", corrected)
    assert await votes(stage, corrected) == {"Monday": 1}
    assert mistake(await press(stage, link_of(shown.card, "A"), MALO))[0] == "polls.mistake.corrected"
    (again,) = await stage.shown()
    assert await vote(stage, again, MALO, "A") == ["Friday"]
    async with stage.database.transaction() as db:
        (await capsules.by_id(db, 1)).withdrawn_at = stage.clock.now()
    assert mistake(await press(stage, link_of(again.card, "B"), MALO))[0] == "help.outdated"


async def test_a_preview_counts_nothing(stage: Stage) -> None:
    preview = shown_card(await stage.ask("capsules.look", stage.community_id, await keep(stage, "poll", ONE)))
    link = link_of(preview, "B")
    assert mistake(await press(stage, link, LINA))[0] == "help.only.animator"
    assert mistake(await press(stage, link, AMINA))[0] == "polls.trial"
    assert mistake(await press(stage, changed(link, 3, 9), AMINA))[0] == "help.outdated"
    assert (await stage.rows(Ballot), await stage.rows(Post)) == (0, 0)


async def test_erased_people_still_count_without_a_name(stage: Stage) -> None:
    shown = await posted(stage, "poll", ONE)
    await vote(stage, shown, LINA, "A")
    told = await press(stage, link_of(shown.card, "A"), MALO)
    await press(stage, buttons(shown_card(told))["A"], MALO)
    async with stage.database.transaction() as db:
        for who, kept in ((LINA, [["Monday"]]), (MALO, [[]])):
            member = await people.find_member(db, "stage", "W1", who)
            assert member is not None
            exported = (await personal.export(db, member.id))["ballots"]
            assert [row["votes_for"] for row in exported] == kept
            await personal.erase(db, member.id, stage.clock.now())
            assert (await personal.export(db, member.id))["ballots"] == []
    async with stage.database.reading() as db:
        found = await polls.results(db, 1, stage.community_id, ONE.choices)
    assert (found.people, found.votes["Monday"], await stage.rows(Ballot)) == (1, 1, 1)


choices = st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=MOST_CHOICES, unique=True)


@given(choices, st.booleans(), st.data())
def test_whatever_is_pressed_votes_stay_among_the_choices(words: list[str], several: bool, data: st.DataObject) -> None:
    poll = Poll(tuple(words), several)
    voted: tuple[str, ...] = ()
    for choice, adds in data.draw(st.lists(st.tuples(st.sampled_from(words), st.booleans()), max_size=20)):
        voted = (rules.with_vote if adds else rules.without_vote)(poll, voted, choice)
        assert (choice in voted) == adds
        assert set(voted) <= set(words)
        assert several or len(voted) <= 1
        assert list(voted) == sorted(voted, key=words.index)

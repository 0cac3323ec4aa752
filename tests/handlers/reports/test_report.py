"""How a capsule went: counts, dates and channels; never who, and nothing that could point at somebody."""

from __future__ import annotations

import pytest

from handlers.chat.cards import Card, Facts, Text
from handlers.chat.words import Say
from handlers.reports import rules
from storage import people, polls, quizzes
from storage.capsules import Source, keep
from storage.formats import Choice, Poll, Quiz, written
from storage.quizzes import Try
from tests.handlers.capsules.stage import ELSEWHERE, HERE, LINA, Shown, Stage, mistake, said, shown_card

POLL = Poll(("Now", "Later"))
QUIZ = Quiz((Choice("Seen", 100), Choice("Guessed", 0)))


async def a_post(stage: Stage, format_: str, details: Quiz | Poll) -> tuple[int, Shown]:
    source = Source(
        format_, stage.community_id, "Which?", "Facts", format_, "Which?", "", 1, "easy", "en", "1", written(details)
    )
    async with stage.database.transaction() as db:
        capsule_id = (await keep(db, [source], stage.clock.now()))[format_][0]
    await stage.ask("schedules.post_now", stage.community_id, capsule_id)
    return capsule_id, (await stage.deliver())[-1]


async def report(stage: Stage, capsule_id: int) -> Card:
    return shown_card(await stage.ask("reports.show", stage.community_id, capsule_id))


def counts(card: Card) -> dict[str, str]:
    pairs = next(part.pairs for part in card.parts if isinstance(part, Facts))
    return {name.key: str(value) for name, value in pairs if isinstance(name, Say)}


async def answer(stage: Stage, capsule_id: int, who: range) -> None:
    """Everybody answers the quiz, every second one right."""
    async with stage.database.transaction() as db:
        home = await people.workspace(db, HERE.platform, HERE.external_id)
        for number in who:
            member = await people.member(db, home.id, f"U{number}")
            made = Try(capsule_id, stage.community_id, member.id, "Seen", number % 2 == 0)
            await quizzes.first(db, made, stage.clock.now())


async def vote(stage: Stage, capsule_id: int, who: range) -> None:
    """Everybody votes for the second choice."""
    now = stage.clock.now()
    async with stage.database.transaction() as db:
        home = await people.workspace(db, HERE.platform, HERE.external_id)
        for number in who:
            member = await people.member(db, home.id, f"U{number}")
            ballot = await polls.mine(db, capsule_id, stage.community_id, member.id, now)
            await polls.keep(db, ballot, ["Later"], now)


async def test_a_report_counts_and_says_where_and_when(stage: Stage) -> None:
    capsule_id, post = await a_post(stage, "poll", POLL)
    await stage.ask("likes.toggle", "capsule", capsule_id, who=LINA, channel="C1", message=post.id)
    await vote(stage, capsule_id, range(4))
    assert "Later" not in str(await report(stage, capsule_id))
    said(await report(stage, capsule_id), "reports.hidden_votes")
    await vote(stage, capsule_id, range(5))
    card = await report(stage, capsule_id)
    assert counts(card) == {"reports.likes": "1", "reports.comments": "0", "reports.voters": "5"}
    assert said(card, "reports.posted").values["n"] == 1
    assert said(card, "reports.post").values["at"].at == stage.clock.now()  # type: ignore[union-attr]
    votes = [part.words for part in card.parts if isinstance(part, Text) and "reports.vote" in str(part)]
    assert [(say.values["choice"], say.values["n"]) for say in votes if isinstance(say, Say)] == [
        ("Now", 0),
        ("Later", 5),
    ]


async def test_how_many_were_right_is_hidden_under_five_people(stage: Stage) -> None:
    capsule_id, _ = await a_post(stage, "quiz", QUIZ)
    await answer(stage, capsule_id, range(4))
    card = await report(stage, capsule_id)
    assert counts(card)["reports.answered"] == "4"
    said(card, "reports.hidden")
    assert "reports.tries" not in counts(card)
    assert "reports.right" not in str(card)
    await answer(stage, capsule_id, range(5))
    card = await report(stage, capsule_id)
    assert said(card, "reports.right").values == {"first": 60, "end": 60}
    assert "reports.tries" in counts(card)
    assert "reports.hidden" not in str(card)


async def test_a_withdrawn_capsule_keeps_its_report(stage: Stage) -> None:
    shelf = await stage.capsule()
    await stage.ask("schedules.post_now", stage.community_id, shelf)
    post = (await stage.deliver())[-1]
    await stage.ask("likes.toggle", "capsule", shelf, who=LINA, channel="C1", message=post.id)
    await stage.ask("capsules.withdraw", stage.community_id, shelf)
    card = await report(stage, shelf)
    said(card, "reports.withdrawn")
    assert counts(card)["reports.likes"] == "1"
    assert list(card.links()) == []


async def test_what_was_not_posted_says_so_and_others_are_told_nothing(stage: Stage) -> None:
    capsule_id = await stage.capsule(community_id=stage.community_id)
    said(await report(stage, capsule_id), "reports.never")
    assert mistake(await stage.ask("reports.show", stage.community_id, 999))[0] == "help.outdated"
    assert mistake(await stage.ask("reports.show", stage.community_id, capsule_id, who=LINA))[0] == "help.only.animator"
    other = await stage.community(ELSEWHERE, "Elsewhere", "C9", "Europe/Paris")
    elsewhere = await stage.ask("reports.show", other.id, capsule_id, workspace=ELSEWHERE)
    assert mistake(elsewhere)[0] == "help.outdated"


@pytest.mark.parametrize(("part", "people_", "shown"), [(4, 4, None), (0, 0, None), (5, 5, 100), (1, 7, 14)])
def test_shares_come_from_five_people_at_least(part: int, people_: int, shown: int | None) -> None:
    assert rules.share(part, people_) == shown

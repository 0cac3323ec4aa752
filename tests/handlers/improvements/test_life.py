"""The life of an improvement: written from words or not, changed, told to those whose words led there, removed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.asks import Workspace
from handlers.chat.replies import Open, Replace
from storage import communities, personal
from storage.followups import FollowUp
from storage.improvements import Improvement, Source
from storage.outbox import Delivery
from tests.conftest import EVERY_DATABASE
from tests.handlers.improvements.steps import (
    BETTER,
    LONG,
    PEOPLE,
    WHY,
    an_hour_later,
    filled,
    key,
    letters,
    moved,
    number_of,
    promised,
    said,
)
from tests.handlers.theatre import ELSEWHERE, HERE, Theatre


@pytest.mark.parametrize("scope", ["team", "anonymous", "first_name"])
async def test_who_said_it_is_told_of_each_state_once_and_nobody_else_is(play: Theatre, scope: str) -> None:
    await promised(play, await said(play, scope=scope, others=("omar",)))
    await play.post()
    assert letters(play) == [], "a slip can still be put right"
    await an_hour_later(play)
    (letter,) = letters(play)
    assert f"After Donner un retour, you said:\n“{LONG}”" in letter
    assert f"We plan to do this: {BETTER}.\n{WHY}" in letter

    await moved(play, 1, 0, "done", words="Two half-days since Monday.")
    await moved(play, 1, 1, "planned")
    await an_hour_later(play)
    assert len(letters(play)) == 1, "planned was told already, and it is not done any more"
    await moved(play, 1, 2, "refused", words="Most of you liked the long day.")
    await an_hour_later(play)
    assert "We will not do this, and owe you the reason" in letters(play)[-1]
    lina = await play.member("lina")
    assert {one.member_id for one in await play.rows(Delivery) if one.about.startswith("news:")} == {lina.id}


@EVERY_DATABASE
async def test_who_wants_no_news_is_told_nothing_more_until_they_want_some(play: Theatre) -> None:
    await promised(play, await said(play, others=("omar",)))
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "news": "no"})
    await an_hour_later(play)
    assert letters(play) == [], "it was owed, and is not sent"
    await moved(play, 1, 0, "doing")
    await an_hour_later(play)
    assert letters(play) == []
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "news": "yes"})
    await moved(play, 1, 1, "done")
    await an_hour_later(play)
    assert len(letters(play)) == 1
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "news": "no"})
    await play.press("amina", "improvements.remove", 1)
    await play.post()
    assert BETTER not in letters(play)[0], "what was told stays true"


async def test_words_may_lead_to_several_improvements_and_several_words_to_one(play: Theatre) -> None:
    first = await said(play, others=("omar",))
    await play.say("omar", 1, words="The day was much too long for me.", scope="anonymous", tone="unhappy")
    other = await number_of(play, "The day was much too long for me.")
    await promised(play, first)
    await promised(play, first, title="The theory sent beforehand")
    assert BETTER in await play.told("amina", "improvements.from_words", other)
    assert key(await play.press("amina", "improvements.feed", 1, other)) == "improvements.fed"
    assert key(await play.press("amina", "improvements.feed", 1, other)) == "improvements.fed_already"
    await an_hour_later(play)
    assert len(letters(play)) == 3
    await moved(play, 1, 0, "doing")
    await an_hour_later(play)
    told = [words for words in letters(play) if "We are doing this" in words]
    assert sorted(LONG in words for words in told) == [False, True], "each reads their own words only"


async def test_words_taken_back_lead_to_no_news_and_leave_what_was_told(play: Theatre) -> None:
    await promised(play, await said(play, scope="anonymous"))
    await an_hour_later(play)
    await play.press("lina", "feedback.remove", 1)
    await play.post()
    assert LONG not in "".join(letters(play))
    await moved(play, 1, 0, "done")
    await an_hour_later(play)
    assert len(letters(play)) == 1
    assert len(await play.rows(Source)) == 1, "that somebody said so stays"


async def test_what_was_a_slip_is_removed_everywhere_and_nothing_is_told(play: Theatre) -> None:
    await promised(play, await said(play))
    assert isinstance(await play.press("amina", "improvements.remove", 1), Replace)
    await an_hour_later(play)
    assert letters(play) == []
    assert BETTER not in await play.told("lina", "improvements.list")
    assert key(await play.press("amina", "improvements.change", 1)) == "help.only.animator"
    assert key(await play.press("amina", "improvements.remove", 1)) == "help.only.animator"


async def test_what_was_told_of_it_goes_too(play: Theatre) -> None:
    await promised(play, await said(play))
    await an_hour_later(play)
    await play.press("amina", "improvements.remove", 1)
    await play.post()
    assert letters(play) == ["What this message was about has been taken off the list."]


@EVERY_DATABASE
async def test_two_who_change_it_at_once_the_second_is_told(play: Theatre) -> None:
    await promised(play, await said(play))
    replies = await asyncio.gather(
        play.press("amina", "improvements.changed", 1, 0, filled=filled("done")),
        play.press("bruno", "improvements.changed", 1, 0, filled=filled("refused")),
    )
    assert sorted(map(key, replies)) == ["improvements.changed_meanwhile", "improvements.kept_told"]


async def test_it_is_written_without_anybodys_words_and_everybody_reads_it(play: Theatre) -> None:
    assert key(await play.press("amina", "improvements.new", play.community_id, 0)) == "improvements.no_course_yet"
    await play.session(title="Réunions courtes")
    form = await play.press("amina", "improvements.new", play.community_id, 0)
    assert isinstance(form, Open)
    reply = await play.press("amina", "improvements.make", play.community_id, 0, filled=filled("done", course="1"))
    assert key(reply) == "improvements.made"
    for who in ("lina", "amina", "mona"):
        assert f"{BETTER}\nNovember 2026: done\n{WHY}" in await play.told(who, "improvements.list")
    assert "It came from what you said." not in await play.told("lina", "improvements.list")
    assert "What gets better in Réunions courtes" in await play.told("lina", "improvements.list", "réunions")
    assert await play.told("lina", "improvements.list", "Python") == "improvements.no_course"
    assert "[Change…] [Remove]" in await play.told("bruno", "improvements.list")
    assert "[Change" not in await play.told("mona", "improvements.list")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"title": "Hm"}, "title"),
        ({"words": "  "}, "words"),
        ({"words": "x" * 501}, "words"),
        ({"state": "promised"}, "state"),
        ({"review": "soon"}, "review"),
        ({"course": "99"}, "course"),
    ],
)
async def test_what_cannot_be_kept_is_said_under_its_field(play: Theatre, answers: dict[str, str], field: str) -> None:
    await play.session()
    form = filled("doing", course="1") | answers
    reply = await play.press("amina", "improvements.make", play.community_id, 0, filled=form)
    assert key(reply) == f"improvements.bad_{field}"
    assert getattr(reply, "field", None) == field
    assert await play.rows(Improvement) == []


ROUTES: dict[str, tuple[int, ...]] = {
    "words": (1, 0),
    "from_words": (1,),
    "feed": (1, 1),
    "new": (1, 0),
    "make": (1, 1),
    "change": (1,),
    "changed": (1, 0),
    "remove": (1,),
    "line": (1, 1, 1),
    "approve": (1,),
    "drop": (1,),
}


@pytest.mark.parametrize(("who", "where"), [("lina", HERE), ("mona", HERE), ("elsa", ELSEWHERE), ("amina", ELSEWHERE)])
async def test_only_who_animates_that_community_writes(play: Theatre, who: str, where: Workspace) -> None:
    await promised(play, await said(play, scope="anonymous"))
    for route, values in ROUTES.items():
        reply = await play.press(who, f"improvements.{route}", *values, where=where, filled=filled("done"))
        assert key(reply) in ("help.only.animator", "improvements.words_gone"), route
    (one,) = await play.rows(Improvement)
    assert (one.state, one.version) == ("planned", 0)


async def test_a_forged_link_changes_nothing(play: Theatre) -> None:
    await promised(play, await said(play))
    before = play.everything_kept()
    for route, values in {"feed": (1, 9), "make": (1, 9), "changed": (9, 0), "changes": (1,), "line": (1,)}.items():
        reply = await play.press("amina", f"improvements.{route}", *values, filled=filled("done"))
        assert key(reply) in ("help.outdated", "help.only.animator", "improvements.words_gone"), route
    assert play.everything_kept() == before


async def test_words_and_improvements_of_two_courses_do_not_mix(play: Theatre) -> None:
    first = await said(play)
    await promised(play, first)
    await play.say("omar", await play.session("omar", title="Another"), words="The other one was long too.")
    other = await number_of(play, "The other one was long too.")
    assert key(await play.press("amina", "improvements.feed", 1, other)) == "help.outdated"
    assert BETTER not in await play.told("amina", "improvements.from_words", other)


async def test_animators_see_the_words_that_changed_nothing_yet_but_not_what_cannot_wait(play: Theatre) -> None:
    await said(play, scope="anonymous", others=PEOPLE[1:])
    await play.say("omar", 1, words="The trainer harassed me all day, I am afraid.", stars=1, tone="unhappy")
    await play.say("nora", 1, words="More examples, please, about remote work.", scope="full_name")
    before = await play.told("amina", "improvements.words", play.community_id, 0)
    assert LONG not in before, "without a name, nor told with those of four others yet"
    await play.press("amina", "results.of", 1)
    shown = await play.told("amina", "improvements.words", play.community_id, 0)
    assert f"“{LONG}” — a learner" in shown
    assert shown.index("remote work") < shown.index(LONG), "the place of words without a name tells no hour"
    assert "more examples" in shown.lower()
    assert "harassed" not in shown
    urgent = await number_of(play, "The trainer harassed me all day, I am afraid.")
    assert key(await play.press("amina", "improvements.from_words", urgent)) == "improvements.words_gone"
    await promised(play, await number_of(play))
    assert LONG not in await play.told("amina", "improvements.words", play.community_id, 0)


async def test_a_follow_up_leads_to_the_words_it_came_from(play: Theatre) -> None:
    await said(play, scope="anonymous", others=PEOPLE[1:])
    play.clock.move_to(play.clock.now() + timedelta(hours=2))
    await play.tick("followups")
    (one,) = await play.rows(FollowUp)
    assert "[What does this change?]" in await play.told("amina", "followups.read", one.id)
    assert f"“{LONG}” — a learner" in await play.told("amina", "improvements.from_followup", one.id)
    for who in ("lina", "mona"):
        assert key(await play.press(who, "improvements.from_followup", one.id)) == "help.only.animator"
    assert key(await play.press("amina", "improvements.from_followup", 99)) == "improvements.words_gone"
    await play.press("lina", "feedback.remove", 1)
    assert key(await play.press("amina", "improvements.from_followup", one.id)) == "improvements.words_gone"


@EVERY_DATABASE
async def test_the_day_chosen_comes_and_animators_are_reminded_once(play: Theatre) -> None:
    await promised(play, await said(play), review="1")
    play.clock.move_to(datetime(2026, 12, 24, 7, 59, tzinfo=UTC))
    await play.tick("improvements")
    assert not any("Time to look again" in words for words in play.wall.values())
    play.clock.move_to(datetime(2026, 12, 24, 8, tzinfo=UTC))
    assert await play.tick("improvements") == 1
    assert await play.tick("improvements") == 0
    told = [words for about, words in play.wall.items() if about.startswith("improvement:1:")]
    assert len(told) == 2, "Amina and Bruno"
    assert all("Time to look again at Donner un retour" in words for words in told)
    await moved(play, 1, 0, "done", review="same")
    await play.post()
    assert "You chose this day" not in play.wall[f"improvement:1:2026-12-24:{(await play.member('bruno')).id}"]


async def test_who_is_erased_is_told_nothing_and_what_their_words_changed_stays(play: Theatre) -> None:
    await promised(play, await said(play, scope="anonymous"))
    await play.press("amina", "improvements.feed", 1, 1)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        known = await personal.export(db, lina.id)
        assert known["improvement_sources"] == [{"course": "Donner un retour", "better": BETTER, "state": "planned"}]
        await personal.erase(db, lina.id, play.clock.now())
    await an_hour_later(play)
    await moved(play, 1, 0, "done")
    await an_hour_later(play)
    assert letters(play) == []
    assert len(await play.rows(Source)) == 1


async def test_news_wait_for_their_readers_hours(play: Theatre) -> None:
    play.clock.move_to(play.clock.now().replace(hour=18, minute=30))  # half past seven in the evening in Paris
    await promised(play, await said(play))
    await an_hour_later(play)
    assert letters(play) == []
    play.clock.move_to(play.clock.now() + timedelta(hours=12))
    await play.post()
    assert len(letters(play)) == 1


async def test_who_animates_no_more_writes_nothing_more(play: Theatre) -> None:
    await promised(play, await said(play))
    bruno = await play.member("bruno")
    async with play.database.transaction() as db:
        await communities.remove_role(db, play.community_id, bruno.id, communities.ANIMATOR)
    assert key(await play.press("bruno", "improvements.changed", 1, 0, filled=filled("done"))) == "help.only.animator"
    assert WHY in await play.told("bruno", "improvements.list")

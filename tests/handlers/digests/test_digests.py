"""The digest a manager receives: once, of the latest week, with what may be shown and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Tell
from storage import capsules, comments, communities, digests, likes, outbox, people, schedules
from storage.communities import CommunityRole
from storage.digests import Digest
from storage.likes import Way
from tests.handlers.theatre import ELSEWHERE, Theatre

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""Monday 30 November 2026, 09:00 in Paris: the first digest after the clock of the tests."""
CROWD = ("ana", "ben", "cleo", "dan", "eva", "finn")


async def like(play: Theatre, *who: str, capsule: int = 1) -> None:
    for name in who:
        member = await play.member(name)
        async with play.database.transaction() as db:
            way = Way(f"capsule:{capsule}", play.community_id, likes.BUTTON)
            await likes.add(db, way, member.id, play.clock.now())


async def comment(play: Theatre, who: str, words: str = "So true") -> None:
    member = await play.member(who)
    async with play.database.transaction() as db:
        await comments.add(
            db,
            subject="capsule:1",
            community_id=play.community_id,
            member_id=member.id,
            words=words,
            channel="C1",
            now=play.clock.now(),
        )


async def next_dates(play: Theatre) -> list[datetime | None]:
    return [role.next_digest_at for role in await play.rows(CommunityRole) if role.role == communities.MANAGER]


async def monday(play: Theatre, when: datetime = MONDAY) -> list[str]:
    """What Mona's digests say, once Monday has come."""
    play.clock.move_to(when)
    await play.tick("digests")
    return [text for about, text in play.wall.items() if about.startswith("digest:")]


async def test_a_manager_without_a_date_is_given_one_and_nothing_is_sent_before_it(play: Theatre) -> None:
    await play.tick("digests")
    assert await next_dates(play) == [MONDAY, MONDAY]
    play.clock.move_to(MONDAY - timedelta(seconds=1))
    assert await play.tick("digests") == 0
    assert play.wall == {}


async def test_a_busy_week_is_told_in_one_sentence_then_in_figures(play: Theatre) -> None:
    await play.tick("digests")
    async with play.database.transaction() as db:
        await communities.set_audience(db, play.community_id, 12)
    session_id = await play.session(*CROWD, "lina", "omar")
    for number, who in enumerate(CROWD):
        await play.say(who, session_id, words=None, stars=3 + number % 3)
    await like(play, *CROWD)
    await play.say("lina", session_id, words="I will try this on Monday.", scope="first_name", tone="neutral")
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.press("amina", "results.of", session_id)
    (told,) = (text for text in await monday(play) if "Giving feedback" in text)
    assert "Giving feedback: last week\nWeek of Monday 23 November." in told
    assert "7 people took part." in told
    assert "Took part = 7 of 12 people (58%) (hidden the week before)" in told
    assert "Likes = 6 (hidden the week before)" in told
    assert "Comments = hidden: fewer than 5 people" in told
    assert "Donner un retour = 4.1 of 5 (7 answers of 8 asked, 88%)" in told
    assert "“I will try this on Monday.” — Lina" in told
    assert "What comes from fewer than 5 people is hidden" in told


async def test_ratings_and_nameless_words_are_told_by_rounds_as_results_tell_them(play: Theatre) -> None:
    """Beside results that told five people together, a sixth rating in the digest would be somebody's."""
    await play.tick("digests")
    session_id = await play.session(*CROWD, "omar")
    for who in CROWD[:5]:
        await play.say(who, session_id, words=None, stars=5)
    play.clock.move_to(play.clock.now() + timedelta(days=1))
    await play.press("amina", "results.of", session_id)
    await play.say("finn", session_id, words="A waste of an afternoon for me.", stars=1, scope="anonymous")
    (told,) = (text for text in await monday(play) if "Giving feedback" in text)
    assert "Donner un retour = 5 of 5 (5 answers of 7 asked, 71%)" in told
    assert "waste of an afternoon" not in told
    for who in ("gil", "hana", "ines", "omar"):
        await play.press(who, "sessions.join", session_id)
        await play.say(who, session_id, words=None, stars=3)
    await play.press("amina", "results.of", session_id)
    _first, told = (text for text in await monday(play, MONDAY + timedelta(days=7)) if "Giving feedback" in text)
    assert "Donner un retour = 2.6 of 5 (5 answers" in told
    assert "“A waste of an afternoon for me.”" in told


async def test_a_quiet_week_is_told_shortly(play: Theatre) -> None:
    await play.tick("digests")
    await like(play, "ana", "ben")
    told = (await monday(play))[0]
    assert told.splitlines()[2:] == [
        "A quiet week: nothing was posted, and fewer than 5 people took part.",
        "[This week so far]",
    ]


async def test_each_figure_stands_beside_the_one_of_the_week_before(play: Theatre) -> None:
    await play.tick("digests")
    await like(play, *CROWD)
    await monday(play)
    await like(play, *CROWD[:5], capsule=2)
    told = [text for text in await monday(play, MONDAY + timedelta(days=7)) if "Giving feedback" in text]
    assert "A calmer week: 5 people took part, 1 fewer than the week before." in told[1]
    assert "Likes = 5, down from 6" in told[1]


async def test_after_weeks_away_only_the_latest_is_told_and_once(play: Theatre) -> None:
    await play.tick("digests")
    back = MONDAY + timedelta(days=24)
    await monday(play, back)
    assert {one.week_start for one in await play.rows(Digest)} == {"2026-12-14"}
    assert await next_dates(play) == [datetime(2026, 12, 28, 8, tzinfo=UTC)] * 2
    assert await play.tick("digests") == 0
    assert len(await play.owed("digest:")) == 2


async def test_a_manager_for_whom_monday_comes_first_waits_for_the_sunday_of_the_community(play: Theatre) -> None:
    member = await play.member("mona")
    async with play.database.transaction() as db:
        (await db.get_one(people.Member, member.id)).zone = "Pacific/Auckland"
    await play.tick("digests")
    there = datetime(2026, 11, 29, 20, tzinfo=UTC)
    play.clock.move_to(there)
    await play.tick("digests")
    assert await play.owed("digest:") == []
    assert datetime(2026, 11, 29, 23, tzinfo=UTC) in await next_dates(play)
    play.clock.move_to(there + timedelta(hours=3))
    await play.tick("digests")
    assert [one.week_start for one in await play.rows(Digest)] == ["2026-11-23"]


async def test_every_reader_of_a_week_is_told_the_same_whatever_was_taken_back_since(play: Theatre) -> None:
    here = await play.member("amina")
    async with play.database.transaction() as db:
        await communities.add_role(db, play.community_id, here.id, communities.MANAGER)
    await like(play, *CROWD)
    play.clock.move_to(MONDAY)
    first = await play.told("mona", "digests.show")
    gone = await play.member(CROWD[0])
    async with play.database.transaction() as db:
        await likes.take_back(db, Way("capsule:1", play.community_id, likes.BUTTON), gone.id)
    assert await play.told("amina", "digests.show") == first
    assert "Likes = 6" in first


async def test_the_words_quoted_follow_their_author(play: Theatre) -> None:
    await play.tick("digests")
    session_id = await play.session("lina", "omar")
    await play.say("lina", session_id, words="Say it within the week.", scope="full_name")
    await play.say("omar", session_id, words="Between us only.", scope="team")
    told = (await monday(play))[0]
    assert "“Say it within the week.” — Lina Moreau" in told
    assert "Between us" not in told
    filled = {"words": "Say it within the week.", "scope": "anonymous"}
    await play.press("lina", "feedback.say", session_id, filled=filled)
    await play.post()
    assert "“Say it within the week.” — a learner" in play.wall["digest:1"]
    await play.press("lina", "feedback.say", session_id, filled=filled | {"scope": "team"})
    await play.post()
    assert "Say it" not in play.wall["digest:1"]
    await play.press("lina", "feedback.say", session_id, filled=filled)
    await play.post()
    assert "Say it" in play.wall["digest:1"]
    await play.press("lina", "feedback.remove", session_id)
    await play.post()
    assert "Say it" not in play.wall["digest:1"]


async def test_capsules_posted_and_comments_of_five_people_count(play: Theatre) -> None:
    await play.tick("digests")
    async with play.database.transaction() as db:
        source = capsules.Source("t/1", None, "One", "Facts", "text", "Look.", "", 1, "easy", "en", "d")
        capsule_id = (await capsules.keep(db, [source], play.clock.now()))["t/1"][0]
        plan = await schedules.plan(
            db,
            community_id=play.community_id,
            capsule_id=capsule_id,
            rule="",
            local_start="2026-11-24T09:00",
            zone="Europe/Paris",
            next_at=play.clock.now(),
            created_by=(await people.member(db, 1, "amina")).id,
        )
        await schedules.note_posts(db, [schedules.Date(plan, play.clock.now(), play.clock.now())])
    for who in CROWD[:5]:
        await comment(play, who)
    await comment(play, CROWD[0], "Again")
    told = (await monday(play))[0]
    assert "Capsules posted = 1, up from 0" in told
    assert "Comments = 6 (hidden the week before)" in told


async def test_this_week_so_far_tells_no_mark(play: Theatre) -> None:
    session_id = await play.session(*CROWD)
    for who in CROWD:
        await play.say(who, session_id, words=None, stars=2)
    told = await play.told("mona", "digests.so_far", play.community_id)
    assert "Took part = 6" in told
    assert "of 5" not in told
    assert "Ratings come on Monday" in told


async def test_only_who_manages_a_community_reads_its_digest(play: Theatre) -> None:
    for who in ("lina", "amina"):
        assert await play.told(who, "digests.show") == "help.only.manager"
    for route in ("digests.of", "digests.so_far"):
        reply = await play.press("amina", route, play.community_id, where=ELSEWHERE)
        assert isinstance(reply, Tell)
        assert not isinstance(reply.what, Card)
        assert await play.told("mona", route, play.community_id + 1) == "help.only.manager"


async def test_who_no_longer_manages_is_sent_nothing_and_shown_nothing_any_more(play: Theatre) -> None:
    await play.tick("digests")
    mona = await play.member("mona")
    await monday(play)
    async with play.database.transaction() as db:
        await communities.remove_role(db, play.community_id, mona.id, communities.MANAGER)
        await outbox.touch(db, digests.subject(play.community_id, "2026-11-23"))
    await play.post()
    assert play.wall["digest:1"] == "You no longer follow this community: its figures are no longer shown here."


@pytest.mark.parametrize(
    ("words", "named", "other"),
    [([], "Giving more", "Python, le soir"), (["PYTHON"], "Python, le soir", "Giving more")],
)
async def test_a_manager_of_two_communities_reads_the_one_they_name(
    play: Theatre, words: list[str], named: str, other: str
) -> None:
    await play.community(ELSEWHERE, "Giving more", {"amina": communities.MANAGER})
    reply = await play.press("amina", "digests.show", *words, where=ELSEWHERE)
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Card)
    told = play.read(reply.what, "fr").replace("\u00a0", " ").splitlines()
    assert told[0] == f"{named} : la semaine passée"
    assert told[-2:] == ["Vous suivez aussi :", f"[{other}]"]
    link = list(reply.what.links())[-1]
    after = await play.press("amina", link.route, *link.values, where=ELSEWHERE)
    assert isinstance(after, Tell)
    assert isinstance(after.what, Card)
    assert play.read(after.what, "en").startswith(f"{other}: last week")

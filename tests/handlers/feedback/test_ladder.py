"""The ladder step by step: what is offered after what, what is kept of it, and what leads to nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handlers.chat.cards import Card, Text
from handlers.chat.forms import TextField
from handlers.chat.replies import Done, Open, Replace, Tell
from handlers.chat.words import Say
from storage import communities, feedback, people, presence, seals, sessions
from storage.feedback import Answer, Participation
from storage.likes import Like
from storage.sessions import Moment
from storage.wishes import Wish
from tests.conftest import EVERY_DATABASE
from tests.handlers.sessions.cast import ELSEWHERE, HERE, Cast

TAPS = {"emotion": 4, "recommend": 9, "result": 3, "pedagogy": 2, "organisation": 1, "effort": 2, "minutes": 60}


async def rated(cast: Cast, *titles: str) -> int:
    """A session with these moments, to which Lina has given four stars."""
    session_id = await cast.past_session("lina", "omar")
    async with cast.database.transaction() as db:
        db.add_all(Moment(session_id=session_id, position=n, title=title) for n, title in enumerate(titles))
    await cast.say("lina", "feedback.rate", session_id, 4)
    return session_id


async def offered(cast: Cast, session_id: int, who: str = "lina") -> str:
    """The step that the posted ladder shows."""
    member = await cast.member(who)
    (owed,) = await cast.owed(f"ladder:{session_id}:{member.id}")
    card = await cast.drawn(owed)
    assert card is not None
    assert isinstance(card.summary, Say)
    return card.summary.key.removeprefix("feedback.ask.")


async def kept(cast: Cast, session_id: int) -> dict[str, int]:
    member = await cast.member("lina")
    async with cast.database.reading() as db:
        return await feedback.answers_of(db, session_id, member.id)


async def private(cast: Cast, route: str, *values: int | str) -> Card:
    reply = await cast.say("lina", route, *values)
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return reply.what


@EVERY_DATABASE
async def test_each_step_comes_right_after_the_last(cast: Cast) -> None:
    session_id = await rated(cast, "The game", "Facts first")
    seen = []
    while (step := await offered(cast, session_id)) != "feedback.summary":
        seen.append(step)
        if step in TAPS:
            assert await cast.say("lina", "feedback.answer", session_id, step, TAPS[step]) == Done()
        elif step == "words":
            filled = {"words": "I dare to say what I see.", "scope": "anonymous"}
            assert await cast.say("lina", "feedback.say", session_id, filled=filled) == Done()
        elif step == "colleague":
            card = await private(cast, "feedback.refer", session_id)
            assert Text(Say("feedback.referral.invitation", course="Donner un retour")) in card.parts
        else:
            await cast.say("lina", "feedback.skip", session_id, step)
    assert seen == [
        "emotion", "moments", "words", "recommend", "themes", "colleague",
        "result", "pedagogy", "organisation", "effort", "minutes",
    ]  # fmt: skip
    assert await kept(cast, session_id) == {"stars": 4, "colleague": 1, **TAPS}
    assert await offered(cast, session_id, "omar") == "stars"


async def test_a_session_without_agenda_has_no_moments_to_like(cast: Cast) -> None:
    session_id = await rated(cast)
    await cast.say("lina", "feedback.skip", session_id, "emotion")
    assert await offered(cast, session_id) == "words"


async def test_what_is_skipped_is_not_offered_again_and_that_is_all_ends_it(cast: Cast) -> None:
    session_id = await rated(cast)
    for step in ("emotion", "words"):
        await cast.say("lina", "feedback.skip", session_id, step)
    await cast.say("lina", "feedback.skip", session_id, "emotion")  # the same card, on another device
    await cast.say("lina", "feedback.skip", session_id, "minutes")  # not offered yet: nobody moves
    assert await offered(cast, session_id) == "recommend"
    await cast.say("lina", "feedback.answer", session_id, "effort", 1)  # from the list, ahead of its step
    assert await offered(cast, session_id) == "recommend"
    await cast.say("lina", "feedback.stop", session_id)
    assert await offered(cast, session_id) == "feedback.summary"
    await cast.say("lina", "feedback.rate", session_id, 1)
    assert await offered(cast, session_id) == "feedback.summary"


async def test_a_moment_is_liked_once_however_it_was_said_and_its_hour_leads_nowhere(cast: Cast) -> None:
    session_id = await rated(cast, "The game")
    for likes in (1, 0, 1):
        await cast.say("lina", "feedback.like", session_id, 1)
        async with cast.database.reading() as db:
            found = (await db.scalars(select(Like))).all()
        assert len(found) == likes
        assert all((one.subject, one.created_at.hour) == ("moment:1", 23) for one in found)
    assert await cast.refused("lina", "feedback.like", session_id, 2) == "help.outdated"


async def test_themes_of_the_workspace_and_words_stand_beside_a_seal(cast: Cast) -> None:
    session_id = await rated(cast)
    async with cast.database.transaction() as db:
        workspace = await people.workspace(db, HERE.platform, HERE.external_id)
        other = await communities.create(
            db, workspace_id=workspace.id, name="Python", channel="C2", language="en", zone="UTC", now=cast.clock.now()
        )
        assert other is not None
        course = await sessions.course(db, workspace.id, "Never taught")
    await cast.say("lina", "feedback.wish", session_id, "community", other.id)
    refused = (("course", course.id), ("community", cast.community_id), ("community", cast.other_community_id))
    for kind, number in refused:  # not taught, one's own, another workspace's
        assert await cast.refused("lina", "feedback.wish", session_id, kind, number) == "help.outdated"
    await cast.say("lina", "feedback.theme_said", session_id, filled={"theme": " To say\nno "})
    reply = await cast.say("lina", "feedback.theme", session_id)
    assert isinstance(reply, Open)
    assert isinstance(reply.form.fields[0], TextField)
    assert reply.form.fields[0].value == "To say no"
    too_long = {"theme": "x" * 301}
    assert await cast.refused("lina", "feedback.theme_said", session_id, filled=too_long) == "feedback.theme_too_long"
    member = await cast.member("lina")
    async with cast.database.reading() as db:
        own = await seals.seal(db, member.id, session_id)
        wished = (await db.scalars(select(Wish).order_by(Wish.id))).all()
    assert [(one.about, one.words, one.respondent) for one in wished] == [
        (f"community:{other.id}", None, own),
        ("words", "To say no", own),
    ]
    await cast.say("lina", "feedback.wish", session_id, "community", other.id)
    await cast.say("lina", "feedback.theme_said", session_id, filled={"theme": ""})
    async with cast.database.reading() as db:
        assert (await db.scalars(select(Wish))).all() == []


async def test_the_colleague_is_nowhere_nor_is_who_thought_of_them(cast: Cast) -> None:
    session_id = await rated(cast)
    owed = len(await cast.owed())
    await private(cast, "feedback.refer", session_id)
    assert len(await cast.owed()) == owed
    async with cast.database.reading() as db:
        (answer,) = await db.scalars(select(Answer).filter_by(question="colleague"))
        assert answer.value == 1
        assert [one.member_id for one in await db.scalars(select(Participation))] == [(await cast.member("lina")).id]


async def test_a_starter_is_typed_already_and_is_no_sentence_by_itself(cast: Cast) -> None:
    session_id = await rated(cast)
    reply = await cast.say("lina", "feedback.words", session_id, 0, 2)
    assert isinstance(reply, Open)
    assert isinstance(reply.form.fields[0], TextField)
    assert reply.form.fields[0].start == Say("feedback.typed.2")
    filled = {"words": "Je garderais :", "scope": "team"}
    assert await cast.refused("lina", "feedback.say", session_id, filled=filled) == "feedback.unfinished"


FORGED: list[tuple[str, tuple[int | str, ...]]] = [
    ("answer", ("recommend", 11)),
    ("answer", ("stars", 3)),
    ("answer", ("colleague", 1)),
    ("answer", ("words", 1)),
    ("answer", ("emotion", 3, 7)),
    ("skip", ("nowhere",)),
    ("skip", ("emotion", 9)),
    ("wish", ("words", 1)),
    ("ask", ("nothing",)),
    ("remove", ("nothing",)),
    ("change", (5,)),
]


@pytest.mark.parametrize(("route", "values"), FORGED)
async def test_forged_links_change_nothing(cast: Cast, route: str, values: tuple[int | str, ...]) -> None:
    session_id = await rated(cast)
    assert await cast.refused("lina", f"feedback.{route}", session_id, *values) == "help.outdated"
    assert await kept(cast, session_id) == {"stars": 4}
    assert await offered(cast, session_id) == "emotion"


EVERY = [
    ("answer", ("emotion", 3)), ("like", (1,)), ("wish", ("community", 1)), ("theme", ()), ("theme_said", ()),
    ("refer", ()), ("skip", ("emotion",)), ("stop", ()), ("open", ()), ("change", ()), ("ask", ("stars",)),
    ("remove", ()), ("forget", ()),
]  # fmt: skip


@pytest.mark.parametrize(("route", "values"), EVERY)
async def test_only_who_attended_climbs_and_only_after_the_end(
    cast: Cast, route: str, values: tuple[int | str, ...]
) -> None:
    there = await cast.past_session("lina", where=ELSEWHERE)
    assert await cast.refused("lina", f"feedback.{route}", there, *values) == "feedback.unknown"
    session_id = await cast.past_session("omar")
    assert await cast.refused("lina", f"feedback.{route}", session_id, *values) == "feedback.not_there"
    coming = await cast.session("lina")
    assert await cast.refused("lina", f"feedback.{route}", coming, *values) == "feedback.too_early"
    assert await kept(cast, session_id) == {}


async def test_nothing_but_stars_comes_first(cast: Cast) -> None:
    session_id = await cast.past_session("lina")
    for route, values in EVERY[:8]:
        assert await cast.refused("lina", f"feedback.{route}", session_id, *values) == "feedback.stars_first"
    assert await cast.refused("lina", "feedback.ask", session_id, "effort") == "feedback.stars_first"


@EVERY_DATABASE
async def test_who_was_expected_and_did_not_come_is_not_heard_unless_they_were_asked_before(cast: Cast) -> None:
    asked = await cast.past_session("lina", "omar")
    known = await cast.session("lina", "omar")
    for session_id in (asked, known):
        async with cast.database.transaction() as db:
            await presence.check_in(db, session_id, (await cast.member("omar")).id, cast.clock.now())
    cast.pass_time(hours=2)
    await cast.tick()
    assert await cast.say("lina", "feedback.rate", asked, 4) == Done()
    assert await cast.refused("lina", "feedback.rate", known, 4) == "feedback.not_there"
    assert await cast.say("omar", "feedback.rate", known, 4) == Done()

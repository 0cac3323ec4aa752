"""One's own answers, weeks later: seen, changed, removed one by one or all at once; the ladder in private."""

from __future__ import annotations

from sqlalchemy import update

from handlers.chat.cards import Card, Facts, Quote
from handlers.chat.replies import Done, Replace, Tell
from handlers.chat.words import Say
from storage import feedback, personal, testimonials, verbatims
from storage.feedback import COLD, STARS, Answer
from storage.likes import Like
from storage.outbox import Delivery
from storage.sessions import Moment, Session
from storage.verbatims import Verbatim
from storage.wishes import Wish
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import HAPPY, Theatre


async def climbed(play: Theatre) -> int:
    """Lina said something of everything: stars, a moment, words, a theme, one tap, and stars again weeks later."""
    session_id = await play.session("lina", "omar")
    async with play.database.transaction() as db:
        db.add(Moment(session_id=session_id, position=1, title="The game"))
    await play.press("lina", "feedback.rate", session_id, 5)
    await play.press("lina", "feedback.like", session_id, 1)
    await play.press("lina", "feedback.answer", session_id, "effort", 2)
    await play.press("lina", "feedback.theme_said", session_id, filled={"theme": "To say no"})
    await play.press("lina", "feedback.say", session_id, filled={"words": HAPPY, "scope": "anonymous"})
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        now = play.clock.now()
        await feedback.answer(db, session=session, member_id=lina.id, question=STARS, value=4, now=now, phase=COLD)
        await verbatims.keep(
            db,
            session_id=session_id,
            member_id=lina.id,
            words="I dared.",
            scope="anonymous",
            tone="neutral",
            language="en",
            calls_for="nothing",
            now=now,
            about="applied",
        )
    return session_id


async def shown(play: Theatre, route: str, *values: int | str) -> Card:
    reply = await play.press("lina", route, *values)
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return reply.what


def facts(card: Card) -> set[str]:
    pairs = [pair for part in card.parts if isinstance(part, Facts) for pair in part.pairs]
    return {name.key.removeprefix("feedback.name.") for name, _value in pairs if isinstance(name, Say)}


async def test_each_answer_is_shown_and_can_be_removed_alone(play: Theatre) -> None:
    session_id = await climbed(play)
    left = {"stars", "moments", "effort", "themes"}
    assert facts(await shown(play, "feedback.change", session_id)) == left
    for step in ("moments", "effort", "themes", "stars"):
        one = await shown(play, "feedback.ask", session_id, step)
        assert f"feedback.remove:{session_id}:{step}:2" in [str(link) for link in one.links()]
        left.remove(step)
        assert facts(await shown(play, "feedback.remove", session_id, step, 2)) == left
    card = await shown(play, "feedback.change", session_id)
    assert [part.words for part in card.parts if isinstance(part, Quote)] == [HAPPY]
    assert not [
        part for part in (await shown(play, "feedback.remove", session_id, "words", 2)).parts if isinstance(part, Quote)
    ]


async def test_words_may_be_published_from_there_once_and_calls_for_help_may_not(play: Theatre) -> None:
    session_id = await climbed(play)
    offer = f"testimonials.offer:{session_id}"
    await play.press("lina", "feedback.stop", session_id)
    for route in ("feedback.open", "feedback.change"):
        assert offer in [str(link) for link in (await shown(play, route, session_id)).links()]
        async with play.database.transaction() as db:
            await db.execute(update(Verbatim).values(calls_for=verbatims.ALERT))
        assert offer not in [str(link) for link in (await shown(play, route, session_id)).links()]
        async with play.database.transaction() as db:
            await db.execute(update(Verbatim).values(calls_for="nothing"))
    assert "testimonials.agree" in {
        link.route for link in (await shown(play, "testimonials.offer", session_id)).links()
    }
    for route in ("feedback.open", "feedback.change"):
        assert offer not in [str(link) for link in (await shown(play, route, session_id)).links()]
    await play.press("lina", "feedback.forget", session_id)
    refused = await play.press("lina", "testimonials.offer", session_id)
    assert isinstance(refused, Tell)
    assert refused.what == Say("help.outdated"), "of words that are gone nothing is made"


async def test_words_call_for_something_else_beside_other_stars_and_beside_none(play: Theatre) -> None:
    session_id = await climbed(play)
    said = [one.calls_for for one in await play.rows(Verbatim) if one.about == "lived"]
    await play.press("lina", "feedback.rate", session_id, 1, 2)
    said += [one.calls_for for one in await play.rows(Verbatim) if one.about == "lived"]
    await play.press("lina", "feedback.remove", session_id, "stars", 2)
    said += [one.calls_for for one in await play.rows(Verbatim) if one.about == "lived"]
    assert said == ["testimonial", "follow_up", "nothing"]


@EVERY_DATABASE
async def test_everything_of_a_session_is_forgotten_at_once_and_one_may_begin_anew(play: Theatre) -> None:
    session_id = await climbed(play)
    other = await play.session("lina", title="Other")
    await play.press("lina", "feedback.rate", other, 3)
    await play.tick("testimonials")
    listed = await shown(play, "feedback.forget", session_id)
    assert [str(link) for link in listed.links()] == [f"feedback.change:{other}:2"]
    assert [(one.session_id, one.value) for one in await play.rows(Answer)] == [(other, 3)]
    assert [*await play.rows(Like), *await play.rows(Wish)] == []
    assert {one.words for one in await play.rows(Verbatim)} <= {None}
    assert {one.state for one in await play.rows(testimonials.Testimonial)} <= {"withdrawn"}
    again = await shown(play, "feedback.open", session_id)
    assert again.parts[0].words == Say("feedback.forgotten", course="Donner un retour")  # type: ignore[union-attr]
    await play.press("lina", "feedback.rate", session_id, 2, 1)
    assert "feedback.answer" in {link.route for link in (await shown(play, "feedback.open", session_id)).links()}


async def test_the_private_ladder_goes_on_where_one_stands(play: Theatre) -> None:
    session_id = await play.session("lina")
    assert await play.press("lina", "feedback.rate", session_id, 4) == Done()
    card = await shown(play, "feedback.answer", session_id, "emotion", 5, 1)
    assert {str(link).split(":")[0] for link in card.links()} == {
        f"feedback.{one}" for one in ("words", "skip", "stop", "change")
    }
    card = await shown(play, "feedback.refer", session_id, 1)
    assert [str(link) for link in card.links()] == [f"feedback.open:{session_id}:1"]


async def test_sessions_are_listed_a_few_at_a_time_and_only_ones_own(play: Theatre) -> None:
    numbers = [await play.session("lina", title=f"Course {n}") for n in range(7)]
    await play.session("omar", title="Another's")
    first = [str(link) for link in (await shown(play, "feedback.sessions")).links()]
    assert first == [*(f"feedback.open:{n}:1" for n in reversed(numbers[2:])), "feedback.past:5"]
    last = [str(link) for link in (await shown(play, "feedback.past", 5)).links()]
    assert last == [f"feedback.open:{n}:1" for n in reversed(numbers[:2])]
    assert list((await shown(play, "feedback.mine")).links()) == []
    assert list((await shown(play, "feedback.past", -5)).links()) != []


@EVERY_DATABASE
async def test_erased_themes_stay_counted_and_lead_to_nobody(play: Theatre) -> None:
    await climbed(play)
    lina = await play.member("lina")
    async with play.database.reading() as db:
        (wish,) = (await personal.export(db, lina.id))["wishes"]
    assert (wish["wishes_for"], wish["words"]) == ("words", "To say no")
    async with play.database.transaction() as db:
        await personal.erase(db, lina.id, play.clock.now())
    assert [(one.respondent, one.words) for one in await play.rows(Wish)] == [(None, None)]
    assert all(one.respondent is None for one in await play.rows(Answer))


async def test_no_message_owed_tells_more_than_who_attended(play: Theatre) -> None:
    session_id = await climbed(play)
    await play.press("lina", "feedback.refer", session_id)
    lina = await play.member("lina")
    owed = [one for one in await play.rows(Delivery) if one.member_id == lina.id]
    assert {one.subject for one in owed} <= {f"ladder:{session_id}:{lina.id}"}

"""A few words: written, changed and removed by their author, who chooses who may read them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handlers.chat.cards import Card, Quote
from handlers.chat.forms import ChoiceField, TextField
from handlers.chat.replies import Done, Open, Tell
from handlers.chat.words import Say
from storage import feedback, testimonials, verbatims
from storage.verbatims import Verbatim
from tests.handlers.sessions.cast import Cast

HAPPY = "Merci, c’était passionnant : j’ai appris à dire ce qui me gêne."
UNHAPPY = "It was boring and a waste of time."


async def rated(cast: Cast) -> int:
    """A session Lina has given five stars."""
    session_id = await cast.past_session("lina", "omar")
    await cast.say("lina", "feedback.rate", session_id, 5)
    return session_id


async def write(cast: Cast, session_id: int, words: str, scope: str = "team") -> object:
    return await cast.say("lina", "feedback.say", session_id, filled={"words": words, "scope": scope})


async def kept(cast: Cast) -> list[Verbatim]:
    async with cast.database.reading() as db:
        return list((await db.scalars(select(Verbatim).order_by(Verbatim.id))).all())


async def ladder(cast: Cast, session_id: int) -> Card:
    member = await cast.member("lina")
    (owed,) = await cast.owed(f"ladder:{session_id}:{member.id}")
    card = await cast.drawn(owed)
    assert card is not None
    return card


async def form(cast: Cast, session_id: int) -> tuple[str, str | None]:
    """What the form is filled with: the words and the scope."""
    reply = await cast.say("lina", "feedback.words", session_id)
    assert isinstance(reply, Open)
    words, scope = reply.form.fields
    assert isinstance(words, TextField)
    assert isinstance(scope, ChoiceField)
    return words.value, scope.value


async def test_words_are_kept_with_their_tone_and_shown_to_their_author(cast: Cast) -> None:
    session_id = await rated(cast)
    assert await form(cast, session_id) == ("", "team")
    assert await write(cast, session_id, f"  {HAPPY}\r\n", "first_name") == Done()
    (verbatim,) = await kept(cast)
    assert (verbatim.words, verbatim.scope, verbatim.tone, verbatim.language) == (HAPPY, "first_name", "happy", "fr")
    assert verbatim.considered_at is None
    card = await ladder(cast, session_id)
    assert [part.words for part in card.parts if isinstance(part, Quote)] == [HAPPY]
    assert Say("feedback.read_by.first_name") in [getattr(part, "words", None) for part in card.parts]


async def test_changing_words_keeps_one_and_reads_them_again(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY, "full_name")
    assert await form(cast, session_id) == (HAPPY, "full_name")
    async with cast.database.transaction() as db:
        await testimonials.considered(db, [1], cast.clock.now())
    await write(cast, session_id, UNHAPPY, "anonymous")
    (verbatim,) = await kept(cast)
    assert (verbatim.words, verbatim.scope, verbatim.tone, verbatim.language) == (UNHAPPY, "anonymous", "unhappy", "en")
    assert verbatim.considered_at is None


async def test_words_that_became_a_testimonial_are_not_considered_again(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY)
    async with cast.database.transaction() as db:
        (verbatim,) = await kept(cast)
        await testimonials.considered(db, [verbatim.id], cast.clock.now())
        await testimonials.ask(db, verbatim, cast.community_id, cast.clock.now())
    await write(cast, session_id, UNHAPPY)
    assert (await kept(cast))[0].considered_at == cast.clock.now()


@pytest.mark.parametrize(
    ("words", "scope", "sentence", "field"),
    [
        ("too short", "team", "feedback.bad_words", "words"),
        (f"{' ' * 20}short{' ' * 20}", "team", "feedback.bad_words", "words"),
        ("x" * 1001, "team", "feedback.bad_words", "words"),
        (HAPPY, "everybody", "feedback.bad_scope", "scope"),
        (HAPPY, "", "feedback.bad_scope", "scope"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    cast: Cast, words: str, scope: str, sentence: str, field: str
) -> None:
    reply = await write(cast, await rated(cast), words, scope)
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Say)
    assert (reply.what.key, reply.field) == (sentence, field)
    assert await kept(cast) == []


async def test_stars_come_first(cast: Cast) -> None:
    session_id = await cast.past_session("lina")
    for route in ("words", "say"):
        assert await cast.refused("lina", f"feedback.{route}", session_id) == "feedback.stars_first"


async def test_removed_words_leave_no_trace(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY)
    for _ in range(2):
        assert await cast.say("lina", "feedback.remove", session_id) == Done()
    assert await kept(cast) == []
    assert not [part for part in (await ladder(cast, session_id)).parts if isinstance(part, Quote)]
    assert await form(cast, session_id) == ("", "team")


async def test_removed_words_of_a_testimonial_leave_an_empty_row_to_be_considered(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY)
    async with cast.database.transaction() as db:
        (verbatim,) = await kept(cast)
        await testimonials.considered(db, [verbatim.id], cast.clock.now())
        await testimonials.ask(db, verbatim, cast.community_id, cast.clock.now())
    await cast.say("lina", "feedback.remove", session_id)
    assert [verbatim.words for verbatim in await kept(cast)] == [None]
    async with cast.database.reading() as db:
        assert [one.verbatim.words for one in await testimonials.unread(db, 10)] == [None]
    assert await form(cast, session_id) == ("", "team")


async def test_nobody_touches_the_words_of_another(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY)
    await cast.say("omar", "feedback.remove", session_id)
    await cast.say("omar", "feedback.rate", session_id, 3)
    await cast.say("omar", "feedback.say", session_id, filled={"words": UNHAPPY, "scope": "team"})
    assert [verbatim.words for verbatim in await kept(cast)] == [HAPPY, UNHAPPY]


async def test_words_may_hold_any_sign(cast: Cast) -> None:
    session_id = await rated(cast)
    hostile = "<!channel> *bold* `code` {course} @everyone 💥\n> quoted"
    await write(cast, session_id, hostile, "anonymous")
    assert [part.words for part in (await ladder(cast, session_id)).parts if isinstance(part, Quote)] == [hostile]


async def test_an_erased_author_is_shown_nothing_more(cast: Cast) -> None:
    session_id = await rated(cast)
    await write(cast, session_id, HAPPY)
    member = await cast.member("lina")
    (owed,) = await cast.owed(f"ladder:{session_id}:{member.id}")
    async with cast.database.transaction() as db:
        await feedback.erase_of(db, member.id)
        await verbatims.erase_of(db, member.id)
    question = await cast.drawn(owed)
    assert question is not None
    assert not any(isinstance(part, Quote) for part in question.parts)

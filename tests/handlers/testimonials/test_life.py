"""The life of a testimonial: proposed, agreed to, read, published, taken back, whoever acts and in whatever order."""

from __future__ import annotations

import asyncio

import pytest

from handlers.chat.forms import TextField
from handlers.chat.replies import Done, Open, Replace, Tell
from handlers.sentiment.rules import Tone
from storage import consents, outbox, testimonials, verbatims
from storage.consents import Consent
from storage.verbatims import Verbatim
from tests.handlers.testimonials.steps import AUTHOR, NEWS, POST, agreed, already, asked, published, the_one
from tests.handlers.theatre import HAPPY, Theatre


async def test_its_author_is_shown_exactly_what_would_be_posted_and_nothing_is_posted_yet(play: Theatre) -> None:
    await asked(play)
    question = play.wall[AUTHOR]
    assert f"After Donner un retour:\n“{HAPPY}”" in question
    assert "Yes, with my full name = Lina Moreau" in question
    assert "Yes, with my first name = Lina" in question
    assert "Yes, without my name = a learner" in question
    assert list(play.wall) == [AUTHOR]
    assert (await the_one(play)).state == "asked"
    assert await play.rows(Consent) == []


@pytest.mark.parametrize(
    ("shown_as", "signature"), [("full_name", "Lina Moreau"), ("first_name", "Lina"), ("anonymous", "a learner")]
)
async def test_it_is_posted_as_its_author_chose_once_an_animator_approves(
    play: Theatre, shown_as: str, signature: str
) -> None:
    await agreed(play, shown_as)
    assert POST not in play.wall
    assert await play.press("amina", "testimonials.approve", 1) == Done()
    await play.press("amina", "testimonials.post_now", 1, play.community_id)
    await play.post()
    assert play.wall[POST] == f"After Donner un retour:\n“{HAPPY}” — {signature}\n[👍 Like] [💬 Answer]"
    assert "published" in play.wall[NEWS]
    assert "Your words after Donner un retour are posted in #C1." in play.wall[AUTHOR]
    bruno = await play.member("bruno")
    assert "Approved by Amina Ziani" in play.wall[f"testimonial:1:animator:{bruno.id}"]
    assert "[Approve" not in play.wall[f"testimonial:1:animator:{bruno.id}"]


async def test_the_consent_keeps_the_sentence_that_was_read_and_the_signature_chosen(play: Theatre) -> None:
    await asked(play)
    sentence = next(line for line in play.wall[AUTHOR].splitlines() if line.startswith("I agree"))
    await play.press("lina", "testimonials.agree", 1, "first_name")
    (consent,) = await play.rows(Consent)
    assert consent.text == f"{sentence}\nYes, with my first name – Lina"
    assert (consent.scope, consent.given_at, consent.withdrawn_at) == ("first_name", play.clock.now(), None)


async def test_a_consent_is_kept_in_the_language_it_was_read_in(play: Theatre) -> None:
    await asked(play)
    await play.press("lina", "privacy.language_chosen", filled={"language": "fr"})
    await play.press("lina", "testimonials.agree", 1, "anonymous")
    (consent,) = await play.rows(Consent)
    assert consent.text.startswith("J’accepte que ces mots")
    assert consent.text.endswith("Oui, sans mon nom – une personne formée")


@pytest.mark.parametrize(
    ("words", "stars", "tone"), [(HAPPY, 3, "happy"), (HAPPY, 5, "neutral"), ("Great!", 5, "happy"), (None, 5, "happy")]
)
async def test_only_happy_well_marked_words_worth_reading_are_proposed_and_each_is_looked_at_once(
    play: Theatre, words: str | None, stars: int, tone: Tone
) -> None:
    await play.say("lina", await play.session("lina"), words=words, stars=stars, tone=tone)
    await play.tick()
    assert await play.rows(testimonials.Testimonial) == []
    assert all(verbatim.considered_at == play.clock.now() for verbatim in await play.rows(Verbatim))
    assert await play.tick("testimonials") == 0


async def test_no_is_final_and_the_copy_is_forgotten(play: Theatre) -> None:
    await asked(play)
    assert await play.press("lina", "testimonials.refuse", 1) == Done()
    await play.tick()
    one = await the_one(play)
    assert (one.state, one.words) == ("refused", None)
    assert HAPPY not in play.wall[AUTHOR]
    assert already(await play.press("lina", "testimonials.agree", 1, "full_name")) == "testimonials.already.refused"
    await play.say("lina", 1, words=HAPPY + " Truly.")
    await play.tick()
    assert len(await play.rows(testimonials.Testimonial)) == 1


async def test_two_animators_at_once_publish_it_once_and_the_second_is_told(play: Theatre) -> None:
    await agreed(play)
    replies = await asyncio.gather(
        play.press("amina", "testimonials.approve", 1),
        play.press("bruno", "testimonials.declined", 1, filled={"reason": "Too long."}),
    )
    assert sorted(type(reply).__name__ for reply in replies) == ["Done", "Tell"]
    await play.post()
    assert (await the_one(play)).state == "approved"
    assert already(replies[1]) == "testimonials.already.approved"
    twice = await asyncio.gather(*(play.press(who, "testimonials.post_now", 1, 1) for who in ("amina", "bruno")))
    said = [play.read(reply.what, "en").splitlines()[1] for reply in twice if isinstance(reply, Replace)]
    assert sorted(said) == ["Posted.", "Somebody else has just dealt with it."]
    assert await play.owed("testimonial:1:post") == [POST]


async def test_the_same_ask_told_twice_is_done_once(play: Theatre) -> None:
    await asked(play)
    await play.press("lina", "testimonials.agree", 1, "full_name", key="same")
    assert await play.press("lina", "testimonials.agree", 1, "full_name", key="same") is None
    assert len(await play.rows(Consent)) == 1


async def test_declining_takes_a_reason_which_the_author_receives(play: Theatre) -> None:
    await agreed(play)
    form = await play.press("bruno", "testimonials.decline", 1)
    assert isinstance(form, Open)
    (field,) = form.form.fields
    assert isinstance(field, TextField)
    assert (field.shortest, field.longest, field.required) == (3, 500, True)
    for wrong in ("", "  no ", "x" * 501):
        reply = await play.press("bruno", "testimonials.declined", 1, filled={"reason": wrong})
        assert already(reply) == "testimonials.bad_reason"
        assert isinstance(reply, Tell)
        assert reply.field == "reason"
    await play.press("bruno", "testimonials.declined", 1, filled={"reason": "It names a client."})
    await play.post()
    one = await the_one(play)
    assert (one.state, one.reason, one.words) == ("declined", "It names a client.", None)
    assert "The reason given: It names a client." in play.wall[NEWS]
    assert "The reason given: It names a client." in play.wall[AUTHOR]
    amina = await play.member("amina")
    assert "Declined by Bruno Costa" in play.wall[f"testimonial:1:animator:{amina.id}"]
    assert POST not in play.wall


async def test_taken_back_it_leaves_every_copy_and_a_neutral_line(play: Theatre) -> None:
    await published(play)
    assert sum(HAPPY in text for text in play.wall.values()) == 4
    assert await play.press("lina", "testimonials.withdraw", 1) == Done()
    await play.post()
    assert play.wall[POST] == "This testimonial was withdrawn by its author."
    assert not any(HAPPY in text or "Lina" in text for text in play.wall.values())
    one = await the_one(play)
    assert (one.state, one.words, one.withdrawn_at) == ("withdrawn", None, play.clock.now())
    (consent,) = await play.rows(Consent)
    assert consent.withdrawn_at == play.clock.now()
    assert already(await play.press("lina", "testimonials.withdraw", 1)) == "testimonials.already.withdrawn"
    assert already(await play.press("amina", "testimonials.approve", 1)) == "testimonials.already.withdrawn"


async def test_taken_back_before_it_could_be_sent_nothing_is_posted(play: Theatre) -> None:
    await agreed(play)
    await play.press("amina", "testimonials.approve", 1)
    await play.press("amina", "testimonials.post_now", 1, 1)
    await play.press("lina", "testimonials.withdraw", 1)
    await play.post()
    assert POST not in play.wall
    assert NEWS not in play.wall


async def test_taken_back_before_an_animator_read_it_nothing_can_be_approved(play: Theatre) -> None:
    await asked(play)
    await play.press("lina", "testimonials.agree", 1, "full_name")
    await play.press("lina", "testimonials.withdraw", 1)
    await play.post()
    assert await play.owed("testimonial:1:animator") != []
    assert list(play.wall) == [AUTHOR]
    assert already(await play.press("amina", "testimonials.approve", 1)) == "testimonials.already.withdrawn"


async def test_without_a_consent_that_holds_nothing_is_shown_whatever_the_state_says(play: Theatre) -> None:
    await published(play)
    async with play.database.transaction() as db:
        await consents.withdraw(db, testimonials.subject(1), play.clock.now())
        await outbox.touch(db, testimonials.subject(1))
    await play.post()
    assert (await the_one(play)).state == "published"
    assert not any(HAPPY in text for text in play.wall.values())


async def test_words_removed_from_the_feedback_leave_every_copy(play: Theatre) -> None:
    await published(play)
    async with play.database.transaction() as db:
        await verbatims.remove(db, (await the_one(play)).verbatim_id)
    await play.tick()
    assert not any(HAPPY in text for text in play.wall.values())
    assert (await the_one(play)).state == "withdrawn"
    assert HAPPY not in play.everything_kept()
    await play.say("lina", 1)
    assert await play.tick("testimonials") == 0
    assert (await the_one(play)).state == "withdrawn"


async def test_likes_show_on_the_post_and_to_the_author(play: Theatre) -> None:
    await published(play)
    await play.press("omar", "likes.toggle", "testimonial", 1)
    await play.post()
    assert "\n1 like\n[👍 Like] " in play.wall[POST]
    assert "1 person likes them." in play.wall[AUTHOR]

"""What an author agrees to: chosen on one card, changed later, offered by themselves, kept word for word."""

from __future__ import annotations

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Done, Replace, Reply, Tell
from storage import consents, personal, testimonial_acts, testimonials
from storage.consents import Consent
from storage.verbatims import Verbatim
from tests.handlers.testimonials.steps import POST, already, asked, published, the_one
from tests.handlers.theatre import ELSEWHERE, HAPPY, HERE, Theatre

CRITICAL = "Too long on theory: the two hours in pairs were worth it, the rest was not."
HOSTILE = "<b>&amp; *bold* `code` {name} [x](http://a.b) <!channel> @everyone https://x.y é"


def card_of(reply: Reply | None) -> Card:
    assert isinstance(reply, Tell | Replace)
    assert isinstance(reply.what, Card)
    return reply.what


async def test_every_choice_is_shown_before_it_is_agreed_to_and_kept_word_for_word(play: Theatre) -> None:
    await asked(play)
    first = play.read(card_of(await play.press("lina", "testimonials.choose", 1)), "en")
    assert "[✓ With my full name] [With my first name] [Without my name]" in first
    assert "[6 months] [✓ 12 months] [24 months]" in first
    drawn = card_of(await play.press("lina", "testimonials.choose", 1, "first_name", 24, "public", "place"))
    shown = play.read(drawn, "en")
    assert f"“{HAPPY}” — Lina\n" in shown
    sentence = next(line for line in shown.splitlines() if line.startswith("I agree that"))
    assert "for 24 months, signed: Lina." in sentence
    assert "the public page, which anybody can read" in sentence
    yes = [link for link in drawn.links() if link.route == "testimonials.agree"]
    assert len({str(link) for link in drawn.links()}) == len(list(drawn.links()))
    assert isinstance(await play.press("lina", "testimonials.agree", *yes[0].values), Replace)
    (consent,) = await play.rows(Consent)
    assert consent.text == sentence
    assert (consent.scope, consent.place, consent.language) == ("first_name", "public", "en")
    one = await the_one(play)
    assert one.expires_at == consent.expires_at
    assert consent.expires_at is not None
    assert consent.expires_at.year == play.clock.now().year + 2
    assert (one.state, one.shown_as, one.place) == ("waiting", "first_name", "public")


@pytest.mark.parametrize(
    "values",
    [("first_name", 7, "public"), ("boss", 12, "public"), ("first_name", 12, "moon"), ("first_name", -12, "public")],
)
async def test_a_forged_choice_is_answered_and_changes_nothing(play: Theatre, values: tuple[str, int, str]) -> None:
    await asked(play)
    for route, more in (("choose", ("place",)), ("agree", ("mine",))):
        assert already(await play.press("lina", f"testimonials.{route}", 1, *values, *more)) == "help.outdated"
    assert (await the_one(play)).state == "asked"
    assert already(await play.press("omar", "testimonials.choose", 1)) == "help.only.anyone"
    assert already(await play.press("lina", "testimonials.choose", 1, where=ELSEWHERE)) == "help.only.anyone"


async def test_a_later_choice_ends_the_consent_before_and_shows_on_every_copy_at_once(play: Theatre) -> None:
    await published(play, "full_name")
    narrower = card_of(await play.press("lina", "testimonials.choose", 1, "anonymous", 6, "community", "months"))
    assert "[Apply at once]" in play.read(narrower, "en")
    wider = card_of(await play.press("lina", "testimonials.choose", 1, "full_name", 24, "public", "months"))
    assert "[I agree to this]" in play.read(wider, "en")
    await play.press("lina", "testimonials.agree", 1, "anonymous", 6, "community", "mine")
    await play.post()
    assert f"“{HAPPY}” — a learner" in play.wall[POST]
    assert not any("Lina" in text for about, text in play.wall.items() if ":author" not in about)
    before, after = await play.rows(Consent)
    assert (before.withdrawn_at, after.withdrawn_at) == (play.clock.now(), None)
    assert (after.scope, after.place) == ("anonymous", "community")


async def test_on_the_public_page_stands_what_was_agreed_to_as_long_as_it_holds(play: Theatre) -> None:
    async def wall() -> list[tuple[str, str | None]]:
        async with play.database.reading() as db:
            found = await testimonials.on_the_wall(db, play.clock.now(), workspace_id=1, course_id=1)
            return [(one.words, one.name) for one in found]

    await published(play, "full_name")
    assert await wall() == []
    await play.press("lina", "testimonials.agree", 1, "first_name", 6, "public", "mine")
    assert await wall() == [(HAPPY, "Lina")]
    one = await the_one(play)
    assert one.expires_at is not None
    now = play.clock.now()
    play.clock.move_to(one.expires_at)  # before any tick has come
    assert await wall() == []
    play.clock.move_to(now)
    await play.press("lina", "testimonials.agree", 1, "first_name", 6, "community", "mine")
    assert await wall() == []


async def test_any_words_may_be_offered_by_their_author_and_declined_ones_again(play: Theatre) -> None:
    session_id = await play.session("lina", "omar")
    await play.say("lina", session_id, words=CRITICAL, stars=2, tone="unhappy")
    assert "[Let it be published]" in await play.told("lina", "testimonials.list")
    assert already(await play.press("omar", "testimonials.offer", session_id)) == "help.outdated"
    assert CRITICAL in play.read(card_of(await play.press("lina", "testimonials.offer", session_id)), "en")
    await play.tick()  # they were still to be considered: the offer stands
    await play.press("lina", "testimonials.agree", 1, "first_name", 12, "community", "mine")
    assert (await the_one(play)).critical
    await play.press("amina", "testimonials.declined", 1, filled={"reason": HOSTILE})
    await play.post()
    assert play.wall["testimonial:1:news"].endswith(
        f"The reason given: {HOSTILE}\nThey stay for the readers you chose. Thank you for having offered them."
    )
    await play.press("lina", "testimonials.offer", session_id)
    await play.press("lina", "testimonials.agree", 1, "first_name", 12, "community", "mine")
    await play.post()
    one = await the_one(play)
    assert (one.state, one.words, one.decided_at, one.reason) == ("waiting", CRITICAL, None, None)
    assert len(await play.owed("testimonial:1:animator")) == 4  # Amina and Bruno, each time
    acts = await play.rows(testimonial_acts.TestimonialAct)
    assert [act.new for act in acts] == ["asked", "waiting", "declined", "asked", "waiting"]


async def test_who_wrote_without_a_name_may_offer_and_nothing_leads_to_them(play: Theatre) -> None:
    session_id = await play.session("lina")
    await play.say("lina", session_id, scope="anonymous")
    await play.tick()
    assert await play.rows(testimonials.Testimonial) == []
    shown = play.read(card_of(await play.press("lina", "testimonials.offer", session_id)), "en")
    assert "name]" not in shown
    assert "I cannot write to you about it either" in shown
    assert (
        already(await play.press("lina", "testimonials.agree", 1, "full_name", 12, "public", "mine")) == "help.outdated"
    )
    await play.press("lina", "testimonials.agree", 1, "anonymous", 12, "public", "mine")
    await play.press("amina", "testimonials.suggested", 1, filled={"words": HAPPY + " Truly."})
    assert HAPPY + " Truly." in play.read(card_of(await play.press("lina", "testimonials.compare", 1)), "en")
    await play.press("lina", "testimonials.accept_words", 1, "mine")
    await play.press("amina", "testimonials.approve", 1)
    await play.press("amina", "testimonials.post_now", 1, play.community_id)
    await play.post()
    assert f"“{HAPPY} Truly.” — a learner" in play.wall[POST]
    lina = await play.member("lina")
    assert await play.sent_to(lina.id) == []
    assert {one.member_id for one in await play.rows(Consent)} == {None}
    assert all(act.member_id != lina.id for act in await play.rows(testimonial_acts.TestimonialAct))

    await play.say("lina", session_id, words=CRITICAL, scope="full_name")  # named from now on: no join appears
    (said,) = await play.rows(Verbatim)
    assert (said.member_id, said.words) == (None, CRITICAL)
    async with play.database.reading() as db:
        exported = await personal.export(db, lina.id)
    assert exported["testimonials"][0]["words"] == HAPPY + " Truly."
    assert [row["where"] for row in exported["consents"]] == ["public", "public"]
    assert already(await play.press("omar", "testimonials.withdraw", 1)) == "help.only.anyone"
    assert isinstance(await play.press("lina", "testimonials.withdraw", 1, "list"), Replace)
    await play.post()
    assert play.wall[POST] == "This testimonial was withdrawn by its author."


async def test_erased_who_wrote_without_a_name_leaves_nothing_either(play: Theatre) -> None:
    await play.say("lina", await play.session("lina"), scope="anonymous")
    await play.press("lina", "testimonials.offer", 1)
    await play.press("lina", "testimonials.agree", 1, "anonymous", 12, "community", "mine")
    assert await play.press("lina", "privacy.erased", filled={"word": "ERASE"}) is not None
    one = await the_one(play)
    assert (one.state, one.words, one.member_id, one.respondent) == ("withdrawn", None, None, None)
    assert await play.rows(Consent) == []


async def test_a_slip_is_proposed_back_and_its_author_decides(play: Theatre) -> None:
    await asked(play)
    await play.press("lina", "testimonials.agree", 1, "first_name")
    spelt = HAPPY.replace("thank you so much", f"thanks {HOSTILE}")
    for wrong, key in ((HAPPY, "same_words"), ("short", "bad_words"), ("x" * 1001, "bad_words")):
        reply = await play.press("amina", "testimonials.suggested", 1, filled={"words": wrong})
        assert already(reply) == f"testimonials.{key}"
    await play.press("amina", "testimonials.suggested", 1, filled={"words": spelt})
    again = await play.press("bruno", "testimonials.suggested", 1, filled={"words": spelt + " Really."})
    assert already(again) == "testimonials.already.suggested"
    await play.post()
    (question,) = [text for about, text in play.wall.items() if ":words:" in about]
    assert f"Goes = thank you so much\nComes = thanks {HOSTILE}" in question
    assert already(await play.press("omar", "testimonials.accept_words", 1)) == "help.only.anyone"
    assert await play.press("lina", "testimonials.keep_words", 1) == Done()
    assert (await the_one(play)).words == HAPPY

    await play.press("amina", "testimonials.suggested", 1, filled={"words": spelt})
    assert await play.press("lina", "testimonials.accept_words", 1) == Done()
    assert ((await the_one(play)).words, (await the_one(play)).suggestion) == (spelt, None)
    assert already(await play.press("lina", "testimonials.accept_words", 1)) == "testimonials.already.waiting"
    async with play.database.reading() as db:
        consent = await consents.live(db, testimonials.subject(1))
    assert consent is not None
    assert consent.text.startswith("I agree that the proposed words take the place of mine")
    assert spelt not in consent.text
    history = await play.told("amina", "testimonials.history", 1)
    assert "Amina Ziani · waiting for a decision → other words proposed" in history
    assert "the author · other words proposed → waiting for a decision" in history
    assert HERE.external_id not in history

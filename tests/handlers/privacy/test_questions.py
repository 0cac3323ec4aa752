"""How many things a week somebody may be asked: theirs to choose, over everything that asks."""

from __future__ import annotations

import pytest

from handlers.chat.forms import ChoiceField
from handlers.chat.replies import Open, Tell
from handlers.chat.words import Say
from storage import testimonials
from tests.handlers.theatre import Theatre


async def test_it_is_shown_apart_and_changed_apart(play: Theatre) -> None:
    shown = await play.told("lina", "privacy.me")
    assert "I may ask you = 3 things a week at most" in shown
    assert "I may write to you = Monday to Friday, 08:00 to 20:00 (Europe/Paris)" in shown
    assert "Capsules in private = none" in shown
    form = await play.press("lina", "privacy.questions")
    assert isinstance(form, Open)
    field, surveys, _news = form.form.fields
    assert isinstance(field, ChoiceField)
    assert isinstance(surveys, ChoiceField)
    assert surveys.value == "yes"
    assert ([option.value for option in field.options], field.value) == (list("01234567"), "3")
    assert await play.told("lina", "privacy.questions_chosen", filled={"questions": "1"}) == "privacy.questions.kept"
    assert "I may ask you = one thing a week at most" in await play.told("lina", "privacy.me")
    assert (await play.member("lina")).questions_a_week == 1


async def test_not_to_be_asked_about_sessions_is_chosen_apart(play: Theatre) -> None:
    filled = {"questions": "3", "surveys": "no"}
    assert await play.told("lina", "privacy.questions_chosen", filled=filled) == "privacy.questions.kept"
    shown = await play.told("lina", "privacy.me")
    assert "I ask you about sessions = no" in shown
    assert "I may ask you = 3 things a week at most" in shown
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "2"})
    assert not (await play.member("lina")).surveys
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "2", "surveys": "yes"})
    assert (await play.member("lina")).surveys


async def test_news_of_what_ones_words_changed_are_a_choice_of_their_own(play: Theatre) -> None:
    assert "I tell you what your words changed = yes" in await play.told("lina", "privacy.me")
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "surveys": "yes", "news": "no"})
    assert "I tell you what your words changed = no" in await play.told("lina", "privacy.me")
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "news": "maybe"})
    lina = await play.member("lina")
    assert (lina.surveys, lina.news) == (True, False)
    form = await play.press("lina", "privacy.questions")
    assert isinstance(form, Open)
    assert [getattr(field, "value", None) for field in form.form.fields] == ["3", "yes", "no"]


@pytest.mark.parametrize("written", ["8", "-1", "many", "", "1.5"])
async def test_what_is_no_choice_changes_nothing(play: Theatre, written: str) -> None:
    reply = await play.press("lina", "privacy.questions_chosen", filled={"questions": written})
    assert isinstance(reply, Tell)
    assert (reply.what, reply.field) == (Say("privacy.questions.unknown", most=7), "questions")
    assert (await play.member("lina")).questions_a_week == 3


async def test_capsules_in_private_are_shown_with_their_hour(play: Theatre) -> None:
    filled = {"community": str(play.community_id), "hour": "7h45", "rhythm": "friday"}
    await play.press("lina", "receiving.keep", filled=filled)
    assert "Capsules in private, Giving feedback = Fridays at 07:45 (Europe/Paris)" in await play.told(
        "lina", "privacy.me"
    )


async def test_an_author_who_wants_no_question_is_not_asked_for_a_testimonial_until_they_want_some(
    play: Theatre,
) -> None:
    session_id = await play.session("lina")
    told = await play.told("lina", "privacy.questions_chosen", filled={"questions": "0"})
    assert told == "privacy.questions.kept_never"
    assert "I may ask you = nothing" in await play.told("lina", "privacy.me")
    await play.say("lina", session_id)
    await play.tick("testimonials", "receiving")
    (one,) = await play.rows(testimonials.Testimonial)
    assert f"testimonial:{one.id}:author" not in play.wall
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "2"})
    await play.post()
    assert f"testimonial:{one.id}:author" in play.wall

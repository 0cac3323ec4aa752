"""The forms by which a message, or words without one, are proposed or made a capsule."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.forms import ChoiceField, TextField
from handlers.chat.replies import Tell
from storage.capsules import Capsule
from storage.proposal_drafts import ProposalDraft
from storage.proposals import Proposal
from tests.handlers.proposals.steps import AUTHOR, THEME, TITLE, WORDS, capsule, form, news, phrase, said, the_one
from tests.handlers.theatre import HERE, Theatre


async def test_the_form_holds_ones_own_words_and_nobody_elses(play: Theatre) -> None:
    own = form(await play.press("lina", "proposals.propose", quoted=said()))
    theirs = form(await play.press("omar", "proposals.propose", quoted=said()))

    assert [field.name for field in own.fields] == ["title", "words", "credit"]
    assert isinstance(own.fields[1], TextField)
    assert own.fields[1].value == WORDS
    assert [field.name for field in theirs.fields] == ["title"]


async def test_an_animator_makes_a_capsule_of_their_own_message_at_once(play: Theatre) -> None:
    opened = form(await play.press("amina", "proposals.make", quoted=said("amina")))
    assert [field.name for field in opened.fields] == ["title", "theme", "words", "credit"]

    answers = {"title": TITLE, "theme": THEME, "words": WORDS, "credit": "nameless"}
    reply = await play.press("amina", opened.to.route, *opened.to.values, filled=answers)

    assert isinstance(reply, Tell)
    made = await capsule(play)
    assert (made.title, made.theme, made.credited) == (TITLE, THEME, False)
    assert (await the_one(play)).state == "accepted"
    await play.post()
    assert [about for about in play.wall if "news" in about] == []


async def test_an_animator_makes_a_capsule_of_anothers_message_when_they_agree(play: Theatre) -> None:
    opened = form(await play.press("amina", "proposals.make", quoted=said()))
    assert [field.name for field in opened.fields] == ["title", "theme"]
    answers = {"title": TITLE, "theme": THEME}
    reply = await play.press("amina", opened.to.route, *opened.to.values, filled=answers)
    assert phrase(reply) == "proposals.author_asked"
    await play.post()
    assert await play.rows(Capsule) == []

    await play.press("lina", "proposals.agree", 1, "named")
    await play.post()

    made = await capsule(play)
    assert (made.title, made.theme, made.credited) == (TITLE, THEME, True)
    assert "becomes a capsule" in await news(play, "amina", "accepted")
    assert f"Your words are a capsule of Giving feedback: {TITLE}" in play.wall[AUTHOR]


async def test_who_animates_nothing_and_makes_a_capsule_is_given_the_form_to_propose(play: Theatre) -> None:
    assert form(await play.press("omar", "proposals.make", quoted=said("omar"))).to.route == "proposals.send"


async def test_words_without_a_message_are_proposed_too(play: Theatre) -> None:
    opened = form(await play.press("lina", "proposals.new"))
    answers = {"title": TITLE, "words": WORDS, "credit": "nameless"}
    for _ in range(2):
        await play.press("lina", opened.to.route, *opened.to.values, filled=answers)

    assert [(one.message, one.state, one.credited) for one in await play.rows(Proposal)] == [
        (None, "waiting", False),
        (None, "waiting", False),
    ]


async def test_a_community_is_chosen_where_there_are_several(play: Theatre) -> None:
    other = await play.community(HERE, "Python, le midi", {"bruno": "animator"})
    here = form(await play.press("lina", "proposals.propose", quoted=said()))
    away = form(await play.press("lina", "proposals.propose", quoted=said(channel="C7")))

    for opened, value in ((here, str(play.community_id)), (away, None)):
        (field,) = [one for one in opened.fields if isinstance(one, ChoiceField) and one.name == "community"]
        assert {option.value for option in field.options} == {str(play.community_id), str(other.id)}
        assert field.value in (value, str(other.id))
    answers = {"title": TITLE, "words": WORDS, "credit": "named", "community": str(other.id)}
    await play.press("lina", away.to.route, *away.to.values, filled=answers)
    assert (await the_one(play)).community_id == other.id


async def test_a_form_never_sent_is_forgotten_after_a_day(play: Theatre) -> None:
    opened = form(await play.press("omar", "proposals.propose", quoted=said()))
    assert len(await play.rows(ProposalDraft)) == 1
    play.clock.move_to(play.clock.now() + timedelta(hours=25))
    assert await play.tick("proposals") == 1

    assert await play.rows(ProposalDraft) == []
    late = await play.press("omar", opened.to.route, *opened.to.values, filled={"title": TITLE})
    assert phrase(late) == "proposals.wrong.too_late"
    assert await play.rows(Proposal) == []

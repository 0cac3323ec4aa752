"""A proposal's life: offered, agreed to, decided, posted, taken back."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.forms import ChoiceField, TextField
from handlers.chat.replies import Done, Tell
from storage import consents, editing
from storage.capsules import Capsule
from storage.proposal_drafts import ProposalDraft
from storage.proposals import Proposal
from tests.handlers.proposals.steps import (
    AUTHOR,
    POSTED,
    THEME,
    TITLE,
    WORDS,
    accepted,
    agreed,
    capsule,
    form,
    phrase,
    proposed,
    replaced,
    said,
    the_one,
)
from tests.handlers.theatre import HERE, Theatre


async def news(play: Theatre, who: str, state: str) -> str:
    """What somebody was told about the decision."""
    return play.wall[f"proposal:1:news:{(await play.member(who)).id}:{state}"]


async def post_it(play: Theatre, who: str = "amina") -> None:
    """An animator posts the capsule now."""
    made = await capsule(play)
    await play.press(who, "schedules.post_now", play.community_id, made.id)
    await play.post()


async def test_ones_own_message_becomes_a_credited_capsule_and_its_author_follows_it(play: Theatre) -> None:
    assert phrase(await proposed(play)) == "proposals.sent"
    await play.post()
    (arrived,) = await play.owed(f"proposals:{(await play.member('amina')).id}:")
    assert "1 proposed capsule waits" in play.wall[arrived]
    read = replaced(play, await play.press("amina", "proposals.look", 1, 0))
    assert f"“{WORDS}” — Lina Moreau" in read

    assert f"{TITLE} is a capsule of Giving feedback" in replaced(play, await accepted(play))
    await play.post()

    made = await capsule(play)
    lina = await play.member("lina")
    assert (made.title, made.theme, made.format, made.author_id, made.credited) == (TITLE, THEME, "text", lina.id, True)
    assert "\\*first\\*" in made.body
    assert "Good news: your words become a capsule" in await news(play, "lina", "accepted")
    assert play.wall[arrived] == "All the proposed capsules have been decided."
    assert await play.tick("proposals") == 0
    await post_it(play)
    assert await play.tick("proposals") == 1
    assert await play.tick("proposals") == 0
    assert f"Your capsule {TITLE} was posted in #C1" in play.wall[POSTED]
    mine = await play.told("lina", "proposals.mine")
    assert f"{TITLE}, for Giving feedback: it is a capsule." in mine
    assert "Posted once, in #C1" in mine


async def test_the_form_holds_ones_own_words_and_nobody_elses(play: Theatre) -> None:
    own = form(await play.press("lina", "proposals.propose", quoted=said()))
    theirs = form(await play.press("omar", "proposals.propose", quoted=said()))

    assert [field.name for field in own.fields] == ["title", "words", "credit"]
    assert isinstance(own.fields[1], TextField)
    assert own.fields[1].value == WORDS
    assert [field.name for field in theirs.fields] == ["title"]


async def test_words_of_a_colleague_wait_for_their_yes_then_for_an_animator(play: Theatre) -> None:
    assert phrase(await proposed(play, "omar")) == "proposals.author_asked"
    await play.post()
    asked = play.wall[AUTHOR]
    assert "Omar Haddad found this useful" in asked
    assert WORDS in asked
    assert "its author has been asked" in await play.told("omar", "proposals.mine")
    assert "your answer is awaited" in await play.told("lina", "proposals.mine")
    assert await play.owed("proposals:") == []
    assert "0 proposals" in await play.told("amina", "proposals.queue")
    assert phrase(await play.press("amina", "proposals.look", 1, 0)) == "help.only.animator"

    assert await play.press("lina", "proposals.agree", 1, "nameless") == Done()
    await play.post()
    assert "An animator of Giving feedback now reads your words" in play.wall[AUTHOR]
    read = replaced(play, await play.press("amina", "proposals.look", 1, 0))
    assert f"“{WORDS}” — a member of this community" in read
    assert "Lina" not in read
    await accepted(play)
    await play.post()
    made = await capsule(play)
    assert (made.author_id, made.credited) == ((await play.member("lina")).id, False)
    assert "Good news" in await news(play, "lina", "accepted")
    assert "which you proposed, becomes a capsule" in await news(play, "omar", "accepted")
    async with play.database.reading() as db:
        (consent,) = await consents.about(db, "proposal:1")
    assert (consent.scope, consent.withdrawn_at) == ("nameless", None)
    assert consent.text.startswith("I agree that these words be posted as a capsule in the community “Giving feedback”")
    assert consent.text.endswith("Yes, without my name")


async def test_a_colleague_who_says_no_is_never_asked_again_and_nothing_is_kept(play: Theatre) -> None:
    await proposed(play, "omar")
    await play.post()

    assert await play.press("lina", "proposals.refuse", 1) == Done()
    await play.post()

    one = await the_one(play)
    assert (one.state, one.words) == ("refused", None)
    assert "first" not in play.wall[AUTHOR]
    assert "prefers that it stay where it is" in await news(play, "omar", "refused")
    assert await play.rows(Capsule) == []
    assert await play.owed("proposals:") == []
    for who in ("omar", "amina", "lina"):
        assert phrase(await play.press(who, "proposals.propose", quoted=said())) == "proposals.already.refused"
    assert phrase(await play.press("lina", "proposals.agree", 1, "named")) == "proposals.author.refused"
    assert (await the_one(play)).state == "refused"


async def test_a_declined_proposal_tells_its_author_and_who_proposed_it_why(play: Theatre) -> None:
    await agreed(play)
    assert form(await play.press("amina", "proposals.decline", 1)).to.route == "proposals.declined"

    reply = await play.press("amina", "proposals.declined", 1, filled={"reason": "We have one very like it."})
    assert "Your reason is sent." in replaced(play, reply)
    await play.post()

    assert "The reason given: We have one very like it." in await news(play, "lina", "declined")
    assert WORDS in await news(play, "lina", "declined")
    assert WORDS not in await news(play, "omar", "declined")
    assert "The reason given: We have one very like it." in await news(play, "omar", "declined")
    assert "The reason given: We have one very like it." in await play.told("lina", "proposals.mine")
    assert WORDS in play.wall[AUTHOR]
    assert await play.rows(Capsule) == []


async def test_two_animators_at_once_the_first_decision_holds(play: Theatre) -> None:
    await proposed(play)
    assert form(await play.press("amina", "proposals.decline", 1)).to.route == "proposals.declined"
    await accepted(play, "bruno")

    late = await play.press("amina", "proposals.declined", 1, filled={"reason": "Not now."})

    assert phrase(late) == "proposals.already.accepted"
    assert phrase(await accepted(play, "amina")) == "proposals.already.accepted"
    assert phrase(await play.press("amina", "proposals.accept", 1)) == "proposals.already.accepted"
    assert len(await play.rows(Capsule)) == 1


async def test_animators_have_one_message_for_all_that_waits(play: Theatre) -> None:
    about = f"proposals:{(await play.member('amina')).id}:"
    for number in range(3):
        await proposed(play, quoted=said(message=f"m{number}"))
        await play.post()
    (only,) = await play.owed(about)
    assert "3 proposed capsules wait" in play.wall[only]

    for number in (1, 2, 3):
        await accepted(play, proposal_id=number)
    await proposed(play, quoted=said(message="m3"))
    await play.post()

    assert len(await play.owed(about)) == 2


async def test_what_was_decided_before_animators_could_be_told_is_not_told(play: Theatre) -> None:
    play.clock.move_to(play.clock.now() + timedelta(hours=12))
    await proposed(play)
    await play.press("lina", "proposals.withdraw", 1)
    play.clock.move_to(play.clock.now() + timedelta(hours=12))
    await play.post()

    assert [about for about in play.wall if about.startswith("proposals:")] == []


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


async def test_words_taken_back_leave_the_capsule_and_its_posts(play: Theatre) -> None:
    await proposed(play)
    await accepted(play)
    await post_it(play)
    await play.tick("proposals")
    (post,) = [about for about in play.wall if about.startswith("capsule:")]
    assert "first" in play.wall[post]
    assert "By Lina Moreau" in play.wall[post]

    reply = await play.press("lina", "proposals.withdraw", 1, 0)
    await play.post()

    assert "taken back" in replaced(play, reply)
    made = await capsule(play)
    assert made.withdrawn_at is not None
    assert made.body == ""
    assert "first" not in play.wall[post]
    assert "Lina" not in play.wall[post]
    assert play.wall[POSTED] == "These words were taken back."
    async with play.database.reading() as db:
        assert await consents.live(db, "proposal:1") is None


async def test_a_form_never_sent_is_forgotten_after_a_day(play: Theatre) -> None:
    opened = form(await play.press("omar", "proposals.propose", quoted=said()))
    assert len(await play.rows(ProposalDraft)) == 1
    play.clock.move_to(play.clock.now() + timedelta(hours=25))
    assert await play.tick("proposals") == 1

    assert await play.rows(ProposalDraft) == []
    late = await play.press("omar", opened.to.route, *opened.to.values, filled={"title": TITLE})
    assert phrase(late) == "proposals.wrong.too_late"
    assert await play.rows(Proposal) == []


async def test_a_capsule_withdrawn_by_an_animator_stays_the_authors_to_take_back(play: Theatre) -> None:
    await proposed(play)
    await accepted(play)
    async with play.database.transaction() as db:
        made = await db.get_one(Capsule, (await capsule(play)).id)
        assert await editing.withdraw(db, made, play.community_id, play.clock.now())

    assert await play.press("lina", "proposals.withdraw", 1) == Done()
    assert (await capsule(play)).body == ""


async def test_nobody_else_changes_the_words_of_a_member_or_gives_them_again(play: Theatre) -> None:
    await proposed(play)
    await accepted(play)
    made = await capsule(play)

    refused = await play.press("amina", "capsules.edit_form", play.community_id, made.id)
    assert phrase(refused) == "capsules.write.anothers_words"
    forged = {"title": "Mine", "body": "Other words, which nobody agreed to."}
    refused = await play.press("amina", "capsules.change", play.community_id, made.id, "x", filled=forged)
    assert phrase(refused) == "capsules.write.anothers_words"
    assert (await capsule(play)).body == made.body

    await play.press("lina", "proposals.withdraw", 1, 0)
    late = await play.press("amina", "capsules.give_back", play.community_id, made.id)
    assert phrase(late) == "capsules.write.too_late"

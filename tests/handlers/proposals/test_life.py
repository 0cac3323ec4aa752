"""A proposal's life: offered, agreed to, decided, posted."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Done
from storage import consents
from storage.capsules import Capsule
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
    news,
    phrase,
    post_it,
    proposed,
    replaced,
    said,
    the_one,
)
from tests.handlers.theatre import Theatre


async def test_ones_own_message_becomes_a_credited_capsule_and_its_author_follows_it(play: Theatre) -> None:
    assert phrase(await proposed(play)) == "proposals.sent"
    await play.post()
    (arrived,) = await play.owed(f"proposals:{(await play.member('amina')).id}:")
    assert "1 proposed capsule is waiting" in play.wall[arrived]
    read = replaced(play, await play.press("amina", "proposals.look", 1, 0))
    assert f"“{WORDS}” — Lina Moreau" in read

    assert f"{TITLE} is a capsule of Giving feedback" in replaced(play, await accepted(play))
    await play.post()

    made = await capsule(play)
    lina = await play.member("lina")
    assert (made.title, made.theme, made.format, made.author_id, made.credited) == (TITLE, THEME, "text", lina.id, True)
    assert "\\*first\\*" in made.body
    assert "Good news. Your words become a capsule" in await news(play, "lina", "accepted")
    assert play.wall[arrived] == "All the proposed capsules have been decided."
    assert await play.tick("proposals") == 0
    await post_it(play)
    assert await play.tick("proposals") == 1
    assert await play.tick("proposals") == 0
    assert f"Your capsule {TITLE} was posted in #C1" in play.wall[POSTED]
    mine = await play.told("lina", "proposals.mine")
    assert f"{TITLE}, for Giving feedback: it is a capsule." in mine
    assert "Posted once, in #C1" in mine


async def test_words_of_a_colleague_wait_for_their_yes_then_for_an_animator(play: Theatre) -> None:
    assert phrase(await proposed(play, "omar")) == "proposals.author_asked"
    await play.post()
    asked = play.wall[AUTHOR]
    assert "Omar Haddad found this useful" in asked
    assert WORDS in asked
    assert "its author has been asked" in await play.told("omar", "proposals.mine")
    assert "your answer is awaited" in await play.told("lina", "proposals.mine")
    assert await play.owed("proposals:") == []
    assert "No proposal is waiting for you." in await play.told("amina", "proposals.queue")
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
    assert "What you proposed becomes a capsule" in await news(play, "omar", "accepted")
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
    assert "3 proposed capsules are waiting" in play.wall[only]

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

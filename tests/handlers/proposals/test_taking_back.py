"""Words of a capsule stay their author's: taken back, and changed by nobody else."""

from __future__ import annotations

import pytest

from handlers.chat.replies import Done
from storage import consents, editing
from storage.capsules import Capsule
from tests.handlers.proposals.steps import POSTED, accepted, capsule, phrase, post_it, proposed, replaced
from tests.handlers.theatre import Theatre


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


@pytest.mark.parametrize(("credit", "answer"), [("named", "no"), ("nameless", "yes")])
async def test_nobody_is_thanked_who_did_not_agree_or_sign(play: Theatre, credit: str, answer: str) -> None:
    await play.told("lina", "privacy.recognition_chosen", filled={"recognition": answer})
    await proposed(play, filled={"credit": credit})
    await accepted(play)
    await post_it(play)
    await play.tick("proposals")

    assert POSTED in play.wall
    assert await play.owed("proposal:1:thanks") == []


async def test_thanks_by_name_go_with_the_consent(play: Theatre) -> None:
    await play.told("lina", "privacy.recognition_chosen", filled={"recognition": "yes"})
    await proposed(play)
    await accepted(play)
    await post_it(play)
    await play.tick("proposals")
    assert (
        play.wall["proposal:1:thanks"] == "🙏 Thank you, Lina Moreau: One question before advice is made of your words."
    )

    await play.told("lina", "privacy.recognition_chosen", filled={"recognition": "no"})
    await play.post()
    assert play.wall["proposal:1:thanks"] == "A thank-you was here."

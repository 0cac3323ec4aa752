"""What people answer to a post is kept, shown to the others, and theirs to change or take back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handlers.chat.cards import Quote
from handlers.chat.replies import Done
from handlers.comments.rules import LONGEST_COMMENT
from storage import comments, people
from storage.comments import Comment
from storage.outbox import Delivery
from tests.handlers.capsules.stage import ELSEWHERE, LINA, MALO, Shown, Stage, mistake, opened, said, shown_card

WRITTEN, EDITED, DELETED = "comments.written", "comments.edited", "comments.deleted"


async def count(stage: Stage) -> int:
    number = (await stage.shown())[0].says("capsules.comments").values["n"]
    assert isinstance(number, int)
    return number


async def kept(stage: Stage) -> list[tuple[str | None, str | None]]:
    async with stage.database.reading() as db:
        found = (await db.scalars(select(Comment).order_by(Comment.id))).all()
        return [(comment.message, comment.words) for comment in found]


async def reply(
    stage: Stage, shown: Shown, words: str, route: str = WRITTEN, who: str = LINA, message: str = "r1"
) -> None:
    answers = {"words": words}
    done = await stage.ask(route, who=who, channel="C1", thread=shown.id, message=message, answers=answers)
    assert done == Done()


async def test_a_reply_in_the_thread_is_kept_once(stage: Stage) -> None:
    shown = await stage.posted()
    for _ in range(2):
        await reply(stage, shown, "I tried it <!channel> @everyone")
    await reply(stage, shown, "Me too", who=MALO, message="r2")
    assert await kept(stage) == [("r1", "I tried it <!channel> @everyone"), ("r2", "Me too")]
    assert (await count(stage), await stage.again("capsule:1")) == (2, 2)


async def test_replies_elsewhere_are_nobodys_business(stage: Stage) -> None:
    shown = await stage.posted()
    answers = {"words": "hello"}
    await stage.ask(WRITTEN, who=LINA, channel="C1", thread="another", message="r1", answers=answers)
    await stage.ask(WRITTEN, who=LINA, channel="C2", thread=shown.id, message="r1", answers=answers)
    await stage.ask(WRITTEN, who=LINA, channel="C1", message="r1", answers=answers)
    await stage.ask(
        WRITTEN, who=LINA, channel="C1", thread=shown.id, message="r1", workspace=ELSEWHERE, answers=answers
    )
    await reply(stage, shown, "   ")
    assert await kept(stage) == []


async def test_an_edited_reply_says_its_new_words_and_a_deleted_one_none(stage: Stage) -> None:
    shown = await stage.posted()
    await reply(stage, shown, "I tried it")
    await reply(stage, shown, "I tried it twice", EDITED)
    await reply(stage, shown, "Not mine", EDITED, who=MALO)
    await reply(stage, shown, "Unknown", EDITED, message="r9")
    assert await kept(stage) == [("r1", "I tried it twice")]
    for _ in range(2):
        await reply(stage, shown, "", DELETED)
    assert (await kept(stage), await count(stage)) == ([("r1", None)], 0)
    await reply(stage, shown, "I tried it")
    await reply(stage, shown, "I tried it again", EDITED)
    assert (await kept(stage), await stage.again("capsule:1")) == ([("r1", None)], 2)


async def test_a_reply_whose_deletion_is_told_first_is_never_kept(stage: Stage) -> None:
    shown = await stage.posted()
    await reply(stage, shown, "", DELETED)
    await reply(stage, shown, "Already gone")
    assert (await kept(stage), await stage.again("capsule:1")) == ([("r1", None)], 0)


async def test_another_workspace_cannot_delete(stage: Stage) -> None:
    shown = await stage.posted()
    await reply(stage, shown, "I tried it")
    await stage.ask(DELETED, who=LINA, channel="C1", message="r1", workspace=ELSEWHERE)
    assert await kept(stage) == [("r1", "I tried it")]


async def send(stage: Stage, shown: Shown, words: str, key: str | None = None) -> object:
    form = opened(await stage.ask("comments.open", "capsule", 1, who=LINA, channel="C1", message=shown.id))
    return await stage.ask(form.to.route, *form.to.values, who=LINA, key=key, answers={"words": words})


async def test_the_button_puts_the_words_in_the_thread_under_their_authors_name(stage: Stage) -> None:
    shown = await stage.posted()
    for _ in range(2):
        await send(stage, shown, " It works @everyone ", key="click 1")
    capsule, posted = await stage.deliver()
    assert capsule.says("capsules.comments").values["n"] == 1
    assert (posted.delivery.channel, posted.delivery.parent_id) == ("C1", shown.delivery.id)
    assert posted.card.parts == (Quote("It works @everyone", "Lina Moreau"),)


async def test_a_comment_on_an_older_post_goes_to_its_own_thread(stage: Stage) -> None:
    first = await stage.posted()
    stage.clock.move_to(stage.clock.now().replace(hour=10))
    await stage.posted()
    await send(stage, first, "It works")
    assert (await stage.deliver())[-1].delivery.parent_id == first.delivery.id


@pytest.mark.parametrize("words", ["", " \n ", "x" * (LONGEST_COMMENT + 1)])
async def test_no_words_or_too_many_are_a_mistake(stage: Stage, words: str) -> None:
    shown = await stage.posted()
    answer = await send(stage, shown, words)
    assert mistake(answer) == ("comments.bad_words", "words")  # type: ignore[arg-type]
    assert await stage.rows(Comment) == 0


async def test_the_author_takes_it_back_and_nobody_else_can(stage: Stage) -> None:
    shown = await stage.posted()
    (change,) = shown_card(await send(stage, shown, "It works")).links()  # type: ignore[arg-type]
    await stage.deliver()
    assert mistake(await stage.ask(change.route, *change.values, who=MALO))[0] == "help.outdated"
    assert await kept(stage) == [(None, "It works")]
    said(shown_card(await stage.ask(change.route, *change.values, who=LINA)), "comments.gone")
    capsule, posted = await stage.shown()
    assert capsule.says("capsules.comments").values["n"] == 0
    posted.says("comments.taken_back")
    assert (await stage.again("comment:1"), await kept(stage)) == (1, [(None, None)])


@pytest.mark.parametrize("values", [("capsule", 1, 99), ("capsule", 2, 1), ("comment", 1, 1), ("member", 1, 1)])
async def test_a_forged_form_changes_nothing(stage: Stage, values: tuple[str, int, int]) -> None:
    await stage.posted()
    answer = await stage.ask("comments.send", *values, who=LINA, answers={"words": "hello"})
    assert mistake(answer)[0] == "help.outdated"
    assert mistake(await stage.ask("comments.open", *values[:2], who=LINA, workspace=ELSEWHERE))[0] == "help.outdated"
    elsewhere = await stage.ask("comments.send", "capsule", 1, 1, who=LINA, workspace=ELSEWHERE)
    assert mistake(elsewhere)[0] == "help.outdated"
    assert (await stage.rows(Comment), await stage.rows(Delivery)) == (0, 1)


async def test_erased_words_go_everywhere_and_do_not_come_back(stage: Stage) -> None:
    shown = await stage.posted()
    await reply(stage, shown, "In the thread")
    await send(stage, shown, "Through the button")
    await stage.deliver()
    async with stage.database.transaction() as db:
        lina = await people.find_member(db, "stage", "W1", LINA)
        assert lina is not None
        assert [row["words"] for row in await comments.export_of(db, lina.id)] == [
            "In the thread",
            "Through the button",
        ]
        await comments.erase_of(db, lina.id)
        assert await comments.export_of(db, lina.id) == []
    await reply(stage, shown, "In the thread")
    assert (await kept(stage), await count(stage)) == ([("r1", None), (None, None)], 2)
    (await stage.shown())[1].says("comments.taken_back")
    assert await stage.again("comment:2") == 1

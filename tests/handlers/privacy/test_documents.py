"""Documents of one person: named by nobody else, forgotten in time, their messages drawn again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.chat.files import file_name, refused_name
from handlers.chat.mistakes import Mistake
from handlers.desk import Desk
from storage import files, outbox, people
from storage.files import DOCUMENTS_LAST
from storage.outbox import Delivery
from tests.handlers.theatre import HERE, Theatre
from tests.media import PNG


async def keep(play: Theatre, who: str) -> int:
    member = await play.member(who)
    async with play.database.transaction() as db:
        return await files.keep_document(
            db,
            workspace_id=member.workspace_id,
            member_id=member.id,
            name="sessions.csv",
            media_type="text/csv",
            content=b"Formation\r\n",
            now=play.clock.now(),
        )


async def test_when_its_time_has_come_it_is_forgotten_and_its_message_drawn_again(play: Theatre) -> None:
    lina, number = await play.member("lina"), await keep(play, "lina")
    async with play.database.transaction() as db:
        await outbox.owe(
            db,
            about=f"document:{number}",
            draw="privacy.gone",
            workspace_id=lina.workspace_id,
            due_at=play.clock.now(),
            language="en",
            member_id=lina.id,
            subject=file_name(number),
            at_once=True,
        )
    await play.post()
    ends = play.clock.now() + DOCUMENTS_LAST
    play.clock.move_to(ends - timedelta(seconds=1))
    assert await play.tick("privacy") == 0

    play.clock.move_to(ends)
    assert await play.tick("privacy") == 1

    async with play.database.reading() as db:
        assert await files.by_id(db, number) is None
        (sent,) = (await db.scalars(select(Delivery).filter_by(subject=file_name(number)))).all()
        assert (sent.revision, sent.shown) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        ("file:1", None),
        ("", None),
        ("file:2", "help.file.not_table"),
        ("file:3", "help.file.not_table"),
        ("file:99", "help.file.not_table"),
        (refused_name("not_taken"), "help.file.not_table"),
        (refused_name("too_large"), "help.file.table_too_large"),
        (refused_name("not_read"), "help.file.not_read"),
    ],
    ids=["theirs", "none", "another's", "a picture", "forged", "no text", "too large", "not read"],
)
async def test_a_form_takes_only_a_table_of_ones_own(play: Theatre, answer: str, phrase: str | None) -> None:
    assert (await keep(play, "lina"), await keep(play, "omar")) == (1, 2)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        space = await people.workspace(db, HERE.platform, HERE.external_id)
        await files.keep(db, workspace_id=space.id, member_id=lina.id, name="a.png", content=PNG, now=play.clock.now())
        desk = Desk(db, play.clock.now(), space, lina)
        if phrase is None:
            assert await desk.file(answer, "table", "list") == (1 if answer else None)
            return
        with pytest.raises(Mistake) as mistake:
            await desk.file(answer, "table", "list")
    assert (mistake.value.say.key, mistake.value.field) == (phrase, "list")

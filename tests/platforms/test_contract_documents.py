"""Documents and tables, on every platform: carried by messages, forgotten in time, given in a form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.cards import Document, Note
from handlers.chat.files import file_name, file_number
from storage import files, people
from storage.database import Database
from storage.files import DOCUMENTS_LAST, MOST_BYTES, MOST_BYTES_OF_A_TABLE, DocumentType
from tests.media import PNG
from tests.platforms.bench import Bench, Chosen
from tests.platforms.test_contract_files import kept, of, redraw, say

CONTENTS: dict[DocumentType, tuple[str, bytes]] = {
    "text/csv": ("sessions.csv", "\ufeffFormation;Date\r\nÉcouter;24/11/2026\r\n".encode()),
    "text/calendar": ("session.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    "application/json": ("me.json", b'{"likes": []}'),
    "text/html": ("me.html", b"<!doctype html><title>You</title>"),
}
AGAIN = "Ask for it again with a word."


async def document(bench: Bench, database: Database, media_type: DocumentType = "text/csv") -> Document:
    name, content = CONTENTS[media_type]
    async with database.transaction() as db:
        space = await people.workspace(db, bench.platform.name, bench.workspace)
        lina = await people.member(db, space.id, "lina")
        number = await files.keep_document(
            db,
            workspace_id=space.id,
            member_id=lina.id,
            name=name,
            media_type=media_type,
            content=content,
            now=datetime.now(UTC),
        )
    return Document(file_name(number), "The sessions of <November>", AGAIN)


async def forget(database: Database) -> None:
    async with database.transaction() as db:
        assert await files.forget_old(db, datetime.now(UTC) + DOCUMENTS_LAST + timedelta(minutes=1), 9)


async def test_documents_are_carried_and_stay_when_drawn_again(bench: Bench, database: Database) -> None:
    carried = [await document(bench, database, one) for one in CONTENTS]

    posted, seen = await say(bench, of(*carried))
    assert dict(seen.files) == {
        f"{name.replace('.', f'-{file_number(one.address)}.')}": content
        for one, (name, content) in zip(carried, CONTENTS.values(), strict=True)
    }
    assert AGAIN not in seen.text

    again = await redraw(bench, posted, of(*carried, Note("3 likes")))
    assert again.files == seen.files
    assert not (await redraw(bench, posted, of())).files


async def test_a_forgotten_document_stays_with_who_received_it_and_its_message_says_how_to_have_it_again(
    bench: Bench, database: Database
) -> None:
    carried = await document(bench, database)
    posted, _ = await say(bench, of(carried))
    await forget(database)
    other = await document(bench, database, "text/calendar")

    seen = await redraw(bench, posted, of(carried, other))

    assert sorted(seen.files.values()) == sorted(CONTENTS[one][1] for one in ("text/csv", "text/calendar"))
    assert "this one is gone" in seen.text
    assert AGAIN in seen.text


async def test_a_document_forgotten_before_its_message_left_is_said_to_be_gone(
    bench: Bench, database: Database
) -> None:
    late = await document(bench, database)
    await forget(database)

    posted, seen = await say(bench, of(late))

    assert not seen.files
    assert "this one is gone" in seen.text
    assert posted.whole
    assert "November" in (await redraw(bench, posted, of(late))).text


async def test_a_table_given_in_a_form_is_read_whatever_wrote_it(bench: Bench, database: Database) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial table")
    await lina.fill(list=Chosen("Inscrits.csv", "Nom;Prénom\nMoreau;Zoé\n".encode("cp1252")))

    assert "Moreau;Zoé" in lina.private[-1].text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\0\0", "save it as CSV"),
        (PNG, "save it as CSV"),
        (b"a" * (MOST_BYTES_OF_A_TABLE + 1), "larger than 1 MB"),
        (b"a" * (MOST_BYTES + 1), "larger than 1 MB"),
    ],
    ids=["called a table", "picture", "large", "too large for any file"],
)
async def test_what_is_no_table_is_said_under_its_field_and_nothing_is_kept(
    bench: Bench, database: Database, content: bytes, words: str
) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial table")

    await lina.fill(list=Chosen("list.csv", content))

    assert words in lina.errors[0]
    assert not await kept(database)

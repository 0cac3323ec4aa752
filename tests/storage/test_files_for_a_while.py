"""Documents and tables: each one person's, kept for a while, and what is left of them afterwards."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import files, people
from storage.database import Database
from storage.files import DOCUMENTS_LAST, MOST_BYTES, MOST_BYTES_OF_A_TABLE, TABLES_LAST, NotTaken, TooLarge
from storage.media_types import text_in
from tests import media
from tests.conftest import EVERY_DATABASE

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CSV = "Formation;Date\r\nÉcouter;24/11/2026\r\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_a_text_is_read_however_it_is_encoded(text: str) -> None:
    assert text_in(text.encode()) == text_in(BOM_UTF8 + text.encode()) == text
    assert text_in(text.encode("utf-16")) == text_in(BOM_UTF16_BE + text.encode("utf-16-be")) == text


def test_what_windows_writes_in_western_europe_is_read_too() -> None:
    assert text_in("Écouter — 3 €".encode("cp1252")) == "Écouter — 3 €"


@pytest.mark.parametrize(
    "content", [media.PNG, media.WAV, b"PK\x03\x04\0", "a".encode("utf-16-le"), b"\x81a", b"\xff\xfea"]
)
def test_what_is_no_text_is_not_read(content: bytes) -> None:
    assert text_in(content) is None


@pytest.fixture
async def ids(database: Database) -> tuple[int, int, int]:
    """A workspace and two of its members."""
    async with database.transaction() as db:
        here = await people.workspace(db, "stage", "W1")
        lina, omar = await people.member(db, here.id, "lina"), await people.member(db, here.id, "omar")
    return here.id, lina.id, omar.id


async def document(
    database: Database, workspace: int, member: int, at: datetime = NOW, name: str = "sessions.csv"
) -> int:
    async with database.transaction() as db:
        return await files.keep_document(
            db,
            workspace_id=workspace,
            member_id=member,
            name=name,
            media_type="text/csv",
            content=CSV.encode(),
            now=at,
        )


async def table(database: Database, workspace: int, member: int | None, content: bytes, name: str = "list.CSV") -> int:
    async with database.transaction() as db:
        file = await files.keep(db, workspace_id=workspace, member_id=member, name=name, content=content, now=NOW)
    return file.id


async def forget(database: Database, now: datetime, most: int = 9) -> list[int]:
    async with database.transaction() as db:
        return list(await files.forget_old(db, now, most))


async def text_of(database: Database, number: int) -> str | None:
    async with database.reading() as db:
        return await files.text_of(db, number)


@EVERY_DATABASE
async def test_a_document_is_kept_once_for_each_person_and_name(database: Database, ids: tuple[int, int, int]) -> None:
    here, lina, omar = ids
    first = await document(database, here, lina)
    assert await document(database, here, lina, LATER) == first
    assert len({first, await document(database, here, omar), await document(database, here, lina, name="b.csv")}) == 3

    async with database.reading() as db:
        file = await files.find(db, first, here)
        assert file is not None
        assert (file.shown_name, file.kind, file.until) == (f"sessions-{first}.csv", "table", LATER + DOCUMENTS_LAST)
        assert file.is_open_to(lina)
        assert not file.is_open_to(omar)


@EVERY_DATABASE
async def test_it_is_forgotten_when_its_time_has_come_and_its_number_is_never_anothers(
    database: Database, ids: tuple[int, int, int]
) -> None:
    here, lina, omar = ids
    first, second, picture = await document(database, here, lina), await document(database, here, omar, LATER), 0
    async with database.transaction() as db:
        picture = (await files.keep(db, workspace_id=here, member_id=lina, name="a.png", content=media.PNG, now=NOW)).id

    assert await forget(database, NOW + DOCUMENTS_LAST - timedelta(seconds=1)) == []
    assert await forget(database, LATER + DOCUMENTS_LAST, most=1) == [first]
    assert await forget(database, LATER + DOCUMENTS_LAST) == [second]
    assert await forget(database, LATER + DOCUMENTS_LAST) == []

    async with database.reading() as db:
        assert await files.by_id(db, first) is await files.find(db, second, here) is None
        assert [one["name"] for one in await files.export_of(db, lina)] == ["a.png"]
        assert await files.content_of(db, picture) == media.PNG
        assert await files.content_of(db, first) == b""
    assert await text_of(database, first) is None
    again = await document(database, here, lina)
    assert again not in (first, second)
    assert await text_of(database, again) == CSV


@EVERY_DATABASE
async def test_erasing_somebody_removes_theirs_at_once(database: Database, ids: tuple[int, int, int]) -> None:
    here, lina, omar = ids
    mine, sent, theirs = (
        await document(database, here, lina),
        await table(database, here, lina, b"Nom\nMoreau\n"),
        await document(database, here, omar),
    )
    async with database.transaction() as db:
        assert [one["name"] for one in await files.export_of(db, lina)] == ["sessions.csv", "list.CSV"]
        await files.erase_of(db, lina)
        assert await files.export_of(db, lina) == []
    assert [await text_of(database, number) for number in (mine, sent, theirs)] == [None, None, CSV]


async def test_a_table_is_a_text_that_is_called_one(database: Database, ids: tuple[int, int, int]) -> None:
    here, lina, _ = ids
    for name, content in (("a.csv", CSV.encode("cp1252")), ("b.TXT", CSV.encode("utf-16")), ("c.tsv", BOM_UTF8 + b"a")):
        assert await text_of(database, await table(database, here, lina, content, name)) == (text_in(content))
    assert await table(database, here, lina, b"a" * MOST_BYTES_OF_A_TABLE) in await forget(database, NOW + TABLES_LAST)
    with pytest.raises(TooLarge):
        await table(database, here, lina, b"a" * (MOST_BYTES_OF_A_TABLE + 1))
    for name, content in (
        ("a.csv", b""),
        ("a.csv", BOM_UTF8),
        ("a.csv", b"PK\x03\x04\0"),
        ("a.html", b"<p>"),
        ("csv", b"a"),
    ):
        with pytest.raises(NotTaken):
            await table(database, here, lina, content, name)
    with pytest.raises(NotTaken):
        await table(database, here, None, b"a;b")


async def test_a_document_has_a_content_that_can_be_sent(database: Database, ids: tuple[int, int, int]) -> None:
    here, lina, _ = ids
    for content, error in ((b"", ValueError), (bytes(MOST_BYTES + 1), TooLarge)):
        with pytest.raises(error):
            async with database.transaction() as db:
                await files.keep_document(
                    db,
                    workspace_id=here,
                    member_id=lina,
                    name="a.ics",
                    media_type="text/calendar",
                    content=content,
                    now=NOW,
                )

"""Files: what they are by their content, each kept once, and what is left when their sender is erased."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import files, people
from storage.database import Database
from storage.files import LONGEST_NAME, MOST_BYTES, File, NotTaken, TooLarge
from storage.media_types import ENDINGS, media_type_of
from tests import media
from tests.conftest import EVERY_DATABASE

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (media.PNG, "image/png"),
        (media.JPEG, "image/jpeg"),
        (media.GIF, "image/gif"),
        (media.WEBP, "image/webp"),
        (media.MP3, "audio/mpeg"),
        (media.MP3_WITHOUT_TAGS, "audio/mpeg"),
        (media.OGG, "audio/ogg"),
        (media.ogg(b"OpusHead" + bytes(11)), "audio/ogg"),
        (media.M4A, "audio/mp4"),
        (media.mp4(b"isom", b"soun"), "audio/mp4"),
        (media.WAV, "audio/wav"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"MZ" + bytes(60),
        b"RIFF\x10\x00\x00\x00AVI LIST",
        b"\xff\xfe" + "words".encode("utf-16-le"),
        b"\xff\xfb\xf0\x00" + bytes(40),
        b"\xff\xfb\x9c\x00" + bytes(40),
        b"\xff\xeb\x90\x00" + bytes(40),
        media.ogg(b"\x80theora" + bytes(35)),
        media.mp4(b"isom", b"vide", b"soun"),
        media.mp4(b"mp42"),
        media.mp4(b"qt  ", b"soun"),
        b" " + media.PNG,
    ],
)
def test_nothing_else_is_taken(content: bytes) -> None:
    assert media_type_of(content) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_harm(content: bytes) -> None:
    assert media_type_of(content) in {*ENDINGS, None}


@pytest.fixture
async def ids(database: Database) -> tuple[int, int, int]:
    """Two workspaces, and a member of the first."""
    async with database.transaction() as db:
        here, elsewhere = await people.workspace(db, "stage", "W1"), await people.workspace(db, "stage", "W2")
        lina = await people.member(db, here.id, "lina")
    return here.id, elsewhere.id, lina.id


async def keep(
    database: Database, workspace: int, member: int | None = None, name: str = "Pont.png", content: bytes = media.PNG
) -> File:
    async with database.transaction() as db:
        return await files.keep(db, workspace_id=workspace, member_id=member, name=name, content=content, now=NOW)


@EVERY_DATABASE
async def test_the_same_content_is_kept_once_in_a_workspace(database: Database, ids: tuple[int, int, int]) -> None:
    here, elsewhere, lina = ids
    first, again = await keep(database, here, lina), await keep(database, here, None, "other.gif")
    other = await keep(database, elsewhere)

    assert first.id == again.id != other.id
    assert (again.name, again.member_id, again.size) == ("Pont.png", lina, len(media.PNG))
    async with database.reading() as db:
        assert await files.content_of(db, first.id) == media.PNG
        assert await files.find(db, first.id, elsewhere) is None
        assert await files.content_of(db, other.id + 1) is None


@EVERY_DATABASE
async def test_a_content_that_is_too_large_or_of_no_kind_is_not_kept(
    database: Database, ids: tuple[int, int, int]
) -> None:
    whole = media.PNG + bytes(MOST_BYTES - len(media.PNG))
    assert (await keep(database, ids[0], content=whole)).size == MOST_BYTES
    with pytest.raises(TooLarge):
        await keep(database, ids[0], content=whole + b"\0")
    with pytest.raises(NotTaken):
        await keep(database, ids[0], content=b"<html>")


@pytest.mark.parametrize(
    ("name", "kept", "shown"),
    [
        ("Pont d’été.PNG", "Pont d’été.PNG", "Pont-dete-1.png"),
        ("..\\..\\C:\\boot.ini", "boot.ini", "boot-1.png"),
        ("../../etc/passwd", "passwd", "file-1.png"),
        ("\u202egnp.exe", "gnp.exe", "gnp-1.png"),
        ("日本.png", "日本.png", "file-1.png"),
        ("", "", "file-1.png"),
        ("a" * 300 + ".png", "a" * (LONGEST_NAME - 4) + ".png", "a" * 40 + "-1.png"),
    ],
)
async def test_a_name_is_only_what_its_sender_called_it(
    database: Database, ids: tuple[int, int, int], name: str, kept: str, shown: str
) -> None:
    file = await keep(database, ids[0], name=name)
    assert (file.name, file.shown_name) == (kept, shown)


@EVERY_DATABASE
async def test_where_the_platform_keeps_it_is_noted_by_the_first(database: Database, ids: tuple[int, int, int]) -> None:
    file = await keep(database, ids[0])
    async with database.transaction() as db:
        assert await files.place(db, file.id, "F1", instead_of=None)
        assert not await files.place(db, file.id, "F2", instead_of=None)
        assert await files.place(db, file.id, "F3", instead_of="F1")
    async with database.reading() as db:
        found = await files.by_id(db, file.id)
        assert found is not None
        assert found.placed == "F3"


@EVERY_DATABASE
async def test_erasing_leaves_what_is_shown_and_nobodys_name(database: Database, ids: tuple[int, int, int]) -> None:
    here, _, lina = ids
    file = await keep(database, here, lina, "Lina Moreau.png")
    async with database.transaction() as db:
        (told,) = await files.export_of(db, lina)
        assert (told["name"], told["bytes"]) == ("Lina Moreau.png", len(media.PNG))
        await files.erase_of(db, lina)
        assert await files.export_of(db, lina) == []
    async with database.reading() as db:
        left = await files.by_id(db, file.id)
        assert left is not None
        assert (left.name, left.member_id, left.shown_name) == ("", None, f"file-{file.id}.png")
        assert await files.content_of(db, file.id) == media.PNG

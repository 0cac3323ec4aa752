"""Pictures and sounds that lie beside their capsule's file: kept with it, given back with it, and looked at first."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.capsules.exporting import Written, export_folder
from handlers.capsules.formats import Media, read
from storage import files
from tests.conftest import EVERY_DATABASE
from tests.handlers.capsules.stage import Stage
from tests.handlers.capsules.test_importing import Importer, importer

__all__ = ("importer",)

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 10
NOTE = "---\nimage:\n  file: pictures/door.png\n  alternative: A door\n---\n"


@pytest.fixture
async def stage(importer: Importer) -> Stage:
    stage = Stage(importer.database, importer.clock)
    await stage.set_up()
    return stage


async def export(importer: Importer, stage: Stage, out: Path) -> Written:
    return await export_folder(importer.database, out, community_id=stage.community_id)


@EVERY_DATABASE
async def test_a_picture_goes_in_and_out_and_in_again(importer: Importer, stage: Stage, tmp_path: Path) -> None:
    importer.write("git/a.md", NOTE)
    importer.write("git/pictures/door.png", PNG)
    assert (await importer(community_id=stage.community_id)).bad == []
    capsule = next(one for one in await importer.capsules() if one.format == "image")
    media = read("image", capsule.details)
    assert isinstance(media, Media)
    assert media.alternative == "A door"
    async with importer.database.reading() as db:
        assert await files.content_of(db, int(media.address.removeprefix("file:"))) == PNG

    out = tmp_path / "out"
    assert (await export(importer, stage, out)).left == []
    assert (out / "notes" / "git" / "a.png").read_bytes() == PNG
    assert "  file: a.png\n" in (out / "notes" / "git" / "a.md").read_text()
    importer.folder = out
    report = await importer(community_id=stage.community_id)
    assert (report.added, report.updated, report.bad) == (0, 0, [])
    assert (await export(importer, stage, out)).written == 0

    (out / "notes" / "git" / "a.png").write_bytes(PNG + b"more")
    assert (await importer(community_id=stage.community_id)).updated == 1


async def test_a_file_of_others_is_not_written_over(importer: Importer, stage: Stage, tmp_path: Path) -> None:
    importer.write("git/a.md", NOTE)
    importer.write("git/pictures/door.png", PNG)
    await importer(community_id=stage.community_id)
    theirs = tmp_path / "out" / "notes" / "git" / "a.png"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    report = await export(importer, stage, tmp_path / "out")
    assert [(left.path, left.reason.key) for left in report.left] == [
        (str(Path("notes/git/a.png")), "capsules.export.not_ours")
    ]
    assert theirs.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "beside_missing"),
        (b"GIF", "beside_kind"),
        (b"OggS" + b"\0" * 24 + b"OpusHead", "beside_kind"),
        (PNG + b"\0" * files.MOST_BYTES, "beside_large"),
    ],
)
async def test_what_cannot_be_shown_is_said(importer: Importer, stage: Stage, content: bytes | None, key: str) -> None:
    importer.write("a.md", NOTE)
    if content is not None:
        importer.write("pictures/door.png", content)
    report = await importer(community_id=stage.community_id)
    assert [(bad.path, bad.reason.key) for bad in report.bad] == [("a.md", f"capsules.bad.{key}")]


async def test_nothing_outside_the_folder_is_shown(importer: Importer, stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    importer.write("a.md", NOTE.replace("pictures/door.png", "../secret.png"))
    importer.write("b.md", NOTE.replace("pictures/door.png", str(tmp_path / "secret.png")))
    importer.write("c.md", NOTE.replace("pictures/door.png", "link.png"))
    (importer.folder / "link.png").symlink_to(tmp_path / "secret.png")
    report = await importer(community_id=stage.community_id)
    assert [bad.reason.key for bad in report.bad] == ["capsules.bad.beside_missing"] * 3


async def test_the_shelf_keeps_no_files(importer: Importer) -> None:
    importer.write("a.md", NOTE)
    importer.write("pictures/door.png", PNG)
    assert [bad.reason.key for bad in (await importer()).bad] == ["capsules.bad.beside_shelf"]

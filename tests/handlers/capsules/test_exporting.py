"""Capsules written back as files: taken in again they change nothing, and what others wrote is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.capsules import exporting, importing
from handlers.capsules.exporting import Written, export_folder, export_gift
from handlers.capsules.formats import FORMATS
from handlers.capsules.sources import digested
from handlers.chat.mistakes import Mistake
from storage import capsules
from storage.capsules import Source
from tests.conftest import EVERY_DATABASE
from tests.handlers.capsules.stage import Stage
from tests.handlers.capsules.test_importing import EXAMPLES, NOTE, Importer, importer

__all__ = ("importer",)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def export(importer: Importer, folder: Path) -> Written:
    return await export_folder(importer.database, folder, community_id=None)


@EVERY_DATABASE
async def test_a_round_trip_changes_nothing(
    importer: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 7)
    monkeypatch.setattr(importing, "BATCH", 7)
    importer.folder = EXAMPLES
    await importer()
    kept = [vars(capsule) for capsule in await importer.capsules()]
    out, quizzes = tmp_path / "out", tmp_path / "out.gift"
    first = await export(importer, out)
    await export_gift(importer.database, quizzes, community_id=None)
    assert (first.written, first.unchanged, first.left) == (len(kept), 0, [])
    assert (out / "examples" / "giving-feedback" / "en" / "02-ask-first.md").is_file()
    written = tree(out)

    for folder in (out, quizzes):
        importer.folder = folder
        report = await importer()
        assert (report.added, report.updated, report.bad, report.skipped) == (0, 0, [], [])
    assert [vars(capsule) | {"_sa_instance_state": None} for capsule in await importer.capsules()] == [
        before | {"_sa_instance_state": None} for before in kept
    ]

    again = await export(importer, out)
    assert (again.written, again.unchanged) == (0, len(kept))
    assert tree(out) == written


async def test_the_examples_show_every_format_that_needs_no_file(importer: Importer) -> None:
    importer.folder = EXAMPLES
    assert (await importer()).bad == []
    shown = {capsule.format for capsule in await importer.capsules()}
    assert shown == set(FORMATS) - {"image", "audio", "video"}


async def test_what_is_changed_in_an_exported_file_is_changed_in_its_capsule(
    importer: Importer, tmp_path: Path
) -> None:
    importer.write("git/a.md", NOTE)
    await importer()
    out = tmp_path / "out"
    await export(importer, out)
    file = out / "notes" / "git" / "a.md"
    file.write_text(file.read_text().replace("that is fine", "that is well"))
    importer.folder = out
    assert (await importer()).updated == 1
    (capsule,) = await importer.capsules()
    assert "that is well" in capsule.body


async def test_what_others_wrote_is_left_alone_and_said(importer: Importer, tmp_path: Path) -> None:
    importer.write("a.md", NOTE)
    importer.write("b.gift", "::One:: One? {=a ~b}")
    await importer()
    out, gift = tmp_path / "out", tmp_path / "mine.gift"
    (out / "notes").mkdir(parents=True)
    (out / "notes" / "a.md").write_text("---\norigin: notes/c.md\n---\nMine.\n")
    gift.write_text("Mine? {=a ~b}\n")
    report = await export(importer, out)
    assert [(left.path, left.reason.key) for left in report.left] == [
        (str(Path("notes/a.md")), "capsules.export.not_ours")
    ]
    assert report.written == 1
    assert (out / "notes" / "a.md").read_text() == "---\norigin: notes/c.md\n---\nMine.\n"
    (left,) = (await export_gift(importer.database, gift, community_id=None)).left
    assert left.reason.key == "capsules.export.not_ours"
    assert gift.read_text() == "Mine? {=a ~b}\n"


async def test_links_are_not_written_through(importer: Importer, tmp_path: Path) -> None:
    importer.write("a.md", NOTE)
    importer.write("git/b.md", NOTE)
    await importer()
    out, theirs = tmp_path / "out", tmp_path / "theirs"
    theirs.mkdir()
    (out / "notes").mkdir(parents=True)
    (out / "notes" / "git").symlink_to(theirs)
    (out / "notes" / "a.md").symlink_to(theirs / "a.md")
    report = await export(importer, out)
    assert sorted(left.reason.key for left in report.left) == ["capsules.export.leads_out", "capsules.export.not_ours"]
    assert list(theirs.iterdir()) == []


async def test_each_community_has_its_own_and_nothing_withdrawn(importer: Importer, tmp_path: Path) -> None:
    stage = Stage(importer.database, importer.clock)
    await stage.set_up()
    importer.write("ours.md", NOTE)
    await importer(community_id=stage.community_id)
    importer.folder = tmp_path / "shelf"
    importer.write("all.md", NOTE)
    importer.write("gone.md", NOTE)
    await importer()
    async with importer.database.transaction() as db:
        gone = next(one for one in await capsules.offered(db, stage.community_id, "", most=9) if "gone" in one.origin)
        gone.withdrawn_at = importer.clock.now()
    await export(importer, tmp_path / "out")
    assert list(tree(tmp_path / "out")) == [str(Path("shelf/all.md"))]
    await export_folder(importer.database, tmp_path / "mine", community_id=stage.community_id)
    mine = tree(tmp_path / "mine")
    assert str(Path("notes/ours.md")) in mine
    assert not any("all" in path for path in mine)
    importer.folder = tmp_path / "mine"
    report = await importer(community_id=stage.community_id)
    assert (report.added, report.updated, report.unchanged) == (0, 0, len(mine))


async def test_a_place_where_nothing_can_be_written_is_said(importer: Importer, tmp_path: Path) -> None:
    importer.write("a.md", NOTE)
    await importer()
    (tmp_path / "file").write_text("x")
    with pytest.raises(Mistake, match=r"capsules\.export\.no_folder"):
        await export(importer, tmp_path / "file")
    report = await export_gift(importer.database, tmp_path / "file" / "x.gift", community_id=None)
    assert [left.reason.key for left in report.left] == ["capsules.export.cannot_write"]


async def test_what_was_corrected_in_chat_stays_until_its_file_changes(importer: Importer) -> None:
    importer.write("a.md", NOTE)
    await importer()
    async with importer.database.transaction() as db:
        (source,) = await capsules.sources(db, None, "", 9)
        (capsule,) = await capsules.offered(db, 1, "", most=9)
        capsule.title = "Corrected in chat"
    assert (await importer()).unchanged == 1
    assert [one.title for one in await importer.capsules()] == ["Corrected in chat"]
    importer.write("a.md", NOTE + "More.\n")
    assert (await importer()).updated == 1
    assert [one.title for one in await importer.capsules()] == [source.title]


async def test_the_same_words_under_another_digest_are_the_same(importer: Importer) -> None:
    words = Source("shelf/x", None, "T", "t", "text", "b", "", 1, "easy", "en", "")
    async with importer.database.transaction() as db:
        await capsules.keep(db, [words], importer.clock.now())
        kept = await capsules.keep(db, [digested(words), replace(words, origin="shelf/y")], importer.clock.now())
    assert {origin: became for origin, (_, became) in kept.items()} == {"shelf/x": "unchanged", "shelf/y": "added"}

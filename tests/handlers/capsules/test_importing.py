"""A folder of Markdown becomes capsules: the good files all, the bad ones named, nothing twice."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.texts import Texts
from handlers import load
from handlers.capsules.importing import BATCH, Report, import_folder
from handlers.chat.mistakes import Mistake
from handlers.chat.words import LANGUAGES
from storage.capsules import Capsule
from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.capsules.stage import Stage

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NOTE = "# Ask first\n\nThe person may not be ready to hear it, and that is fine for you both.\n"


class Importer:
    """Imports a folder and reads what was kept."""

    def __init__(self, database: Database, clock: StillClock, folder: Path) -> None:
        self.database, self.clock, self.folder = database, clock, folder
        self.told: list[tuple[int, int]] = []

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    async def __call__(self, *, community_id: int | None = None, language: str | None = None) -> Report:
        return await import_folder(
            self.database,
            self.folder,
            community_id=community_id,
            language=language,
            now=self.clock.now(),
            progress=lambda done, total: self.told.append((done, total)),
        )

    async def capsules(self) -> Sequence[Capsule]:
        async with self.database.reading() as db:
            return (await db.scalars(select(Capsule).order_by(Capsule.origin))).all()

    async def one(self, content: str, name: str = "git/a.md") -> Capsule:
        self.write(name, content)
        report = await self()
        assert report.bad == []
        (capsule,) = await self.capsules()
        return capsule


@pytest.fixture
def importer(database: Database, clock: StillClock, tmp_path: Path) -> Importer:
    folder = tmp_path / "notes"
    folder.mkdir()
    return Importer(database, clock, folder)


async def test_the_heading_is_the_title_and_the_folder_the_theme(importer: Importer) -> None:
    capsule = await importer.one("\n# Ask *first*, `always`\n\n```sh\n# not a title\n```\n")
    assert (capsule.title, capsule.theme, capsule.origin) == ("Ask first, always", "git", "shelf/notes/git/a.md")
    assert capsule.body == "```sh\n# not a title\n```"
    assert (capsule.minutes, capsule.effort, capsule.format, capsule.key_message) == (1, "easy", "text", "")


async def test_a_heading_further_down_gives_the_title_and_stays(importer: Importer) -> None:
    capsule = await importer.one("An opening.\n\nFirst things\n===\n\nThe rest.")
    assert capsule.title == "First things"
    assert "First things" in capsule.body


async def test_without_a_heading_the_file_gives_its_name(importer: Importer) -> None:
    capsule = await importer.one("```\n# only code\n```", name="Ça va ?\u00a0oui.md")
    assert (capsule.title, capsule.theme) == ("Ça va ? oui", "notes")


async def test_front_matter_has_the_last_word(importer: Importer) -> None:
    said = "title: no\ntheme: Listening\nminutes: 7\neffort: hard\nlanguage: fr\nformat: text\n"
    said += "key_message: >\n  Two\n  lines"
    capsule = await importer.one(f"\ufeff---\r\n{said}\r\n---\r\n{NOTE}")
    assert (capsule.title, capsule.theme, capsule.minutes, capsule.effort) == ("no", "Listening", 7, "hard")
    assert (capsule.language, capsule.key_message) == ("fr", "Two lines")
    assert capsule.body.startswith("# Ask first")


async def test_a_title_said_twice_is_shown_once(importer: Importer) -> None:
    capsule = await importer.one(f"---\ntitle: Ask first\nkey_message:\n---\n{NOTE}")
    assert "Ask first" not in capsule.body


async def test_minutes_and_language_come_from_the_words(importer: Importer) -> None:
    capsule = await importer.one(
        "# Un titre\n\n" + "le chat est dans la maison et " * 60 + "\n```\nthe the the the\n```"
    )
    assert (capsule.minutes, capsule.language) == (3, "fr")
    importer.write("git/a.md", NOTE)
    await importer()
    assert [found.language for found in await importer.capsules()] == ["en"]
    await importer(language="fr")
    assert [found.language for found in await importer.capsules()] == ["fr"]


async def test_again_changes_what_changed_and_doubles_nothing(importer: Importer) -> None:
    for number in range(BATCH + 5):
        importer.write(f"{number:03}.md", f"# Note {number}\n\nSome words.\n")
    report = await importer()
    assert (report.added, report.updated, report.unchanged, report.bad) == (BATCH + 5, 0, 0, [])
    assert importer.told == [(BATCH, BATCH + 5), (BATCH + 5, BATCH + 5)]
    importer.write("004.md", "# Note 4\n\nOther words.\n")
    report = await importer()
    assert (report.added, report.updated, report.unchanged) == (0, 1, BATCH + 4)
    kept = await importer.capsules()
    assert len(kept) == BATCH + 5
    assert kept[4].body == "Other words."


async def test_accents_written_apart_are_the_same_file(importer: Importer) -> None:
    importer.write("été.md", NOTE).rename(importer.folder / unicodedata.normalize("NFD", "été.md"))
    await importer()
    (importer.folder / unicodedata.normalize("NFD", "été.md")).rename(
        importer.folder / unicodedata.normalize("NFC", "été.md")
    )
    assert (await importer()).unchanged == 1


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        (b"# Fine\n\ncaf\xe9\n", 3, "not_utf8"),
        (b"\xff\xfe#\x00 \x00", 1, "not_utf8"),
        (b"# Fine\n\nnull \x00\n", 3, "binary"),
        (b"", None, "empty"),
        (b" \n\t\n", None, "empty"),
        (b"# Only a title\n", None, "empty"),
        (b"---\ntitle: x\n---\n", None, "empty"),
        (b"x" * 1_000_001, None, "large"),
        (b"---\ntitle: x\n\nwords\n", 1, "not_closed"),
        (b"---\ntitle: x\nminutes: [1\n---\nwords\n", 3, "yaml"),
        (b"---\ntheme: y\ntitle: a: b\n---\nwords\n", 3, "yaml"),
        (b"---\ntitle: \x07\n---\nwords\n", 2, "yaml"),
        (b"---\n" + b"[" * 5000 + b"\n---\nwords\n", 1, "yaml"),
        (b"---\n- title\n---\nwords\n", 2, "not_pairs"),
        (b"---\ntitle: x\ntitel: y\n---\nwords\n", 3, "key_near"),
        (b"---\nKey-Message: y\n---\nwords\n", 2, "key_near"),
        (b"---\nzzzzzz: y\n---\nwords\n", 2, "key"),
        (b"---\ntitle: x\ntitle: y\n---\nwords\n", 3, "twice"),
        (b"---\ntitle: [x]\n---\nwords\n", 2, "value"),
        (b"---\ntitle: x\neffort: huge\n---\nwords\n", 3, "choice"),
        (b"---\nlanguage: de\n---\nwords\n", 2, "choice"),
        (b"---\nminutes: 0\n---\nwords\n", 2, "minutes"),
        (b"---\nminutes: " + b"9" * 5000 + b"\n---\nwords\n", 2, "minutes"),
        (b"---\ntitle: " + b"x" * 201 + b"\n---\nwords\n", 2, "long"),
    ],
)
async def test_a_bad_file_is_named_with_its_line_and_the_others_come_in(
    importer: Importer, content: bytes, line: int | None, key: str
) -> None:
    importer.write("a good.md", NOTE)
    importer.write("a/bad.md", content)
    importer.write("z good.md", NOTE)
    report = await importer()
    (bad,) = report.bad
    assert (bad.path, bad.line, bad.reason.key) == (str(Path("a/bad.md")), line, f"capsules.bad.{key}")
    assert report.added == 2
    texts = Texts.load(load().texts)
    assert all(texts.plain(bad.reason, language) for language in LANGUAGES)


async def test_links_lead_nowhere_outside_the_folder(importer: Importer, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "diary.md").write_text(NOTE)
    inside = importer.write("inside.md", NOTE)
    (importer.folder / "out.md").symlink_to(tmp_path / "secret" / "diary.md")
    (importer.folder / "nowhere.md").symlink_to(tmp_path / "missing.md")
    (importer.folder / "itself.md").symlink_to(importer.folder / "itself.md")
    (importer.folder / "way out").symlink_to(tmp_path / "secret")
    (importer.folder / "same.md").symlink_to(inside)
    (importer.folder / "loop").symlink_to(importer.folder)
    report = await importer()
    assert report.added == 2
    assert {(bad.path, bad.reason.key) for bad in report.bad} == {
        (name, "capsules.bad.link") for name in ("out.md", "nowhere.md", "itself.md", "way out")
    }


async def test_what_is_not_a_file_is_not_waited_for(importer: Importer) -> None:
    os.mkfifo(importer.folder / "pipe.md")
    (importer.folder / "folder.md").mkdir()
    importer.write("folder.md/inside.MD", NOTE)
    importer.write("read me.txt", NOTE)
    importer.write(os.fsdecode(b"caf\xe9.md"), NOTE)
    report = await importer()
    assert [(bad.path, bad.reason.key) for bad in report.bad] == [
        ("caf?.md", "capsules.bad.name"),
        ("pipe.md", "capsules.bad.not_a_file"),
    ]
    assert [found.theme for found in await importer.capsules()] == ["folder.md"]


async def test_a_very_long_path_keeps_a_short_and_stable_origin(importer: Importer) -> None:
    name = "/".join(["x" * 100] * 4) + "/é.md"
    capsule = await importer.one(NOTE, name)
    assert len(capsule.origin) <= 300
    assert (await importer()).unchanged == 1


async def test_a_missing_folder_is_a_mistake(importer: Importer) -> None:
    importer.folder.rmdir()
    with pytest.raises(Mistake, match=r"capsules\.bad\.no_folder"):
        await importer()


async def test_a_changed_capsule_is_drawn_again_where_it_was_posted(importer: Importer) -> None:
    stage = Stage(importer.database, importer.clock)
    await stage.set_up()
    importer.write("a.md", NOTE)
    await importer(community_id=stage.community_id)
    (capsule,) = await importer.capsules()
    assert capsule.origin == f"community:{stage.community_id}/notes/a.md"
    await stage.ask("schedules.post_now", stage.community_id, capsule.id)
    await stage.deliver()
    await importer(community_id=stage.community_id)
    assert await stage.again(f"capsule:{capsule.id}") == 0
    importer.write("a.md", NOTE + "More.\n")
    await importer(community_id=stage.community_id)
    assert await stage.again(f"capsule:{capsule.id}") == 1


@pytest.mark.parametrize(("name", "language"), [("til", "en"), ("rgpd", "fr")])
async def test_real_content_comes_in_whole(importer: Importer, shared: Path, name: str, language: str) -> None:
    importer.folder = shared / "content" / name
    if not importer.folder.is_dir():
        pytest.skip(f"{importer.folder} is missing: no real content to import")
    files = sorted(importer.folder.rglob("*.md"))
    first, again = await importer(), await importer()
    assert (first.added, first.bad) == (len(files), [])
    assert (again.added, again.updated, again.unchanged, again.bad) == (0, 0, len(files), [])
    kept = await importer.capsules()
    assert len(kept) == len(files)
    assert {found.theme for found in kept} == {path.parent.name for path in files}
    headings = {path.read_text("utf-8-sig").lstrip().split("\n")[0] for path in files}
    # Some titles hold code or emphasis: their signs are the only thing that goes.
    assert {found.title.translate(SIGNS) for found in kept} == {
        " ".join(heading.lstrip("# ").translate(SIGNS).split()) for heading in headings
    }
    guessed = [found.language for found in kept]
    assert guessed.count(language) > 0.95 * len(guessed)


async def test_the_capsules_we_ship_come_in_with_their_key_messages(importer: Importer) -> None:
    importer.folder = EXAMPLES
    report = await importer()
    kept = await importer.capsules()
    assert (report.added, report.bad) == (len(kept), [])
    assert {found.language for found in kept} == set(LANGUAGES)
    assert all(len(found.title) <= 75 for found in kept)
    assert all(found.key_message for found in kept if ".gift" not in found.origin)


SIGNS = str.maketrans("", "", "`*_\\")

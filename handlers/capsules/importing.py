"""A folder of files into capsules: every good file is taken in, every bad one is named with its reason."""

from __future__ import annotations

import asyncio
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.beside import name_beside, with_address
from handlers.capsules.files.gift import Left, is_gift
from handlers.capsules.files.gift_sources import Place, sources_of
from handlers.capsules.sources import digested, scope_of, source_of, text_of
from handlers.chat.files import file_name
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say
from storage import capsules, communities, files, media_types, outbox
from storage.capsules import Source
from storage.database import Database, Db

BATCH = 100
"""Files read, then kept in one transaction: memory stays flat, and nobody else waits long to write."""

MARKDOWN, GIFT, PERHAPS_GIFT = ".md", ".gift", ".txt"
ENDINGS = (MARKDOWN, GIFT, PERHAPS_GIFT)

LARGEST_BYTES = {MARKDOWN: 1_000_000, GIFT: 5_000_000, PERHAPS_GIFT: 5_000_000}


@dataclass(frozen=True)
class BadFile:
    """A file left out: where it is in the folder, the line (from 1) when there is one, and why."""

    path: str
    line: int | None
    reason: Say


@dataclass(frozen=True)
class Skipped:
    """A question of a GIFT file that makes no sense in a chat: its file and line, and what it is."""

    path: str
    line: int
    kind: Say


@dataclass
class Report:
    """What an import did. A GIFT file counts as many capsules as it holds questions."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True)
class _Reading:
    """What a file holds."""

    path: str
    sources: Sequence[Source]
    left: Sequence[Left] = ()
    beside: Path | None = None
    """The picture or the sound that its capsule shows, when it lies beside it."""


async def import_folder(
    database: Database,
    folder: Path,
    *,
    community_id: int | None,
    language: str | None,
    now: datetime,
    progress: Callable[[int, int], None],
) -> Report:
    """Takes in the files of a folder and of the folders inside it, in the order of their names; or one file alone.

    Markdown (`.md`) is a capsule a file; Moodle's GIFT (`.gift`, and `.txt` that holds questions) one a question.
    `community_id` None puts them on the shelf offered to every community. `language` is for the files that do not say
    theirs. `progress` is told how many files are done, and out of how many. Imported again, a file changes its capsules
    (posted copies are drawn again) and never doubles them. Raises Mistake when there is no such folder or file.
    """
    root, paths = await asyncio.to_thread(_files, folder)
    place = Place(PurePosixPath(), scope_of(community_id), community_id, language)
    report, done, seen = Report(), 0, dict[str, str]()
    while done < len(paths):
        found = await asyncio.to_thread(_read_some, root, paths[done:], place)
        done += len(found)
        await _take_in(database, [one for one in found if one is not None], report, seen, now)
        progress(done, len(paths))
    return report


def _files(folder: Path) -> tuple[Path, list[Path]]:
    """The folder that is imported, and the files of it."""
    whole = folder.resolve()
    if whole.is_file() and whole.suffix.lower() in ENDINGS:
        return whole.parent, [whole]
    if not whole.is_dir():
        raise Mistake(Say("capsules.bad.no_folder", folder=str(folder)))
    return whole, sorted(files_in(whole))


def _read_some(root: Path, paths: Sequence[Path], place: Place) -> list[_Reading | BadFile | None]:
    """What the next files hold: at most BATCH of them, fewer when they hold many questions."""
    found: list[_Reading | BadFile | None] = []
    count = 0
    for path in paths:
        found.append(_read(root, path, place))
        last = found[-1]
        count += len(last.sources) if isinstance(last, _Reading) else 1
        if count >= BATCH:
            break
    return found


async def _take_in(
    database: Database, found: Sequence[_Reading | BadFile], report: Report, seen: dict[str, str], now: datetime
) -> None:
    """Keeps what is good, and reports all. `seen`: which file each capsule of this import came from."""
    good: list[_Reading] = []
    for one in found:
        if isinstance(one, BadFile):
            report.bad.append(one)
            continue
        other = next((seen[source.origin] for source in one.sources if source.origin in seen), None)
        if other is not None:
            report.bad.append(BadFile(one.path, None, Say("capsules.bad.same_origin", other=other)))
            continue
        seen.update((source.origin, one.path) for source in one.sources)
        report.skipped.extend(Skipped(one.path, left.line, Say(f"capsules.gift_kind.{left.kind}")) for left in one.left)
        good.append(one)
    elsewhere = await _keep(database, good, report, now)
    report.bad.extend(
        BadFile(path, None, Say("capsules.bad.elsewhere")) for path in dict.fromkeys(seen[one] for one in elsewhere)
    )


async def _keep(database: Database, good: Sequence[_Reading], report: Report, now: datetime) -> list[str]:
    """Counts what became of them; the origins of those whose capsule is another community's."""
    async with database.transaction() as db:
        sources: list[Source] = []
        for one in good:
            shown = one.sources if one.beside is None else [await _uploaded(db, one.sources[0], one.beside, now)]
            sources.extend(shown)
        kept = await capsules.keep(db, sources, now)
        for capsule_id, became in kept.values():
            if became == "updated":
                await outbox.touch(db, f"capsule:{capsule_id}")
    report.added += sum(became == "added" for _, became in kept.values())
    report.updated += sum(became == "updated" for _, became in kept.values())
    report.unchanged += sum(became == "unchanged" for _, became in kept.values())
    return [origin for origin, (_, became) in kept.items() if became == "elsewhere"]


async def _uploaded(db: Db, source: Source, beside: Path, now: datetime) -> Source:
    """The capsule, what lies beside it being kept in its workspace: the same file is kept once."""
    community = await communities.by_id(db, source.community_id or 0)
    if community is None:
        raise Mistake(Say("capsules.bad.beside_shelf"))
    content = await asyncio.to_thread(beside.read_bytes)
    kept = await files.keep(
        db, workspace_id=community.workspace_id, member_id=None, name=beside.name, content=content, now=now
    )
    return digested(with_address(source, file_name(kept.id)))


def files_in(root: Path) -> Iterator[Path]:
    """Every file under `root` that may be taken in, by its name.

    Linked folders are not entered; one that leads out is given, to be refused by name.
    """
    for place, folders, names in os.walk(root):
        yield from (Path(place, name) for name in names if name.lower().endswith(ENDINGS))
        linked = (Path(place, name) for name in folders if Path(place, name).is_symlink())
        yield from (path for path in linked if not _inside(root, path))


def _inside(root: Path, path: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False


def _read(root: Path, path: Path, place: Place) -> _Reading | BadFile | None:
    """What a file holds; None for a text that is none of ours."""
    relative = path.relative_to(root)
    shown = str(relative).encode("utf-8", "replace").decode()
    ending = path.suffix.lower()
    try:
        if shown != str(relative):
            raise BadFileError(Say("capsules.bad.name"))
        raw = _content(root, path, ending)
        # The same file named on another system, with its accents apart, keeps its origin.
        name = PurePosixPath(unicodedata.normalize("NFC", (Path(root.name) / relative).as_posix()))
        if ending == MARKDOWN:
            source = source_of(raw, name, place.scope, place.community_id, place.language)
            return _Reading(shown, [source], beside=_beside(root, path, source))
        if ending == PERHAPS_GIFT and not _holds_questions(raw):
            return None
        return _Reading(shown, *sources_of(raw, replace(place, path=name)))
    except BadFileError as bad:
        return BadFile(shown, bad.line, bad.reason)
    except OSError as error:
        return BadFile(shown, None, Say("capsules.bad.unreadable", problem=error.strerror or type(error).__name__))


def _beside(root: Path, path: Path, source: Source) -> Path | None:
    """What the capsule of a file shows, when it lies beside it. Raises BadFileError for what cannot be kept."""
    name = name_beside(source)
    if name is None:
        return None
    if source.community_id is None:
        raise BadFileError(Say("capsules.bad.beside_shelf"))
    beside = path.parent / name
    if not _inside(root, beside) or not beside.is_file():
        raise BadFileError(Say("capsules.bad.beside_missing", name=name))
    if beside.stat().st_size > files.MOST_BYTES:
        raise BadFileError(Say("capsules.bad.beside_large", name=name, most=files.MOST_BYTES // 1_000_000))
    kind = (media_types.media_type_of(beside.read_bytes()) or "").partition("/")[0]
    if kind != source.format:
        raise BadFileError(Say("capsules.bad.beside_kind", name=name, known=", ".join(media_types.ENDINGS.values())))
    return beside


def _holds_questions(raw: bytes) -> bool:
    """A text that cannot be read is not said to be bad: nobody said it holds capsules."""
    try:
        return is_gift(text_of(raw))
    except BadFileError:
        return False


def _content(root: Path, path: Path, ending: str) -> bytes:
    """The bytes of a file. Raises BadFileError for what is not a small file of this very folder."""
    if path.is_symlink() and not _inside(root, path):
        raise BadFileError(Say("capsules.bad.link"))
    if not path.is_file():
        raise BadFileError(Say("capsules.bad.not_a_file"))
    if path.stat().st_size > LARGEST_BYTES[ending]:
        raise BadFileError(Say("capsules.bad.large" if ending == MARKDOWN else "capsules.bad.large_gift"))
    return path.read_bytes()

"""A folder of Markdown files into capsules: every good file is taken in, every bad one is named with its reason."""

from __future__ import annotations

import asyncio
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from handlers.capsules.front_matter import BadFileError
from handlers.capsules.sources import origin_of, source_of
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say
from storage import capsules, outbox
from storage.capsules import Source
from storage.database import Database

BATCH = 100
"""Files read, then kept in one transaction: memory stays flat, and nobody else waits long to write."""

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class BadFile:
    """A file left out: where it is in the folder, the line (from 1) when there is one, and why."""

    path: str
    line: int | None
    reason: Say


@dataclass
class Report:
    """What an import did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadFile] = field(default_factory=list)


async def import_folder(
    database: Database,
    folder: Path,
    *,
    community_id: int | None,
    language: str | None,
    now: datetime,
    progress: Callable[[int, int], None],
) -> Report:
    """Takes in every `*.md` of a folder and of the folders inside it, in the order of their names.

    `community_id` None puts them on the shelf offered to every community. `language` is for the files that do not say
    theirs. `progress` is told how many files are done, and out of how many. Imported again, a file changes its capsule
    (posted copies are drawn again) and never doubles it. Raises Mistake when there is no such folder.
    """
    root = await asyncio.to_thread(folder.resolve)
    if not await asyncio.to_thread(root.is_dir):
        raise Mistake(Say("capsules.bad.no_folder", folder=str(folder)))
    paths = await asyncio.to_thread(lambda: sorted(markdown_files(root)))
    scope = "shelf" if community_id is None else f"community:{community_id}"
    readings = (_read(root, path, scope, community_id, language) for path in paths)
    report, done = Report(), 0
    while batch := await asyncio.to_thread(lambda: list(islice(readings, BATCH))):
        report.bad.extend(reading for reading in batch if isinstance(reading, BadFile))
        await _keep(database, [reading for reading in batch if isinstance(reading, Source)], report, now)
        done += len(batch)
        progress(done, len(paths))
    return report


async def _keep(database: Database, sources: Sequence[Source], report: Report, now: datetime) -> None:
    async with database.transaction() as db:
        kept = await capsules.keep(db, sources, now)
        for capsule_id, became in kept.values():
            if became == "updated":
                await outbox.touch(db, f"capsule:{capsule_id}")
    report.added += sum(became == "added" for _, became in kept.values())
    report.updated += sum(became == "updated" for _, became in kept.values())
    report.unchanged += sum(became == "unchanged" for _, became in kept.values())


def markdown_files(root: Path) -> Iterator[Path]:
    """Every `*.md` under `root`. Linked folders are not entered; one that leads out is given, to be refused by name."""
    for place, folders, names in os.walk(root):
        yield from (Path(place, name) for name in names if name.lower().endswith(".md"))
        linked = (Path(place, name) for name in folders if Path(place, name).is_symlink())
        yield from (path for path in linked if not _inside(root, path))


def _inside(root: Path, path: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False


def _read(root: Path, path: Path, scope: str, community_id: int | None, language: str | None) -> Source | BadFile:
    relative = path.relative_to(root)
    shown = str(relative).encode("utf-8", "replace").decode()
    try:
        if shown != str(relative):
            raise BadFileError(Say("capsules.bad.name"))
        # The same file named on another system, with its accents apart, keeps its origin.
        place = PurePosixPath(unicodedata.normalize("NFC", (Path(root.name) / relative).as_posix()))
        return source_of(
            _content(root, path),
            origin=origin_of(scope, place),
            name=place.name,
            folder=place.parent.name,
            community_id=community_id,
            language=language,
        )
    except BadFileError as bad:
        return BadFile(shown, bad.line, bad.reason)
    except OSError as error:
        return BadFile(shown, None, Say("capsules.bad.unreadable", problem=error.strerror or type(error).__name__))


def _content(root: Path, path: Path) -> bytes:
    """The bytes of a file. Raises BadFileError for what is not a small file of this very folder."""
    if path.is_symlink() and not _inside(root, path):
        raise BadFileError(Say("capsules.bad.link"))
    if not path.is_file():
        raise BadFileError(Say("capsules.bad.not_a_file"))
    if path.stat().st_size > LARGEST_BYTES:
        raise BadFileError(Say("capsules.bad.large"))
    return path.read_bytes()

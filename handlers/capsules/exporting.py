"""Capsules into files: a folder of Markdown, and Moodle's GIFT for quizzes. What was not written here is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.beside import BESIDE, uploaded_in, with_address
from handlers.capsules.files.gift_writing import FIRST_LINE, gift_of
from handlers.capsules.files.markdown_writing import markdown_of
from handlers.capsules.files.names import path_of
from handlers.capsules.front_matter import split
from handlers.capsules.sources import origin_said, scope_of
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say
from storage import capsules, files
from storage.capsules import Source
from storage.database import Database
from storage.media_types import ENDINGS

BATCH = 200
"""Capsules read at once: memory stays flat, however many there are."""

LONGEST_FRONT_MATTER = 100_000
"""Bytes of a file that are read to see whose it is."""


@dataclass(frozen=True)
class Left:
    """A file that was not written, and why."""

    path: str
    reason: Say


@dataclass
class Written:
    """What an export did: files written, files that said the same already, files left alone."""

    written: int = 0
    unchanged: int = 0
    left: list[Left] = field(default_factory=list)


async def export_folder(database: Database, folder: Path, *, community_id: int | None) -> Written:
    """Writes each capsule of a community, or of the shelf (None), as a Markdown file in the folder, made if need be.

    `import_folder` reads them back as the same, and exporting again writes the same bytes. A file that is there and is
    not this capsule's own export is left alone, and reported. Raises Mistake when the folder cannot be.
    """
    root = await asyncio.to_thread(_made, folder)
    scope, report = scope_of(community_id), Written()
    async for batch in _batches(database, community_id):
        for source in batch:
            await _export(database, root, source, scope, report)
    return report


async def export_gift(database: Database, file: Path, *, community_id: int | None) -> Written:
    """Writes the quizzes of a community, or of the shelf (None), as one GIFT file. A file of others is left alone."""
    if not await asyncio.to_thread(_is_ours, file):
        return Written(left=[Left(str(file), Say("capsules.export.not_ours"))])
    found: list[Source] = []
    async for batch in _batches(database, community_id):
        found += [source for source in batch if source.format == "quiz"]
    report = Written()
    try:
        await asyncio.to_thread(_write, file, "".join(gift_of(found, scope_of(community_id))).encode(), report)
    except OSError as error:
        report.left.append(Left(str(file), Say("capsules.export.cannot_write", problem=_problem(error))))
    return report


async def _batches(database: Database, community_id: int | None) -> AsyncIterator[Sequence[Source]]:
    after = ""
    while True:
        async with database.reading() as db:
            batch = await capsules.sources(db, community_id, after, BATCH)
        if not batch:
            return
        yield batch
        after = batch[-1].origin


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Mistake(Say("capsules.export.no_folder", folder=str(folder), problem=_problem(error))) from error
    return folder.resolve()


async def _export(database: Database, root: Path, source: Source, scope: str, report: Written) -> None:
    """Writes one capsule, and beside it the picture or the sound that was uploaded for it."""
    number = uploaded_in(source)
    if number is None:
        await asyncio.to_thread(_write_capsule, root, source, scope, report)
        return
    async with database.reading() as db:
        file, content = await files.by_id(db, number), await files.content_of(db, number)
    if file is None or content is None:
        report.left.append(Left(path_of(origin_said(scope, source.origin)), Say("capsules.export.no_file")))
        return
    await asyncio.to_thread(_write_capsule, root, source, scope, report, (ENDINGS[file.media_type], content))


def _write_capsule(
    root: Path, source: Source, scope: str, report: Written, shown: tuple[str, bytes] | None = None
) -> None:
    """`shown`: how the name of the file that lies beside ends, and what is in it."""
    said = origin_said(scope, source.origin)
    path = root / path_of(said)
    name = str(path.relative_to(root))
    try:
        if not path.parent.resolve().is_relative_to(root):
            report.left.append(Left(name, Say("capsules.export.leads_out")))
        elif path.is_symlink() or (path.exists() and _origin_in(path) != said):
            report.left.append(Left(name, Say("capsules.export.not_ours")))
        elif shown is None:
            _write(path, markdown_of(source, scope).encode(), report)
        else:
            ending, content = shown
            beside = path.with_suffix(f".{ending}")
            if beside.is_symlink() or (beside.exists() and not path.exists() and beside.read_bytes() != content):
                report.left.append(Left(str(beside.relative_to(root)), Say("capsules.export.not_ours")))
                return
            _put(beside, content)
            _write(path, markdown_of(with_address(source, BESIDE + beside.name), scope).encode(), report)
    except OSError as error:
        report.left.append(Left(name, Say("capsules.export.cannot_write", problem=_problem(error))))


def _origin_in(path: Path) -> str | None:
    """The origin that a file says, None for a file that says none: it was not written by an export."""
    with path.open("rb") as opened:
        raw = opened.read(LONGEST_FRONT_MATTER)
    try:
        return split(raw.decode("utf-8", "replace").replace("\r\n", "\n"))[0].origin
    except BadFileError:
        return None


def _is_ours(file: Path) -> bool:
    """Whether a GIFT file may be written there: there is none, or it was written by an export."""
    if file.is_symlink() or not file.exists():
        return not file.is_symlink()
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(FIRST_LINE)) == FIRST_LINE.encode()


def _write(path: Path, raw: bytes, report: Written) -> None:
    if _put(path, raw):
        report.written += 1
    else:
        report.unchanged += 1


def _put(path: Path, raw: bytes) -> bool:
    """The whole file or nothing of it: it takes the place of the one before once it is written. False: it was there."""
    if path.exists() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(raw)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def _problem(error: OSError) -> str:
    return error.strerror or type(error).__name__

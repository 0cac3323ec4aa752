"""What an import costs: a folder of Markdown files, then a GIFT file, beside a bare INSERT of the same rows.

    python -m benchmarks imports

Each import runs in a process of its own, into a new database: it reads, checks, keeps and makes findable. The bare
INSERT writes the very same rows of `capsules` with nothing but the driver, a hundred in a transaction as an import
does, each commit waiting for the disk. "Again": the same folder once more, in which nothing has changed.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it comes without types
from sqlalchemy.engine import make_url

from benchmarks import importer
from benchmarks.processes import running
from benchmarks.stores import PREFIX, Store, opened, stores
from handlers.capsules.importing import BATCH
from storage import capsules
from storage.capsules import Source

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
BARE = "bare INSERT: rows/s"
WORDS = (
    "ask",
    "listen",
    "facts",
    "before",
    "judgement",
    "say",
    "what",
    "you",
    "saw",
    "praise",
    "names",
    "one",
    "thing",
)

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """Capsules, and words of each."""

    capsules: int = 5_000
    words: int = 200


SMALL = Size(capsules=120, words=20)


def write(folder: Path, size: Size) -> tuple[Path, Path]:
    """A folder of Markdown files, and a GIFT file of as many questions; the same in every run."""
    chance = random.Random(4)
    notes, gift = folder / "notes", folder / "quizzes.gift"
    questions = []
    for number in range(size.capsules):
        title = " ".join(chance.choices(WORDS, k=5)).capitalize()
        body = "\n\n".join(" ".join(chance.choices(WORDS, k=size.words // 4)) for _ in range(4))
        place = notes / f"theme-{number % 20}" / f"{number:05}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        said = f"title: {title} {number}\nminutes: 2\nkey_message: Say what you saw.\n"
        place.write_text(f"---\n{said}---\n{body}\n", "utf-8")
        questions.append(f"::Question {number}:: {body[:80]}? {{\n=Yes #Well seen.\n~No\n####Because {title}.\n}}\n")
    gift.write_text("\n".join(questions), "utf-8")
    return notes, gift


async def measure(size: Size) -> Mapping[str, Figures]:
    """The figures of each database there is."""
    with TemporaryDirectory(prefix=PREFIX) as folder, stores() as found:
        notes, gift = write(Path(folder), size)
        return {store.name: await _measured(store, notes, gift) for store in found}


async def _measured(store: Store, notes: Path, gift: Path) -> Figures:
    address, other, bare = store.new(), store.new(), store.new()
    async with opened(address), opened(other), opened(bare):
        pass
    first, quizzes = await _import(address, notes), await _import(other, gift)
    async with opened(address) as database, database.reading() as db:
        rows = [_row(source) for source in await capsules.sources(db, None, "", 10**6)]
    raw = await _insert(bare, rows)
    return {
        "Markdown: capsules/s": first["kept"] / first["seconds"],
        "Markdown, again: capsules/s": first["kept"] / first["again"],
        "GIFT: capsules/s": quizzes["kept"] / quizzes["seconds"],
        "memory, Markdown: MB grown": first["grown"],
        "memory, Markdown: MB grown after the first half": first["late"],
        BARE: raw,
        f"Markdown / {BARE}": first["kept"] / first["seconds"] / raw,
    }


async def _import(address: str, what: Path) -> Figures:
    async with running(["-m", "benchmarks.importer", address, str(what)], importer.DONE) as done:
        figures: Figures = json.loads(done.said.partition(importer.DONE)[2])
        return figures


def _row(source: Source) -> dict[str, Any]:
    found_by = f"{source.title} {source.theme}".lower()
    return asdict(source) | {"found_by": found_by, "credited": False, "created_at": NOW}


async def _insert(address: str, rows: Sequence[Mapping[str, Any]]) -> float:
    """Rows a second, a hundred in a transaction, with nothing but the driver."""
    names = list(rows[0])
    values = [tuple(row.values()) for row in rows]
    batches = [values[start : start + BATCH] for start in range(0, len(values), BATCH)]
    if make_url(address).get_backend_name() == "sqlite":
        return await asyncio.to_thread(_insert_sqlite, make_url(address).database or "", names, batches)
    marks = ", ".join(f"${number}" for number in range(1, len(names) + 1))
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    before = time.perf_counter()
    for batch in batches:
        async with connection.transaction():
            await connection.executemany(f"INSERT INTO capsules ({', '.join(names)}) VALUES ({marks})", batch)
    seconds = time.perf_counter() - before
    await connection.close()
    return len(rows) / seconds


def _insert_sqlite(file: str, names: Sequence[str], batches: Sequence[Sequence[tuple[Any, ...]]]) -> float:
    place = names.index("created_at")
    plain = [[(*row[:place], row[place].isoformat(" "), *row[place + 1 :]) for row in batch] for batch in batches]
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    marks = ", ".join("?" for _ in names)
    before = time.perf_counter()
    for batch in plain:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO capsules ({', '.join(names)}) VALUES ({marks})", batch)
        connection.execute("COMMIT")
    seconds = time.perf_counter() - before
    connection.close()
    return sum(len(batch) for batch in plain) / seconds


def main(size: Size) -> None:
    """One line per figure."""
    for name, figures in asyncio.run(measure(size)).items():
        for what, value in figures.items():
            print(f"{name}: {what}: {value:.4g}", flush=True)

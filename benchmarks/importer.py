"""One process that imports a folder: `python -m benchmarks.importer <address> <folder>`.

It imports one capsule, so that all it needs is loaded, then the folder, weighing itself after each batch, then the same
folder again; it says (`imported {…}`) how long each took and how its memory grew, and waits to be ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil

from handlers.capsules.importing import Report, import_folder
from storage.database import Database

DONE = "imported "
NOTE = "# First\n\nSome words.\n"


def used() -> float:
    """The memory of this process that would be free again if it ended (USS), in MB."""
    return float(psutil.Process().memory_full_info().uss) / 1e6


async def imported(database: Database, folder: Path) -> tuple[Report, float, list[float]]:
    """What became of the folder, in how many seconds, and the memory used after each batch."""
    memory = [used()]
    before = time.perf_counter()
    report = await import_folder(
        database,
        folder,
        community_id=None,
        language="en",
        now=datetime.now(UTC),
        progress=lambda _done, _total: memory.append(used()),
    )
    return report, time.perf_counter() - before, memory


async def main(address: str, folder: Path, first: Path) -> None:
    """Imports a small folder, then the one that is measured, twice; says the figures as JSON."""
    database = Database(address)
    await imported(database, first)
    report, seconds, memory = await imported(database, folder)
    _, again, _ = await imported(database, folder)
    first_half = max(memory[: len(memory) // 2 + 1])
    figures = {"kept": report.added, "seconds": seconds, "again": again}
    figures |= {"grown": max(memory) - memory[0], "late": max(memory) - first_half}
    print(DONE + json.dumps(figures), file=sys.stderr, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as small:
        Path(small, "first.md").write_text(NOTE, "utf-8")
        asyncio.run(main(sys.argv[1], Path(sys.argv[2]), Path(small)))

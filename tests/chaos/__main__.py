"""`python -m tests.chaos [sqlite] [postgresql] [--kills N] [--seed N]`: ends with 1 if anything is lost or doubled."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.chaos import trial
from tests.chaos.size import Size
from tests.postgresql import WHY_MISSING, Server, programs

DATABASES = ("sqlite", "postgresql")
KILLS = 120


def main() -> int:
    """Each database, with the playground well and with it failing; a line each."""
    options = argparse.ArgumentParser(prog="python -m tests.chaos", description="Kills the bot, and counts.")
    options.add_argument("databases", nargs="*", metavar="database", help=f"{' or '.join(DATABASES)} (default: both)")
    options.add_argument("--kills", type=int, default=KILLS, help=f"in each of the two trials of a database ({KILLS})")
    options.add_argument("--seed", type=int, default=random.randrange(10**6), help="to choose the same moments again")
    chosen = options.parse_args()
    if set(chosen.databases) - set(DATABASES):
        options.error(f"the databases are {', '.join(DATABASES)}")
    print(f"seed {chosen.seed}", flush=True)
    return max([_one(name, chosen.kills, chosen.seed) for name in chosen.databases or DATABASES])


def _one(name: str, kills: int, seed: int) -> int:
    if name == "postgresql" and programs() is None:
        print(WHY_MISSING)
        return 0
    size = Size(kills, channels=25, posts=16, dms=100, likes=500, processes=2 if name == "postgresql" else 1)
    wrong = 0
    with ExitStack() as stack:
        for failing, address, folder in _places(name, stack):
            tally = asyncio.run(trial.run(address, folder, size, failing=failing, seed=seed))
            print(tally.line(f"{name}, {size.processes} at once{', Slack failing' if failing else ''}"), flush=True)
            if not tally.is_well:
                wrong = 1
                print(f"what the bot wrote: {folder}", flush=True)
    return wrong


def _places(name: str, stack: ExitStack) -> Iterator[tuple[bool, str, Path]]:
    server = stack.enter_context(Server()) if name == "postgresql" else None
    for failing in (False, True):
        folder = Path(tempfile.mkdtemp(prefix="portevoix-chaos-"))
        address = server.new_database() if server else f"sqlite+aiosqlite:///{folder / 'portevoix.db'}"
        yield failing, address, folder


if __name__ == "__main__":
    raise SystemExit(main())

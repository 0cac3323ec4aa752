"""Programs run beside each other, each in its own process, as a bot would be."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0


@dataclass(frozen=True)
class Running:
    """A program that has said it is ready, in this line, `seconds` after its process was started."""

    process: psutil.Process
    seconds: float
    said: str

    def cpu_seconds(self) -> float:
        """What it has used of the processors so far, all its threads together."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def running(
    arguments: Sequence[str], ready: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Running]:
    """Runs `python <arguments>` until the block ends; it is ready once it has written `ready` to standard error.

    Raises RuntimeError, with what it wrote, when it ends or keeps silent instead.
    """
    before = asyncio.get_running_loop().time()
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert started.stderr is not None
    emptied: asyncio.Task[None] | None = None
    try:
        said = await _wait_for(started.stderr, ready)
        seconds = asyncio.get_running_loop().time() - before
        emptied = asyncio.create_task(_empty(started.stderr))
        yield Running(psutil.Process(started.pid), seconds, said)
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()
        if emptied is not None:
            await emptied


async def _wait_for(stream: asyncio.StreamReader, word: str) -> str:
    written: list[str] = []
    try:
        async with asyncio.timeout(START_SECONDS):
            async for line in stream:
                written.append(line.decode(errors="replace"))
                if word in written[-1]:
                    return written[-1]
    except TimeoutError:
        written.append(f"(nothing more for {START_SECONDS:.0f} s)")
    raise RuntimeError(f"{word!r} was never written:\n{''.join(written[-30:])}")


async def _empty(stream: asyncio.StreamReader) -> None:
    """Its log is read as it comes, as a service manager would: a full pipe would stop it."""
    while await stream.read(2**16):
        pass

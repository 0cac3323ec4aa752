"""Running until asked to stop, and stopping in time whatever hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Final

import structlog

from bot.app import App

LAST_RESORT_SECONDS: Final = 9.7
"""systemd and containers are set to kill after ten seconds; they would call that a failure."""

log = structlog.get_logger(__name__)


async def run_until_asked_to_stop(app: App) -> None:
    """Starts, waits for SIGTERM, SIGINT or Ctrl+C, stops. Raises what `App.start` raises."""
    stopping = asyncio.Event()
    _listen(stopping)
    asked = asyncio.create_task(stopping.wait(), name="asked to stop")
    starting = asyncio.create_task(app.start(), name="start")
    try:
        await asyncio.wait({asked, starting}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            await starting
            await asked
    finally:
        if asked.done():
            _leave_at_last()
        for task in (asked, starting):
            task.cancel()
        await asyncio.wait({starting}, timeout=1.0)
        await app.stop()


def _listen(stopping: asyncio.Event) -> None:
    """Windows gives signals to the main thread, not to the loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))


def _leave_at_last() -> None:
    """What a thread does cannot be given up, such as looking for an address: the process then ends without it."""

    def leave() -> None:
        log.warning("bot.left_what_hung")
        os._exit(0)

    timer = threading.Timer(LAST_RESORT_SECONDS, leave)
    timer.daemon = True
    timer.start()

"""One process that sends what is owed to a chat that takes everything at once: `python -m benchmarks.sender <address>`.

The real sender, claims, drawing, records and logs; only the platform is replaced, by one that answers immediately.
"""

from __future__ import annotations

import asyncio
import signal
import sys

import structlog

from bot import logs
from bot.clock import Clock
from bot.delivery import Sender
from handlers.chat.cards import Card, Prose, card
from handlers.chat.routes import Registry
from handlers.chat.words import Say
from storage.database import Database, Db
from tests.bot.stub_platform import StubPlatform

READY = "sender.started"
PLATFORM = "stub"
DRAW = "bench.said"


def messages() -> Registry:
    """The only message there is: one paragraph, so that drawing costs what drawing always costs."""
    registry = Registry()
    registry.message(DRAW)(said)
    return registry


async def said(_db: Db, number: int) -> Card:
    """Message number so many."""
    return card(Say("story"), Prose(f"Message {number}: ask before you give feedback."))


async def main(address: str) -> None:
    """Sends until the process is told to stop."""
    logs.set_up("info")
    database = Database(address)
    sender = Sender(database, messages(), {PLATFORM: StubPlatform()}, Clock())
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await sender.start()
    listening = asyncio.create_task(database.listen(sender.wake))
    structlog.get_logger().info(READY)
    await stopped.wait()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await sender.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

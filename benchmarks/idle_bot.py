"""`python -m bot run`, its Discord being elsewhere: `python -m benchmarks.idle_bot <api> <gateway> <config>`.

discord.py knows the addresses of Discord by itself; they are changed before the bot starts, and nothing else is.
"""

from __future__ import annotations

import sys

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.cli import main

if __name__ == "__main__":
    Route.BASE = sys.argv[1]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(sys.argv[2])
    sys.exit(main(["--config", sys.argv[3], "run"]))

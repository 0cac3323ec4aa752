"""A container's health check, `python -m bot.alive`: exit code 0 when the bot beside this process lives, else 1."""

from __future__ import annotations

import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from bot import config
from bot.config import BadConfig, WebSection
from bot.web.health import ALIVE

SECONDS: Final = 4.0
FIRST_PROCESS: Final = Path("/proc/1/cmdline")
"""The command of a container's own process, on Linux."""
ANYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - recognised here, not listened on


def is_alive(chosen: config.Config, first_process: Path = FIRST_PROCESS) -> bool:
    """What /healthz answers; without a web server, whether the container's process is the bot."""
    if chosen.serves:
        return answers(chosen.web)
    try:
        return b"bot" in first_process.read_bytes().split(b"\0")
    except OSError:
        return False


def answers(web: WebSection) -> bool:
    """Whether the web server says that all is well."""
    connection = HTTPConnection("localhost" if web.host in ANYWHERE else web.host, web.port, timeout=SECONDS)
    try:
        connection.request("GET", ALIVE)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    """The exit code a container wants."""
    try:
        return 0 if is_alive(config.read(None)) else 1
    except BadConfig:
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""`bot check`: everything that would stop the bot from working, each with what to do."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

from bot.app import enabled_platforms
from bot.config import Config
from bot.texts import Texts
from handlers import load
from storage.database import Database
from storage.migrate import is_current

LEAST_FREE_MB = 200
PLATFORM_SECONDS = 20.0


async def everything(config: Config) -> list[str]:
    """One sentence for each thing that is wrong; an empty list when all is well."""
    wrong = _folder(config)
    if not wrong:
        wrong += await _tables(config)
    wrong += await _platforms(config)
    return wrong


def _file(config: Config) -> Path:
    return Path(config.storage.address.partition(":///")[2])


def _folder(config: Config) -> list[str]:
    """Whether the database can be written where it is meant to be, and has room to grow."""
    file = _file(config)
    folder = file.parent
    if not folder.is_dir():
        return [f"The folder of the database, {folder}, does not exist: create it, or change storage.address."]
    if not os.access(file if file.exists() else folder, os.W_OK):
        return [f"{file} cannot be written: give this user the right to, or change storage.address."]
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MB:
        return [f"Only {free} MB are free where the database is: make room (at least {LEAST_FREE_MB} MB)."]
    return []


async def _tables(config: Config) -> list[str]:
    if not await asyncio.to_thread(_file(config).exists):
        return []  # the first run makes it
    database = Database(config.storage.address)
    try:
        if not await is_current(database):
            return ["The database is of another version: run `python -m bot migrate` (the bot also does it at start)."]
    finally:
        await database.close()
    return []


async def _platforms(config: Config) -> list[str]:
    texts = Texts.load(load().texts, f"/{config.bot.command}")
    wrong: list[str] = []
    if not (config.slack.enabled or config.discord.enabled):
        wrong.append("No platform is enabled: write enabled = true under [slack] or [discord] in config.toml.")
    for name, platform in enabled_platforms(config, texts).items():
        try:
            found = await asyncio.wait_for(platform.check(), PLATFORM_SECONDS)
        except TimeoutError:
            found = [f"{name} did not answer within {PLATFORM_SECONDS:.0f} seconds: is this machine online?"]
        wrong += found
    return wrong

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
from handlers.sentiment.learned import BadWeights, read_weights
from storage.database import Database
from storage.migrate import is_current
from storage.troubles import Trouble

LEAST_FREE_MB = 200
PLATFORM_SECONDS = 20.0


async def everything(config: Config) -> list[str]:
    """One sentence for each thing that is wrong; an empty list when all is well."""
    database = Database(config.storage.address)
    try:
        wrong = await _database(database)
    except Trouble as trouble:
        wrong = [str(trouble)]
    finally:
        await database.close()
    wrong += _weights(config)
    wrong += await _platforms(config)
    return wrong


def _weights(config: Config) -> list[str]:
    """Whether the operator's own weights, if any are named, can be read."""
    if config.sentiment.weights:
        try:
            read_weights(Path(config.sentiment.weights))
        except BadWeights as wrong:
            return [str(wrong)]
    return []


async def _database(database: Database) -> list[str]:
    if database.is_sqlite:
        file = Path(database.address.database or "")
        wrong = _folder(file)
        if wrong or not await asyncio.to_thread(file.exists):
            return wrong  # the first run makes it
    if not await is_current(database):
        return ["The database is of another version: run `python -m bot migrate` (the bot also does it at start)."]
    return []


def _folder(file: Path) -> list[str]:
    """Whether the database can be written where it is meant to be, and has room to grow."""
    folder = file.parent
    if not folder.is_dir():
        return [f"The folder of the database, {folder}, does not exist: create it, or change storage.address."]
    if not os.access(file if file.exists() else folder, os.W_OK):
        return [f"{file} cannot be written: give this user the right to, or change storage.address."]
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MB:
        return [f"Only {free} MB are free where the database is: make room (at least {LEAST_FREE_MB} MB)."]
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

"""A campaign's file taken in: kept whole, or refused with the line of its first mistake."""

from __future__ import annotations

import asyncio
import unicodedata
from datetime import datetime
from pathlib import Path

from handlers.campaigns.sources import BadCampaign, outline_of
from handlers.chat.words import Say
from storage import campaigns
from storage.database import Database

ENDINGS = (".yaml", ".yml")
LARGEST_BYTES = 200_000


async def import_campaign(database: Database, file: Path, *, community_id: int | None, now: datetime) -> str:
    """What became of the campaign: `added`, `updated` or `unchanged`; what was started from it goes on as it was.

    `community_id` None offers it to every community. Raises BadCampaign, and nothing is changed.
    """
    name, text = await asyncio.to_thread(_read, file)
    origin = name if community_id is None else f"{community_id}:{name}"
    async with database.transaction() as db:
        known = await campaigns.nameable(db, community_id)
        outline = outline_of(text, origin[:300], community_id, known)
        return await campaigns.keep(db, outline, now)


def _read(file: Path) -> tuple[str, str]:
    """By what name it is known (the folder's and its own), and its text."""
    whole = file.resolve()
    return unicodedata.normalize("NFC", f"{whole.parent.name}/{whole.name}"), _text(whole)


def _text(file: Path) -> str:
    if not file.is_file():
        raise BadCampaign(Say("campaigns.bad.no_file", file=str(file)))
    if file.stat().st_size > LARGEST_BYTES:
        raise BadCampaign(Say("campaigns.bad.large"))
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadCampaign(Say("campaigns.bad.encoding"), line) from error
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise BadCampaign(Say("campaigns.bad.unreadable", problem=problem)) from error

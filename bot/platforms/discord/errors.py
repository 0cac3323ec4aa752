"""Discord's errors, sorted by what they say of the message: not posted yet, perhaps posted, never to be posted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.platforms import Refused, Shut, TryLater, Unsure
from bot.platforms.discord import limits

OPENING_TOO_FAST = 40003
LET_IN_SECONDS = 60.0
NOT_LET_IN = (
    "Discord no longer takes the bot's token: reset it in the developer portal, put the new DISCORD_TOKEN in the"
    " environment and start the bot again. What it owes is kept until then."
)


@asynccontextmanager
async def sorted_errors() -> AsyncIterator[None]:
    """Says of every error whether the message may be there, will never be, or should be tried later."""
    try:
        async with asyncio.timeout(limits.REQUEST_SECONDS):
            yield
    except discord.RateLimited as error:
        raise TryLater("rate_limited", error.retry_after) from error
    except discord.DiscordServerError as error:
        raise Unsure(code_of(error)) from error
    except discord.HTTPException as error:
        if error.status == 401:
            raise Shut(code_of(error), LET_IN_SECONDS, NOT_LET_IN) from error
        if error.status == 429 or error.code == OPENING_TOO_FAST:
            raise TryLater(code_of(error)) from error
        raise (Unsure if error.status >= 500 else Refused)(code_of(error)) from error
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectionResetError) as error:
        raise TryLater("no_connection") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Unsure("no_answer") from error


def code_of(error: discord.HTTPException) -> str:
    """Discord's own number for an error, or HTTP's when it gives none."""
    return str(error.code or f"http_{error.status}")

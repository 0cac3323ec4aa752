"""What would stop the bot from working in Discord, each with what to do."""

from __future__ import annotations

import aiohttp
import discord

_MESSAGE_CONTENT = (
    "Discord does not let the bot read replies: in the developer portal, under Bot, switch on Message Content Intent,"
    " or write read_replies = false under [discord] in config.toml."
)


async def problems(token: str, read_replies: bool) -> list[str]:
    """One sentence for each thing that is wrong; an empty list when Discord lets the bot in and lets it work."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        await client.login(token)
        return await _settings(client, read_replies)
    except discord.LoginFailure:
        return ["Discord refuses the token: reset it in the developer portal, under Bot, and set DISCORD_TOKEN."]
    except (aiohttp.ClientError, discord.HTTPException, TimeoutError, OSError) as error:
        return [f"Discord cannot be reached ({type(error).__name__}): is this machine online?"]
    finally:
        await client.close()


async def _settings(client: discord.Client, read_replies: bool) -> list[str]:
    wrong = []
    flags = (await client.application_info()).flags
    if read_replies and not (flags.gateway_message_content or flags.gateway_message_content_limited):
        wrong.append(_MESSAGE_CONTENT)
    if [guild async for guild in client.fetch_guilds(limit=1)] == []:
        wrong.append("The bot is on no Discord server yet: open the link of `python -m bot invite discord`.")
    return wrong

"""What people put in the file fields of a form, read from Slack before the form is answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack import limits
from bot.platforms.slack.errors import Failure, sorted_out
from bot.platforms.slack.inbound import Payload
from handlers.chat.asks import Ask, Upload
from storage.files import MOST_BYTES

PIECE: Final = 64 * 1024

log = structlog.get_logger(__name__)


async def with_uploads(ask: Ask, view: Payload, reading: AsyncWebClient) -> Ask:
    """The ask of a sent form with the files that came with it; one of each field."""
    fields = [(name, state) for name, states in view["state"]["values"].items() for state in states.values()]
    found = {name: state["files"][0] for name, state in fields if state["type"] == "file_input" and state.get("files")}
    return replace(ask, uploads={name: await _upload(told, reading) for name, told in found.items()}) if found else ask


async def _upload(told: Payload, reading: AsyncWebClient) -> Upload:
    """One file. Its content is None where it is too large, elsewhere than on Slack, or does not come in time."""
    name, size = str(told.get("name") or ""), int(told.get("size") or 0)
    if size > MOST_BYTES:
        return Upload(name, size)
    try:
        async with asyncio.timeout(limits.SECONDS_TO_READ_A_FILE):
            address = told.get("url_private") or await _address(str(told["id"]), reading)
            if not is_slacks(address, reading.base_url):
                log.warning("slack.file_elsewhere")
                return Upload(name, size)
            content = await _content(address, reading)
    except Failure as error:
        log.warning("slack.file_not_read", code=sorted_out(error).code)
        content = None
    return Upload(name, size if content is None else len(content), content)


async def _address(file: str, reading: AsyncWebClient) -> str:
    return str((await reading.files_info(file=file))["file"].get("url_private") or "")


async def _content(address: str, reading: AsyncWebClient) -> bytes | None:
    """What is there, up to a little more than is taken. The token goes to this address and no further."""
    session: Any = reading.session
    content = bytearray()
    headers = {"Authorization": f"Bearer {reading.token}"}
    async with session.get(address, headers=headers, allow_redirects=False) as answer:
        if answer.status != 200:
            log.warning("slack.file_not_read", code=f"http_{answer.status}")
            return None
        async for piece in answer.content.iter_chunked(PIECE):
            content += piece
            if len(content) > MOST_BYTES:
                break
    return bytes(content)


def is_slacks(address: str, base_url: str) -> bool:
    """Whether an address is on the same site as Slack's methods: nobody else is ever shown the bot's token."""
    try:
        place, home = urlsplit(address), urlsplit(base_url)
        same_door = (place.scheme, place.port) == (home.scheme, home.port)
    except ValueError:
        return False
    site, host = (home.hostname or "").removeprefix("www."), place.hostname or ""
    return same_door and place.username is None and bool(site) and (host == site or host.endswith(f".{site}"))

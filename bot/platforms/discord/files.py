"""Files on Discord: those people put in a form, and those that messages show, sent with each message and kept on it."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import aiohttp
import discord
import structlog

from bot.platforms import Files, Kept
from bot.platforms.discord import forms, limits
from bot.platforms.discord.render import FILE, GALLERY, Component, text
from handlers.chat.asks import Upload
from handlers.chat.files import file_number
from storage.files import MOST_BYTES

ATTACHED = "attachment://"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Held:
    """A file that a message has already, as discord.py tells Discord to keep it."""

    id: str

    def to_dict(self) -> dict[str, str]:
        """What is sent."""
        return {"id": self.id}


async def shown(
    components: Sequence[Component], files: Files, there: Collection[str] = ()
) -> tuple[list[Component], list[Kept]]:
    """The components with the names of attachments in place of our numbers, and the files to attach.

    A picture that is not kept any more is said in its words, and so is a document, whose copy stays if the message has
    it (`there`: the names of its attachments); a sound is left out.
    """
    found: list[Component] = []
    wanted: dict[int, Kept] = {}
    for component in components:
        inner = component.get("components")
        if inner:
            drawn, others = await shown(inner, files, there)
            found.append({**component, "components": drawn})
            wanted.update((one.number, one) for one in others)
            continue
        number = _number(component)
        if number is None:
            found.append(component)
            continue
        kept = wanted.get(number) or await files.about(number)
        if kept is None and "content" in component:
            found.append(text(component["content"]))
            kept = _left(number, there)
        if kept is not None:
            wanted[number] = kept
            found.append(_renamed(component, ATTACHED + kept.name))
        elif component["type"] == GALLERY:
            found.append(text(f"-# {component['items'][0]['description']}"))
    return found, list(wanted.values())


def _left(number: int, there: Collection[str]) -> Kept | None:
    """A document that is not kept any more, where a message has it still: its name says its number."""
    named = (Kept(number, name, "", None) for name in there if re.search(rf"-{number}\.[a-z]+$", name))
    return next(named, None)


def _number(component: Component) -> int | None:
    if component["type"] == GALLERY:
        return file_number(component["items"][0]["media"]["url"])
    return file_number(component["file"]["url"]) if component["type"] == FILE else None


def _renamed(component: Component, address: str) -> Component:
    if component["type"] == FILE:
        return {"type": FILE, "file": {"url": address}}
    return {**component, "items": [{**component["items"][0], "media": {"url": address}}]}


def names_files(components: Iterable[Component]) -> bool:
    """Whether some of them show files of ours."""
    return any(names_files(one.get("components", ())) or _number(one) is not None for one in components)


async def attached(wanted: Iterable[Kept], files: Files) -> list[discord.File]:
    """The files with what is in them."""
    return [discord.File(io.BytesIO(await files.content(one.number)), filename=one.name) for one in wanted]


async def attached_to(
    message: Mapping[str, Any], wanted: Sequence[Kept], files: Files
) -> list[discord.Attachment | discord.File]:
    """The same for a message that has some of them already, as Discord tells it: those are kept, the others are sent.

    Discord leaves what components show out of a message's attachments; only the components say it.
    """
    there = dict(held(message))
    kept = [Held(there[one.name]) for one in wanted if one.name in there]
    sent = await attached([one for one in wanted if one.name not in there], files)
    return [*cast(list[discord.Attachment], kept), *sent]


def held(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The files that a message has: the name and the id of each."""
    for one in message.get("attachments", ()):
        yield one["filename"], one["id"]
    for media in _media(message.get("components", ())):
        if media.get("attachment_id"):
            yield urlsplit(media["url"]).path.rpartition("/")[2], str(media["attachment_id"])


def _media(components: Iterable[Component]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield from _media(component.get("components", ()))
        yield from (item["media"] for item in component.get("items", ()))
        if "file" in component:
            yield component["file"]


async def uploads_of(interaction: discord.Interaction) -> dict[str, Upload]:
    """The files that came with a sent form, by field."""
    data: Mapping[str, Any] = interaction.data or {}
    told = data.get("resolved", {}).get("attachments", {})
    fields = [label.get("component", {}) for label in data.get("components", ())]
    return {
        field["custom_id"]: await _upload(interaction, told[field["values"][0]])
        for field in fields
        if field.get("type") == forms.FILE_UPLOAD and field.get("values")
    }


async def _upload(interaction: discord.Interaction, told: Mapping[str, Any]) -> Upload:
    """One file; its content is None where it is too large or does not come in time."""
    name, size = str(told["filename"]), int(told["size"])
    if size > MOST_BYTES:
        return Upload(name, size)
    try:
        async with asyncio.timeout(limits.SECONDS_TO_READ_A_FILE):
            return Upload(name, size, await interaction.client.http.get_from_cdn(told["url"]))
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("discord.file_not_read", code=type(error).__name__)
        return Upload(name, size)

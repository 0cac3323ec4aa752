"""files.*: an address to upload to, the bytes, then the word that the file is complete."""

from __future__ import annotations

import secrets

from aiohttp import web

from playground.core import Core
from playground.files import media_type
from playground.model import Channel, File, Json, Message, Refused
from playground.shapes import file_json
from playground.web_api.args import Args, invalid
from playground.web_api.chat import thread_of
from playground.web_api.content import blocks_of
from playground.web_api.methods import method

ALT_TEXT = 1_000
"""Characters of `alt_txt`."""


@method("files.getUploadURLExternal")
def upload_url(core: Core, args: Args) -> Json:
    """Where to post the bytes. `length` is their exact number."""
    name, length = args.text("filename"), args.number("length", 0, least=1, most=10**9)
    alt = str(args.get("alt_txt") or "")
    if len(alt) > ALT_TEXT:
        raise Refused("alt_txt_too_large")
    file = File(core.workspace.new_id("F"), name, length, secrets.token_urlsafe(16), alt)
    file.mimetype = media_type(name)
    core.workspace.files[file.id] = file
    return {"upload_url": f"{core.base_url}/upload/{file.id}/{file.secret}", "file_id": file.id}


async def receive(core: Core, request: web.Request) -> web.Response:
    """The bytes themselves, raw or as a form."""
    file = core.workspace.files.get(request.match_info["id"])
    if file is None or request.match_info["secret"] != file.secret or file.ready:
        return web.Response(status=404, text="No such upload.")
    if request.content_type.startswith("multipart/"):
        part = await (await request.multipart()).next()
        content = b"" if part is None or not hasattr(part, "read") else bytes(await part.read())
    else:
        content = await request.read()
    if len(content) != file.length:
        return web.Response(status=400, text=f"Expected {file.length} bytes, got {len(content)}.")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


def _complete(core: Core, args: Args) -> list[File]:
    named = args.get("files")
    if not isinstance(named, list) or not named or not all(isinstance(one, dict) and one.get("id") for one in named):
        raise invalid("missing required field: files")
    files = []
    for one in named:
        file = core.workspace.files.get(one["id"])
        if file is None or file.content is None or file.ready:
            raise Refused("file_not_found")
        file.title = str(one.get("title") or file.name)
        files.append(file)
    return files


@method("files.completeUploadExternal")
def complete(core: Core, args: Args) -> Json:
    """Finish the uploads and, where a channel is named, share them there in one message."""
    files = _complete(core, args)
    wanted = [args.text("channel_id")] if args.get("channel_id") else args.listed("channels")
    channels = [core.workspace.channel_for_bot(one) for one in wanted]
    for channel in channels:
        core.workspace.bot_must_be_in(channel)
    blocks = blocks_of(args)
    for file in files:
        file.ready, file.user, file.created = True, core.workspace.bot.id, core.workspace.now()
    for channel in channels:
        _share(core, args, channel, files, blocks or [])
    return {"files": [file_json(core.workspace, file, core.base_url) for file in files]}


def _share(core: Core, args: Args, channel: Channel, files: list[File], blocks: list[Json]) -> None:
    words, thread = str(args.get("initial_comment") or ""), thread_of(channel, args)
    message = Message(
        channel.id,
        core.workspace.next_ts(),
        core.workspace.bot.id,
        words,
        blocks=blocks,
        files=list(files),
        thread_ts=thread,
        from_bot=True,
    )
    for file in files:
        file.shared_in.append((channel.id, message.ts))
    core.messages.post(message)


@method("files.info")
def info(core: Core, args: Args) -> Json:
    """One file."""
    file = core.workspace.files.get(args.text("file"))
    if file is None or not file.ready:
        raise Refused("file_not_found")
    return {"file": file_json(core.workspace, file, core.base_url)}

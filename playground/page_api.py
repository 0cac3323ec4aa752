"""The page's own API under /play/, in JSON: what is read, what is done, and the news as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final
from urllib.parse import quote

from aiohttp import web

from playground import page_acts, page_reads
from playground.model import Json, PlayError, Refused
from playground.page_finder import Page, Said
from playground.words import spoken

Act = Callable[[Page, Said], Awaitable[Json]]

READS: Final[dict[str, Act]] = {
    "state": page_reads.state,
    "messages": page_reads.messages,
    "thread": page_reads.thread,
    "home": page_reads.home,
}
ACTS: Final[dict[str, Act]] = {
    "open": page_acts.look,
    "post": page_acts.post,
    "edit": page_acts.edit,
    "delete": page_acts.delete,
    "react": page_acts.react,
    "click": page_acts.click,
    "options": page_acts.options,
    "slash": page_acts.slash,
    "hand_over": page_acts.hand_over,
    "submit": page_acts.submit,
    "close": page_acts.close,
    "shortcut": page_acts.shortcut,
    "control": page_acts.control,
}
STILL_HERE_EVERY = 15.0


def routes(page: Page) -> list[web.RouteDef]:
    """Everything under /play/."""
    return [
        *(web.get(f"/play/{name}", _read(page, act)) for name, act in READS.items()),
        *(web.post(f"/play/{name}", _write(page, act)) for name, act in ACTS.items()),
        web.get("/play/live", _live(page)),
        web.get("/play/file/{id}", _file(page)),
    ]


def _unhappy(sentence: str) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=400)


def _told(page: Page, error: PlayError) -> str:
    return spoken(page.language, error.sentence, **error.values)


async def _answer(page: Page, act: Act, said: Said) -> web.Response:
    try:
        return web.json_response(await act(page, said))
    except PlayError as error:
        return _unhappy(_told(page, error))
    except Refused as refused:
        return _unhappy(spoken(page.language, "Slack would refuse this: {error}.", error=refused.error))


def _read(page: Page, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await _answer(page, act, request.query)

    return handle


def _write(page: Page, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            said = await request.json()
        except json.JSONDecodeError:
            said = None
        return await _answer(page, act, said) if isinstance(said, dict) else _unhappy("This is not a JSON object.")

    return handle


def _live(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            person = page.person(request.query)
        except PlayError as error:
            return _unhappy(_told(page, error))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with page.core.live.listening(person.id) as news:
            await response.prepare(request)
            with suppress(ConnectionResetError):  # the page has gone
                await _stream(response, news)
        return response

    return handle


async def _stream(response: web.StreamResponse, news: asyncio.Queue[Json | None]) -> None:
    """Write the news until the playground closes or the page goes; a comment now and then keeps the line open."""
    await response.write(b": hello\n\n")
    while True:
        try:
            said = await asyncio.wait_for(news.get(), STILL_HERE_EVERY)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if said is None:
            return
        await response.write(b"data: " + json.dumps(said, ensure_ascii=False).encode() + b"\n\n")


def _file(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        file = page.core.workspace.files.get(request.match_info["id"])
        if file is None or not file.ready:
            raise web.HTTPNotFound(text="There is no such file.")
        shown = file.mimetype.startswith(("image/", "audio/")) and "svg" not in file.mimetype
        kind = file.mimetype if shown else "application/octet-stream"
        place = "inline" if shown else f"attachment; filename*=UTF-8''{quote(file.name)}"
        return web.Response(body=file.content, headers={"Content-Type": kind, "Content-Disposition": place})

    return handle

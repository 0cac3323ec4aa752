"""Every address the playground answers: Web API, Socket Mode, uploads, response addresses, the page."""

from __future__ import annotations

import json
from pathlib import Path

from aiohttp import web

from playground.core import Core
from playground.model import Refused
from playground.page_api import routes as page_routes
from playground.page_finder import Page
from playground.page_guard import guard
from playground.web_api import door
from playground.web_api.files import receive

FILES = Path(__file__).parent / "page"
UPLOAD_BYTES = 64 * 2**20


def application(core: Core, page: Page, host: str) -> web.Application:
    """The whole site. `host`: the address listened at."""
    app = web.Application(middlewares=[guard(host)], client_max_size=UPLOAD_BYTES)

    async def api(request: web.Request) -> web.StreamResponse:
        return await door.handle(core, request)

    async def upload(request: web.Request) -> web.StreamResponse:
        return await receive(core, request)

    async def respond(request: web.Request) -> web.StreamResponse:
        return await _respond(core, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return _download(core, request)

    app.add_routes(
        [
            web.route("*", "/api/{method}", api),
            web.get("/link/", core.delivery.sockets.handle),
            web.post("/upload/{id}/{secret}", upload),
            web.post("/actions/{team}/{secret}", respond),
            web.get("/files/{id}/{name}", download),
            web.get("/archives/{channel}/{message}", _to_page),
            web.get("/", _index),
            web.get("/favicon.svg", _favicon),
            web.static("/static", FILES),
            *page_routes(page),
        ]
    )
    return app


async def _index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(FILES / "index.html", headers={"Cache-Control": "no-cache"})


async def _favicon(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(FILES / "favicon.svg")


async def _to_page(request: web.Request) -> web.StreamResponse:
    """A message's permalink leads to the page."""
    raise web.HTTPFound(f"/#{request.match_info['channel']}")


async def _respond(core: Core, request: web.Request) -> web.StreamResponse:
    """A response_url: `ok` in plain text when it was taken, Slack's error in JSON otherwise."""
    core.requests_under_way += 1
    core.activity += 1
    try:
        said = await request.json()
        core.answers.take(core.tickets.use_response(request.match_info["secret"]), said)
        return web.Response(text="ok")
    except json.JSONDecodeError:
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    except Refused as refused:
        status = 404 if refused.error in ("expired_url", "used_url") else 400
        return web.json_response({"ok": False, "error": refused.error, **refused.beside}, status=status)
    finally:
        core.requests_under_way -= 1


def _download(core: Core, request: web.Request) -> web.StreamResponse:
    """`url_private`: for the bot's token only."""
    file = core.workspace.files.get(request.match_info["id"])
    if request.headers.get("Authorization") != f"Bearer {core.workspace.bot_token}":
        raise web.HTTPForbidden(text="This needs the bot's token.")
    if file is None or not file.ready:
        raise web.HTTPNotFound(text="There is no such file.")
    return web.Response(body=file.content, content_type=file.mimetype)

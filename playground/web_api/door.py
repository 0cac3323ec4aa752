"""The one door of the Web API: token, faults, the method, the answer, and a record of every call."""

from __future__ import annotations

from aiohttp import web

from playground.core import Core
from playground.faults import Fault
from playground.model import Call, Json, Refused
from playground.web_api import apps, chat, conversations, files, history, pins, reactions, usergroups, users, views
from playground.web_api.args import Args, read_args
from playground.web_api.methods import METHODS

MODULES = (apps, chat, conversations, files, history, pins, reactions, usergroups, users, views)
"""Importing them is what fills METHODS."""

SCOPES = (
    "app_mentions:read,channels:history,channels:join,channels:read,chat:write,commands,files:read,files:write,groups:history,"
    "groups:read,im:history,im:read,im:write,mpim:history,mpim:read,pins:write,reactions:read,reactions:write,team:read,usergroups:read,usergroups:write,users:read,"
    "users:read.email"
)


class RateLimited(Exception):
    """429: come back in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _authenticate(core: Core, name: str, token: str | None) -> None:
    workspace = core.workspace
    if not token:
        raise Refused("not_authed")
    if token not in (workspace.bot_token, workspace.app_token):
        raise Refused("invalid_auth")
    app_level = METHODS[name].app_level
    if name != "auth.test" and (token == workspace.app_token) != app_level:
        raise Refused("not_allowed_token_type")


def _answer(core: Core, name: str, args: Args) -> Json:
    """The method's answer, or its error."""
    try:
        if name not in METHODS:
            raise Refused("unknown_method", req_method=name)
        _authenticate(core, name, args.token)
        return {"ok": True, **METHODS[name].handle(core, args)}
    except Refused as refused:
        return {"ok": False, "error": refused.error, **refused.beside}


def _paced(core: Core, name: str, args: Args) -> None:
    """No faster than Slack lets an app go, when asked to be strict."""
    if args.token == core.workspace.bot_token:
        seconds = core.pace.seconds_to_wait(name, str(args.get("channel")))
        if seconds:
            raise RateLimited(seconds)


async def handle(core: Core, request: web.Request) -> web.StreamResponse:
    """One call."""
    name = request.match_info["method"]
    core.requests_under_way += 1
    core.activity += 1
    try:
        args = await read_args(request)
        return _respond(core, request, name, args)
    except Refused as refused:
        answer: Json = {"ok": False, "error": refused.error}
        core.calls.append(Call(name, {}, 200, answer))
        return web.json_response(answer)
    finally:
        core.requests_under_way -= 1
        core.activity += 1


def _respond(core: Core, request: web.Request, name: str, args: Args) -> web.StreamResponse:
    fault = core.faults.take(name)
    try:
        if fault is None:
            _paced(core, name, args)
        answer = _answer(core, name, args) if fault is None or fault.done else {}
    except RateLimited as limited:
        fault, answer = Fault("ratelimited", retry_after=limited.seconds), {}
    if fault is None:
        status, shown, headers = 200, answer, {"X-OAuth-Scopes": SCOPES, "X-Slack-Req-Id": "playground"}
    else:
        status, shown, headers = _spoilt(fault)
    core.calls.append(Call(name, args.values, status, shown))
    if fault is not None and fault.how == "drop":
        return _cut(request)
    if status == 500:
        return web.Response(status=500, text="Internal Server Error", content_type="text/html")
    return web.json_response(shown, status=status, headers=headers)


def _spoilt(fault: Fault) -> tuple[int, Json, dict[str, str]]:
    if fault.how == "drop":
        return 0, {}, {}
    if fault.how == "500":
        return 500, {}, {}
    if fault.how == "ratelimited":
        return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(fault.retry_after)}
    return 200, {"ok": False, "error": fault.how}, {}


def _cut(request: web.Request) -> web.StreamResponse:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)

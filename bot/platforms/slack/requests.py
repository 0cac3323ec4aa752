"""Slack over HTTP: its signed requests, taken to the same bolt app that Socket Mode feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

PATH: Final = "/slack/events"
"""Where events, buttons, forms and commands are all told."""

SIGNATURE: Final = "X-Slack-Signature"
TIMESTAMP: Final = "X-Slack-Request-Timestamp"
READ_BY_BOLT: Final = ("Content-Type", SIGNATURE, TIMESTAMP)
"""The signature does not cover headers, and some would tell bolt to leave its listeners out: no other is passed on."""


class Requests:
    """Takes requests to bolt; refuses them before `listen` and after `close`, and Slack tells its events again."""

    def __init__(self, signing_secret: str) -> None:
        self._app: AsyncApp | None = None
        self._verifier = SignatureVerifier(signing_secret)

    def mount(self, router: web.UrlDispatcher) -> None:
        """Adds the route."""
        router.add_post(PATH, self._take)

    async def listen(self, app: AsyncApp) -> None:
        """From now on, what is heard goes to `app`."""
        self._app = app

    async def is_listening(self) -> bool:
        """Whether requests are taken now."""
        return self._app is not None

    async def close(self) -> None:
        """Takes no more; what was taken goes on."""
        self._app = None

    async def _take(self, request: web.Request) -> web.Response:
        """Bolt answers once what was told is kept."""
        body = await request.read()
        app = self._app
        if app is None:
            return web.Response(status=503)
        if not self._is_signed(body, request.headers):
            # Slack does not sign the form by which it looks at the certificate, and which asks for nothing.
            return web.Response(status=200 if b"ssl_check=1" in body.split(b"&") else 401)
        headers = {name: request.headers[name] for name in READ_BY_BOLT if name in request.headers}
        told = AsyncBoltRequest(body=body.decode(), headers=dict(headers))
        return await to_aiohttp_response(await app.async_dispatch(told))

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether Slack wrote this in the last five minutes. Bolt asks too, but only after having read the body."""
        try:
            return self._verifier.is_valid(body, headers.get(TIMESTAMP), headers.get(SIGNATURE))
        except (ValueError, TypeError, OverflowError):  # no time, no UTF-8, no ASCII: Slack did not write this
            return False

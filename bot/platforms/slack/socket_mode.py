"""Slack by Socket Mode: the bot opens the connection, nothing has to be reachable from outside."""

from __future__ import annotations

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp


class Socket:
    """Slack's connection, which its client opens again whenever Slack closes it."""

    def __init__(self, app_token: str) -> None:
        self._app_token = app_token
        self._handler: AsyncSocketModeHandler | None = None

    async def listen(self, app: AsyncApp) -> None:
        """Connects: what is heard goes to `app`. Raises what the client raises when Slack refuses the token."""
        self._handler = AsyncSocketModeHandler(app, self._app_token)
        # Asked for here, because the client's own first try goes on for ever, even with a token that is refused.
        self._handler.client.wss_uri = await self._handler.client.issue_new_wss_url()
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # bolt gives it no types

    async def is_listening(self) -> bool:
        """Whether the connection is there now."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def close(self) -> None:
        """Closes the connection, and what was left of one that could not be opened."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]  # bolt gives it no types
            self._handler = None

"""What would stop the bot from working in Slack, each with what to do."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.manifest import scopes

_BOT_TOKEN = {
    "invalid_auth": "SLACK_BOT_TOKEN is not a token Slack knows: copy it again under OAuth & Permissions.",
    "not_authed": "SLACK_BOT_TOKEN is empty: copy it under OAuth & Permissions.",
    "token_revoked": "SLACK_BOT_TOKEN was revoked: install the app again, and copy the new token.",
    "account_inactive": "SLACK_BOT_TOKEN belongs to an app that was removed: install it again, and copy the new token.",
}
_APP_TOKEN = {
    "invalid_auth": "SLACK_APP_TOKEN is not a token Slack knows: copy it again under Basic Information.",
    "not_allowed_token_type": "SLACK_APP_TOKEN is not an app-level token: it begins with xapp-.",
    "missing_scope": "SLACK_APP_TOKEN lacks connections:write: generate another with that scope.",
    "token_revoked": "SLACK_APP_TOKEN was revoked: generate another under Basic Information.",
}


async def problems(client: AsyncWebClient, app_token: str | None) -> list[str]:
    """One sentence for each thing that is wrong; an empty list when Slack lets the bot in and lets it work.

    `app_token`: None over HTTP, which needs none.
    """
    try:
        wrong = await _bot_token(client)
        return wrong if app_token is None else [*wrong, *await _app_token(client, app_token)]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [f"Slack cannot be reached ({type(error).__name__}): is this machine online, and slack.base_url right?"]


async def _bot_token(client: AsyncWebClient) -> list[str]:
    try:
        me = await client.auth_test()
    except SlackApiError as error:
        return [_said(_BOT_TOKEN, error, "SLACK_BOT_TOKEN")]
    granted = str(me.headers.get("x-oauth-scopes", me.headers.get("X-OAuth-Scopes", "")))
    missing = sorted(set(scopes()) - set(granted.replace(" ", "").split(","))) if granted else []
    if not missing:
        return []
    return [
        f"The Slack app lacks {', '.join(missing)}: paste the manifest of `python -m bot manifest slack` again under"
        " App Manifest, then reinstall the app."
    ]


async def _app_token(client: AsyncWebClient, app_token: str) -> list[str]:
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return [_said(_APP_TOKEN, error, "SLACK_APP_TOKEN")]
    return []


def _said(known: dict[str, str], error: SlackApiError, variable: str) -> str:
    code = str(error.response.get("error", "unknown"))
    return known.get(code, f"Slack refuses {variable} ({code}): check the app's settings.")

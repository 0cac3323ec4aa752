"""Slack's errors, sorted by what they say of the message: not posted yet, perhaps posted, never to be posted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.platforms import CannotLook, Refused, SendError, Shut, TryLater, Unsure

_UNKNOWN_END: Final = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack says of these that some part of the work may have been done before the error."""
_RATE: Final = frozenset({"ratelimited", "rate_limited"})
_NOT_LET_IN: Final = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
NOT_LET_IN: Final = (
    "Slack no longer takes the bot's token: install the app again, put the new SLACK_BOT_TOKEN in the environment and"
    " start the bot again. What it owes is kept until then."
)
LET_IN_SECONDS: Final = 60.0
REACHED_SECONDS: Final = 15.0

Failure = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""All that a call of Slack's client may raise."""


def sorted_out(error: BaseException) -> SendError:
    """What a failed call says of the message it should have posted."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        # Nothing was sent: there was no connection to send it by.
        return Shut("unreachable", REACHED_SECONDS, "Slack cannot be reached: see the network and status.slack.com.")
    return Unsure("no_answer")


def _answered(error: SlackApiError) -> SendError:
    # A body that is no JSON comes as aiohttp's own response, anything else as slack_sdk's.
    status = int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 200))
    headers = error.response.headers
    said = code(error)
    if status == 429 or said in _RATE:
        seconds = headers.get("Retry-After")
        return TryLater("ratelimited", float(seconds) if seconds else None)
    if status >= 500 or said in _UNKNOWN_END:
        return Unsure(said or f"http_{status}")
    if said in _NOT_LET_IN:
        return Shut(said, LET_IN_SECONDS, NOT_LET_IN)
    return Refused(said or f"http_{status}")


def code(error: SlackApiError) -> str:
    """Slack's own word for what went wrong; empty when its answer held none."""
    get = getattr(error.response, "get", None)
    return str(get("error") or "") if get is not None else ""


@contextmanager
def changing_nothing_new() -> Iterator[None]:
    """For calls that may be made twice without harm: what is unsure is simply tried later."""
    try:
        yield
    except Failure as error:
        found = sorted_out(error)
        raise (TryLater(found.code) if isinstance(found, Unsure) else found) from error


@contextmanager
def looking() -> Iterator[None]:
    """For looking for a message: a refusal means that nobody can tell whether it is there."""
    try:
        yield
    except Failure as error:
        found = sorted_out(error)
        if isinstance(found, Refused):
            raise CannotLook(found.code) from error
        raise (found if isinstance(found, TryLater) else TryLater(found.code)) from error

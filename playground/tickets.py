"""The two keys an interaction gives the app: a trigger_id to open a view, a response_url to answer with messages.

A trigger_id is good once and for 3 seconds; a response_url five times and for 30 minutes
(docs.slack.dev/interactivity/handling-user-interaction).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playground.model import Message, Refused

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class _Trigger:
    user: str
    given: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Where an answer goes: `channel`, to `user`, about `message` when there was one."""

    user: str
    channel: str
    given: float
    message: Message | None = None
    thread_ts: str | None = None
    uses: int = 0


class Tickets:
    """What was given out. `monotonic`: seconds of a clock that never jumps; these lifetimes are real ones."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, _Trigger] = {}
        self._responses: dict[str, ResponseUrl] = {}

    def new_trigger(self, user_id: str) -> str:
        """A trigger_id for what this person just did."""
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(user_id, self._monotonic())
        return trigger_id

    def exchange(self, trigger_id: object) -> str:
        """Use a trigger_id up; gives the id of the person it came from."""
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._monotonic() - trigger.given > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_response(
        self, user: str, channel: str, message: Message | None = None, thread_ts: str | None = None
    ) -> str:
        """The path of a response_url."""
        secret = secrets.token_urlsafe(18)
        self._responses[secret] = ResponseUrl(user, channel, self._monotonic(), message, thread_ts)
        return secret

    def use_response(self, secret: str) -> ResponseUrl:
        """Use a response_url once; Refused("used_url") or Refused("expired_url") when it is worn out."""
        held = self._responses.get(secret)
        if held is None or self._monotonic() - held.given > RESPONSE_SECONDS:
            raise Refused("expired_url")
        if held.uses >= RESPONSE_USES:
            raise Refused("used_url")
        held.uses += 1
        return held

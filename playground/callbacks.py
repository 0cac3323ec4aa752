"""The other road to the app: Slack posts to its address, signed.

docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from playground.envelopes import Answer, Envelope
from playground.model import Json, PlayError


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v0=` and the HMAC-SHA256 of `v0:timestamp:body`."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


class Callbacks:
    """Signed posts to `events_url`, which must be set before anything is sent."""

    def __init__(self, signing_secret: str, verification_token: str) -> None:
        self._secret = signing_secret
        self._token = verification_token
        self._session: aiohttp.ClientSession | None = None
        self.events_url = ""

    def headers(self, body: bytes, content_type: str) -> dict[str, str]:
        """The headers of one post. The time is the real one: the app refuses what is five minutes old."""
        stamp = str(int(time.time()))
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self._secret, stamp, body),
        }

    async def send(self, envelope: Envelope, within: float) -> Answer:
        """Post it and read the answer; anything but 2xx, in time, is a failure."""
        body, content_type = _encode(envelope)
        headers = self.headers(body, content_type)
        if envelope.attempt:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.attempt),
                "X-Slack-Retry-Reason": envelope.reason or "unknown_error",
            }
        try:
            return await self._post(body, headers, within)
        except TimeoutError:
            return Answer(failure="http_timeout")
        except aiohttp.ClientError:
            return Answer(failure="connection_failed")

    async def _post(self, body: bytes, headers: dict[str, str], within: float) -> Answer:
        if not self.events_url:
            raise PlayError("Set play.events_url to the address of the app before delivering by HTTP.")
        self._session = self._session or aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=within)
        async with self._session.post(self.events_url, data=body, headers=headers, timeout=timeout) as response:
            content = await response.text()
            if response.status // 100 != 2:
                final = response.headers.get("X-Slack-No-Retry") == "1"
                return Answer(failure="http_error", final=final)
            return Answer(_decode(content, response.content_type))

    async def verify_address(self) -> bool:
        """The handshake when an address is entered in the app's settings: True when the challenge comes back."""
        challenge = hashlib.sha256(str(time.time_ns()).encode()).hexdigest()
        envelope = Envelope("events_api", {"token": self._token, "challenge": challenge, "type": "url_verification"})
        answer = await self.send(envelope, 3.0)
        return answer.acknowledged and challenge in (
            (answer.body or {}).get("challenge"),
            (answer.body or {}).get("text"),
        )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()


def _encode(envelope: Envelope) -> tuple[bytes, str]:
    """Events are JSON; interactions a form with `payload`; slash commands a plain form."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    if envelope.kind == "interactive":
        return urlencode({"payload": json.dumps(envelope.payload)}).encode(), "application/x-www-form-urlencoded"
    return urlencode(envelope.payload).encode(), "application/x-www-form-urlencoded"


def _decode(content: str, content_type: str) -> Json | None:
    if not content.strip():
        return None
    if content_type == "application/json":
        said = json.loads(content)
        return said if isinstance(said, dict) else None
    return {"text": content}

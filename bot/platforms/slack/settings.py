"""What must be known to enter a Slack workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True)
class SlackSettings:
    """Where Slack is and how to enter. The app token is for Socket Mode, the signing secret for HTTP."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    base_url: str = AsyncWebClient.BASE_URL
    mode: Literal["socket", "http"] = "socket"
    signing_secret: str = field(default="", repr=False)

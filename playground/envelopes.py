"""What goes to the app, and what came back: the same whichever road it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from playground.model import Json


@dataclass(frozen=True)
class Envelope:
    """One thing for the app. `kind`: events_api, interactive or slash_commands (the names Socket Mode uses)."""

    kind: str
    payload: Json
    accepts_answer: bool = False
    attempt: int = 0
    reason: str | None = None


@dataclass(frozen=True)
class Answer:
    """How the app took it. `body`: what its acknowledgement said. `failure`: why there was none, as retries say it.

    `final`: the app asked not to be told again.
    """

    body: Json | None = None
    failure: str | None = None
    final: bool = False

    @property
    def acknowledged(self) -> bool:
        """The app said, in time, that it has it."""
        return self.failure is None


class Road(Protocol):
    """A way to the app: Socket Mode, or signed HTTP."""

    async def send(self, envelope: Envelope, within: float) -> Answer:
        """Hand it over and wait for the acknowledgement, `within` seconds at most."""
        ...

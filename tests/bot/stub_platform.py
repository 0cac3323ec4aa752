"""A chat that keeps what it is sent and fails when told to: for the parts of the bot that no platform should change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.platforms import Door, Posted, Read, Refused, SendError, Target, Unsure, Watched
from handlers.chat.asks import Profile
from handlers.chat.cards import Card, Prose


@dataclass
class Kept:
    """A message the chat keeps."""

    target: Target
    drawn: object
    key: str
    posted: Posted


@dataclass
class StubPlatform:
    """Draws one message for each Prose of a card. `faults`: what the next sends do, first to last."""

    name: str = "stub"
    connected: bool = True
    seconds_between_posts: float = 0.0
    seconds_between_all_posts: float = 0.0
    seconds_between_all_edits: float = 0.0
    paced_by_workspace: bool = True
    on_absence: Callable[[], Awaitable[None]] | None = None
    kept: list[Kept] = field(default_factory=list)
    faults: list[SendError] = field(default_factory=list)
    keeps_when_unsure: bool = True
    people: dict[str, Profile] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    pins: list[tuple[str, bool]] = field(default_factory=list)
    wear: set[tuple[str, str]] = field(default_factory=set)

    async def start(self, door: Door) -> None:
        self.door = door

    async def stop(self) -> None:
        self.kept = list(self.kept)

    async def is_connected(self) -> bool:
        return self.connected

    async def check(self) -> Sequence[str]:
        return []

    def draw(self, card: Card, language: str) -> Sequence[object]:
        return [part.markdown for part in card.parts if isinstance(part, Prose)] or [f"{language}:{card.summary}"]

    async def send(self, target: Target, drawn: object, key: str) -> Posted:
        fault = self.faults.pop(0) if self.faults else None
        posted = Posted(target.channel or f"dm-{target.person}", f"m{len(self.kept) + 1}")
        if fault is None or (isinstance(fault, Unsure) and self.keeps_when_unsure):
            self.kept.append(Kept(target, drawn, key, posted))
        if fault is not None:
            raise fault
        return posted

    async def edit(self, posted: Posted, drawn: object) -> None:
        if self.faults:
            raise self.faults.pop(0)
        for kept in self.kept:
            if kept.posted == posted:
                kept.drawn = drawn
                return
        raise Refused("message_not_found")

    async def pin(self, posted: Posted, *, on: bool) -> None:
        self.pins.append((posted.message, on))
        if self.faults:
            raise self.faults.pop(0)

    @property
    def badges(self) -> StubPlatform:
        return self

    async def worn(self, workspace: str, person: str, badge: str) -> bool:
        if self.faults:
            raise self.faults.pop(0)
        return (person, badge) in self.wear

    async def give(self, workspace: str, person: str, badge: str) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.wear.add((person, badge))

    async def take(self, workspace: str, person: str, badge: str) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.wear.discard((person, badge))

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        self.asked.append(key)
        return next((kept.posted for kept in self.kept if kept.key == key), None)

    async def profile(self, workspace: str, person: str) -> Profile | None:
        return self.people.get(person)

    async def audience(self, workspace: str, channel: str) -> int | None:
        return len(self.people)

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:
        return []

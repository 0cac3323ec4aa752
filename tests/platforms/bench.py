"""A bench: one platform with people on it, played through what its real client would do.

The contract suite (`test_contract.py`) and `tests/scenarios` know only these protocols; each platform brings its own
(`slack_bench.SlackBench`, `discord_bench.DiscordBench`), built as `SomeBench(texts, registry)` before `start`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.platforms import Door, Platform


@dataclass(frozen=True)
class Chosen:
    """A file that somebody chooses in a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Seen:
    """A message as somebody sees it. `id` is the platform's own (what `Posted.message` holds).

    `text` holds all its words in order, the platform's markup included; `buttons` gives, for each label in order, the
    link it carries (as `str(link)`). `files` are those it shows or plays, by name: what is in each.
    """

    id: str
    channel: str
    author_is_bot: bool
    text: str
    buttons: Mapping[str, str] = field(default_factory=dict)
    edited: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    pinned: bool = False


@dataclass(frozen=True)
class OpenForm:
    """The form before somebody: its title, and its labels by field name."""

    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class SentBody:
    """One request the bot sent; `method` as the platform writes it: `chat.postMessage`, `POST /channels/1/messages`."""

    method: str
    body: Mapping[str, Any]


class Actor(Protocol):
    """A person on the platform."""

    external_id: str
    name: str
    errors: Sequence[str]
    """What was said to be wrong with the last form sent; empty when it was taken."""

    @property
    def form(self) -> OpenForm | None:
        """The form open before them."""

    @property
    def private(self) -> Sequence[Seen]:
        """What was shown to them alone in channels, newest last (as it is now: replaced cards show their new words)."""

    @property
    def direct(self) -> Sequence[Seen]:
        """Their conversation with the bot, newest last."""

    @property
    def home(self) -> Seen | None:
        """Their own page, where the platform has one and they have opened it (elsewhere what stands for it)."""

    async def command(self, words: str, *, channel: str | None = None) -> None:
        """Types the bot's command followed by these words (`capsule list`), in `channel` or else in the bench's own."""

    async def press(self, seen: Seen, label: str) -> None:
        """Presses the button with this label; returns when the platform has been answered."""

    async def fill(self, **answers: str | Chosen) -> None:
        """Fills the open form by field name and sends it. What a field held before stays unless it is given."""

    async def react(self, seen: Seen, emoji: str) -> None:
        """Puts an emoji (one Unicode character) on a message."""

    async def unreact(self, seen: Seen, emoji: str) -> None:
        """Takes it back."""

    async def reply(self, seen: Seen, words: str) -> str:
        """Writes in the thread of a message; the id of what was written."""

    async def edit_reply(self, reply_id: str, words: str) -> None:
        """Changes what they wrote."""

    async def delete_reply(self, reply_id: str) -> None:
        """Deletes what they wrote."""

    async def write(self, words: str, *, channel: str | None = None) -> Seen:
        """Writes a message in a channel (the bench's own unless told otherwise)."""

    async def use(self, seen: Seen, shortcut: str) -> None:
        """Chooses an entry, by its English name, in the menu of a message that they see."""

    async def open_home(self) -> None:
        """Opens their own page, where the platform has one (elsewhere: the command that stands for it)."""


class Bench(Protocol):
    """A platform and its people."""

    name: str
    platform: Platform
    workspace: str
    """External id of the workspace."""
    channel: str
    """External id of a channel the bot is in."""
    other_channel: str
    """Another one."""
    closed_channel: str
    """A channel the bot cannot write in, whatever it tries."""

    async def start(self, door: Door) -> None:
        """Brings the platform up and connects the bot, which takes what it hears to `door`."""

    async def stop(self) -> None:
        """Disconnects the bot, then takes the platform down."""

    async def disconnect(self) -> None:
        """The bot goes away (people go on talking)."""

    async def reconnect(self) -> None:
        """The bot comes back, with the same door."""

    async def person(
        self, name: str, *, language: str = "en", zone: str = "Europe/Paris", admin: bool = False
    ) -> Actor:
        """Somebody who is in every channel of the bench."""

    def seen(self, channel: str) -> Sequence[Seen]:
        """What everybody sees in a channel, oldest first, threads left out."""

    def thread(self, seen: Seen) -> Sequence[Seen]:
        """What was answered in the thread of a message, oldest first, without the message itself."""

    async def settle(self) -> None:
        """Waits until what people did has reached the bot and been answered."""

    async def lose_next_answer(self) -> None:
        """The platform will keep the next message posted, but the bot will get an error of its servers instead."""

    async def forbid_pins(self) -> None:
        """From now on the bot may not pin anything."""

    def make_badge(self, name: str, *people: str) -> None:
        """A role or a user group of that name, which these wear."""

    def wearers(self, name: str) -> set[str]:
        """The ids of those who wear it."""

    async def forbid_badges(self) -> None:
        """From now on the bot may not give it, nor take it away."""

    def sent_bodies(self) -> Sequence[SentBody]:
        """Every request the bot sent since the start, oldest first."""

    def complaints(self) -> Sequence[str]:
        """What the platform's published contracts (`../shared/contracts`, if there) say against the requests sent."""

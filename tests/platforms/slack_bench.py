"""Slack as a bench: the real slack-bolt app against the playground."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.platforms import Door
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.settings import SlackSettings
from bot.texts import Texts
from handlers.chat.routes import Registry
from playground.delivery import ACK_SECONDS
from playground.model import File, Group, Message, View
from playground.server import Playground
from tests.platforms import slack_contracts
from tests.platforms.bench import Seen, SentBody
from tests.platforms.slack_person import SlackPerson

LOCALES = {"en": "en-GB", "fr": "fr-FR"}
QUIET_SECONDS = 0.01
"""Short, because the platform itself says what it is still doing."""


class SlackBench:
    """One workspace with three channels.

    `now`: seconds since 1970 on its clock. `patience`: how many times longer than Slack it waits for the bot, where the
    machine may be busy with other things.
    """

    name = "slack"

    def __init__(
        self, texts: Texts, registry: Registry, now: Callable[[], float] = time.time, *, patience: float = 1.0
    ) -> None:
        self.play = Playground(
            clock=now,
            monotonic=lambda: time.monotonic() / patience,
            team_name="Bench",
            bot_name="portevoix",
            ack_seconds=ACK_SECONDS * patience,
            redelivery=(0.05, 0.2, 0.5),
        )
        self._settle_seconds = 5.0 * patience
        self._texts, self._registry = texts, registry
        self.workspace = self.play.team_id
        self.channels = [self.play.add_channel("learning"), self.play.add_channel("elsewhere")]
        self.channel, self.other_channel = (channel.id for channel in self.channels)
        self.closed_channel = self.play.add_channel("closed", bot_is_member=False, private=True).id
        self.connected = False
        self.groups: dict[str, Group] = {}

    async def start(self, door: Door) -> None:
        await self.play.start()
        self.door = door
        self.platform = self.new_platform()
        await self.reconnect()

    def new_platform(self) -> SlackPlatform:
        settings = SlackSettings(self.play.bot_token, self.play.app_token, base_url=self.play.api_url)
        return SlackPlatform(self._texts, self._registry, settings)

    async def stop(self) -> None:
        await self.platform.stop()
        await self.play.stop()

    async def disconnect(self) -> None:
        await self.platform.stop()
        self.connected = False

    async def reconnect(self) -> None:
        await self.platform.start(self.door)
        assert await self.play.connected()
        self.connected = True

    async def person(
        self, name: str, *, language: str = "en", zone: str = "Europe/Paris", admin: bool = False
    ) -> SlackPerson:
        person = self.play.add_person(name, tz=zone, locale=LOCALES[language], admin=admin)
        for channel in self.channels:
            await person.join(channel)
        await self.settle()
        return SlackPerson(self, person)

    def seen(self, channel: str) -> Sequence[Seen]:
        return [self.as_seen(message) for message in self.play.messages(self.play.channel(channel)) if is_said(message)]

    def thread(self, seen: Seen) -> Sequence[Seen]:
        return [self.as_seen(message) for message in self.play.thread(self.play.channel(seen.channel), seen.id)[1:]]

    async def settle(self) -> None:
        if not self.connected:
            return  # what nobody acknowledges never settles
        await self.play.settled(self._settle_seconds, QUIET_SECONDS)
        await self.platform.idle()
        await self.play.settled(self._settle_seconds, QUIET_SECONDS)

    async def lose_next_answer(self) -> None:
        self.play.faults.fail("chat.postMessage", "500", done=True)

    async def forbid_pins(self) -> None:
        self.play.faults.fail("pins.add", "missing_scope", times=100)

    def make_badge(self, name: str, *people: str) -> None:
        self.groups[name] = self.play.add_group(name, people)

    def wearers(self, name: str) -> set[str]:
        group = self.groups[name]
        return set() if group.deleted else set(group.people)

    async def forbid_badges(self) -> None:
        for method in ("usergroups.users.update", "usergroups.disable", "usergroups.enable"):
            self.play.faults.fail(method, "missing_scope", times=100)

    def sent_bodies(self) -> Sequence[SentBody]:
        return [SentBody(call.method, call.body) for call in self.play.calls]

    def complaints(self) -> Sequence[str]:
        return slack_contracts.complaints((call.method, call.body) for call in self.play.calls)

    def shortcuts(self) -> dict[str, str]:
        """What Slack knows from the manifest: the callback id of each entry in the menu of messages, by its name."""
        features = manifest(self._registry, self._texts)["features"]
        return {one["name"]: one["callback_id"] for one in features["shortcuts"]}

    def as_seen(self, message: Message) -> Seen:
        return Seen(
            message.ts,
            message.channel,
            message.from_bot,
            "\n".join(words_of(message.blocks)) if message.from_bot else message.text,
            buttons_of(message.blocks),
            message.edited is not None,
            {file.name: file.content or b"" for file in [*self._in_blocks(message.blocks), *message.files]},
            message.pinned,
        )

    def _in_blocks(self, blocks: Sequence[Mapping[str, Any]]) -> Iterator[File]:
        """The uploaded pictures that blocks show."""
        for block in blocks:
            if "slack_file" in block:
                yield self.play.file(block["slack_file"]["id"])

    def view_seen(self, view: View) -> Seen:
        return Seen(view.id, "", True, "\n".join(words_of(view.blocks)), buttons_of(view.blocks))


def is_said(message: Message) -> bool:
    """Leaves out what Slack itself says: somebody joined, a topic changed."""
    return message.subtype in (None, "bot_message", "thread_broadcast", "file_share")


def words_of(value: Any) -> Iterator[str]:
    """Every word of some blocks in order, buttons left out."""
    if isinstance(value, list):
        for one in value:
            yield from words_of(one)
    if not isinstance(value, Mapping) or value.get("type") == "button":
        return
    if value.get("type") in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        yield "".join(rich_word(element) for element in value["elements"])
        return
    for name, held in value.items():
        if name in ("text", "alt_text") and isinstance(held, str):
            yield held
        else:
            yield from words_of(held)


def rich_word(element: Mapping[str, Any]) -> str:
    """One element of rich text, as its author would have typed it."""
    signs = {"user": "@", "channel": "#"}
    kind = str(element["type"])
    return f"<{signs[kind]}{element[kind + '_id']}>" if kind in signs else str(element["text"])


def buttons_of(blocks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The buttons of some blocks: the link each carries, by its label."""
    return {
        element["text"]["text"]: element["value"]
        for block in blocks
        for element in block.get("elements", [])
        if element["type"] == "button"
    }

"""What people do, and what goes wrong with Slack, while the bot dies and comes back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle

from playground import Channel, Message, Person, Playground
from tests.chaos.world import World

TOGGLE = "likes.toggle:"
EMOJI = ("heart", "+1", "clap", "tada")
SECONDS_BETWEEN_FAULTS = 0.35


def like_button(message: Message) -> str | None:
    """The button by which a message is liked, which names what it is about; None when it has none."""
    for block in message.blocks:
        for element in block.get("elements", ()):
            if str(element.get("action_id", "")).startswith(TOGGLE):
                return str(element["action_id"])
    return None


@dataclass
class Crowd:
    """People who like, each post once by the button and once by an emoji.

    `pressed`: who pressed which button, and whether they saw it acknowledged; `put`: who put an emoji on what.
    """

    world: World
    chance: random.Random
    pressed: dict[tuple[str, str], bool] = field(default_factory=dict)
    put: set[tuple[str, str, str]] = field(default_factory=set)
    _pressing: set[asyncio.Task[None]] = field(default_factory=set)

    async def like(self, likes: int, seconds: float) -> None:
        """That many likes, spread over these seconds; returns when each press was acknowledged or not."""
        for number in range(likes):
            channel, message = await self._some_post()
            person = self.chance.choice(self.world.everyone)
            if number % 2:
                await self._put(person, channel, message)
            else:
                await self._press(person, message)
            await asyncio.sleep(seconds / likes)
        await asyncio.gather(*self._pressing)

    async def _some_post(self) -> tuple[Channel, Message]:
        while True:
            channel = self.chance.choice(self.world.channels)
            posts = [message for message in channel.listed() if like_button(message)]
            if posts:
                return channel, self.chance.choice(posts)
            await asyncio.sleep(0.02)

    async def _put(self, person: Person, channel: Channel, message: Message) -> None:
        name = self.chance.choice(EMOJI)
        while (person.id, message.channel + message.ts, name) in self.put:
            channel, message = await self._some_post()
            person = self.chance.choice(self.world.everyone)
        await person.react(channel, message.ts, name)
        self.put.add((person.id, message.channel + message.ts, name))

    async def _press(self, person: Person, message: Message) -> None:
        button = like_button(message) or ""
        while (person.id, button) in self.pressed:
            person = self.chance.choice(self.world.everyone)
        self.pressed[person.id, button] = False
        task = asyncio.create_task(self._wait(person, message, button))
        self._pressing.add(task)
        task.add_done_callback(self._pressing.discard)

    async def _wait(self, person: Person, message: Message, button: str) -> None:
        outcome = await person.click(message, button)
        self.pressed[person.id, button] = outcome.ok


async def trouble(play: Playground, chance: random.Random) -> None:
    """One thing after the other goes wrong, until cancelled; then everything works again."""
    faults = play.faults
    wrong: list[Callable[[], None]] = [
        lambda: faults.fail("chat.postMessage", "500", done=False),
        lambda: faults.fail("chat.postMessage", "500", done=True),
        lambda: faults.fail("chat.postMessage", "internal_error", done=True),
        lambda: faults.drop_after("chat.postMessage", times=2),
        lambda: faults.fail("chat.postMessage", "drop"),
        lambda: faults.fail("chat.postMessage", "ratelimited", times=3),
        lambda: faults.fail("conversations.history", "500"),
        lambda: faults.fail("conversations.history", "ratelimited"),
        lambda: faults.fail("conversations.history", "drop"),
        lambda: faults.fail("conversations.replies", "drop"),
        lambda: faults.fail("chat.update", "drop", done=True),
        lambda: _tell_again(play, chance),
    ]
    chance.shuffle(wrong)
    try:
        for number, go_wrong in enumerate(cycle(wrong), start=1):
            go_wrong()
            if number % 10 == 0:
                await play.cut_sockets()
            if number % 25 == 0:
                await play.disconnect_sockets()
            await asyncio.sleep(chance.uniform(0, 2 * SECONDS_BETWEEN_FAULTS))
    finally:
        faults.clear()


def _tell_again(play: Playground, chance: random.Random) -> None:
    """An acknowledgement is lost on the way: the same events come once more."""
    told = [sent for sent in play.events if sent.acknowledged]
    for sent in chance.sample(told, min(3, len(told))):
        play.redeliver(sent)

"""A person on Slack, doing only what Slack's own client lets people do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from playground.emoji import EMOJI
from playground.model import Message, View
from playground.people import Person
from tests.platforms.bench import Chosen, OpenForm, Seen

if TYPE_CHECKING:
    from tests.platforms.slack_bench import SlackBench

VARIATION = "\ufe0f"


class SlackPerson:
    """Somebody of the bench's workspace."""

    def __init__(self, bench: SlackBench, person: Person) -> None:
        self._bench = bench
        self.person = person
        self.name = person.name
        self.external_id = person.id
        self.errors: Sequence[str] = ()
        self._replies: dict[str, str] = {}

    @property
    def form(self) -> OpenForm | None:
        if not self.person.views:
            return None
        shown = self.person.views[-1].shown
        return OpenForm(
            shown["title"]["text"], {block["block_id"]: block["label"]["text"] for block in shown["blocks"]}
        )

    @property
    def private(self) -> Sequence[Seen]:
        places = (*self._bench.channels, self.person.dm)
        shown = [message for place in places for message in self.person.ephemerals(place)]
        return [self._bench.as_seen(message) for message in sorted(shown, key=lambda message: message.ts)]

    @property
    def direct(self) -> Sequence[Seen]:
        return self._bench.seen(self.person.dm.id)

    @property
    def home(self) -> Seen | None:
        return self._bench.view_seen(self.person.home) if self.person.home else None

    async def command(self, words: str, *, channel: str | None = None) -> None:
        place = self._bench.play.channel(channel or self._bench.channel)
        outcome = await self.person.slash(place, "/learn", words)
        assert outcome.ok, outcome.error
        await self._bench.settle()

    async def press(self, seen: Seen, label: str) -> None:
        place = self._place(seen)
        outcome = await self.person.click(place, action_of(place.blocks, label))
        assert outcome.ok, outcome.error
        await self._bench.settle()

    async def fill(self, **answers: str | Chosen) -> None:
        view = self.person.views[-1]
        typed = {
            name: [self.person.hand_over(given.name, given.content)]
            if isinstance(given, Chosen)
            else value_for(view, name, given)
            for name, given in answers.items()
        }
        outcome = await self.person.submit(view, typed)
        assert outcome.ok or outcome.errors, outcome.error
        self.errors = list(outcome.errors.values())
        await self._bench.settle()

    async def react(self, seen: Seen, emoji: str) -> None:
        await self.person.react(self._bench.play.channel(seen.channel), seen.id, name_of(emoji))
        await self._bench.settle()

    async def unreact(self, seen: Seen, emoji: str) -> None:
        await self.person.unreact(self._bench.play.channel(seen.channel), seen.id, name_of(emoji))
        await self._bench.settle()

    async def reply(self, seen: Seen, words: str) -> str:
        ts = await self.person.post(self._bench.play.channel(seen.channel), words, seen.id)
        self._replies[ts] = seen.channel
        await self._bench.settle()
        return ts

    async def edit_reply(self, reply_id: str, words: str) -> None:
        await self.person.edit(self._bench.play.channel(self._replies[reply_id]), reply_id, words)
        await self._bench.settle()

    async def delete_reply(self, reply_id: str) -> None:
        await self.person.delete(self._bench.play.channel(self._replies[reply_id]), reply_id)
        await self._bench.settle()

    async def write(self, words: str, *, channel: str | None = None) -> Seen:
        place = self._bench.play.channel(channel or self._bench.channel)
        ts = await self.person.post(place, words)
        await self._bench.settle()
        return self._bench.as_seen(place.messages[ts])

    async def use(self, seen: Seen, shortcut: str) -> None:
        message = self._place(seen)
        assert isinstance(message, Message)
        outcome = await self.person.shortcut(self._bench.shortcuts()[shortcut], message)
        assert outcome.ok, outcome.error
        await self._bench.settle()

    async def open_home(self) -> None:
        await self.person.open_home()
        await self._bench.settle()

    def _place(self, seen: Seen) -> Message | View:
        """The message or the page that was seen, as it is now."""
        if not seen.channel:
            assert self.person.home is not None, "no page was opened"
            return self.person.home
        channel = self._bench.play.channel(seen.channel)
        mine = {message.ts: message for message in self.person.ephemerals(channel)}
        return mine.get(seen.id) or channel.messages[seen.id]


def action_of(blocks: Sequence[Mapping[str, Any]], label: str) -> str:
    """The action of the button with this label."""
    for block in blocks:
        for element in block.get("elements", []):
            if element["type"] == "button" and element["text"]["text"] == label:
                return str(element["action_id"])
    raise AssertionError(f"there is no button {label!r}")


def value_for(view: View, name: str, words: str) -> str | list[str]:
    """An answer in the form its field takes."""
    element = next(block["element"] for block in view.blocks if block["block_id"] == name)
    return words.split() if element["type"] == "multi_users_select" else words


def name_of(emoji: str) -> str:
    """Slack's name for a character."""
    return next(name for name, sign in EMOJI.items() if sign.rstrip(VARIATION) == emoji.rstrip(VARIATION))

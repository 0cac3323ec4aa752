"""The playground: a throwaway Slack on loopback, in memory, that a real Slack app connects to.

async with Playground() as play:
    alice = play.add_person("Alice Martin", locale="fr-FR")
    chan = play.add_channel("feedback", members=[alice])
    client = AsyncWebClient(token=play.bot_token, base_url=play.api_url)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

from playground import core as parts
from playground.delivery import ACK_SECONDS, Delivery, Sent
from playground.faults import Faults
from playground.model import Call, Channel, Control, File, Group, Json, Message, PlayError, Profile
from playground.page_finder import Page
from playground.people import Person
from playground.site import application
from playground.workspace import Workspace, handle_of


class Playground:
    """One workspace. Everything is forgotten when it stops.

    `clock`: seconds since 1970 in the workspace, which a demo may move forward; message timestamps come from it.
    `monotonic`: the clock of real lifetimes (a trigger's 3 s, a response_url's 30 min, one post a second).
    `language`: of the page's own words, "en" or "fr"; people and the app write in theirs.
    `redelivery`: seconds before each new try of an event the app did not acknowledge within `ack_seconds`.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        team_name: str = "Studio",
        bot_name: str = "Bot",
        language: str = "en",
        strict_pace: bool = False,
        redelivery: Sequence[float] = (0, 60, 300),
        ack_seconds: float = ACK_SECONDS,
        port: int = 0,
        host: str = "127.0.0.1",
    ) -> None:
        self._workspace = Workspace(clock, team_name, bot_name, language)
        self._core = parts.build(
            self._workspace, monotonic, strict_pace=strict_pace, redelivery=redelivery, ack_seconds=ack_seconds
        )
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self.people: dict[str, Person] = {}
        self._page = Page(self._core, self.people)
        self.team_id, self.team_name = self._workspace.team_id, team_name
        self.app_id, self.bot_id = self._workspace.app_id, self._workspace.bot_id
        self.bot_user_id = self._workspace.bot.id
        self.bot_token, self.app_token = self._workspace.bot_token, self._workspace.app_token
        self.signing_secret = self._workspace.signing_secret

    async def start(self) -> None:
        """Listen. The address is in `url`."""
        self._runner = web.AppRunner(
            application(self._core, self._page, self._host), access_log=None, shutdown_timeout=1.0
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._core.listen_at(f"http://{self._host}:{self._port}")

    async def stop(self) -> None:
        """Let go of everyone: pages, sockets, events still to be tried."""
        self._core.live.close()
        await self._core.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The address of the page."""
        if not self._core.base_url:
            raise PlayError("The playground has not started yet.")
        return self._core.base_url

    @property
    def api_url(self) -> str:
        """The `base_url` for slack_sdk's clients."""
        return f"{self.url}/api/"

    def add_group(self, handle: str, people: Sequence[str] = ()) -> Group:
        """A user group, with these ids in it."""
        group = Group(self._workspace.new_id("S"), handle, list(people))
        self._workspace.groups[group.id] = group
        return group

    def add_person(
        self,
        name: str,
        *,
        title: str = "",
        tz: str = "Europe/Paris",
        locale: str = "en-US",
        admin: bool = False,
        id: str | None = None,
    ) -> Person:
        """Someone new. `tz`: an IANA zone; `locale`: a tag such as fr-FR; `title`: shown under the name."""
        user_id = id or self._workspace.new_id("U")
        profile = self._workspace.add(Profile(user_id, name, handle_of(name), title, tz, locale, admin))
        self.people[user_id] = Person(self._core, profile)
        return self.people[user_id]

    def file(self, file_id: str) -> File:
        """An uploaded file. PlayError when there is none with this id."""
        found = self._workspace.files.get(file_id)
        if found is None:
            raise PlayError(f"There is no file {file_id}.")
        return found

    def add_channel(
        self,
        name: str,
        *,
        topic: str = "",
        members: Iterable[Person] = (),
        bot_is_member: bool = True,
        private: bool = False,
        id: str | None = None,
    ) -> Channel:
        """A channel that was there before the app came: nobody hears of its members joining."""
        ids = [person.id for person in members]
        creator = ids[0] if ids else self.bot_user_id
        channel = Channel(
            id or self._workspace.new_id("C"), name, topic=topic, members=ids, is_private=private, creator=creator
        )
        if bot_is_member:
            channel.members.append(self.bot_user_id)
        return self._workspace.add_channel(channel)

    @property
    def commands(self) -> list[Json]:
        """The slash commands clients offer: {command, description, usage_hint}. Empty: any may be typed."""
        return self._core.commands

    @commands.setter
    def commands(self, commands: Sequence[Json]) -> None:
        self._core.commands = list(commands)

    @property
    def shortcuts(self) -> list[Json]:
        """The message shortcuts clients offer: {callback_id, name}."""
        return self._core.shortcuts

    @shortcuts.setter
    def shortcuts(self, shortcuts: Sequence[Json]) -> None:
        self._core.shortcuts = list(shortcuts)

    @property
    def controls(self) -> list[Control]:
        """The page's own buttons."""
        return self._core.controls

    @controls.setter
    def controls(self, controls: Sequence[Control]) -> None:
        self._core.controls = list(controls)

    @property
    def guide(self) -> str:
        """What to try first, in Markdown."""
        return self._core.guide

    @guide.setter
    def guide(self, guide: str) -> None:
        self._core.guide = guide

    @property
    def subscriptions(self) -> frozenset[str] | None:
        """The events the app asked for, by their names in a manifest (message.channels …); None: all of them."""
        return self._delivery.subscriptions

    @subscriptions.setter
    def subscriptions(self, names: Iterable[str] | None) -> None:
        self._delivery.subscriptions = None if names is None else frozenset(names)

    def archive(self, channel: Channel) -> None:
        """Close a channel: it can be read, not written to."""
        channel.is_archived = True

    def channel(self, channel_id: str) -> Channel:
        """A channel or direct conversation by its id."""
        if channel_id not in self._workspace.channels:
            raise PlayError(f"There is no channel with the id {channel_id}.")
        return self._workspace.channels[channel_id]

    def messages(self, channel: Channel) -> list[Message]:
        """What a channel shows, oldest first: replies are in their threads, ephemeral messages with their person."""
        return channel.listed()

    def thread(self, channel: Channel, ts: str) -> list[Message]:
        """A thread: the message it hangs from, then the replies, oldest first."""
        return [channel.messages[ts], *channel.replies(ts)]

    @property
    def calls(self) -> list[Call]:
        """Every Web API call the app made, in order."""
        return self._core.calls

    @property
    def events(self) -> list[Sent]:
        """Every event sent to the app, in order, with how its delivery went."""
        return self._core.delivery.sent

    @property
    def faults(self) -> Faults:
        """What is made to go wrong."""
        return self._core.faults

    def redeliver(self, sent: Sent, reason: str = "timeout") -> None:
        """Send an event again, same event_id, though it was acknowledged."""
        self._core.delivery.again(sent, reason)

    async def connected(self, timeout: float = 5.0) -> bool:
        """Wait for the app's first Socket Mode connection; False when it did not come in time."""
        return await self._core.delivery.sockets.wait_until_connected(timeout)

    async def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come back by a new address: warning, refresh_requested or link_disabled."""
        await self._core.delivery.sockets.disconnect(reason)

    async def cut_sockets(self) -> None:
        """Lose every connection without a word."""
        await self._core.delivery.sockets.cut()

    async def verify_events_url(self) -> bool:
        """Do the url_verification handshake with `events_url`."""
        return await self._core.delivery.callbacks.verify_address()

    async def settled(self, timeout: float = 5.0, quiet: float = 0.1) -> None:
        """Wait until nothing is under way: no envelope without its acknowledgement, no request being answered.

        It must stay so for `quiet` seconds, since an app may go on after acknowledging; TimeoutError after `timeout`
        seconds. An event waiting for its next try is not under way.
        """
        async with asyncio.timeout(timeout):
            while True:
                before = self._activity()
                await asyncio.sleep(quiet)
                if before == self._activity() and not (self._core.requests_under_way or self._delivery.under_way):
                    return

    def _activity(self) -> int:
        return self._core.activity + self._delivery.activity

    def set_clock_note(self) -> None:
        """Tell every page what time it is in here, after `clock` was moved."""
        self._page.tell_clock()

    @property
    def _delivery(self) -> Delivery:
        return self._core.delivery

    @property
    def deliver_by(self) -> Literal["socket", "http"]:
        """The road to the app: Socket Mode, or signed posts to `events_url`."""
        return self._delivery.deliver_by

    @deliver_by.setter
    def deliver_by(self, road: Literal["socket", "http"]) -> None:
        self._delivery.deliver_by = road

    @property
    def events_url(self) -> str:
        """Where the app listens when `deliver_by` is http."""
        return self._delivery.callbacks.events_url

    @events_url.setter
    def events_url(self, address: str) -> None:
        self._delivery.callbacks.events_url = address

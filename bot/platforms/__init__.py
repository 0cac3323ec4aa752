"""What a platform folder gives the bot, and how its folders are found.

A new platform is one folder with five files: `connect` (joins the network, hears people), `inbound` (its payloads into
asks), `render` (cards into its messages), `outbound` (sends, edits, looks for a message) and `limits` (its constants).
One whose network posts to us, rather than holding a connection, is `OverHttp` too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from aiohttp.web import UrlDispatcher

from handlers.chat.asks import Ask, Profile
from handlers.chat.cards import Card
from handlers.chat.replies import Reply


@dataclass(frozen=True)
class Target:
    """Where a message goes, in the platform's own ids: a channel or a DM; `thread`: the message it continues."""

    workspace: str
    channel: str | None = None
    person: str | None = None
    thread: str | None = None


@dataclass(frozen=True)
class Posted:
    """A message the platform keeps."""

    channel: str
    message: str
    whole: bool = True
    """False: it was posted, but does not show everything yet. It must be drawn again."""


class CannotConnect(Exception):
    """The platform does not let the bot in; the sentence says what to do."""


class SendError(Exception):
    """Ways a send can end without a message known to be posted; `code` is the platform's own word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(SendError):
    """Not posted; may be posted after `seconds` (None: the sender's own backoff)."""

    def __init__(self, code: str, seconds: float | None = None) -> None:
        super().__init__(code)
        self.seconds = seconds


class Shut(TryLater):
    """Not posted, and for now nothing else will be: out of reach, or the bot is not let in any more.

    No message is at fault, so each is tried again for as long as it lasts; `what` is a sentence for the operator.
    """

    def __init__(self, code: str, seconds: float, what: str) -> None:
        super().__init__(code, seconds)
        self.what = what


class Unsure(SendError):
    """Perhaps posted: `find` must be asked before sending again."""


class Refused(SendError):
    """Not posted, and will not be however often it is tried."""


class CannotLook(SendError):
    """`find` cannot tell: what is sent again might be doubled, so a person decides."""


@dataclass(frozen=True)
class Kept:
    """A file the bot keeps, which a card names by its number (`file:12`).

    `name` is safe to send, and no other file's in its workspace; `placed` is what the platform said of its own copy, if
    it has one.
    """

    number: int
    name: str
    media_type: str
    placed: str | None


class Files(Protocol):
    """The files the bot keeps. Raises Trouble where the database cannot be used."""

    async def about(self, number: int) -> Kept | None:
        """What the file is; None when it is not there any more."""

    async def content(self, number: int) -> bytes:
        """What is in it, empty when it is not there any more."""

    async def place(self, kept: Kept, placed: str) -> None:
        """Notes what the platform says of its own copy, so that the file is not given to it again."""


class Door(Protocol):
    """The bot as a platform sees it."""

    @property
    def files(self) -> Files:
        """What cards name by a number, and platforms show."""

    async def handle(self, ask: Ask) -> Reply | None:
        """Does what was asked, once; None when it was done before. What it kept is on disk when this returns."""

    async def language_of(self, ask: Ask) -> str:
        """The language to answer this asker in."""


@dataclass(frozen=True)
class Watched:
    """A posted message whose likes and replies are read again after an absence."""

    channel: str
    message: str


@dataclass(frozen=True)
class Read:
    """What a watched message shows now: its emoji (asks of EMOJI_ADDED) and its replies (of REPLY_WRITTEN).

    A reply whose words cannot be read has empty ones. `all_emoji` and `all_replies`: every one of them is here, so what
    is kept but not here is gone from the platform; after an error, or where a limit was reached, they are False.
    """

    post: Watched
    emoji: Sequence[Ask] = ()
    replies: Sequence[Ask] = ()
    all_emoji: bool = False
    all_replies: bool = False


class Badges(Protocol):
    """What people may wear on a platform: a role of a Discord server, a place in a Slack user group, by its name.

    All raise TryLater, or Refused when there is none of that name or the bot may not; each, done twice, is as if once.
    """

    async def worn(self, workspace: str, person: str, badge: str) -> bool:
        """Whether they wear it now, whoever gave it."""

    async def give(self, workspace: str, person: str, badge: str) -> None:
        """Lets them wear it; nobody else's changes."""

    async def take(self, workspace: str, person: str, badge: str) -> None:
        """Takes it away; nobody else's changes."""


class Platform(Protocol):
    """One network people talk on. `draw` is pure; what it returns is opaque to the rest of the bot.

    Drawn messages are JSON-like bodies: the first is the message itself, the others continue it in its thread.
    """

    name: str
    seconds_between_posts: float
    """Between two messages in the same channel or to the same person."""
    seconds_between_all_posts: float
    """Between any two messages of the bot, or of the bot in one workspace if `paced_by_workspace`."""
    seconds_between_all_edits: float
    """The same between two posted messages drawn again."""
    paced_by_workspace: bool
    on_absence: Callable[[], Awaitable[None]] | None
    """Awaited, for a moment, by the platform when it finds that it could not hear for a while: what people did then
    will be read again."""

    @property
    def badges(self) -> Badges:
        """What it can be worn by, once started."""

    async def start(self, door: Door) -> None:
        """Connects and begins to hear; returns when asks can arrive. Raises CannotConnect."""

    async def stop(self) -> None:
        """Stops hearing, then closes."""

    async def is_connected(self) -> bool:
        """Whether it hears people now; False before `start` and after `stop`."""

    async def check(self) -> Sequence[str]:
        """What stops the platform from working (token, scopes, intents), a sentence each with what to do."""

    def draw(self, card: Card, language: str) -> Sequence[object]:
        """The card within this platform's limits."""

    async def send(self, target: Target, drawn: object, key: str) -> Posted:
        """Posts one drawn message, marked with `key`. Raises a SendError."""

    async def edit(self, posted: Posted, drawn: object) -> None:
        """Draws a posted message again. Raises TryLater, or Refused when it is gone."""

    async def pin(self, posted: Posted, *, on: bool) -> None:
        """Keeps a posted message at hand in its channel, or no more: one that already is as wanted, is done.

        Raises TryLater, or Refused when it is gone, may not be pinned by the bot, or there is no room for one more.
        """

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        """The message marked with `key` if the platform kept it after `since`. Raises TryLater or CannotLook."""

    async def profile(self, workspace: str, person: str) -> Profile | None:
        """What the platform says of a person; None when it does not answer or does not know them."""

    async def audience(self, workspace: str, channel: str) -> int | None:
        """How many people (not bots) are in a channel; None when unknown."""

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:
        """The likes and replies these messages have now. Takes its time, so that people's own acts never wait for it.

        A message that cannot be read is left out, or read in part.
        """


@runtime_checkable
class OverHttp(Protocol):
    """A platform that can be heard by requests to the bot's own web server (`bot/web`).

    Any process may answer any request: nothing is remembered between two. What a request tells is kept when it is
    answered; one that cannot be taken yet, or no longer, is answered 503.
    """

    def mount(self, router: UrlDispatcher) -> bool:
        """Adds its routes, which check by themselves who is asking; False when it is set up to hear otherwise."""

"""What the playground remembers: people, channels, messages, files, views, calls. Plain data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playground.words import spoken

Json = dict[str, Any]


class PlayError(ValueError):
    """Something a person cannot do here; the words are for that person (or for whoever writes the test).

    `sentence` is English and may hold {values}; the page says it in its own language.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(spoken("en", sentence, **values))
        self.sentence, self.values = sentence, values


class Refused(Exception):
    """What Slack answers with `ok: false`: its error name, and anything else it puts beside it."""

    def __init__(self, error: str, **beside: Any) -> None:
        super().__init__(error)
        self.error = error
        self.beside = beside


@dataclass
class File:
    """An uploaded file. `ready` once its bytes came and `files.completeUploadExternal` was called."""

    id: str
    name: str
    length: int
    secret: str
    alt_txt: str = ""
    title: str = ""
    content: bytes | None = None
    mimetype: str = "application/octet-stream"
    ready: bool = False
    user: str = ""
    created: int = 0
    shared_in: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class View:
    """A modal or a Home tab as Slack keeps it. `state` holds what its person has filled in so far."""

    id: str
    user: str
    shown: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, with the ids Slack gave where the app gave none."""
        blocks: list[Json] = self.shown["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """The name by which the app knows it."""
        return str(self.shown.get("callback_id") or "")


@dataclass
class Profile:
    """Someone in the workspace, the bot included. `tz` is an IANA zone, `locale` an IETF tag such as fr-FR."""

    id: str
    name: str
    handle: str
    title: str = ""
    tz: str = "Europe/Paris"
    locale: str = "en-US"
    is_admin: bool = False
    is_bot: bool = False
    color: str = "4a6fa5"
    home: View | None = None
    stack: list[View] = field(default_factory=list)
    read_up_to: dict[str, str] = field(default_factory=dict)


@dataclass
class Group:
    """People called by one handle. `deleted`: when it was disabled, in seconds since 1970; 0 while it is in use."""

    id: str
    handle: str
    people: list[str] = field(default_factory=list)
    deleted: int = 0


@dataclass
class Message:
    """One message. `reactions` keeps names in the order they came, each with the ids of those who chose it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    files: list[File] = field(default_factory=list)
    subtype: str | None = None
    from_bot: bool = False
    username: str | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    inviter: str | None = None
    state: dict[str, dict[tuple[str, str], Json]] = field(default_factory=dict)
    pinned: bool = False

    @property
    def is_reply(self) -> bool:
        """Inside a thread, not the message the thread hangs from."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A channel, a group or a direct conversation. `members` in the order they joined.

    `threads`: the replies by the ts of the message they hang from; messages come and go by `add` and `remove`.
    """

    id: str
    name: str
    kind: str = "channel"
    topic: str = ""
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    created: int = 0
    creator: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, dict[str, Message]] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)

    @property
    def is_direct(self) -> bool:
        """A conversation between two people, or a person and the bot."""
        return self.kind == "im"

    @property
    def event_kind(self) -> str:
        """What events call it: channel, group, im or mpim."""
        return "group" if self.kind == "channel" and self.is_private else self.kind

    def add(self, message: Message) -> None:
        """Put a message at the end."""
        self.messages[message.ts] = message
        if message.is_reply:
            self.threads.setdefault(message.thread_ts or "", {})[message.ts] = message

    def remove(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.ts]
        self.threads.get(message.thread_ts or "", {}).pop(message.ts, None)

    def replies(self, ts: str) -> list[Message]:
        """The replies in the thread under `ts`, oldest first."""
        return list(self.threads.get(ts, {}).values())

    def listed(self) -> list[Message]:
        """What the channel itself shows, oldest first: everything but the replies kept inside threads."""
        return [message for message in self.messages.values() if not message.is_reply or message.broadcast]


@dataclass(frozen=True)
class Call:
    """One Web API call the app made: what it sent (JSON fields decoded, token left out) and what it got back."""

    method: str
    body: Json
    status: int
    answer: Json


@dataclass(frozen=True)
class Outcome:
    """How an act of a person ended: `error` is None when all went well."""

    ok: bool
    error: str | None = None


@dataclass(frozen=True)
class SlashOutcome(Outcome):
    """How a slash command ended; `error` is `operation_timeout` when the app did not answer within 3 s."""


@dataclass(frozen=True)
class SubmitOutcome(Outcome):
    """How sending a form ended. `errors`: words per block_id. `action`: close, update, push or clear."""

    errors: dict[str, str] = field(default_factory=dict)
    action: str | None = None


@dataclass(frozen=True)
class Control:
    """A button of the page that is not Slack's: the demo's "next post", "Monday morning"."""

    id: str
    label: str
    hint: str
    run: Callable[[], Awaitable[None]]

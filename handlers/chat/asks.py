"""Asks: what a person did, said the same way for every platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.chat.routes import Link


@dataclass(frozen=True)
class Workspace:
    """One Slack team or one Discord server, as its platform names it."""

    platform: str
    external_id: str
    name: str = ""


@dataclass(frozen=True)
class Profile:
    """What the platform says of a person. `language` is one of ours or None; `zone` an IANA name or None."""

    external_id: str
    name: str
    language: str | None = None
    zone: str | None = None
    is_admin: bool = False
    is_bot: bool = False


@dataclass(frozen=True)
class Quoted:
    """The message on which a person used a shortcut, in the platform's own ids.

    `words` are its words as people read them, "" when it has none (only a picture); `author` is who wrote it, None when
    no person did (a bot, the platform itself).
    """

    words: str
    author: str | None
    channel: str
    message: str


@dataclass(frozen=True)
class Upload:
    """A file somebody put in a form, under the name they gave it; `size` in bytes, as its platform says.

    `content` is None when it is too large to be read, or could not be read in the time there is.
    """

    name: str
    size: int
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Ask:
    """Something a person did.

    `key` is the same whenever the platform tells the same act again, and only then (None: doing it twice changes
    nothing more); `link` names the route and its values; `answers` holds what was filled in a form, and `uploads` the
    files that came with it, by field: the door keeps them, for `Desk.file` to find. `channel`, `message` and
    `thread` are the platform's own ids of where it happened, when it happened somewhere. `quoted`: the
    message it is about, when it was a shortcut.
    """

    key: str | None
    workspace: Workspace
    who: str
    link: Link
    answers: Mapping[str, str] = field(default_factory=dict)
    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    language: str | None = None
    quoted: Quoted | None = None


EMOJI_ADDED = "likes.emoji_added"
"""Route of a reaction put on a message (value: the emoji as one Unicode character or `:name:`)."""
EMOJI_REMOVED = "likes.emoji_removed"
REPLY_WRITTEN = "comments.written"
"""Route of a reply in a thread (answer `words`; `Ask.thread` is the first message, `Ask.message` the reply's id)."""
REPLY_EDITED = "comments.edited"
REPLY_DELETED = "comments.deleted"
HOME_OPENED = "home.open"

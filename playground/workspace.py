"""The workspace itself: who and what is there, and the ids and timestamps it gives out."""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
import string
import unicodedata
from collections.abc import Callable

from playground.model import Channel, File, Group, Message, PlayError, Profile, Refused
from playground.words import LANGUAGES

_COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")
_LETTERS = string.ascii_uppercase + string.digits


def handle_of(name: str) -> str:
    """The short name Slack would give: lower case, no accents, dots for spaces."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", ".", plain.lower()).strip(".") or "someone"


def _lasting_id(kind: str, name: str) -> str:
    digest = hashlib.sha256(f"{kind}:{name}".encode()).digest()
    return kind + "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:10])


class Workspace:
    """Everything that is kept, in memory. Times come from `clock`, seconds since 1970, which a demo may move forward.

    The ids of the team, the app and the bot come from their names, so that an app which remembers them between two runs
    finds them again; all other ids are fresh. `language`: the page's own words.
    """

    def __init__(self, clock: Callable[[], float], team_name: str, bot_name: str, language: str) -> None:
        if language not in LANGUAGES:
            raise PlayError(f"The page does not speak {language}, only {', '.join(LANGUAGES)}.")
        self.clock = clock
        self.language = language
        self._last_ts = 0
        self._colors = itertools.cycle(_COLORS)
        self.team_name = team_name
        self.team_domain = handle_of(team_name).replace(".", "-")
        self.team_id, self.app_id, self.bot_id, bot_user = (
            _lasting_id(kind, f"{team_name}/{bot_name}") for kind in "TABU"
        )
        self.bot_token = f"xoxb-{secrets.token_hex(16)}"
        self.app_token = f"xapp-1-{self.app_id}-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.people: dict[str, Profile] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.groups: dict[str, Group] = {}
        self._direct: dict[frozenset[str], Channel] = {}
        self.bot = self.add(Profile(bot_user, bot_name, handle_of(bot_name), is_bot=True, tz="Etc/UTC"))

    def new_id(self, kind: str) -> str:
        """A fresh id: a letter for its kind (U, C, D, V, F …) and ten more, as Slack's."""
        return kind + "".join(secrets.choice(_LETTERS) for _ in range(10))

    def next_ts(self) -> str:
        """The timestamp of something happening now: unique, always later than the one before, six decimals."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def now(self) -> int:
        """Whole seconds since 1970 in here."""
        return int(self.clock())

    def add(self, profile: Profile) -> Profile:
        """Let someone in."""
        if profile.id in self.people:
            raise PlayError(f"There is already someone with the id {profile.id}.")
        profile.color = next(self._colors)
        self.people[profile.id] = profile
        return profile

    def add_channel(self, channel: Channel) -> Channel:
        """Open a channel or a conversation."""
        if channel.id in self.channels:
            raise PlayError(f"There is already a channel with the id {channel.id}.")
        channel.created = channel.created or self.now()
        self.channels[channel.id] = channel
        return channel

    def person(self, user_id: str) -> Profile:
        """Who has this id; Refused("user_not_found") when nobody has."""
        found = self.people.get(user_id)
        if found is None:
            raise Refused("user_not_found")
        return found

    def direct(self, *user_ids: str) -> Channel:
        """The conversation of exactly these people, opened when there was none yet."""
        members = frozenset(user_ids)
        if members in self._direct:
            return self._direct[members]
        kind = "im" if len(members) == 2 else "mpim"
        handles = "--".join(self.people[user].handle for user in user_ids)
        name = "directmessage" if kind == "im" else f"mpdm-{handles}-1"
        prefix = "D" if kind == "im" else "G"
        channel = Channel(self.new_id(prefix), name, kind, members=list(user_ids), is_private=True)
        self._direct[members] = self.add_channel(channel)
        return channel

    def has_direct(self, *user_ids: str) -> bool:
        """Whether these people have a conversation of their own already."""
        return frozenset(user_ids) in self._direct

    def channel_for_bot(self, channel_id: object) -> Channel:
        """The channel the app means by an id, a person's id (their direct conversation) or #name.

        Refused("channel_not_found") when there is none, or it is private and the bot is not in it: Slack makes no
        difference.
        """
        wanted = str(channel_id or "")
        if wanted in self.people and not self.people[wanted].is_bot:
            return self.direct(self.bot.id, wanted)
        named = (held for held in self.channels.values() if held.kind == "channel" and f"#{held.name}" == wanted)
        channel = self.channels.get(wanted) or next(named, None)
        if channel is None or (channel.is_private and self.bot.id not in channel.members):
            raise Refused("channel_not_found")
        return channel

    def message_for_bot(self, channel: Channel, ts: object) -> Message:
        """A message everybody in the channel sees; Refused("message_not_found") otherwise, ephemeral ones included."""
        message = channel.messages.get(str(ts or ""))
        if message is None:
            raise Refused("message_not_found")
        return message

    def bot_must_be_in(self, channel: Channel) -> None:
        """Refused("not_in_channel") or Refused("is_archived") when the bot may not write here."""
        if channel.is_archived:
            raise Refused("is_archived")
        if self.bot.id not in channel.members:
            raise Refused("not_in_channel")

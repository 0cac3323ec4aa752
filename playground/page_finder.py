"""Finding what the page speaks of: its person, the channel, the message, the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playground.core import Core
from playground.model import Channel, Message, PlayError, View
from playground.page_shapes import visible_channels
from playground.people import Person

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """The playground as the page sees it. `people`: everyone who can be played, by id."""

    core: Core
    people: Mapping[str, Person]

    @property
    def language(self) -> str:
        """Of the page's own words."""
        return self.core.workspace.language

    def person(self, said: Said) -> Person:
        """Who is meant by `as`; the first person when the page has nobody in mind yet."""
        person = self.people.get(str(said.get("as") or next(iter(self.people), "")))
        if person is None:
            raise PlayError("Nobody here has this id.")
        return person

    def channel(self, person: Person, said: Said) -> Channel:
        """A channel this person may see."""
        channel = self.core.workspace.channels.get(str(said.get("channel")))
        if channel is None or channel not in visible_channels(self.core.workspace, person.profile):
            raise PlayError("There is no such channel here.")
        return channel

    def message(self, person: Person, said: Said) -> Message:
        """A message of it, an ephemeral one of theirs included."""
        channel, ts = self.channel(person, said), str(said.get("ts"))
        for message in person.ephemerals(channel):
            if message.ts == ts:
                return message
        if ts not in channel.messages:
            raise PlayError("This message is not there any more.")
        return channel.messages[ts]

    def view(self, person: Person, said: Said) -> View:
        """A view this person has open, or their Home tab."""
        for view in [*person.views, *([person.home] if person.home is not None else [])]:
            if view.id == said.get("view_id"):
                return view
        raise PlayError("This view is not open any more.")

    def place(self, person: Person, said: Said) -> Message | View:
        """Where an element is: a view, or a message."""
        return self.view(person, said) if said.get("view_id") else self.message(person, said)

    def clock(self, person: Person | None = None) -> str:
        """What time it is in here, where this person lives."""
        zone = ZoneInfo(person.profile.tz if person is not None else "Etc/UTC")
        return datetime.fromtimestamp(self.core.workspace.clock(), zone).isoformat(timespec="seconds")

    def tell_clock(self) -> None:
        """Tell every page what time it is now."""
        for user_id in self.core.live.people_watching():
            self.core.live.tell(user_id, {"type": "clock", "clock": self.clock(self.people.get(user_id))})

"""Drawing a message owed: who reads it, in which language, what it says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.platforms import Platform, Target
from handlers.chat.cards import Card
from handlers.chat.routes import Registry, read_link
from storage import outbox, people
from storage.database import Database
from storage.outbox import Delivery


@dataclass(frozen=True)
class Drawn:
    """A message as its platform will show it: `bodies` (the message, then what continues it); None: nothing to say.

    `revision` is what it shows: if the delivery's is higher by the time it is posted, it must be drawn again.
    """

    platform: Platform
    target: Target
    bodies: Sequence[object] | None
    revision: int

    def body(self, part: int) -> object:
        """The body of this part; the last one when there are fewer by now."""
        bodies = self.bodies or ()
        return bodies[min(part, len(bodies) - 1)]


class Drawing:
    """Reads what a message shows and has its platform draw it."""

    def __init__(self, database: Database, registry: Registry, platforms: Mapping[str, Platform]) -> None:
        self._database = database
        self._registry = registry
        self._platforms = platforms

    async def draw(self, delivery: Delivery) -> Drawn:
        """What the delivery, just claimed, shows now: what has changed since only makes it be drawn once more."""
        async with self._database.reading() as db:
            workspace = await people.workspace_by_id(db, delivery.workspace_id)
            person, language = None, delivery.language
            if delivery.member_id is not None:
                member = await people.member_by_id(db, delivery.member_id)
                person, language = member.external_id, member.language or delivery.language
            thread = (await outbox.by_id(db, delivery.parent_id)).posted_id if delivery.parent_id else None
            link = read_link(delivery.draw)
            message = self._registry.messages[link.route]
            card: Card | None = await message.draw(db, **message.values_from(link))
        platform = self._platforms[workspace.platform]
        target = Target(workspace.external_id, delivery.channel, person, thread)
        return Drawn(platform, target, platform.draw(card, language) if card else None, delivery.revision)

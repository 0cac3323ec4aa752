"""Drawing messages owed: who reads them, in which language, what they say now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot.platforms import Platform, Target
from handlers.chat.cards import Card
from handlers.chat.routes import Registry, read_link
from storage import outbox, people
from storage.database import Database, Db
from storage.outbox import Delivery
from storage.people import Workspace

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Drawn:
    """A message as its platform will show it: `bodies` (the message, then what continues it); none: nothing to say.

    `revision` is what it shows: if the delivery's is higher by the time it is posted, it must be drawn again.
    """

    platform: Platform
    target: Target
    bodies: Sequence[object]
    revision: int

    def body(self, part: int) -> object:
        """The body of this part; the last one when there are fewer by now."""
        return self.bodies[min(part, len(self.bodies) - 1)]


@dataclass(frozen=True)
class _Said:
    """What a message says, and to whom."""

    platform: Platform
    target: Target
    card: Card | None
    language: str


class Drawing:
    """Reads what messages show and has their platforms draw them."""

    def __init__(self, database: Database, registry: Registry, platforms: Mapping[str, Platform]) -> None:
        self._database = database
        self._registry = registry
        self._platforms = platforms

    async def draw(self, deliveries: Sequence[Delivery]) -> Sequence[tuple[Delivery, Drawn | None]]:
        """What deliveries just claimed show now; None for one that cannot be drawn, which stops no other.

        What has changed since only makes it be drawn once more.
        """
        drawn: list[tuple[Delivery, Drawn | None]] = []
        for delivery, said in zip(deliveries, await self._read(deliveries), strict=True):
            drawn.append((delivery, None if said is None else self._drawn(delivery, said)))
            await asyncio.sleep(0)  # a person's click passes between two drawings
        return drawn

    def _drawn(self, delivery: Delivery, said: _Said) -> Drawn | None:
        try:
            bodies = said.platform.draw(said.card, said.language) if said.card else ()
        except Exception:  # as when it cannot be read
            log.exception("delivery.not_drawn", delivery=delivery.id)
            return None
        return Drawn(said.platform, said.target, bodies, delivery.revision)

    async def _read(self, deliveries: Sequence[Delivery]) -> Sequence[_Said | None]:
        """What they say, read together: one view of the database, in which what they share is read once."""
        try:
            async with self._database.reading() as db:
                spaces = await people.workspaces(db, {delivery.workspace_id for delivery in deliveries})
                by_id = {space.id: space for space in spaces}
                return [await self._said(db, delivery, by_id[delivery.workspace_id]) for delivery in deliveries]
        except Exception:  # noqa: BLE001 - whose fault it is is found by reading each apart
            return [await self._read_apart(delivery) for delivery in deliveries]

    async def _read_apart(self, delivery: Delivery) -> _Said | None:
        try:
            async with self._database.reading() as db:
                return await self._said(db, delivery, await people.workspace_by_id(db, delivery.workspace_id))
        except Exception:  # it is tried again later
            log.exception("delivery.not_drawn", delivery=delivery.id)
            return None

    async def _said(self, db: Db, delivery: Delivery, workspace: Workspace) -> _Said:
        person, language = None, delivery.language
        if delivery.member_id is not None:
            member = await people.member_by_id(db, delivery.member_id)
            person, language = member.external_id, member.language or delivery.language
        thread = (await outbox.by_id(db, delivery.parent_id)).posted_id if delivery.parent_id else None
        link = read_link(delivery.draw)
        message = self._registry.messages[link.route]
        card: Card | None = await message.draw(db, **message.values_from(link))
        target = Target(workspace.external_id, delivery.channel, person, thread)
        return _Said(self._platforms[workspace.platform], target, card, language)

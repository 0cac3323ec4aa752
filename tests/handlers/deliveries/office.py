"""A theatre whose messages leave through the real sender, for a chat that refuses what it is told to refuse."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import update

from bot.delivery import Sender
from handlers.chat.cards import Buttons, Card
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Link, registry, to
from storage import capsules, outbox, people
from storage.capsules import Source
from storage.database import Database
from storage.outbox import FAILED, Delivery
from tests.bot.stub_platform import StubPlatform
from tests.conftest import StillClock
from tests.handlers.theatre import HERE, Theatre

TITLE = "Say what you saw"


class Office(Theatre):
    """The theatre and its chat."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        super().__init__(database, clock)
        self.chat = StubPlatform(name=HERE.platform)

    async def flow(self, steps: int = 400) -> None:
        """A process sends until nothing more can be sent now, then stops."""
        sender = Sender(self.database, registry, {HERE.platform: self.chat}, self.clock)
        await sender.start()
        for _ in range(steps):
            if await sender.is_idle():
                break
            sender.wake()
            await asyncio.sleep(0.005)
        await sender.stop()

    async def capsule(self) -> int:
        """A capsule to post."""
        source = Source("test/1", None, TITLE, "Facts", "text", "Look first.", "", 1, "easy", "en", "d")
        async with self.database.transaction() as db:
            return (await capsules.keep(db, [source], self.clock.now()))[source.origin][0]

    async def post_capsule(self) -> None:
        """Amina posts a capsule in the home channel."""
        await self.press("amina", "schedules.post_now", self.community_id, await self.capsule())

    async def fail(
        self, about: str, draw: Link, code: str = "is_archived", *, to_member: str | None = None, part: int = 0
    ) -> int:
        """A message to the home channel, or to a member, given up for this reason."""
        member = await self.member(to_member) if to_member else None
        async with self.database.transaction() as db:
            space = await people.workspace(db, HERE.platform, HERE.external_id)
            await outbox.owe(
                db,
                about=about,
                draw=str(draw),
                workspace_id=space.id,
                due_at=self.clock.now(),
                language="en",
                channel=None if member else "C1",
                member_id=member.id if member else None,
                community_id=self.community_id,
                at_once=True,
            )
            failed = (
                update(Delivery)
                .where(Delivery.about == about)
                .values(state=FAILED, failure=code, attempts=1, part=part)
            )
            failed = failed.values(first_try_at=self.clock.now() - timedelta(minutes=5))
            return (await db.scalars(failed.returning(Delivery.id))).one()

    async def fail_many(self, number: int) -> list[int]:
        """So many comments, the oldest first."""
        return [await self.fail(f"c{one}", to("comments.posted", one)) for one in range(number)]

    async def state(self, delivery_id: int) -> Delivery:
        async with self.database.reading() as db:
            return await outbox.by_id(db, delivery_id)


def shown(reply: Reply | None) -> Card:
    """The card of the list."""
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply.what
    return reply.what


def pressed(card: Card, route: str) -> list[tuple[int | str, ...]]:
    """What each button of a card that leads to this route carries."""
    buttons = [button for part in card.parts if isinstance(part, Buttons) for button in part.row]
    return [button.to.values for button in buttons if button.to.route == route]

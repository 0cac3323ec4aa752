"""A community in Paris, whose members receive its capsules in direct messages, each on their own clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from handlers.chat.asks import Ask, Profile
from handlers.chat.cards import Buttons, Card
from handlers.chat.replies import Reply
from handlers.chat.routes import Link, read_link, registry
from handlers.chat.words import Say
from storage import people
from storage.database import Database
from storage.outbox import Delivery
from storage.people import Known, Member
from storage.receiving import Subscription
from tests.asking import ask
from tests.conftest import StillClock
from tests.handlers.capsules.stage import HERE, LINA, NAMES, Shown, Stage, at


class Letters(Stage):
    """Lina is in Lisbon, one hour behind Paris; everybody else is in Paris."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        super().__init__(database, clock)
        self.zones: dict[str, str | None] = {LINA: "Europe/Lisbon"}

    async def _profile(self, ask: Ask) -> Profile:
        return Profile(ask.who, NAMES[ask.who], "en", self.zones.get(ask.who, "Europe/Paris"))

    async def member(self, who: str = LINA) -> Member:
        async with self.database.transaction() as db:
            space = await people.workspace(db, HERE.platform, HERE.external_id)
            return await people.member(db, space.id, who)

    async def moves_to(self, zone: str, who: str = LINA) -> None:
        """The platform tells another zone of somebody."""
        self.zones[who] = zone
        async with self.database.transaction() as db:
            space = await people.workspace(db, HERE.platform, HERE.external_id)
            member = await people.member(db, space.id, who)
            await people.refresh(db, member, Known(who, NAMES[who], "en", zone, is_admin=False), self.clock.now())

    async def receives(self, who: str = LINA, subscription_id: int | None = None, **answers: str) -> Reply | None:
        """Somebody fills in the form."""
        filled = {"community": str(self.community_id), "hour": "8:30", "rhythm": "workdays", "earlier": "no"}
        values = () if subscription_id is None else (subscription_id,)
        return await self.ask("receiving.keep", *values, who=who, answers=filled | answers)

    async def subscriptions(self) -> Sequence[Subscription]:
        async with self.database.reading() as db:
            return (await db.scalars(select(Subscription).order_by(Subscription.id))).all()

    async def posts(self, *titles: str, community_id: int | None = None) -> None:
        """Capsules are posted in the community, a minute apart."""
        for title in titles:
            self.clock.move_to(self.clock.now() + timedelta(minutes=1))
            await self.ask("schedules.post_now", community_id or self.community_id, await self.capsule(title))
        await self.deliver()

    async def comes(self, when: str | datetime) -> int:
        """Time passes until then (`2026-11-24 08:30`, UTC); how many things were looked at."""
        self.clock.move_to(at(when) if isinstance(when, str) else when)
        total = 0
        while True:
            async with self.database.transaction() as db:
                done = await ask(db, "receiving", self.clock.now())
            if not done:
                await self.deliver()
                return total
            total += done

    async def letters(self, who: str = LINA) -> list[Delivery]:
        """The capsules owed or sent to somebody."""
        number = (await self.member(who)).id
        async with self.database.reading() as db:
            wanted = select(Delivery).where(Delivery.member_id == number, Delivery.draw.startswith("receiving."))
            return list((await db.scalars(wanted.order_by(Delivery.id))).all())

    async def received(self, who: str = LINA) -> list[str]:
        """The titles of the capsules sent to somebody, oldest first."""
        return [_title(await self.drawn(one)) for one in await self.letters(who) if one.state == "sent"]

    async def drawn(self, delivery: Delivery) -> Card | None:
        link = read_link(delivery.draw)
        message = registry.messages[link.route]
        async with self.database.reading() as db:
            card: Card | None = await message.draw(db, **message.values_from(link))
            return card

    async def last(self, who: str = LINA) -> Shown:
        """The last capsule sent to somebody."""
        delivery = (await self.letters(who))[-1]
        card = await self.drawn(delivery)
        assert card is not None
        return Shown(delivery, card)

    async def presses(self, card: Card, key: str, who: str = LINA, **more: object) -> Reply | None:
        """The button of a card that has this label."""
        link = link_of(card, key)
        return await self.ask(link.route, *link.values, who=who, **more)


def link_of(card: Card, key: str) -> Link:
    """Where the first button with this label leads."""
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    return next(one.to for row in rows for one in row if isinstance(one.label, Say) and one.label.key == key)


def _title(card: Card | None) -> str:
    assert card is not None
    assert isinstance(card.summary, Say)
    return str(card.summary.values.get("title", card.summary.key))

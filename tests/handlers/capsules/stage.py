"""A community with its animator, the real door before it, and a sender that draws and "posts" what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.dispatch import Dispatch
from handlers import load
from handlers.chat.asks import Ask, Profile, Workspace
from handlers.chat.cards import Card, Text
from handlers.chat.forms import Form
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Atom, Link, read_link, registry
from handlers.chat.words import Say, When
from storage import capsules, communities, people
from storage.capsules import Source
from storage.communities import ANIMATOR, Community
from storage.database import Database, Table
from storage.outbox import Delivery
from tests import posting
from tests.asking import ask
from tests.conftest import StillClock

HERE = Workspace("stage", "W1")
ELSEWHERE = Workspace("stage", "W2")
NAMES = {"UA": "Amina Ziani", "UL": "Lina Moreau", "UM": "Malo Petit"}
AMINA, LINA, MALO = NAMES


@dataclass(frozen=True)
class Shown:
    """A posted message: its delivery, and its card as it is drawn now."""

    delivery: Delivery
    card: Card

    @property
    def id(self) -> str:
        return self.delivery.posted_id or ""

    def says(self, key: str) -> Say:
        return said(self.card, key)


def said(card: Card, key: str) -> Say:
    """The phrase of a card that has this key, even inside another. What nobody did yet is not said: its n is 0."""
    found = [say for part in card.parts for say in _phrases(getattr(part, "words", None)) if say.key == key]
    if not found and key in ("capsules.likes", "capsules.comments"):
        return Say(key, n=0)
    assert found, f"{key} is not said by {card}"
    return found[0]


def dates_of(card: Card) -> list[datetime]:
    """The dates a card lists."""
    says = [part.words for part in card.parts if isinstance(part, Text) and isinstance(part.words, Say)]
    dates = [say.values["at"] for say in says if say.key.startswith("schedules.date")]
    return [date.at for date in dates if isinstance(date, When)]


def _phrases(line: object) -> list[Say]:
    if not isinstance(line, Say):
        return []
    return [line, *(say for value in line.values.values() for say in _phrases(value))]


class Stage:
    """What the tests of capsules, likes and comments play on."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        load()
        self.database = database
        self.clock = clock
        self.door = Dispatch(database, registry, clock, self._profile, lambda: None)
        self.community_id = 0

    async def _profile(self, ask: Ask) -> Profile:
        return Profile(ask.who, NAMES[ask.who], "en", "Europe/Paris")

    async def set_up(self) -> None:
        self.community_id = (await self.community(HERE, "Giving feedback", "C1", "Europe/Paris")).id

    async def community(self, where: Workspace, name: str, channel: str, zone: str) -> Community:
        async with self.database.transaction() as db:
            workspace = await people.workspace(db, where.platform, where.external_id)
            made = await communities.create(
                db,
                workspace_id=workspace.id,
                name=name,
                channel=channel,
                language="fr",
                zone=zone,
                now=self.clock.now(),
            )
            assert made is not None
            amina = await people.member(db, workspace.id, AMINA)
            await communities.add_role(db, made.id, amina.id, ANIMATOR)
            return made

    async def capsule(self, title: str = "Say what you saw", *, community_id: int | None = None) -> int:
        source = Source(
            f"test/{title}", community_id, title, "Facts", "text", "Look first.", "", 1, "easy", "en", title
        )
        async with self.database.transaction() as db:
            kept = await capsules.keep(db, [source], self.clock.now())
        return kept[source.origin][0]

    async def ask(self, route: str, *values: Atom, who: str = AMINA, **more: object) -> Reply | None:
        """An ask as a platform tells it: its values are still text."""
        answers = more.pop("answers", {})
        ask = Ask(
            key=more.pop("key", None),  # type: ignore[arg-type]
            workspace=more.pop("workspace", HERE),  # type: ignore[arg-type]
            who=who,
            link=Link(route, tuple(str(value) for value in values)),
            answers=answers,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )
        return await self.door.handle(ask)

    async def plan(self, capsule_id: int, **answers: str) -> Card:
        """A capsule planned as a form says, and confirmed."""
        filled = {"date": "2026-11-24", "time": "10:00", "repeats": "once"} | answers
        asked = shown_card(await self.ask("schedules.plan", self.community_id, capsule_id, answers=filled))
        confirm = next(link for link in asked.links() if link.route == "schedules.confirm")
        return shown_card(await self.ask(confirm.route, *confirm.values))

    async def keeps_apart(self, minutes: int) -> None:
        """How far apart the community's capsules are planned at least."""
        async with self.database.transaction() as db:
            community = await communities.by_id(db, self.community_id)
            assert community is not None
            community.gap_minutes = minutes

    async def tick(self) -> int:
        """One tick of the clock: batches until nothing is due."""
        total = 0
        while True:
            async with self.database.transaction() as db:
                done = await ask(db, "schedules", self.clock.now())
            if not done:
                return total
            total += done

    async def deliver(self) -> list[Shown]:
        """Sends what is owed (ids `m1`, `m2`… by delivery), then gives every message sent as it shows now."""
        async with self.database.transaction() as db:
            while claimed := await posting.claim(db, self.clock):
                for one in claimed:
                    assert await posting.posted(db, self.clock, one, one.channel or "", f"m{one.id}")
        return await self.shown()

    async def shown(self) -> list[Shown]:
        async with self.database.reading() as db:
            deliveries = (
                await db.scalars(select(Delivery).where(Delivery.state == "sent").order_by(Delivery.id))
            ).all()
            shown = []
            for delivery in deliveries:
                link = read_link(delivery.draw)
                message = registry.messages[link.route]
                shown.append(Shown(delivery, await message.draw(db, **message.values_from(link))))
            return shown

    async def posted(self, title: str = "Say what you saw") -> Shown:
        """A capsule posted now in the community."""
        capsule_id = await self.capsule(title)
        await self.ask("schedules.post_now", self.community_id, capsule_id)
        return (await self.deliver())[-1]

    async def rows(self, table: type[Table]) -> int:
        async with self.database.reading() as db:
            return (await db.scalars(select(func.count()).select_from(table))).one()

    async def again(self, subject: str) -> int:
        """How many times messages about a subject are to be drawn again."""
        async with self.database.reading() as db:
            return (await db.scalars(select(func.sum(Delivery.revision)).where(Delivery.subject == subject))).one()


def mistake(reply: Reply | None) -> tuple[str, str | None]:
    """What was wrong, and under which field."""
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Say)
    return reply.what.key, reply.field


def shown_card(reply: Reply | None) -> Card:
    assert isinstance(reply, Tell | Replace)
    assert isinstance(reply.what, Card)
    return reply.what


def opened(reply: Reply | None) -> Form:
    assert isinstance(reply, Open)
    return reply.form


def at(text: str) -> datetime:
    """`2026-11-24 09:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

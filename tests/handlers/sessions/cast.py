"""A community in Paris with its people, who speak to the bot through its one door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from sqlalchemy import select

import handlers.feedback.actions
import handlers.feedback.messages
import handlers.likes.actions
import handlers.sessions.actions
import handlers.sessions.messages  # noqa: F401 - importing a feature declares its routes and messages
from bot.dispatch import Dispatch
from handlers.chat.asks import Ask, Profile, Workspace
from handlers.chat.cards import Card
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import read_link, registry, to
from handlers.chat.words import Say
from storage import communities, people, sessions
from storage.database import Database
from storage.outbox import Delivery
from storage.people import Member
from tests.asking import ask
from tests.conftest import StillClock

HERE = Workspace("slack", "T1")
ELSEWHERE = Workspace("slack", "T2")


class Cast:
    """Amina animates "Giving feedback" in channel C1; Lina, Omar and Zoe learn; Elsa animates another workspace."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        self.database = database
        self.clock = clock
        self.community_id = 0
        self.other_community_id = 0
        self._keys = count(1)
        self._door = Dispatch(database, registry, clock, self._profile, lambda: None)

    @staticmethod
    async def _profile(ask: Ask) -> Profile | None:
        return Profile(ask.who, f"{ask.who.title()} Martin", "fr", "Europe/Paris")

    async def set_up(self) -> None:
        self.community_id = await self._community(HERE, "amina")
        self.other_community_id = await self._community(ELSEWHERE, "elsa")

    async def _community(self, where: Workspace, animator: str) -> int:
        async with self.database.transaction() as db:
            workspace = await people.workspace(db, where.platform, where.external_id)
            made = await communities.create(
                db,
                workspace_id=workspace.id,
                name="Giving feedback",
                channel="C1",
                language="fr",
                zone="Europe/Paris",
                now=self.clock.now(),
            )
            assert made is not None
            member = await people.member(db, workspace.id, animator)
            await communities.add_role(db, made.id, member.id, communities.ANIMATOR)
            return made.id

    async def say(
        self,
        who: str,
        route: str,
        *values: int | str,
        where: Workspace = HERE,
        key: str | None = None,
        filled: Mapping[str, str] | None = None,
    ) -> Reply | None:
        """What the bot answers when `who` takes a route."""
        key = key or f"ask-{next(self._keys)}"
        return await self._door.handle(Ask(key, where, who, to(route, *values), filled or {}, channel="C1"))

    async def refused(
        self, who: str, route: str, *values: int | str, where: Workspace = HERE, filled: Mapping[str, str] | None = None
    ) -> str:
        """The key of the sentence a refusal is told with."""
        reply = await self.say(who, route, *values, where=where, filled=filled)
        assert isinstance(reply, Tell), reply
        assert isinstance(reply.what, Say), reply
        return reply.what.key

    async def member(self, who: str, where: Workspace = HERE) -> Member:
        async with self.database.transaction() as db:
            workspace = await people.workspace(db, where.platform, where.external_id)
            return await people.member(db, workspace.id, who)

    async def session(self, *attendees: str, minutes: int = 60, where: Workspace = HERE) -> int:
        """A session that starts in an hour."""
        async with self.database.transaction() as db:
            community_id = self.community_id if where is HERE else self.other_community_id
            community = await communities.by_id(db, community_id)
            assert community is not None
            starts_at = self.clock.now() + timedelta(hours=1)
            made = await sessions.create(
                db,
                community=community,
                title="Donner un retour",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                created_by=None,
            )
            for who in attendees:
                member = await people.member(db, community.workspace_id, who)
                await sessions.attend(db, made.id, member.id)
            return made.id

    async def past_session(self, *attendees: str, where: Workspace = HERE) -> int:
        """A session that has just ended."""
        session_id = await self.session(*attendees, where=where)
        self.pass_time(hours=2)
        await self.tick()
        return session_id

    def pass_time(self, *, hours: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(hours=hours))

    async def tick(self) -> int:
        async with self.database.transaction() as db:
            return await ask(db, "sessions", self.clock.now())

    async def owed(self, subject: str | None = None) -> Sequence[Delivery]:
        """The messages owed, oldest first."""
        async with self.database.reading() as db:
            wanted = select(Delivery).order_by(Delivery.id)
            return (await db.scalars(wanted if subject is None else wanted.filter_by(subject=subject))).all()

    async def drawn(self, delivery: Delivery) -> Card | None:
        """What a message shows now."""
        link = read_link(delivery.draw)
        message = registry.messages[link.route]
        async with self.database.reading() as db:
            card: Card | None = await message.draw(db, **message.values_from(link))
            return card

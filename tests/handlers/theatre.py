"""A workspace at play: people speak through the one door, what is owed is posted on a wall that can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TypeVar

from sqlalchemy import select

from bot.dispatch import Dispatch
from bot.texts import Texts
from handlers import load
from handlers.chat.asks import Ask, Profile, Quoted, Workspace
from handlers.chat.cards import Buttons, Card, Document, Facts, Heading, Note, Prose, Quote, Text
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Link, read_link, registry
from handlers.chat.words import Say
from handlers.sentiment import read
from handlers.sentiment.rules import Tone, outcome
from storage import communities, feedback, people, sending, sessions, verbatims
from storage.communities import ANIMATOR, MANAGER, Community
from storage.database import Database, Db, Table
from storage.feedback import STARS
from storage.outbox import SENT, Delivery
from storage.people import Member
from storage.sessions import Session
from tests import posting
from tests.asking import ask
from tests.conftest import StillClock

Row = TypeVar("Row", bound=Table)
HERE, ELSEWHERE = Workspace("stage", "W1"), Workspace("stage", "W2")
NAMES = {
    "lina": "Lina Moreau",
    "omar": "Omar Haddad",
    "amina": "Amina Ziani",
    "bruno": "Bruno Costa",
    "mona": "Mona Keller",
    "elsa": "Elsa Berg",
}
HAPPY = "I loved this session: clear, lively and really useful, thank you so much to everybody who made it."


class Theatre:
    """Amina and Bruno animate "Giving feedback" (channel C1, in Paris), Mona manages it; Elsa animates elsewhere."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        self.features = load()
        self.database = database
        self.clock = clock
        self.texts = Texts.load(self.features.texts)
        self.wall: dict[str, str] = {}
        self.community_id = 0
        self._keys = count(1)
        self._door = Dispatch(database, registry, clock, self._profile, lambda: None)

    @staticmethod
    async def _profile(ask: Ask) -> Profile:
        return Profile(ask.who, NAMES.get(ask.who, ask.who), "en", "Europe/Paris")

    async def set_up(self) -> None:
        here = await self.community(HERE, "Giving feedback", {"amina": ANIMATOR, "bruno": ANIMATOR, "mona": MANAGER})
        self.community_id = here.id
        await self.community(ELSEWHERE, "Python, le soir", {"elsa": ANIMATOR, "amina": MANAGER})

    async def community(
        self, where: Workspace, name: str, roles: Mapping[str, str], zone: str = "Europe/Paris"
    ) -> Community:
        async with self.database.transaction() as db:
            space = await people.workspace(db, where.platform, where.external_id)
            made = await communities.create(
                db, workspace_id=space.id, name=name, channel="C1", language="en", zone=zone, now=self.clock.now()
            )
            assert made is not None
            for who, role in roles.items():
                await communities.add_role(db, made.id, (await self._member(db, space.id, who)).id, role)
        return made

    async def member(self, who: str, where: Workspace = HERE) -> Member:
        """The member, named as their platform names them."""
        async with self.database.transaction() as db:
            space = await people.workspace(db, where.platform, where.external_id)
            return await self._member(db, space.id, who)

    async def _member(self, db: Db, workspace_id: int, who: str) -> Member:
        member = await people.member(db, workspace_id, who)
        known = people.Known(who, NAMES.get(who, who), "en", "Europe/Paris", is_admin=False)
        await people.refresh(db, member, known, self.clock.now())
        return member

    async def press(
        self,
        who: str,
        route: str,
        *values: int | str,
        where: Workspace = HERE,
        filled: Mapping[str, str] | None = None,
        key: str | None = None,
        quoted: Quoted | None = None,
    ) -> Reply | None:
        """An ask as a platform tells it: its values are text."""
        link = Link(route, tuple(str(value) for value in values))
        channel = quoted.channel if quoted else "C1"
        ask = Ask(key or f"k{next(self._keys)}", where, who, link, filled or {}, channel=channel, quoted=quoted)
        return await self._door.handle(ask)

    async def told(self, who: str, route: str, *values: int | str, **more: Mapping[str, str]) -> str:
        """The key of the phrase, or the words of the card, that the asker alone is told."""
        reply = await self.press(who, route, *values, filled=more.get("filled"))
        assert isinstance(reply, Tell), reply
        return reply.what.key if isinstance(reply.what, Say) else self.read(reply.what, "en")

    async def session(self, *attendees: str, title: str = "Donner un retour") -> int:
        """A session of the community that ended an hour ago."""
        async with self.database.transaction() as db:
            community = await communities.by_id(db, self.community_id)
            assert community is not None
            ended = self.clock.now() - timedelta(hours=1)
            made = await sessions.create(
                db,
                community=community,
                title=title,
                starts_at=ended - timedelta(hours=2),
                ends_at=ended,
                created_by=None,
            )
            await sessions.end(db, made.id, self.clock.now())
        for who in attendees:
            member = await self.member(who)
            async with self.database.transaction() as db:
                await sessions.attend(db, made.id, member.id)
        return made.id

    async def say(
        self,
        who: str,
        session_id: int,
        *,
        words: str | None = HAPPY,
        stars: int = 5,
        scope: str = "team",
        tone: Tone = "happy",
    ) -> None:
        """Somebody rates a session and writes a few words about it."""
        member = await self.member(who)
        async with self.database.transaction() as db:
            now = self.clock.now()
            session = await db.get_one(Session, session_id)
            await feedback.answer(db, session=session, member_id=member.id, question=STARS, value=stars, now=now)
            if words is not None:
                reading = replace(read(words, "en"), tone=tone)
                await verbatims.keep(
                    db,
                    session_id=session_id,
                    member_id=member.id,
                    words=words,
                    scope=scope,
                    tone=tone,
                    language="en",
                    calls_for=outcome(words, stars, reading),
                    now=now,
                )

    async def tick(self, *features: str) -> int:
        """What time makes happen, then the posts and redraws that follow."""
        total = 0
        for feature in features or ("testimonials", "digests", "privacy"):
            done = 1
            while done:
                async with self.database.transaction() as db:
                    done = await ask(db, feature, self.clock.now())
                total += done
        await self.post()
        return total

    async def post(self) -> None:
        """Posts what is owed and draws again what changed, as the sender does: what is drawn None leaves no trace."""
        async with self.database.transaction() as db:
            while claimed := await posting.claim(db, self.clock):
                for one in claimed:
                    card = await self.draw(one)
                    if card is None:
                        await sending.drop(db, one, self.clock.real())
                        continue
                    self.wall[one.about] = self.read(card, "en")
                    await posting.posted(db, self.clock, one, one.channel or f"dm{one.member_id}", f"m{one.id}")
        async with self.database.transaction() as db:
            for one in await posting.changed(db, self.clock):
                card = await self.draw(one)
                if card is not None:
                    self.wall[one.about] = self.read(card, "en")
                await posting.redrawn(db, self.clock, one)

    async def draw(self, delivery: Delivery) -> Card | None:
        link = read_link(delivery.draw)
        message = registry.messages[link.route]
        async with self.database.reading() as db:
            card: Card | None = await message.draw(db, **message.values_from(link))
            return card

    def read(self, card: Card, language: str) -> str:
        """The words of a card, one part a line."""
        lines = []
        for part in card.parts:
            match part:
                case Facts(pairs):
                    lines += [" = ".join(self.texts.plain(line, language) for line in pair) for pair in pairs]
                case Quote(words, by):
                    lines.append(f"“{words}” — {self.texts.plain(by, language) if by else ''}")
                case Buttons(row):
                    lines.append(" ".join(f"[{self.texts.plain(button.label, language)}]" for button in row))
                case Prose(markdown):
                    lines.append(markdown)
                case Document(address, title):
                    lines.append(f"{self.texts.plain(title, language)} <{address}>")
                case Heading(line) | Text(line) | Note(line):
                    lines.append(self.texts.plain(line, language))
        return "\n".join(lines)

    async def rows(self, table: type[Row]) -> Sequence[Row]:
        async with self.database.reading() as db:
            return (await db.scalars(select(table))).all()

    async def owed(self, start: str) -> list[str]:
        """The facts beginning so for which a message is owed or sent."""
        async with self.database.reading() as db:
            about = await db.scalars(select(Delivery.about).where(Delivery.about.startswith(start)))
            return sorted(about.all())

    async def sent_to(self, member_id: int) -> Sequence[Delivery]:
        async with self.database.reading() as db:
            wanted = select(Delivery).where(Delivery.member_id == member_id, Delivery.state == SENT)
            return (await db.scalars(wanted)).all()

    def everything_kept(self) -> str:
        """Every row of every table, as SQL."""
        assert self.database.address.database is not None
        with closing(sqlite3.connect(self.database.address.database)) as connection:
            return "\n".join(connection.iterdump())

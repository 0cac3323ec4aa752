"""The one door: who asks, what for, once, in one transaction; mistakes become an answer in the asker's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.files import KeptFiles, keep_uploads
from bot.platforms import Files
from bot.texts import known_language
from handlers.chat.asks import Ask, Profile
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Reply, Tell
from handlers.chat.routes import BadLink, Registry, Route
from handlers.chat.words import LANGUAGES, Say
from handlers.desk import Desk
from storage import inbox, people
from storage.database import Conflict, Database, Db
from storage.people import Known, Member
from storage.troubles import Trouble

PROFILE_LASTS = timedelta(hours=12)
"""How long what a platform said of a person is trusted before it is asked again."""

MOST_TRIES = 4

FindProfile = Callable[[Ask], Awaitable[Profile | None]]

log = structlog.get_logger(__name__)


class _NotMetLately(Exception):
    """What the platform says of the asker is not known, or no longer trusted."""


class Dispatch:
    """Takes asks from every platform to the actions of the features."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        clock: Clock,
        find_profile: FindProfile,
        wake: Callable[[], None],
        public_address: str = "",
        wall_address: str = "",
    ) -> None:
        self.files: Files = KeptFiles(database)
        self._database = database
        self._registry = registry
        self._clock = clock
        self._find_profile = find_profile
        self._wake = wake
        self._public_address = public_address
        self._wall_address = wall_address

    async def handle(self, ask: Ask) -> Reply | None:
        """Does what was asked, once: it is on disk when this returns. None when it was already done.

        A wrong link is answered kindly and changes nothing. Other errors go up: nothing kept, nothing acknowledged.
        """
        ask = storable(ask)
        try:
            route = self._registry.routes[ask.link.route]
            values = route.values_from(ask.link)
        except (KeyError, BadLink):
            log.info("ask.unknown", route=ask.link.route, platform=ask.workspace.platform)
            return Tell(Say("help.outdated"))
        if not await self._concerns_us(ask, route, values):
            return Done()
        try:
            reply = await self._keep(ask, route, values)
        except Mistake as mistake:
            log.info("ask.mistake", route=route.name, mistake=mistake.say.key)
            return Tell(mistake.say, mistake.field, mistaken=True)
        if reply is not None:
            log.info("ask.done", route=route.name, platform=ask.workspace.platform)
            self._wake()
        return reply

    async def _concerns_us(self, ask: Ask, route: Route, values: dict[str, int | str]) -> bool:
        """Whether there is anything to do. Platforms tell what happens to every message, most of which are not ours."""
        if route.only_if is None:
            return True
        async with self._database.reading() as db:
            workspace = await people.find_workspace(db, ask.workspace.platform, ask.workspace.external_id)
            return workspace is not None and await route.only_if(ask, db, workspace, **values)

    async def _keep(self, ask: Ask, route: Route, values: dict[str, int | str]) -> Reply | None:
        """In one transaction, which waits for no network: for somebody not met lately it is begun again, informed."""
        try:
            return await self._in_transaction(lambda db: self._do(db, ask, route, values))
        except _NotMetLately:
            profile = await self._find_profile(ask)
        return await self._in_transaction(lambda db: self._do(db, ask, route, values, looked_up=True, profile=profile))

    async def _in_transaction(self, work: Callable[[Db], Awaitable[Reply | None]]) -> Reply | None:
        """Again when another process wrote the same rows at the same moment: nothing of the first try was kept."""
        for _ in range(MOST_TRIES - 1):
            with suppress(Conflict):
                async with self._database.transaction() as db:
                    return await work(db)
        async with self._database.transaction() as db:
            return await work(db)

    async def _do(
        self,
        db: Db,
        ask: Ask,
        route: Route,
        values: dict[str, int | str],
        *,
        looked_up: bool = False,
        profile: Profile | None = None,
    ) -> Reply | None:
        now, space = self._clock.now(), ask.workspace
        if ask.key is not None and not await inbox.first_time(db, ask.key, now):
            return None
        if route.nameless:
            workspace = await people.workspace(db, space.platform, space.external_id, space.name)
            return await route.action(ask, Desk(db, now, workspace, people.nobody(workspace)), **values)
        workspace, member = await people.met(db, space.platform, space.external_id, ask.who, space.name)
        if profile is not None:
            await people.refresh(db, member, known(profile, ask), now)
        elif not (looked_up or fresh(member, now)):
            raise _NotMetLately
        if (language := known_language(ask.language)) is not None:
            people.heard_speaking(member, language)
        desk = Desk(db, now, workspace, member, self._public_address, self._wall_address)
        await desk.check(route.who)
        return await route.action(await keep_uploads(ask, desk), desk, **values)

    async def language_of(self, ask: Ask) -> str:
        """The language to answer this asker in: theirs if known, else the one told with the ask.

        Told even when the database cannot be read, for that is what they have to be told then.
        """
        member = None
        with suppress(Trouble):
            async with self._database.reading() as db:
                member = await people.find_member(db, ask.workspace.platform, ask.workspace.external_id, ask.who)
        return (member and member.language) or known_language(ask.language) or LANGUAGES[0]


def storable(ask: Ask) -> Ask:
    """The same ask without what no database keeps, wherever somebody wrote it: the sign 0 and halves of signs."""
    link = replace(ask.link, values=tuple(_plain(one) if isinstance(one, str) else one for one in ask.link.values))
    answers = {field: _plain(words) for field, words in ask.answers.items()}
    quoted = ask.quoted and replace(ask.quoted, words=_plain(ask.quoted.words))
    return replace(ask, link=link, answers=answers, quoted=quoted)


def _plain(words: str) -> str:
    return words.replace("\0", "").encode("utf-8", "replace").decode()


def fresh(member: Member, now: datetime) -> bool:
    """Whether the platform was asked about this member recently enough."""
    return member.refreshed_at is not None and now - member.refreshed_at < PROFILE_LASTS


def known(profile: Profile, ask: Ask) -> Known:
    """A profile in storage's terms; a language it does not tell may have come with the ask."""
    language = profile.language or known_language(ask.language)
    return Known(profile.external_id, profile.name, language, profile.zone, profile.is_admin)

"""Moving the demo's time: to the next capsule, to the end of a session, to Monday morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.texts import Texts
from handlers.chat.words import Say
from playground import Control, PlayError, Playground
from storage import digests, schedules, sessions

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Paris")
A_MOMENT = timedelta(seconds=1)


def phrases() -> Texts:
    """The demo's own phrases."""
    return Texts.load({"demo": HERE / "texts.toml"})


class Travel:
    """Moves the clock where something happens, then waits until it has happened."""

    def __init__(self, app: App, playground: Playground, language: str, community_id: int) -> None:
        self._app = app
        self._playground = playground
        self._language = language
        self._community_id = community_id

    async def next_post(self) -> None:
        """To the next planned capsule."""
        async with self._app.database.reading() as db:
            planned = await schedules.next_planned_at(db, self._community_id)
        await self._go(planned, "demo.no_post")

    async def end_of_session(self) -> None:
        """To the end of the next session."""
        async with self._app.database.reading() as db:
            ends_at = await sessions.next_end(db, self._community_id)
        await self._go(ends_at, "demo.no_session")

    async def monday(self) -> None:
        """To Monday at nine, when managers get their digest; what the week still holds happens on the way."""
        monday = digests.next_digest_at(self._app.clock.now(), ZONE.key)
        while (stop := await self._before(monday)) is not None:
            await self._go(stop, "demo.no_post")
        await self._go(monday, "demo.no_post")

    async def _before(self, end: datetime) -> datetime | None:
        """The next capsule or end of session before `end`: nothing may be missed by jumping over it."""
        async with self._app.database.reading() as db:
            found = [await schedules.next_planned_at(db, self._community_id)]
            found.append(await sessions.next_end(db, self._community_id))
        return min((instant for instant in found if instant is not None and instant < end), default=None)

    async def _go(self, instant: datetime | None, nothing: str) -> None:
        if instant is None:
            raise PlayError(phrases().plain(Say(nothing), self._language))
        self._app.clock.move_to(instant + A_MOMENT)
        await self._app.settle()
        self._playground.set_clock_note()


def controls(app: App, playground: Playground, language: str, community_id: int) -> list[Control]:
    """The buttons of the page's time bar."""
    texts = phrases()
    travel = Travel(app, playground, language, community_id)
    runs = {"next_post": travel.next_post, "end_of_session": travel.end_of_session, "monday": travel.monday}
    return [
        Control(name, texts.plain(Say(f"demo.{name}"), language), texts.plain(Say(f"demo.{name}_hint"), language), run)
        for name, run in runs.items()
    ]

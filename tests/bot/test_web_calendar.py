"""The calendar over HTTP: what a calendar program gets, and the same nothing for every address that opens nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
from icalendar import Calendar

from bot.clock import Ticker
from bot.config import WebSection
from bot.dispatch import Dispatch
from bot.texts import Texts
from bot.web import calendar
from bot.web.calendar import MOST_ASKED, WITHIN_SECONDS, CalendarPage, Patience
from bot.web.health import Health
from bot.web.server import Server
from handlers import load
from handlers.chat.routes import registry
from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.calendar.test_month import a_busy_month
from tests.handlers.capsules.stage import AMINA, LINA, Stage, said, shown_card

PUBLIC = "https://portevoix.example.org"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def shape(self) -> tuple[int, dict[str, str], bytes]:
        """All of it, but for the hour."""
        return self.status, {name: value for name, value in self.headers.items() if name != "Date"}, self.body


class Visitor:
    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._address = session, f"http://127.0.0.1:{port}"

    async def get(self, path: str, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._session.get(self._address + path, headers=sent) as answer:
            return Answer(answer.status, answer.headers.copy(), await answer.read())


@asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[Visitor]:
    ticker = Ticker(stage.database, stage.clock, {}, {}, lambda: None)
    server = Server(WebSection(port=0), Health(stage.database, ticker))
    texts = Texts.load(load().texts)
    CalendarPage(stage.database, stage.clock, texts, PUBLIC).mount(server.router)
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, server.port)
    await server.close()


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Stage:
    stage = Stage(database, clock)
    await stage.set_up()
    await a_busy_month(stage)
    return stage


async def path_for(stage: Stage, who: str) -> str:
    """The address somebody is given, from its path on."""
    stage.door = Dispatch(stage.database, registry, stage.clock, stage._profile, lambda: None, PUBLIC)
    card = shown_card(await stage.ask("calendar.renew", stage.community_id, who=who))
    link = str(said(card, "calendar.address_how").values["link"])
    assert link.startswith(PUBLIC)
    return link.removeprefix(PUBLIC)


def summaries(answer: Answer) -> list[str]:
    read = Calendar.from_ical(answer.body)
    assert isinstance(read, Calendar)
    return sorted(str(event["SUMMARY"]) for event in read.events)


async def test_an_animator_follows_all_that_is_planned(stage: Stage) -> None:
    path = await path_for(stage, AMINA)
    async with served(stage) as visitor:
        answer = await visitor.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert summaries(answer) == [
        "Giving feedback, day 1",
        "Only once",
        "Only once",
        "Paused: Stopped",
        "Weekly & co",
    ]
    text = answer.body.decode()
    assert "LOCATION:Salle bleue" in text
    assert "UID:session-1@portevoix.example.org" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris" in text
    for name in ("Amina", "Ziani", "Bruno", "Costa", AMINA):
        assert name not in text


async def test_anybody_else_follows_sessions_and_what_was_posted(stage: Stage) -> None:
    path = await path_for(stage, LINA)
    async with served(stage) as visitor:
        answer = await visitor.get(path)
    assert summaries(answer) == ["Giving feedback, day 1", "Only once"]
    assert b"Weekly" not in answer.body


async def test_what_has_not_changed_is_not_sent_again(stage: Stage) -> None:
    path = await path_for(stage, AMINA)
    async with served(stage) as visitor:
        first = await visitor.get(path)
        tag = first.headers["ETag"]
        again = await visitor.get(path, If_None_Match=tag)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        await stage.plan(await stage.capsule("One more"), date="2026-11-25", time="16:00")
        changed = await visitor.get(path, If_None_Match=tag)
        assert changed.status == 200
        assert "One more" in summaries(changed)


async def test_every_address_that_opens_nothing_gets_the_same_answer(stage: Stage) -> None:
    old = await path_for(stage, AMINA)
    new = await path_for(stage, AMINA)
    stopped = await path_for(stage, LINA)
    await stage.ask("calendar.stop", stage.community_id, who=LINA)
    wrong = [
        old,
        stopped,
        "/calendar/" + "A" * 43 + ".ics",
        "/calendar/" + "A" * 42 + ".ics",
        "/calendar/" + "A" * 5000 + ".ics",
        new.removesuffix(".ics"),
        new.replace(".ics", ".ICS"),
        "/calendar/",
        "/calendar/%00%27.ics",
        "/nowhere",
    ]
    async with served(stage) as visitor:
        nothing = (await visitor.get("/nothing")).shape
        assert nothing[0] == 404
        assert [(await visitor.get(path)).shape for path in wrong] == [nothing] * len(wrong)
        assert (await visitor.get(new)).status == 200


async def test_who_asks_without_end_is_told_to_wait(stage: Stage) -> None:
    path, other = await path_for(stage, AMINA), await path_for(stage, LINA)
    unknown = "/calendar/" + "B" * 43 + ".ics"
    async with served(stage) as visitor:
        for asked, until_then in ((path, 200), (unknown, 404)):
            assert {(await visitor.get(asked)).status for _ in range(MOST_ASKED)} == {until_then}
            refused = await visitor.get(asked)
            assert refused.status == 429
            assert 0 < int(refused.headers["Retry-After"]) <= WITHIN_SECONDS
        assert (await visitor.get(other)).status == 200


async def test_a_database_that_cannot_be_read_is_no_missing_calendar(clock: StillClock) -> None:
    nowhere = Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    async with served(Stage(nowhere, clock)) as visitor:
        answer = await visitor.get("/calendar/" + "A" * 43 + ".ics")
    assert (answer.status, answer.body) == (503, b"")
    await nowhere.close()


def test_patience_comes_back_and_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "MOST_REMEMBERED", 2)
    seconds = [0.0]
    patience = Patience(lambda: seconds[0])
    assert [patience.seconds_to_wait("a") for _ in range(MOST_ASKED + 1)] == [0] * MOST_ASKED + [int(WITHIN_SECONDS)]
    seconds[0] = WITHIN_SECONDS
    assert patience.seconds_to_wait("a") == 0
    for key in ("b", "c"):
        assert [patience.seconds_to_wait(key) for _ in range(MOST_ASKED)] == [0] * MOST_ASKED
    assert [patience.seconds_to_wait("a") for _ in range(MOST_ASKED)] == [0] * MOST_ASKED
    assert patience.seconds_to_wait("c") > 0

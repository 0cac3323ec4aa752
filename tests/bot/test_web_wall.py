"""The public page: what its authors let anybody read, well formed, and gone when they take it back."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from xml.etree import ElementTree

import aiohttp
import aiohttp.web
import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it comes without types
from playwright.async_api import async_playwright
from sqlalchemy import update

from benchmarks.wall import SPACE, fill
from bot.texts import Texts
from bot.web import wall
from bot.web.wall import SECONDS_KEPT, Wall
from handlers import load
from storage import testimonials
from storage.database import Database
from tests.conftest import StillClock
from tests.playground.page_stage import ARGUMENTS, CHROMIUM

ADDRESS = "https://voices.example.org/wall"
HOSTILE = (
    "\N{RIGHT-TO-LEFT OVERRIDE}</script><script>alert(1)</script>\"'&<b onmouseover=x>*bold* {{ 7 * 7 }} @everyone]]>"
)


class Reader:
    """Somebody with a browser and no account."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self.address = session, address

    async def get(self, path: str, **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._session.get(f"{self.address}/wall/{path}", headers=sent) as answer:
            return answer.status, await answer.text(), answer


@asynccontextmanager
async def read(database: Database, clock: StillClock) -> AsyncIterator[Reader]:
    app = aiohttp.web.Application()
    Wall(database, clock, Texts.load(load().texts), ADDRESS).mount(app.router)
    runner = aiohttp.web.AppRunner(app, access_log=None)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        yield Reader(session, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()


@pytest.fixture
async def reader(database: Database, clock: StillClock) -> AsyncIterator[Reader]:
    await fill(database, 24, clock.now())
    async with read(database, clock) as reader:
        yield reader


async def test_anybody_reads_the_words_and_nothing_follows_them(reader: Reader) -> None:
    status, page, answer = await reader.get(SPACE, Accept_Language="fr-CA,fr;q=0.9,en;q=0.1")
    assert status == 200
    assert "Ce qu’on en dit après une session" in page
    assert page.count("<blockquote") == 20
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == f"public, max-age={SECONDS_KEPT}"
    assert not re.search(r"""(?:src|href)="(?:https?:)?//(?!voices\.example\.org)""", page)
    assert (await reader.get(SPACE, If_None_Match=answer.headers["ETag"], Accept_Language="fr"))[0] == 304


async def test_search_engines_read_courses_and_reviews(reader: Reader) -> None:
    _status, page, _answer = await reader.get(f"{SPACE}/course/1?language=en")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    (course,) = json.loads(found[1])["@graph"]
    assert (course["@type"], course["name"]) == ("Course", "Giving feedback, 1")
    assert {review["@type"] for review in course["review"]} == {"Review"}
    assert "aggregateRating" not in course, "nobody has rated it"
    assert {review["author"]["name"] for review in course["review"]} <= {"Lina Moreau 0", "Lina", "a learner"}


async def test_a_theme_a_course_and_a_second_page_have_addresses(reader: Reader) -> None:
    _status, page, _answer = await reader.get(f"{SPACE}?language=en")
    links = set(re.findall(r'href="(slack-T1[^"]*)"', page.replace("&amp;", "&")))
    assert len([link for link in links if "/theme/" in link]) == 4
    assert len([link for link in links if "/course/" in link]) == 8
    assert f"{SPACE}?page=2&language=en" in links
    for link in links:
        assert (await reader.get(link))[0] == 200, link


@pytest.mark.parametrize(
    "path",
    [
        "slack-T2",
        "teams-T1",
        "slack-",
        *(SPACE + end for end in ("/theme/99", "/theme/0/embed", "/course/9999999999", "/nothing")),
        *(f"{SPACE}?page={number}" for number in ("3", "0", "x", "-1")),
    ],
)
async def test_an_address_that_leads_nowhere_says_the_same_nothing(reader: Reader, path: str) -> None:
    assert (await reader.get(path))[0] == 404


async def test_the_news_are_well_formed(reader: Reader) -> None:
    status, feed, answer = await reader.get(f"{SPACE}/feed.atom")
    atom = "{http://www.w3.org/2005/Atom}"
    tree = ElementTree.fromstring(feed)  # noqa: S314 - what we have just written ourselves
    assert (status, answer.content_type, tree.tag) == (200, "application/atom+xml", f"{atom}feed")
    assert len(tree.findall(f"{atom}entry")) == 20
    assert len({one.text for one in tree.iter(f"{atom}id")}) == 21


async def test_a_few_voices_stand_in_a_frame_of_any_page_without_script(reader: Reader) -> None:
    status, page, answer = await reader.get(f"{SPACE}/theme/1/embed")
    assert status == 200
    assert page.count("<blockquote") == 5
    assert "<script" not in page
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


async def test_words_are_shown_as_written_and_never_as_markup(database: Database, clock: StillClock) -> None:
    await fill(database, 8, clock.now(), [(HOSTILE, "en")])
    async with read(database, clock) as reader:
        _status, page, _answer = await reader.get(SPACE)
        _status, feed, _answer = await reader.get(f"{SPACE}/feed.atom")
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page
    assert "49" not in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)[0]
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    said = {review["reviewBody"] for one in json.loads(found[1])["@graph"] for review in one["review"]}
    assert said == {HOSTILE}
    assert HOSTILE in {one.text for one in ElementTree.fromstring(feed).iter()}  # noqa: S314 - as above


async def test_signs_that_nobody_sees_break_neither_the_page_nor_the_news(
    database: Database, clock: StillClock
) -> None:
    await fill(database, 8, clock.now(), [("Clear\x0b, \x1b[31mlively\x08\ufffe and\nuseful", "en")])
    async with read(database, clock) as reader:
        _status, page, _answer = await reader.get(SPACE)
        _status, feed, _answer = await reader.get(f"{SPACE}/feed.atom")
    shown = "Clear, [31mlively and\nuseful"
    assert shown in page
    assert shown in {one.text for one in ElementTree.fromstring(feed).iter()}  # noqa: S314 - as above


async def test_a_page_is_kept_by_its_readers_no_longer_than_by_the_bot(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later:
        """A clock that somebody put forward."""

        ahead = 0.0

        def monotonic(self) -> float:
            return 1000.0 + self.ahead

    later = Later()
    monkeypatch.setattr(wall, "time", later)
    assert (await reader.get(SPACE))[2].headers["Cache-Control"] == "public, max-age=30"
    later.ahead = 20.0
    assert (await reader.get(SPACE))[2].headers["Cache-Control"] == "public, max-age=10"


async def test_what_is_taken_back_or_past_its_time_leaves_the_page(
    database: Database, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall, "SECONDS_KEPT", 0)
    await fill(database, 3, clock.now())
    async with read(database, clock) as reader:
        assert (await reader.get(SPACE))[1].count("<blockquote") == 3
        told = testimonials.Testimonial
        async with database.transaction() as db:
            await db.execute(update(told).where(told.id == 1).values(state="withdrawn", words=None))
            await db.execute(update(told).where(told.id == 2).values(expires_at=clock.now()))
        assert (await reader.get(SPACE))[1].count("<blockquote") == 1
        async with database.transaction() as db:
            await db.execute(update(told).values(place="workspace"))
        assert (await reader.get(SPACE))[0] == 404


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: nothing to look with")
async def test_it_is_readable_by_all_at_any_width_in_light_and_dark(reader: Reader) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for scheme, width, path in (
            ("light", 360, SPACE),
            ("dark", 1280, SPACE),
            ("light", 768, f"{SPACE}/course/2"),
            ("dark", 360, f"{SPACE}/embed"),
        ):
            page = await browser.new_page(
                viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
            )
            await page.goto(f"{reader.address}/wall/{path}")
            found = await Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            await page.close()
        await browser.close()

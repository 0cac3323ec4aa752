"""A workspace, a small app and a real browser, for the tests of the page."""

from __future__ import annotations

import shutil
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from playground import Person, Playground
from tests.playground.page_app import SmallApp

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_THE_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt-get install chromium)"),
    pytest.mark.asyncio(loop_scope="session"),
]
"""The marks of tests that look at the page: they share one browser, and so its event loop."""
HOSTILE_NAME = "Tom <img src=x onerror=\"window.broken='name'\">"


class Stage:
    """Two learners, an animator and the app in one channel. `complaints`: everything a page should not have done."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.play = Playground(team_name="Atelier", bot_name="Megaphone")
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    async def __aenter__(self) -> Self:
        await self.play.start()
        self.lea = self.play.add_person("Léa Martin", title="a learner")
        self.tom = self.play.add_person(HOSTILE_NAME, title="another learner")
        self.ana = self.play.add_person("Anaïs Roux", title="an animator")
        everyone = [self.lea, self.tom, self.ana]
        self.channel = self.play.add_channel("learning", topic="What helps", members=everyone)
        self.other_channel = self.play.add_channel("elsewhere", members=everyone)
        self.play.commands = [
            {"command": "/learn", "description": "Capsules and sessions", "usage_hint": "[help | me]"}
        ]
        self.play.shortcuts = [{"callback_id": "need", "name": "Make this a need"}]
        self.app = SmallApp(self.play)
        await self.app.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self._contexts:
            await context.close()
        await self.app.stop()
        await self.play.stop()

    async def look(self, person: Person | None = None, *, width: int = 1280, height: int = 860) -> Page:
        """A session of the browser to itself, on the page, as `person` (whoever comes first when None)."""
        context = await self._browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(8000)
        self._contexts.append(context)
        page = await context.new_page()
        self._watch(page)
        where = f"#as={person.id}&channel={self.channel.id}" if person else ""
        await page.goto(f"{self.play.url}/{where}")
        await page.get_by_role("heading", level=1, name="learning").wait_for()
        await page.locator(".messages").wait_for(state="attached")
        return page

    def cut_pages(self) -> None:
        """Lose the live line of every page; they come back by themselves."""
        self.play._core.live.close()

    def _watch(self, page: Page) -> None:
        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(message.text)

        def on_request(request: Request) -> None:
            address = urlsplit(request.url)
            if f"{address.scheme}://{address.netloc}" != self.play.url:
                self.complaints.append(f"asked {request.url}")

        page.on("console", on_console)
        page.on("request", on_request)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

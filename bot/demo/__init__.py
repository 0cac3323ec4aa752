"""The demo: the whole product in a browser, on a throwaway Slack, with a week already lived."""

from __future__ import annotations

import asyncio
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.config import BotSection, Config, SlackSection, StorageSection
from bot.demo.cast import Cast
from bot.demo.history import live_monday, set_up_community
from bot.demo.travel import controls
from bot.platforms.slack.manifest import manifest
from handlers.chat.routes import registry
from playground import Playground

ZONE = ZoneInfo("Europe/Paris")
FILE = Path("portevoix-demo.db")
HERE = Path(__file__).parent


def monday_morning(now: datetime) -> datetime:
    """Monday 08:58 of the week of `now`, in Paris: where the demo's story begins, whatever the day it is played."""
    local = now.astimezone(ZONE)
    monday = (local - timedelta(days=local.weekday())).replace(hour=8, minute=58, second=0, microsecond=0)
    return monday.astimezone(UTC)


class Demo:
    """The playground, the bot and their story, on one clock that the page can move."""

    def __init__(self, language: str, *, file: Path = FILE, port: int = 0) -> None:
        self.language = language
        self.file = file
        now = datetime.now(UTC)
        self.clock = Clock(monday_morning(now) - now)
        self.playground = Playground(
            clock=lambda: self.clock.now().timestamp(),
            team_name="Studio",
            bot_name="Portevoix",
            language=language,
            port=port,
        )
        self.cast = Cast(self.playground, language)
        self.app: App | None = None

    async def start(self) -> None:
        """Begins with an empty database, lives Monday, and stops on Tuesday at nine with everything left to try."""
        await self.playground.start()  # first: where its port is taken, another demo is using the file
        for leftover in self.file.parent.glob(f"{self.file.name}*"):
            leftover.unlink()
        self.app = App(self._config(), self.clock)
        await self.app.start()
        community_id = await set_up_community(self.app, self.cast)
        await live_monday(self.app, self.cast, community_id)
        # What a real Slack knows from the manifest.
        features = manifest(registry, self.app.texts)["features"]
        self.playground.commands = features["slash_commands"]
        self.playground.shortcuts = features["shortcuts"]
        self.playground.guide = (HERE / f"guide.{self.language}.md").read_text("utf-8")
        self.playground.controls = controls(self.app, self.playground, self.language, community_id)

    async def stop(self) -> None:
        """Stops the bot, then the throwaway Slack."""
        if self.app is not None:
            await self.app.stop()
        await self.playground.stop()

    def _config(self) -> Config:
        return Config(
            bot=BotSection(log_level="warning"),
            storage=StorageSection(address=f"sqlite+aiosqlite:///{self.file}"),
            slack=SlackSection(
                enabled=True,
                base_url=self.playground.api_url,
                bot_token=SecretStr(self.playground.bot_token),
                app_token=SecretStr(self.playground.app_token),
            ),
        )


async def run_demo(port: int, language: str, *, open_page: bool) -> int:
    """Plays the demo until Ctrl+C."""
    demo = Demo(language, port=port)
    print("Preparing a small community that has already lived a Monday…", flush=True)
    await demo.start()
    print(f"Ready: {demo.playground.url}  (Ctrl+C to stop; nothing here leaves this machine)", flush=True)
    if open_page:
        webbrowser.open(demo.playground.url)
    try:
        await asyncio.Event().wait()
    finally:
        await demo.stop()
    return 0

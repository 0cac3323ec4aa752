"""A container's health check tells a bot that lives from one that does not."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.alive import is_alive
from bot.app import App
from bot.config import Config, WebSection
from tests.bot.test_web import Heard, running, settings


async def test_where_there_is_a_web_server_it_is_asked(tmp_path: Path) -> None:
    platform = Heard()
    platform.may_start.set()
    platform.may_answer.set()
    app = App(settings(tmp_path), platforms={"stub": platform})
    async with running(app):
        assert app.web is not None
        there = Config(web=WebSection(enabled=True, port=app.web.port))
        assert await asyncio.to_thread(is_alive, there)
        await app.stop()
    assert not await asyncio.to_thread(is_alive, there)


def test_without_one_the_container_s_own_process_is_looked_at(tmp_path: Path) -> None:
    command = tmp_path / "cmdline"
    assert not is_alive(Config(), command)
    command.write_bytes(b"python\0-m\0bot\0run\0")
    assert is_alive(Config(), command)
    command.write_bytes(b"sleep\x0060\0")
    assert not is_alive(Config(), command)

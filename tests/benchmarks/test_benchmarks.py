"""The benchmarks run, and print every figure they promise; what the figures are worth is not for a test to say."""

from __future__ import annotations

import pytest

from benchmarks import clicks, idle


async def test_every_click_of_every_bot_is_acknowledged_and_told() -> None:
    size = clicks.SMALL
    bots = await clicks.measure(size)
    assert [bot.name for bot in bots] == [clicks.BARE, clicks.INSERT, clicks.LIKE, clicks.RATE]
    assert {len(bot.alone) for bot in bots} == {size.alone * size.rounds}
    assert {len(bot.together) for bot in bots} == {size.together * size.rounds}
    figures = dict(clicks.lines(bots))
    assert len(figures) == len(bots[0].figures()) * (len(bots) + 4), "each bot's own, then like and rate beside two"
    ratio, ours, theirs = (
        figures[f"{name}: p50 ms, one at a time"]
        for name in (f"{clicks.LIKE} / {clicks.INSERT}", clicks.LIKE, clicks.INSERT)
    )
    assert ratio == pytest.approx(ours / theirs)


async def test_the_idle_bot_is_weighed_beside_its_libraries() -> None:
    every = await idle.measure(idle.SMALL)
    figures = dict(idle.lines(every))
    assert len(figures) == 9, "three figures of each, and their ratios"
    assert all(value > 0 for value in figures.values())
    assert every[idle.BOT]["USS, MB"] > every[idle.IMPORTS]["USS, MB"], "the bot imports both libraries, and more"


def test_a_quantile_is_a_time_that_was_seen() -> None:
    assert clicks.quantile([0.3, 0.1, 0.2], 0.50) == 0.2
    assert clicks.quantile([0.3, 0.1, 0.2], 0.99) == 0.3

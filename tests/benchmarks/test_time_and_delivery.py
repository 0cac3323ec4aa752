"""What time and delivery cost is measured, on every database there is; what it is worth is not for a test to say."""

from __future__ import annotations

from benchmarks import campaign, deliveries, stores, ticks
from tests.postgresql import programs

DATABASES = [stores.SQLITE] if programs() is None else [stores.SQLITE, stores.POSTGRESQL]


async def test_every_message_is_sent_once_and_told_beside_the_raw_limit() -> None:
    every = await deliveries.measure(deliveries.SMALL)
    assert list(every) == DATABASES
    for name, figures in every.items():
        runs = ["1 process"] if name == stores.SQLITE else ["1 process", "2 processes"]
        for run in runs:
            rate, raw = figures[f"{run}: deliveries/s"], figures[deliveries.ALONE]
            assert rate > 0
            assert figures[f"{run} / {deliveries.ALONE}"] == rate / raw
        assert figures[deliveries.IDLE] > 0


async def test_ticks_bursts_and_lateness_are_told_beside_apscheduler() -> None:
    every = await ticks.measure(ticks.SMALL)
    assert list(every) == [*(f"{ticks.OURS} on {name}" for name in DATABASES), f"{ticks.THEIRS} on {stores.SQLITE}"]
    few, many = ticks.SMALL.held
    for figures in every.values():
        ratio = figures[f"idle tick, {many} held: ms"] / figures[f"idle tick, {few} held: ms"]
        assert figures[f"idle tick, {many} held / {few} held"] == ratio
        assert figures["due at once: ms"] > 0
    ours = [figures for name, figures in every.items() if name.startswith(ticks.OURS)]
    assert all(figures["lateness p99, ms"] >= figures["lateness p50, ms"] > 0 for figures in ours), "never too early"


async def test_the_same_hour_in_many_channels_goes_at_slacks_pace_while_clicks_are_answered() -> None:
    flow = await campaign.measure(campaign.SMALL)
    assert flow.posts == campaign.SMALL.channels * campaign.SMALL.posts
    assert flow.refused.total() == 0, "the playground refuses whoever goes faster than Slack allows"
    assert flow.out_of_order == 0
    assert flow.clicks, "every click made meanwhile was acknowledged"

"""What ambassadors wear: the same promise on every platform, and nobody else's is touched."""

from __future__ import annotations

import pytest

from bot.platforms import Refused
from handlers.pride.rules import badge_reason
from tests.platforms.bench import Bench


async def test_it_is_given_and_taken_away_and_twice_is_as_once(bench: Bench) -> None:
    lina, hugo, marc = [await bench.person(name) for name in ("Lina", "Hugo", "Marc")]
    bench.make_badge("ambassadors", hugo.external_id)
    badges, hers = bench.platform.badges, (bench.workspace, lina.external_id, "@Ambassadors")

    assert await badges.worn(bench.workspace, hugo.external_id, "ambassadors")
    for _ in range(2):
        await badges.give(*hers)
        assert await badges.worn(*hers)
        assert bench.wearers("ambassadors") == {lina.external_id, hugo.external_id}
    for _ in range(2):
        await badges.take(*hers)
        assert not await badges.worn(*hers)
        assert bench.wearers("ambassadors") == {hugo.external_id}
    await badges.take(bench.workspace, hugo.external_id, "ambassadors")
    assert bench.wearers("ambassadors") == set(), "the last one leaves too"
    await badges.give(bench.workspace, marc.external_id, "ambassadors")
    assert bench.wearers("ambassadors") == {marc.external_id}, "nobody comes back with the next one"
    assert bench.complaints() == []


async def test_what_is_not_there_or_not_allowed_is_refused(bench: Bench) -> None:
    lina, hugo = await bench.person("Lina"), await bench.person("Hugo")
    bench.make_badge("ambassadors", hugo.external_id)
    badges = bench.platform.badges

    with pytest.raises(Refused) as unknown:
        await badges.worn(bench.workspace, lina.external_id, "captains")
    await bench.forbid_badges()
    with pytest.raises(Refused) as given:
        await badges.give(bench.workspace, lina.external_id, "ambassadors")
    with pytest.raises(Refused) as taken:
        await badges.take(bench.workspace, hugo.external_id, "ambassadors")

    assert badge_reason(unknown.value.code) == "unknown"
    assert {badge_reason(refused.value.code) for refused in (given, taken)} <= {"right", "not_allowed"}
    assert bench.wearers("ambassadors") == {hugo.external_id}

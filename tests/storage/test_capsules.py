"""What is kept of capsules, whatever the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage import capsules, communities, people, schedules
from storage.capsules import Source, fold
from storage.database import Database
from tests.conftest import StillClock


def source(origin: str, title: str, digest: str = "1") -> Source:
    return Source(origin, None, title, "theme", "text", "body", "", 1, "easy", "en", digest)


@given(st.text())
def test_folded_words_stay_folded(words: str) -> None:
    assert fold(fold(words)) == fold(words)


def test_words_are_folded_as_people_search() -> None:
    assert fold("  L’Été\u00a0à  l'ŒUVRE ") == "l'ete a l'oeuvre"


async def test_one_origin_is_one_capsule_even_twice_in_a_batch(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        kept = await capsules.keep(db, [source("a", "One"), source("a", "Two", "2")], clock.now())
        assert kept["a"][1] == "added"
        assert (await capsules.by_id(db, kept["a"][0])).title == "Two"


async def test_who_planned_is_exported_then_forgotten(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        workspace = await people.workspace(db, "stage", "W1")
        member = await people.member(db, workspace.id, "UA")
        values = {"workspace_id": workspace.id, "channel": "C1", "language": "en", "zone": "UTC"}
        community = await communities.create(db, name="A", now=clock.now(), **values)  # type: ignore[arg-type]
        assert community is not None
        ((capsule_id, _became),) = (await capsules.keep(db, [source("a", "One")], clock.now())).values()
        made = await schedules.plan(
            db,
            community_id=community.id,
            capsule_id=capsule_id,
            rule="FREQ=WEEKLY",
            local_start="2026-11-25T09:00",
            zone="UTC",
            next_at=clock.now(),
            created_by=member.id,
        )
        (row,) = await schedules.export_of(db, member.id)
        assert row == {"capsule": "One", "from": "2026-11-25T09:00", "zone": "UTC", "rule": "FREQ=WEEKLY"}
        await schedules.erase_of(db, member.id)
        assert await schedules.export_of(db, member.id) == []
        assert [schedule.id for schedule, _ in await schedules.coming(db, community.id, most=5)] == [made.id]

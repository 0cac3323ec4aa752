"""Seals stand for members, and nothing else tells whose they are."""

from __future__ import annotations

from storage import seals
from storage.database import Database
from tests.conftest import EVERY_DATABASE


@EVERY_DATABASE
async def test_a_seal_is_the_same_for_a_member_and_a_session_and_another_for_everything_else(
    database: Database,
) -> None:
    async with database.reading() as db:
        first, again, other = [await seals.seal(db, member_id, 7) for member_id in (1, 1, 2)]
        assert (first, len(first)) == (again, seals.LENGTH)
        elsewhere = [await seals.seal(db, 1, 8), await seals.seal(db, 1, None), await seals.liker(db, 1, 7)]
        assert len({first, other, *elsewhere}) == 5
        assert await seals.seals(db, (1, 2), 7) == {first: 1, other: 2}
        assert set(await seals.own(db, 1, [7, 8])) >= {first, *elsewhere}
        assert other not in await seals.own(db, 1, [7, 8])

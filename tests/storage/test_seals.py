"""Seals stand for members, and nothing else tells whose they are."""

from __future__ import annotations

from storage import seals
from storage.database import Database
from tests.conftest import EVERY_DATABASE


@EVERY_DATABASE
async def test_a_seal_is_the_same_for_a_member_and_another_for_everybody_else(database: Database) -> None:
    async with database.reading() as db:
        first, again, other = [await seals.seal(db, member_id) for member_id in (1, 1, 2)]
        assert (first, len(first)) == (again, seals.LENGTH)
        assert first != other
        assert await seals.seals(db, (1, 2)) == {first: 1, other: 2}

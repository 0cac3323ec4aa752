"""What goes wrong in a statement is said without the words it carried: errors end up in logs."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from tests.conftest import EVERY_DATABASE


@EVERY_DATABASE
async def test_an_error_of_the_database_does_not_repeat_what_people_wrote(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.transaction() as db:
            await db.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "I was never at ease with him"})
    assert "at ease" not in str(caught.value)

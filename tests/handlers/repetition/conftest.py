"""A theatre with three forms of one key message, two of them quizzes, and messages said once."""

from __future__ import annotations

import pytest

from storage import capsules
from storage.capsules import Source
from storage.database import Database
from storage.formats import Choice, Quiz, written
from tests.conftest import StillClock
from tests.handlers.theatre import Theatre

SAID = "Facts before judgement."
QUIZ = written(Quiz((Choice("You are late", 0), Choice("It is 9:40", 100))))


@pytest.fixture
async def play(database: Database, clock: StillClock) -> Theatre:
    """Capsules 1 (text), 2 and 3 (quizzes) say the same; 4 (text) and 5 (a quiz) something else."""
    theatre = Theatre(database, clock)
    await theatre.set_up()
    rows = [
        ("Look first", "text", SAID, ""),
        ("Fact or not?", "quiz", f" {SAID.upper()}", QUIZ),
        ("And this one?", "quiz", SAID, QUIZ),
        ("Ask first", "text", "Ask before.", ""),
        ("Precise?", "quiz", "Thank precisely.", QUIZ),
    ]
    sources = [
        Source(f"t/{title}", None, title, "Facts", format_, "Which?", said, 1, "easy", "en", title, details)
        for title, format_, said, details in rows
    ]
    async with database.transaction() as db:
        await capsules.keep(db, sources, clock.now())
    return theatre

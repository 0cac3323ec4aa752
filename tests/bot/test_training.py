"""`bot train` as an operator types it: what it learns from, what it writes, and when it writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot import checks, config
from bot.training import NothingBetter, train
from handlers.sentiment.learned import read_weights
from handlers.sentiment.rules import Tone
from storage import communities, feedback, people, sessions, verbatims
from storage.database import Database
from tests.conftest import EVERY_DATABASE, StillClock
from tests.handlers.sentiment.jargon import STARS, said

CLEAR: dict[Tone, str] = {
    "happy": "I loved it, thank you, excellent.",
    "neutral": "Room 12.",
    "unhappy": "A waste of time, boring.",
}


async def written(database: Database, clock: StillClock, comments: Sequence[tuple[str, Tone]]) -> None:
    """One session about which each comment was written by somebody else, with its stars."""
    async with database.transaction() as db:
        workspace = await people.workspace(db, "slack", "T1")
        community = await communities.create(
            db,
            workspace_id=workspace.id,
            name="Cooks",
            channel="C1",
            language="en",
            zone="Europe/Paris",
            now=clock.now(),
        )
        assert community is not None
        first = await people.member(db, workspace.id, "first")
        session = await sessions.create(
            db,
            community=community,
            title="Soups",
            starts_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=1),
            created_by=first.id,
        )
        for number, (words, tone) in enumerate(comments):
            member = await people.member(db, workspace.id, f"U{number}")
            now, mark = clock.now(), STARS[tone]
            await feedback.answer(db, session=session, member_id=member.id, question="stars", value=mark, now=now)
            await verbatims.keep(
                db,
                session_id=session.id,
                member_id=member.id,
                words=words,
                scope="team",
                tone="neutral",
                language="en",
                calls_for="nothing",
                now=now,
            )


@EVERY_DATABASE
async def test_what_reads_better_is_written(database: Database, clock: StillClock, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    await written(database, clock, said(150))
    french, english, last = sorted(await train(database, file), key=lambda one: ("fr:" not in one, "en:" not in one))
    assert french == "fr: 0 rated comments (0 unhappy, 0 neutral, 0 happy): 120 are needed, 10 of each tone."
    assert english.startswith("en: 150 rated comments; on those kept apart while learning, macro-F1 ")
    assert english.endswith(" by the rules: kept.")
    assert last.startswith(f"Written to {file}")
    assert read_weights(file).languages["en"].comments == 150
    assert not file.with_name("weights.json.partial").exists()


async def test_what_reads_no_better_leaves_the_file_as_it_was(
    database: Database, clock: StillClock, tmp_path: Path
) -> None:
    file = tmp_path / "weights.json"
    file.write_text("as before", "utf-8")
    await written(database, clock, [(CLEAR[tone], tone) for _, tone in said(120)])
    with pytest.raises(NothingBetter, match=r"macro-F1 1\.000 learned, 1\.000 by the rules: not kept\."):
        await train(database, file)
    assert file.read_text("utf-8") == "as before"


async def test_only_words_still_kept_and_rated_teach(database: Database, clock: StillClock) -> None:
    await written(database, clock, said(5))
    async with database.transaction() as db:
        first = await people.member(db, (await people.workspace(db, "slack", "T1")).id, "U0")
        await verbatims.erase_of(db, first.id)
        assert len(await verbatims.rated_words(db, "en", 10)) == 4
        assert await verbatims.rated_words(db, "en", 1) == [(said(5)[4][0], STARS[said(5)[4][1]])]
        assert await verbatims.rated_words(db, "fr", 10) == []


async def test_a_file_of_weights_that_cannot_be_read_is_told_by_check(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    named = tmp_path / "weights.json"
    file.write_text(
        f'[storage]\naddress = "sqlite+aiosqlite:///{(tmp_path / "bot.db").as_posix()}"\n'
        f'[sentiment]\nweights = "{named.as_posix()}"\n',
        "utf-8",
    )
    assert any(str(named) in sentence for sentence in await checks.everything(config.read(file, {})))

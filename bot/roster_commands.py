"""Commands for tables of sessions: taken in, written out."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.commands import Wrong, community_named, database_of
from bot.texts import Texts
from handlers import load
from handlers.chat.tables import BadTableError
from handlers.rosters import importing, rules
from storage import communities, rosters
from storage.communities import Community
from storage.database import Database, Db
from storage.files import MOST_BYTES_OF_A_TABLE
from storage.media_types import text_in
from storage.migrate import migrate


async def import_sessions(options: argparse.Namespace) -> int:
    """Takes in the good lines of a table; the others are named."""
    texts = Texts.load(load().texts)
    text = await asyncio.to_thread(_text, options.file)
    now = datetime.now(UTC)
    async with database_of(options) as database:
        await migrate(database)
        community_id = await community_named(database, options.community)
        try:
            async with database.transaction() as db:
                community = await _community(db, community_id)
                if options.check:
                    plan = await importing.plan(db, community, text, now)
                else:
                    plan = await importing.take(db, community, text, now, by=None, announce=options.announce)
        except BadTableError as bad:
            raise Wrong(f"{options.file}: {texts.plain(bad.say, 'en')}") from bad
    print(f"{plan.sessions} sessions added, {plan.already} there already, {plan.people} people added to lists")
    for problem in plan.problems:
        print(f"- line {problem.line}: {texts.plain(problem.why, 'en')}", file=sys.stderr)
    return 2 if plan.problems else 0


async def export_sessions(options: argparse.Namespace) -> int:
    """Writes the sessions of a community, with who is on their lists, as a table."""
    async with database_of(options) as database:
        await migrate(database)
        community_id = await community_named(database, options.community)
        found, language = await _every(database, community_id)
    content = rules.write(found, language)
    try:
        await asyncio.to_thread(options.file.write_bytes, content)
    except OSError as error:
        raise Wrong(f"{options.file} cannot be written ({error.strerror}): give another place.") from error
    print(f"{options.file}: {len(found)} sessions written")
    return 0


async def _every(database: Database, community_id: int) -> tuple[list[rosters.Written], str]:
    async with database.reading() as db:
        return await rosters.every(db, community_id), (await _community(db, community_id)).language


async def _community(db: Db, community_id: int) -> Community:
    found = await communities.by_id(db, community_id)
    if found is None:
        raise Wrong("This community is gone.")
    return found


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES_OF_A_TABLE:
            raise Wrong(f"{file} is larger than {MOST_BYTES_OF_A_TABLE // 1_000_000} MB: cut it in several tables.")
        text = text_in(file.read_bytes())
    except OSError as error:
        raise Wrong(f"{file} cannot be read ({error.strerror}).") from error
    if not text:
        raise Wrong(f"{file} is not a table: save it as CSV.")
    return text


ALL: dict[str, Callable[[argparse.Namespace], Coroutine[Any, Any, int]]] = {
    "import-sessions": import_sessions,
    "export-sessions": export_sessions,
}

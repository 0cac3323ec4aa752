"""A whole database copied into an empty one, on SQLite or PostgreSQL, in either direction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import LargeBinary, delete, func, insert, select, tuple_
from sqlalchemy import Table as Columns
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.migrate import is_current, migrate
from storage.tables import Table
from storage.troubles import trouble_in

BATCH: Final = 1000
BATCH_OF_FILES: Final = 5
"""Rows that may hold several million bytes each: memory stays flat."""

_DRAWN: Final = ("seal_keys",)
"""What a migration fills by chance: the source's is copied, in the place of the target's."""

Progress = Callable[[str, int, int], None]
"""Told the table, how many of its rows are copied and how many there are."""


class CannotCopy(Exception):
    """Nothing was copied; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Copied:
    """A table, and how many rows the source and the target hold."""

    table: str
    there: int
    here: int


async def copy(source: Database, target: Database, progress: Progress) -> Sequence[Copied]:
    """Copies every row, all or nothing, and counts them on both sides. Raises CannotCopy, NotAlone or Trouble.

    The source is read as it is at one instant. A bot that runs on it must be stopped first: what is done after that
    instant is not copied. On SQLite that is checked.
    """
    if source.address == target.address:
        raise CannotCopy("This is the database the bot already uses: give the address of another one.")
    source.keep_to_itself()
    if not await is_current(source):
        raise CannotCopy("The database is of another version: run `python -m bot migrate` first.")
    await migrate(target)
    async with source.snapshot() as origin, target.changing() as goal:
        await _check_empty(goal)
        tables = Table.metadata.sorted_tables  # a table comes after those it refers to
        for table in tables:
            await _copy_table(table, origin, goal, progress)
        copied = [Copied(table.name, await _count(origin, table), await _count(goal, table)) for table in tables]
        wrong = [one for one in copied if one.there != one.here]
        if wrong:
            said = "; ".join(f"{one.table}: {one.there} rows, {one.here} copied" for one in wrong)
            raise CannotCopy(f"The copy is not whole, and was undone ({said}).")
    return copied


async def _check_empty(goal: AsyncConnection) -> None:
    for name in _DRAWN:
        await goal.execute(delete(Table.metadata.tables[name]))
    held = [table.name for table in Table.metadata.sorted_tables if await _count(goal, table)]
    if held:
        raise CannotCopy(
            f"The database to copy to is not empty (there are rows in {', '.join(held)}): give the address of an"
            " empty one."
        )


async def _count(connection: AsyncConnection, table: Columns) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def _copy_table(table: Columns, origin: AsyncConnection, goal: AsyncConnection, progress: Progress) -> None:
    total, done = await _count(origin, table), 0
    async for rows in _batches(table, origin):
        try:
            await goal.execute(insert(table), rows)
        except DBAPIError as error:
            if trouble_in(error, on_a_server=goal.dialect.name == "postgresql") is not None:
                raise
            raise CannotCopy(f"A row of {table.name} does not fit, and the copy was undone: {error.orig}") from error
        done += len(rows)
        progress(table.name, done, total)
    if done and goal.dialect.name == "postgresql":
        await _number_on(table, goal)


async def _batches(table: Columns, origin: AsyncConnection) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows by primary key: a delivery comes after the one it continues."""
    key = list(table.primary_key)
    holds_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    wanted = select(table).order_by(*key).limit(BATCH_OF_FILES if holds_files else BATCH)
    last: tuple[Any, ...] | None = None
    while True:
        after = wanted if last is None else wanted.where(tuple_(*key) > tuple_(*last))
        rows = [dict(row) for row in (await origin.execute(after)).mappings()]
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][column.name] for column in key)


async def _number_on(table: Columns, goal: AsyncConnection) -> None:
    """PostgreSQL numbers new rows by a sequence, which rows that bring their number do not move."""
    column = table.autoincrement_column
    if column is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        await goal.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))

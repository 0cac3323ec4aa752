"""What the bot waits for: whether anything has come, of many things, asked of the database in one statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, literal_column, or_, select
from sqlalchemy.sql.visitors import iterate

from storage.database import Db, UtcTime

_ONE: ColumnElement[int] = literal_column("1")
"""Literal: PostgreSQL plans for what it does not know as for many rows."""


@dataclass(frozen=True)
class Instant:
    """The present, or some time before or after it, in a query that is written once for whenever it is run."""

    later: timedelta = timedelta()

    def __add__(self, time: timedelta) -> Instant:
        return Instant(self.later + time)

    def __sub__(self, time: timedelta) -> Instant:
        return Instant(self.later - time)

    def __clause_element__(self) -> BindParameter[datetime]:
        """How SQLAlchemy reads it, wherever a date may stand; `later` is its value until the present is known."""
        side = "before" if self.later < timedelta() else "after"
        later: Any = self.later
        return bindparam(f"{side}_{abs(self.later) // timedelta(microseconds=1)}", later, type_=UtcTime())


Whenever = datetime | Instant
"""When a query is about: at a date, or at the present of whenever it is run."""

Query = Select[*tuple[Any, ...]]
"""A query that finds something when there is something to do, ordered as one of the indexes it may read."""

Wait = Query | Callable[[Whenever], Query]
"""Something one waits for: it may be there at any time, or time brings it."""

Waits = tuple[Wait, ...]
"""What somebody waits for: any of these."""


class Waiting:
    """Those who wait, by name, each for any of several things."""

    def __init__(self, waits: Mapping[str, Waits]) -> None:
        self._names = tuple(waits)
        self._question = select(*(or_(*map(_is_there, wait)) for wait in waits.values()))
        bound = [one for one in iterate(self._question) if isinstance(one, BindParameter)]
        self._laters = {one.key: one.value for one in bound if isinstance(one.value, timedelta)}

    async def in_vain(self, db: Db, now: datetime) -> set[str]:
        """Who waits for nothing that is there at `now`. One statement, compiled once."""
        if not self._names:
            return set()
        instants = {key: now + later for key, later in self._laters.items()}
        row = (await db.execute(self._question, instants)).one()
        return {name for name, is_there in zip(self._names, row, strict=True) if not is_there}


def _is_there(wait: Wait) -> ColumnElement[bool]:
    """Not as EXISTS: PostgreSQL then forgets the order, and reads the whole table to find that nothing has come."""
    query = wait if isinstance(wait, Select) else wait(Instant())
    first = query.with_only_columns(_ONE, maintain_column_froms=True).limit(_ONE)
    return first.scalar_subquery().is_not(None)

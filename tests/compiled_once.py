"""What SQLAlchemy has compiled for the database of one test serves the next ones, as in a bot that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Dialect, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

STATEMENTS = 5000
"""More than the whole suite says: none is compiled twice."""


def sharing() -> Callable[..., AsyncEngine]:
    """Makes engines as SQLAlchemy does: on a kind of database one has connected to, with its dialect and statements.

    SQLAlchemy finds a compiled statement again by the dialect it was compiled for: one engine, one dialect.
    """
    known: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}

    def engine(*address: Any, **options: Any) -> AsyncEngine:
        made = create_async_engine(*address, **options)
        inner = made.sync_engine
        name = inner.dialect.name

        def remember(*_: object) -> None:
            known.setdefault(name, (inner.dialect, LRUCache(STATEMENTS)))

        if name in known:
            inner.dialect, inner._compiled_cache = known[name]
        else:
            event.listen(inner, "connect", remember, once=True)  # the dialect has asked the server who it is by then
        return made

    return engine


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.database.create_async_engine", sharing())
        yield

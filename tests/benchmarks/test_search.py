"""Searches are measured on every database there is, beside its bare index."""

from __future__ import annotations

from benchmarks import search, stores
from tests.postgresql import programs

DATABASES = [stores.SQLITE] if programs() is None else [stores.SQLITE, stores.POSTGRESQL]


async def test_every_kind_of_question_is_told_beside_the_bare_index() -> None:
    every = await search.measure(search.SMALL)
    assert list(every) == DATABASES
    for figures in every.values():
        assert figures[search.INDEXING] > 0
        for kind in ("two words", "a common word", "a slip", "nothing found"):
            for share in ("p50", "p95"):
                ours, bare = figures[f"{kind}: {share} ms"], figures[f"{kind}, {search.BARE}: {share} ms"]
                assert figures[f"{kind} / {search.BARE}: {share}"] == ours / bare

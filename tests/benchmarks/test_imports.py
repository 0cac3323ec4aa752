"""An import is measured on every database there is, whole; what the figures are worth is not for a test to say."""

from __future__ import annotations

from benchmarks import imports, stores
from tests.postgresql import programs

DATABASES = [stores.SQLITE] if programs() is None else [stores.SQLITE, stores.POSTGRESQL]


async def test_imports_are_told_beside_a_bare_insert() -> None:
    every = await imports.measure(imports.SMALL)
    assert list(every) == DATABASES
    for figures in every.values():
        ours, bare = figures["Markdown: capsules/s"], figures[imports.BARE]
        assert figures[f"Markdown / {imports.BARE}"] == ours / bare
        assert figures["GIFT: capsules/s"] > 0
        assert figures["memory, Markdown: MB grown"] >= figures["memory, Markdown: MB grown after the first half"] >= 0

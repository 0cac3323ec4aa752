"""What a search costs: a learner's questions to ten thousand capsules, beside the database's bare index, in one run.

    python -m benchmarks search

The words are made up, as frequent as words of a language are (Zipf), their endings French or English. Half of the
capsules were posted in the learner's workspace, the others are kept for later. The bare question is asked of the same
index with nothing but the driver: no slip forgiven, nobody's rights looked at, five numbers and not five documents.
Both are asked in turn, so that noise hits them alike.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg  # type: ignore[import-untyped]  # it comes without types
from sqlalchemy import text

from benchmarks.clicks import quantile
from benchmarks.stores import Store, insert_many, opened, stores
from storage import people, search
from storage.database import Database
from storage.outbox import SENT, Delivery
from storage.search import Entry, Reader
from storage.search_engines import FTS
from storage.words import sought

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PAGE = 5
SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in ("a", "e", "i", "o", "u", "é", "ou", "an")]
ENDINGS = ("", "", "s", "er", "ation", "ing", "ées")
BARE, INDEXING = "bare", "documents indexed a second"

Figures = dict[str, float]
Bare = Callable[[str], Awaitable[object]]


@dataclass(frozen=True)
class Size:
    """Capsules; words each, and different words in all; questions of each kind; documents told at once."""

    documents: int = 10_000
    length: int = 120
    vocabulary: int = 10_000
    questions: int = 300
    batch: int = 100


SMALL = Size(documents=60, length=20, vocabulary=200, questions=5, batch=30)


class Writer:
    """Makes up words, capsules and questions, the same in every run."""

    def __init__(self, size: Size) -> None:
        self._chance = random.Random(4)
        count = range(size.vocabulary)
        stems = ["".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 4))) for _ in count]
        self.words = [stem + self._chance.choice(ENDINGS) for stem in stems]
        self._weights = [1 / (rank + 10) for rank in count]
        self._length = size.length

    def text(self, length: int) -> str:
        return " ".join(self._chance.choices(self.words, self._weights, k=length))

    def entry(self, number: int) -> Entry:
        language = "fr" if number % 2 else "en"
        return Entry(f"capsule:{number}", language, self.text(5), self.text(2), self.text(self._length))

    def rare(self) -> str:
        """Two words as they may stand together in a few capsules."""
        return " ".join(self._chance.choices(self.words, self._weights, k=2))

    def common(self) -> str:
        """One of the hundred commonest words: a tenth of all capsules hold it, or more."""
        return self._chance.choice(self.words[:100])

    def slipped(self) -> str:
        """A word with two letters swapped."""
        word = self._chance.choice([word for word in self.words[:2000] if len(word) > 6])
        at = self._chance.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def unknown(self) -> str:
        """A word that stands nowhere."""
        return "xqz" + self._chance.choice(self.words)


async def filled(database: Database, writer: Writer, size: Size) -> tuple[Reader, float]:
    """A learner, in a workspace where every other capsule was posted; documents indexed a second."""
    async with database.transaction() as db:
        space = await people.workspace(db, "stub", "W1")
        reader = Reader(space.id, (await people.member(db, space.id, "U1")).id)
    seconds = 0.0
    for first in range(0, size.documents, size.batch):
        entries = [writer.entry(number) for number in range(first, first + size.batch)]
        before = time.perf_counter()
        async with database.transaction() as db:
            await search.index(db, entries)
        seconds += time.perf_counter() - before
    await insert_many(database, Delivery, [_posted(number, space.id) for number in range(0, size.documents, 2)])
    if not database.is_sqlite:
        async with database.transaction() as db:
            await db.execute(text("ANALYZE documents"))
            await db.execute(text("ANALYZE known_words"))
    return reader, size.documents / seconds


def _posted(number: int, workspace_id: int) -> Mapping[str, object]:
    return {
        "about": f"capsule:{number}@x",
        "key": f"{number:020}",
        "workspace_id": workspace_id,
        "channel": "C1",
        "lane": f"{workspace_id}:C1",
        "language": "fr",
        "draw": "capsules.post:1",
        "subject": f"capsule:{number}",
        "part": 0,
        "due_at": NOW,
        "state": SENT,
        "attempts": 1,
        "revision": 0,
        "shown": 0,
        "edit_tries": 0,
    }


@asynccontextmanager
async def bare(database: Database) -> AsyncIterator[Bare]:
    """The database's own index, asked for all the words' stems with nothing but the driver."""
    if database.is_sqlite:
        file = sqlite3.connect(database.address.database or "", check_same_thread=False)
        wanted = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH ? ORDER BY bm25({FTS}, 10, 4, 1) LIMIT 5"

        def ask(words: str) -> object:
            return file.execute(wanted, (_asked(words, '"', " OR ", " AND "),)).fetchall()

        yield lambda words: asyncio.to_thread(ask, words)
        file.close()
        return
    connection = await asyncpg.connect(database.address.render_as_string(False).replace("+asyncpg", ""))
    ranked = "ts_rank('{0.1, 0.2, 0.4, 1.0}', words_vector, asked)"
    statement = await connection.prepare(
        "SELECT id FROM documents, to_tsquery('simple', $1) AS asked WHERE words_vector @@ asked"
        f" ORDER BY {ranked} DESC LIMIT 5"
    )
    yield lambda words: statement.fetch(_asked(words, "'", " | ", " & "))
    await connection.close()


def _asked(words: str, quote: str, any_: str, all_: str) -> str:
    groups = [any_.join(f"{quote}{stem}{quote}" for stem in sorted(one.stems)) for one in sought(words)]
    return all_.join(f"({group})" for group in groups)


async def on(store: Store, size: Size) -> Figures:
    """The figures of one kind of database."""
    writer = Writer(size)
    async with opened(store.new()) as database:
        reader, rate = await filled(database, writer, size)
        figures = {INDEXING: rate}

        async def ours(words: str) -> None:
            async with database.reading() as db:
                await search.find(db, reader, words, most=PAGE)

        kinds = {"two words": writer.rare, "a common word": writer.common, "a slip": writer.slipped}
        async with bare(database) as limit:
            for kind, question in (kinds | {"nothing found": writer.unknown}).items():
                questions = [question() for _ in range(size.questions)]
                mine, theirs = await _timed(ours, limit, questions)
                for name, share in (("p50", 0.50), ("p95", 0.95)):
                    found, least = 1000 * quantile(mine, share), 1000 * quantile(theirs, share)
                    figures[f"{kind}: {name} ms"] = found
                    figures[f"{kind}, {BARE}: {name} ms"] = least
                    figures[f"{kind} / {BARE}: {name}"] = found / least
        return figures


async def _timed(ours: Bare, limit: Bare, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    mine: list[float] = []
    theirs: list[float] = []
    for words in questions:
        for ask, seconds in ((ours, mine), (limit, theirs)):
            before = time.perf_counter()
            await ask(words)
            seconds.append(time.perf_counter() - before)
    return mine, theirs


async def measure(size: Size) -> dict[str, Figures]:
    """The figures of each database there is."""
    with stores() as there:
        return {store.name: await on(store, size) for store in there}


def main(size: Size) -> None:
    """Prints one figure a line."""
    for name, figures in asyncio.run(measure(size)).items():
        for figure, value in figures.items():
            print(f"{f'{name}, {figure}':90} {value:9.3f}")

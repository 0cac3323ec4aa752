"""The public page with two thousand testimonials, beside an aiohttp handler that returns a fixed page, in one run.

    python -m benchmarks wall

Both are asked in turn by the same client on loopback, several requests at once. Every twentieth of the page's requests
is for one that is not kept yet. `made` is what a page costs when it is made.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
from aiohttp import web

from benchmarks.clicks import quantile
from benchmarks.stores import insert_many, opened, stores
from bot.clock import Clock
from bot.texts import Texts
from bot.web.wall import Wall
from handlers import load
from storage import people
from storage.communities import Community
from storage.database import Database
from storage.people import Member
from storage.sessions import ENDED, Course, Session
from storage.testimonials import PUBLIC, PUBLISHED, Testimonial
from storage.verbatims import ANONYMOUS, FIRST_NAME, FULL_NAME, LIVED, Verbatim

NOW = datetime.now(UTC)
SPACE = "slack-T1"
SAID = (
    ("I tried the two questions the next morning, and for once everybody around the table spoke.", "en"),
    ("Clair, vivant, utile dès le lendemain : j’ai osé dire à mon équipe ce qui me gênait.", "fr"),
    ("The role play felt awkward for five minutes, then I learned more than in a whole book.", "en"),
    ("Merci. J’aurais aimé plus d’exemples à distance, mais je ne prépare plus mes réunions comme avant.", "fr"),
)
THEMES = ("Giving feedback", "Python, le soir", "Short meetings", "Accueillir les nouveaux")


@dataclass(frozen=True)
class Size:
    """Testimonials, requests of each kind, and how many at once."""

    testimonials: int = 2000
    requests: int = 4000
    at_once: int = 8


SMALL = Size(testimonials=40, requests=40, at_once=4)


async def fill(database: Database, n: int, now: datetime = NOW, words: Sequence[tuple[str, str]] = SAID) -> None:
    """So many testimonials that anybody may read, in four themes and eight courses, by a hundred people."""
    async with database.transaction() as db:
        space = (await people.workspace(db, "slack", "T1", "Atelier Nord")).id
    await insert_many(
        database,
        Community,
        [
            {
                "workspace_id": space,
                "name": name,
                "channel": f"C{i}",
                "language": "fr",
                "zone": "Europe/Paris",
                "created_at": now,
            }
            for i, name in enumerate(THEMES)
        ],
    )
    courses = [{"workspace_id": space, "title": f"{THEMES[i % 4]}, {1 + i // 4}"} for i in range(8)]
    await insert_many(database, Course, courses)
    await insert_many(
        database,
        Member,
        [
            {"workspace_id": space, "external_id": f"U{i}", "name": f"Lina Moreau {i}", "is_admin": False}
            for i in range(100)
        ],
    )
    await _sessions_and_words(database, n, now, words)


async def _sessions_and_words(database: Database, n: int, now: datetime, words: Sequence[tuple[str, str]]) -> None:
    day = timedelta(days=1)
    over = {"starts_at": now - day, "ends_at": now - day, "zone": "UTC", "state": ENDED}
    sessions = [{"community_id": 1 + i % 4, "course_id": 1 + i % 8} | over for i in range(max(8, n // 100 + 1) * 8)]
    await insert_many(database, Session, sessions)
    verbatims, testimonials = [], []
    for i in range(n):
        said, language = words[i % len(words)]
        signed = (FULL_NAME, FIRST_NAME, ANONYMOUS)[i % 3]
        session = i % len(sessions)
        who = i // len(sessions) % 100 + 1
        common = {"member_id": who, "words": said}
        verbatims.append(
            common
            | {"session_id": session + 1, "about": LIVED, "scope": FULL_NAME, "tone": "happy", "language": language}
            | {"calls_for": "testimonial", "created_at": now}
        )
        at = now - timedelta(hours=i)
        testimonials.append(
            common
            | {
                "community_id": 1 + session % 4,
                "verbatim_id": i + 1,
                "shown_as": signed,
                "place": PUBLIC,
                "state": PUBLISHED,
            }
            | {"asked_at": at, "published_at": at, "expires_at": now + 300 * day}
        )
    await insert_many(database, Verbatim, verbatims)
    await insert_many(database, Testimonial, testimonials)


@asynccontextmanager
async def served(database: Database) -> AsyncIterator[str]:
    """The address of a server with the wall and a fixed page of the same size."""
    app = web.Application()
    Wall(database, Clock(), Texts.load(load().texts), "https://voices.example.org/wall").mount(app.router)
    fixed = b"x" * 20_000

    async def page(_request: web.Request) -> web.Response:
        return web.Response(body=fixed, content_type="text/html")

    app.router.add_get("/fixed", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def asked(session: aiohttp.ClientSession, paths: Sequence[str], at_once: int) -> list[float]:
    """How long each request took, in seconds; the last is how long all took."""
    waiting, took = iter(paths), []

    async def visitor() -> None:
        for path in waiting:
            began = time.perf_counter()
            async with session.get(path) as answer:
                await answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{path}: {answer.status}")
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(visitor() for _ in range(at_once)))
    return [*took, time.perf_counter() - began]


async def measured(size: Size) -> list[str]:
    """The figures, one a line."""
    lines = []
    with stores() as found:
        for store in found:
            async with opened(store.new()) as database:
                await fill(database, size.testimonials)
                async with served(database) as address:
                    lines += [f"{store.name}: {line}" for line in await _compared(address, size)]
    return lines


async def _compared(address: str, size: Size) -> list[str]:
    pages = size.testimonials // 20
    rare = [f"{address}/wall/{SPACE}?page={1 + i % pages}&language=fr" for i in range(size.requests // 20)]
    often = [f"{address}/wall/{SPACE}"] * 19
    wall = [path for one in rare for path in (one, *often)]
    rounds: dict[str, list[float]] = {"wall": [], "fixed": []}
    whole = dict.fromkeys(rounds, 0.0)
    async with aiohttp.ClientSession() as session:
        made = await asked(session, rare[:pages], 1)
        half = len(wall) // 2
        for part in (wall[:half], wall[half:]):
            for name, paths in (("wall", part), ("fixed", [f"{address}/fixed"] * len(part))):
                *took, all_of_it = await asked(session, paths, size.at_once)
                rounds[name] += took
                whole[name] += all_of_it
    rates = {name: len(took) / whole[name] for name, took in rounds.items()}
    return [
        f"the wall, {size.testimonials} testimonials: {rates['wall']:,.0f} requests/s,"
        f" p95 {1000 * quantile(rounds['wall'], 0.95):.1f} ms, {rates['wall'] / rates['fixed']:.2f} of a fixed page"
        f" ({rates['fixed']:,.0f}/s, p95 {1000 * quantile(rounds['fixed'], 0.95):.1f} ms)",
        f"a page that is made: p50 {1000 * quantile(made[:-1], 0.5):.1f} ms,"
        f" p95 {1000 * quantile(made[:-1], 0.95):.1f} ms",
    ]


def main(size: Size) -> None:
    """Prints the figures."""
    print("\n".join(asyncio.run(measured(size))))

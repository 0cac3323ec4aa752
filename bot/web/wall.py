"""The public page of testimonials: no account, no cookie, no script, nothing that follows its readers.

Off unless `wall = true`. What is taken back leaves it within SECONDS_KEPT, wherever it is read from: nothing between
the bot and its readers may keep a page any longer.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import math
import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import segno
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.clock import Clock
from bot.texts import Texts
from handlers.chat.words import LANGUAGES, Say, Value, When
from handlers.wall import pages, schema
from handlers.wall.pages import Page, Wanted
from handlers.wall.rules import space_of
from storage import people
from storage.database import Database
from storage.troubles import Trouble

SECONDS_KEPT: Final = 30
MOST_KEPT: Final = 500
"""Pages kept at once, some 20 kB each."""
AT_ONCE: Final = 2
"""Pages made at the same time: people who press a button come first."""
LARGEST: Final = 2**31 - 1

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Signs that nobody sees and that XML, or HTML, does not hold: one of them in somebody's words would break the feed."""

SPACE: Final = "/wall/{space:[a-z]+-[A-Za-z0-9]+}"
TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = (TEMPLATES / "wall.css").read_bytes()
STYLE_NAME: Final = hashlib.sha256(STYLE).hexdigest()[:12]

_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}"
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

HTML, FRAME, FEED = "wall.html", "frame", "feed.atom"
"""What is asked for: the page, a few of its voices to show inside another page, the news."""


@dataclass(frozen=True)
class Asked:
    """One page: whose, which voices, how it is written. It names what is kept of it."""

    space: str
    wanted: Wanted
    shape: str
    language: str

    @property
    def depth(self) -> int:
        """How many steps below `/wall` it is: its links are relative, so that a proxy may put it anywhere."""
        limited = self.wanted.theme_id or self.wanted.course_id
        return (2 if limited else 0) + (0 if self.shape == HTML else 1)


@dataclass(frozen=True)
class Written:
    """A page as it is sent, and what names this very content."""

    body: bytes
    tag: str


class Wall:
    """The pages. `address` is where they are reached from outside: absolute where only that will do."""

    def __init__(self, database: Database, clock: Clock, texts: Texts, address: str) -> None:
        self._database = database
        self._clock = clock
        self._texts = texts
        self._address = address
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept: OrderedDict[Asked, tuple[float, asyncio.Task[Written | None]]] = OrderedDict()
        loader = FileSystemLoader(TEMPLATES)
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False
        )

    def mount(self, router: web.UrlDispatcher) -> None:
        """Adds the pages."""
        router.add_get("/wall/wall.css", _style)
        for kind in ("", "/theme/{theme:[0-9]{1,10}}", "/course/{course:[0-9]{1,10}}"):
            router.add_get(SPACE + kind, partial(self._answer, HTML))
            router.add_get(f"{SPACE}{kind}/embed", partial(self._answer, FRAME))
            router.add_get(f"{SPACE}{kind}/feed.atom", partial(self._answer, FEED))

    async def _answer(self, shape: str, request: web.Request) -> web.Response:
        asked = _asked(shape, request)
        try:
            written, seconds = await self._page(asked) if asked else (None, SECONDS_KEPT)
        except Trouble:
            return web.Response(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        if asked is None or written is None:
            raise web.HTTPNotFound(headers={"Cache-Control": f"public, max-age={seconds}"})
        headers = _HEADERS | {
            "Cache-Control": f"public, max-age={seconds}",
            "Content-Language": asked.language,
            "Content-Security-Policy": _POLICY.format("*" if shape == FRAME else "'none'"),
            "ETag": f'"{written.tag}"',
            "Vary": "Accept-Language",
        }
        if any(one.value in (written.tag, "*") for one in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        kind = "application/atom+xml" if shape == FEED else "text/html"
        return web.Response(body=written.body, content_type=kind, charset="utf-8", headers=headers)

    async def _page(self, asked: Asked) -> tuple[Written | None, int]:
        """The page, made once for everybody who asks for it within SECONDS_KEPT; how many of these are left."""
        now = time.monotonic()
        until, task = self._kept.get(asked, (0.0, None))
        if task is None or until < now or (task.done() and (task.cancelled() or task.exception())):
            task = asyncio.create_task(self._written(asked))
            until = now + SECONDS_KEPT
            self._kept[asked] = until, task
            self._kept.move_to_end(asked)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        # Shielded: one reader who leaves does not take it from the others.
        return await asyncio.shield(task), math.ceil(until - now)

    async def _written(self, asked: Asked) -> Written | None:
        space = space_of(asked.space)
        if space is None:
            return None
        async with self._turns:
            async with self._database.reading() as db:
                workspace = await people.find_workspace(db, space.platform, space.external_id)
                page = await pages.read(db, workspace, asked.wanted, self._clock.now()) if workspace else None
            if page is None:
                return None
            body = _UNSEEN.sub("", await asyncio.to_thread(self._drawn, asked, page)).encode()
        return Written(body, hashlib.sha256(body).hexdigest()[:32])

    def _drawn(self, asked: Asked, page: Page) -> str:
        say = partial(self._say, asked.language)
        about = {"about": page.about} if page.about else {}
        suffix = "_about" if about else ""
        canonical = self._address + _path(asked)
        return self._templates.get_template(FEED if asked.shape == FEED else HTML).render(
            page=page,
            say=say,
            month=lambda at: say("month", month=When(at, "UTC", "month")),
            language=asked.language,
            languages=LANGUAGES,
            other=next(one for one in LANGUAGES if one != asked.language),
            title=say(f"title{suffix}", workspace=page.workspace, **about),
            heading=say(f"heading{suffix}", **about),
            canonical=canonical,
            described=schema.described(page, say("learner")),
            embedded=asked.shape == FRAME,
            link=partial(_link, asked),
            qr=Markup(_qr(canonical)),  # noqa: S704 - drawn by segno from our own address
            root="../" * asked.depth,
            style=STYLE_NAME,
        )

    def _say(self, language: str, key: str, /, **values: Value) -> str:
        return self._texts.plain(Say(f"wall.{key}", **values), language)


def _asked(shape: str, request: web.Request) -> Asked | None:
    """What a request names; None when it can name nothing."""
    found: Mapping[str, str] = request.match_info
    theme, course, number = (int(value) if value else None for value in _numbers(request))
    if number == 0 or any(value and value > LARGEST for value in (theme, course, number)):
        return None
    language = request.query.get("language", "")
    if language not in LANGUAGES:
        language = _preferred(request.headers.get("Accept-Language", ""))
    return Asked(found["space"], Wanted(theme, course, number or 1), shape, language)


def _numbers(request: web.Request) -> tuple[str, str, str]:
    page = request.query.get("page", "1")
    number = page if page.isascii() and page.isdigit() and len(page) < 6 else "0"
    return request.match_info.get("theme", ""), request.match_info.get("course", ""), number


def _preferred(header: str) -> str:
    """The first of our languages that a browser names; the order it gives them in is their rank, nearly always."""
    named = (one.split(";")[0].strip().casefold()[:2] for one in header.split(","))
    return next((one for one in named if one in LANGUAGES), LANGUAGES[0])


def _path(asked: Asked) -> str:
    """Where these voices are read, below the address of the wall."""
    wanted = asked.wanted
    limited = (
        f"/theme/{wanted.theme_id}" if wanted.theme_id else f"/course/{wanted.course_id}" if wanted.course_id else ""
    )
    return f"/{asked.space}{limited}"


def _link(
    asked: Asked,
    *,
    theme: int | None = None,
    course: int | None = None,
    number: int | None = None,
    language: str | None = None,
    feed: bool = False,
) -> str:
    """From one page to another: of the same voices, unless a theme, a course or none is asked for."""
    same = number or language or feed
    to = asked if same else replace(asked, wanted=Wanted(theme, course))
    query = f"?page={number}&" if number else "?"
    file = "/feed.atom" if feed else ""
    return f"{'../' * asked.depth}{_path(to)[1:]}{file}{query}language={language or asked.language}"


@lru_cache(maxsize=200)
def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, nl=False)
    return drawn.getvalue().decode()


async def _style(_request: web.Request) -> web.Response:
    headers = _HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}
    return web.Response(body=STYLE, content_type="text/css", charset="utf-8", headers=headers)

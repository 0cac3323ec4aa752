"""News for the open pages: each page hears what its person would see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from playground.model import Json
from playground.words import spoken


class Live:
    """The pages that are listening. A page too slow to read loses its oldest news rather than holding everyone up."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._pages: list[tuple[str, asyncio.Queue[Json | None]]] = []

    @contextmanager
    def listening(self, user_id: str) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue of news for one page; None in it means the playground is closing."""
        page: tuple[str, asyncio.Queue[Json | None]] = (user_id, asyncio.Queue(1000))
        self._pages.append(page)
        try:
            yield page[1]
        finally:
            self._pages.remove(page)

    def people_watching(self) -> set[str]:
        """Whose pages are open."""
        return {user_id for user_id, _ in self._pages}

    def tell(self, user_id: str, news: Json) -> None:
        """Tell the pages of one person."""
        for listener, queue in self._pages:
            if listener == user_id:
                _put(queue, news)

    def trouble(self, user_id: str, sentence: str, **values: object) -> None:
        """Tell someone, in the page's language, that what they did got no proper answer."""
        self.tell(user_id, {"type": "trouble", "text": spoken(self._language, sentence, **values).strip()})

    def close(self) -> None:
        """Send every page away."""
        for _, queue in self._pages:
            _put(queue, None)


def _put(queue: asyncio.Queue[Json | None], news: Json | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(news)

"""What the bot does, written once for every platform: one folder a feature."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from storage.database import Db
from storage.waiting import Waits

Due = Callable[[Db, datetime], Awaitable[int]]
"""What time makes happen: does at most a batch of what is due and tells how many things it did (0: nothing is left)."""

FEATURES = (
    "communities",
    "capsules",
    "campaigns",
    "schedules",
    "calendar",
    "quizzes",
    "repetition",
    "polls",
    "likes",
    "comments",
    "sessions",
    "agenda",
    "rosters",
    "feedback",
    "surveys",
    "checks",
    "results",
    "reviews",
    "followups",
    "testimonials",
    "wall",
    "improvements",
    "proposals",
    "pride",
    "handbook",
    "digests",
    "reports",
    "deliveries",
    "receiving",
    "search",
    "home",
    "help",
    "privacy",
)


@dataclass(frozen=True)
class Loaded:
    """The features, imported: their `due` functions by name and where their phrases are.

    `waits`: what those that say so wait for; while there is none of it, their `due` has nothing to do.
    """

    due: dict[str, Due]
    waits: dict[str, Waits]
    texts: dict[str, Path]


@cache
def load() -> Loaded:
    """Imports every feature, which declares its routes and messages; the same answer whenever it is asked again."""
    due: dict[str, Due] = {}
    waits: dict[str, Waits] = {}
    texts: dict[str, Path] = {}
    for name in FEATURES:
        package = import_module(f"handlers.{name}")
        for module in ("actions", "messages", "due"):
            if find_spec(f"handlers.{name}.{module}"):
                imported = import_module(f"handlers.{name}.{module}")
                if module == "due":
                    due[name] = imported.due
                    if hasattr(imported, "waits"):
                        waits[name] = imported.waits
        texts[name] = Path(next(iter(package.__path__))) / "texts.toml"
    return Loaded(due, waits, texts)

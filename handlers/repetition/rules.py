"""Decisions about repetition, as pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import accumulate, pairwise
from typing import Any

from storage.placing import Wish
from storage.repetition import Variant, topic_of

GAPS = (1, 3, 7, 16, 35)
"""Days between a post and the next, unless the animator says otherwise: each about twice the one before."""

MOST_GAPS = 8
LONGEST_GAP = 365

KNOWN_AFTER = timedelta(days=30)
"""What would be asked again only in a month or more is known: the workplace will ask the rest."""

FURTHEST = timedelta(days=366 * 2)

A_DAY = timedelta(days=1)
"""Between two questions brought back to the same person, whatever they missed."""


def read_gaps(written: str) -> tuple[int, ...] | None:
    """The days written `1, 3, 7`: each at least the one before; None when they are not."""
    parts = [part for part in re.split(r"[\s,;.]+", written.strip()) if part]
    if not 1 <= len(parts) <= MOST_GAPS or not all(re.fullmatch(r"\d{1,3}", part, re.ASCII) for part in parts):
        return None
    gaps = tuple(int(part) for part in parts)
    growing = all(before <= after for before, after in pairwise(gaps))
    return gaps if growing and gaps[0] >= 1 and gaps[-1] <= LONGEST_GAP else None


def apart(formats: Sequence[str]) -> list[int]:
    """An order of these (by index) with no two equal neighbours, when there is one; else with as few as can be.

    The format that is left most often comes first, unless it is the last one taken: what is rarest never runs out
    while the others could still be kept apart.
    """
    left = Counter(formats)
    waiting = {one: [index for index, other in enumerate(formats) if other == one] for one in left}
    order: list[int] = []
    last = ""
    while len(order) < len(formats):
        choice = [one for one in waiting if waiting[one] and one != last] or [last]
        last = max(choice, key=lambda one: len(waiting[one]))
        order.append(waiting[last].pop(0))
    return order


def is_apart(formats: Sequence[str]) -> bool:
    """Whether no two neighbours are equal."""
    return all(before != after for before, after in pairwise(formats))


def series(variants: Sequence[Variant], posts: int) -> list[Variant]:
    """Which variant each post says: every format about as often, each format's variants in turn."""
    by_format: dict[str, list[Variant]] = {}
    for variant in variants:
        by_format.setdefault(variant.format, []).append(variant)
    formats = sorted(by_format, key=lambda one: -len(by_format[one]))
    wanted = [formats[number % len(formats)] for number in range(posts)]
    taken: Counter[str] = Counter()
    found = []
    for index in apart(wanted):
        one = wanted[index]
        found.append(by_format[one][taken[one] % len(by_format[one])])
        taken[one] += 1
    return found


def groups(variants: Sequence[Variant]) -> Mapping[str, Sequence[Variant]]:
    """The variants of each key message that has several, by topic, those with the most first."""
    found: dict[str, list[Variant]] = {}
    for variant in variants:
        found.setdefault(topic_of(variant.id, variant.key_message), []).append(variant)
    several = [(topic, group) for topic, group in found.items() if len(group) > 1]
    return dict(sorted(several, key=lambda pair: -len(pair[1])))


def wishes(chosen: Sequence[Variant], day: date, hour: str, gaps: Sequence[int]) -> list[Wish]:
    """When each is to be posted: the first on that day, each other so many days after the one before."""
    after = accumulate(gaps, initial=0)
    at = time.fromisoformat(hour)
    days = (datetime.combine(day + timedelta(days=days), at) for days in after)
    return [Wish(one.id, local) for one, local in zip(chosen, days, strict=True)]


def next_one(ids: Sequence[int], last: int) -> int | None:
    """The quiz that comes after the last one asked, in turn; itself when it is alone, None when there is none."""
    return next((one for one in ids if one > last), ids[0] if ids else None)


@dataclass(frozen=True)
class Memory:
    """What the scheduler knows of somebody's memory (its own JSON), and when to ask again."""

    kept: str
    due: datetime

    def is_known(self, now: datetime) -> bool:
        """Whether it need not be asked again."""
        return self.due - now >= KNOWN_AFTER


def remembered(number: int, kept: str, at: datetime, *, is_right: bool) -> Memory:
    """What an answer given at that instant (UTC) changes, by the FSRS algorithm, in whole days."""
    # Loaded when somebody's first answer is reckoned: most bots that start never need it.
    fsrs: Any = import_module("fsrs")
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    before = fsrs.Card.from_json(kept) if kept else fsrs.Card(card_id=number, due=at)
    after, _ = scheduler.review_card(before, fsrs.Rating.Good if is_right else fsrs.Rating.Again, at)
    return Memory(after.to_json(), after.due)

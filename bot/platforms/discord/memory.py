"""Memory: the little that is kept in mind between two events; losing it only costs asking Discord again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

MOST = 1000

K = TypeVar("K")
V = TypeVar("V")


class Memory(OrderedDict[K, V], Generic[K, V]):
    """The latest `MOST` entries."""

    def keep(self, key: K, value: V) -> V:
        """Keeps one more, and forgets the oldest when there are too many."""
        self[key] = value
        if len(self) > MOST:
            self.popitem(last=False)
        return value

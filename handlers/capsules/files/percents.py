"""What an answer is worth, in percent, as files write it."""

from __future__ import annotations

import re
from decimal import Decimal

_PERCENT = re.compile(r"-?\d{1,3}(\.\d{0,340})?", re.ASCII)


def read_percent(written: str) -> float | None:
    """A number from -100 to 100; None for anything else."""
    if not _PERCENT.fullmatch(written):
        return None
    worth = float(written) + 0.0  # there is no "minus nothing"
    return worth if -100 <= worth <= 100 else None


def written_percent(worth: float) -> str:
    """The same number, without exponent, such that reading it gives it back."""
    return str(int(worth)) if worth == int(worth) else format(Decimal(repr(worth)), "f")


def fair_share(right: int) -> float:
    """What each of so many right answers is worth, together 100: with the five decimals Moodle's own fractions have."""
    return round(100 / right, 5)

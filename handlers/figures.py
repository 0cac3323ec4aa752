"""The figures of the trade, of answers by value: pure, and for every feature that shows some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FEWEST = 5
"""Different people in a figure: nothing about fewer is shown."""

PROMOTERS, DETRACTORS = 9, 6
"""From 9 somebody would recommend it, until 6 they would not: the recommendation score of the trade (NPS)."""

BAR = 10
"""Signs of the longest bar."""

Spread = Mapping[int, int]
"""How many answers have each value."""


def size(spread: Spread) -> int:
    """How many answers there are."""
    return sum(spread.values())


def mean(spread: Spread) -> float | None:
    """To the nearest tenth; None without answers."""
    n = size(spread)
    return round(sum(value * times for value, times in spread.items()) / n, 1) if n else None


def recommendation(spread: Spread) -> int | None:
    """Promoters minus detractors, in hundredths of those who answered, from -100 to 100; None without answers."""
    n = size(spread)
    promoters = sum(times for value, times in spread.items() if value >= PROMOTERS)
    detractors = sum(times for value, times in spread.items() if value <= DETRACTORS)
    return round(100 * (promoters - detractors) / n) if n else None


def sign(score: int) -> str:
    """The sign is part of a recommendation score, as the trade writes it."""
    return "+" if score > 0 else "−" if score < 0 else ""


def rate(answered: int, came: int) -> int | None:
    """How many in a hundred answered; None when it is unknown how many came."""
    return min(100, round(100 * answered / came)) if came else None


def bars(spread: Spread, values: Sequence[int]) -> Mapping[int, str]:
    """A bar for each value, the longest of ten signs; at least one sign where there is an answer."""
    longest = max((spread.get(value, 0) for value in values), default=0)
    return {value: _bar(spread.get(value, 0), longest) for value in values}


def _bar(times: int, longest: int) -> str:
    full = max(1, round(BAR * times / longest)) if times else 0
    return "█" * full + "░" * (BAR - full)

"""Never the same format twice running when it can be avoided; when somebody is asked again."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.repetition import rules
from storage.repetition import Variant

FORMATS = ("text", "quiz", "image", "challenge", "poll")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@given(st.lists(st.sampled_from(FORMATS), max_size=12))
def test_no_two_neighbours_are_alike_whenever_that_is_possible(formats: list[str]) -> None:
    order = rules.apart(formats)
    assert sorted(order) == list(range(len(formats)))
    most = max(Counter(formats).values(), default=0)
    possible = most <= (len(formats) + 1) // 2
    assert rules.is_apart([formats[index] for index in order]) == possible


@given(st.lists(st.sampled_from(FORMATS), min_size=1, max_size=8), st.integers(1, 9))
def test_a_series_changes_format_each_time_as_soon_as_there_are_two(formats: list[str], posts: int) -> None:
    variants = [Variant(number, "t", one, "k") for number, one in enumerate(formats)]
    chosen = rules.series(variants, posts)
    assert len(chosen) == posts
    assert rules.is_apart([one.format for one in chosen]) == (len(set(formats)) > 1 or posts == 1)
    for one in set(formats):
        said = Counter(variant.id for variant in chosen if variant.format == one)
        of_it = [said[variant.id] for variant in variants if variant.format == one]
        assert max(of_it) - min(of_it) <= 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1, 3, 7, 16, 35", (1, 3, 7, 16, 35)),
        ("1.3.7", (1, 3, 7)),
        (" 7 7 ", (7, 7)),
        ("7, 3", None),
        ("0, 1", None),
        ("", None),
        ("a week", None),
        ("366", None),
        ("1 2 3 4 5 6 7 8 9", None),
    ],
)
def test_gaps_grow(written: str, read: tuple[int, ...] | None) -> None:
    assert rules.read_gaps(written) == read


def test_what_is_missed_comes_back_soon_then_later_and_later_until_it_is_known() -> None:
    memory = rules.remembered(1, "", NOW, is_right=False)
    gaps = [memory.due - NOW]
    while not memory.is_known(NOW + sum(gaps[:-1], timedelta())):
        at = memory.due
        memory = rules.remembered(1, memory.kept, at, is_right=True)
        gaps.append(memory.due - at)
        assert len(gaps) < 10
    assert gaps[0] == timedelta(days=1)
    assert all(before <= after for before, after in itertools.pairwise(gaps))
    forgotten = rules.remembered(1, memory.kept, memory.due, is_right=False)
    assert forgotten.due - memory.due < gaps[-1]


def test_quizzes_are_asked_in_turn() -> None:
    assert [rules.next_one([3, 5, 8], last) for last in (3, 5, 8, 4)] == [5, 8, 3, 5]
    assert (rules.next_one([3], 3), rules.next_one([], 3)) == (3, None)

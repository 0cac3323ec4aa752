"""What an answer is worth, whatever the weights."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.choices import marks_of, numbers_in
from handlers.quizzes import rules
from handlers.quizzes.rules import SAME_PRESS, Verdict, judge
from storage.formats import MOST_CHOICES, Choice, Quiz

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
weights = st.lists(st.sampled_from([-100, -33.33333, 0, 25, 33.33333, 50, 100]), min_size=1, max_size=MOST_CHOICES)


def quiz(*worth: float, several: bool = False) -> Quiz:
    return Quiz(tuple(Choice(f"choice {number}", weight) for number, weight in enumerate(worth)), several)


def chosen(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


@pytest.mark.parametrize(
    ("number", "verdict"), [(0, Verdict.RIGHT), (1, Verdict.PARTLY), (2, Verdict.WRONG), (3, Verdict.WRONG)]
)
def test_one_choice_is_worth_its_weight(number: int, verdict: Verdict) -> None:
    assert judge(quiz(100, 50, 0, -50), chosen(number)) == verdict


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ((0, 1), Verdict.RIGHT),
        ((0,), Verdict.PARTLY),
        ((0, 1, 2), Verdict.PARTLY),
        ((1, 2), Verdict.PARTLY),
        ((2,), Verdict.WRONG),
        ((2, 3), Verdict.WRONG),
    ],
)
def test_several_are_right_together_only(numbers: tuple[int, ...], verdict: Verdict) -> None:
    assert judge(quiz(50, 50, -100, 0, several=True), chosen(*numbers)) == verdict


@given(weights, st.booleans(), st.data())
def test_a_quiz_with_a_right_answer_has_exactly_the_right_ones(
    worth: list[float], several: bool, data: st.DataObject
) -> None:
    asked = quiz(*worth, several=several)
    right = frozenset(number for number, choice in enumerate(asked.choices) if choice.is_right)
    if several:
        numbers = frozenset(data.draw(st.sets(st.integers(0, len(worth) - 1), min_size=1)))
        assert (judge(asked, numbers) is Verdict.RIGHT) == (numbers == right)
    else:
        number = data.draw(st.integers(0, len(worth) - 1))
        best = worth[number] == max(worth) and worth[number] > 0
        assert (judge(asked, chosen(number)) is Verdict.RIGHT) == best
        assert (judge(asked, chosen(number)) is Verdict.WRONG) == (number not in right)


@given(st.integers(1, MOST_CHOICES), st.data())
def test_marks_are_read_as_they_were_written(choices: int, data: st.DataObject) -> None:
    numbers = frozenset(data.draw(st.sets(st.integers(0, choices - 1))))
    assert numbers_in(marks_of(numbers), choices) == numbers


@pytest.mark.parametrize("marks", [-1, 8, 1023, 2**31 - 1])
def test_marks_beyond_the_last_choice_mean_nothing(marks: int) -> None:
    assert numbers_in(marks, 3) is None


def test_a_second_press_is_the_same_try_for_a_moment_only() -> None:
    assert rules.is_same_try("a", "a", NOW, NOW)
    assert not rules.is_same_try("b", "a", NOW, NOW)
    assert not rules.is_same_try("a", "a", NOW, NOW + SAME_PRESS)

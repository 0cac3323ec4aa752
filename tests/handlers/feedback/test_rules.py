"""The order of the ladder, as a pure rule: whatever people answer, skip or take back, each step is offered once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies

from handlers.feedback import rules
from handlers.feedback.rules import END, LONGEST_MINUTES, MOMENTS, STEPS, THEMES, next_step
from storage.feedback import MINUTES, STARS

ANSWERED = strategies.sets(strategies.sampled_from([one for one in STEPS if one not in {MOMENTS, THEMES}]))
AT = strategies.sampled_from(["", *STEPS, END, "a step of another version"])
START = datetime(2026, 11, 24, 13, tzinfo=UTC)


@given(AT, ANSWERED, strategies.booleans())
def test_stars_come_first_and_a_step_never_comes_back(step: str, answered: set[str], has_moments: bool) -> None:
    found = next_step(step, answered, has_moments=has_moments)
    if STARS not in answered:
        assert found == STARS
    elif step == END:
        assert found is None
    elif found is not None:
        assert found not in answered
        assert has_moments or found != MOMENTS
        if step in STEPS:
            assert STEPS.index(found) > STEPS.index(step)


@given(ANSWERED, strategies.booleans(), strategies.data())
def test_however_one_climbs_each_step_is_offered_once_in_order(
    answered: set[str], has_moments: bool, data: strategies.DataObject
) -> None:
    """Some is answered beforehand, from the list; on the way up, each step is answered, skipped, or taken back."""
    known, step, offered = {STARS, *answered}, STARS, []
    while (found := next_step(step, known, has_moments=has_moments)) is not None:
        offered.append(found)
        step = found
        if data.draw(strategies.booleans()):
            known.add(found)
        known -= data.draw(strategies.sets(strategies.sampled_from(offered)))
    left = {STARS, *answered} | (set() if has_moments else {MOMENTS})
    assert offered == [one for one in STEPS if one not in left]


@given(strategies.integers(5, LONGEST_MINUTES // 2))
def test_the_times_proposed_are_few_round_and_around_what_was_announced(announced: int) -> None:
    times = rules.times(announced)
    assert announced in times
    assert len(times) <= 5
    assert list(times) == sorted(set(times))
    assert all(rules.is_answer(MINUTES, one) for one in times)
    assert all(one == announced or one % 5 == 0 for one in times)


@pytest.mark.parametrize(
    ("hours", "lasted", "minutes"),
    [(None, 90, 90), (7.5, 90, 450), (0.0, 60, 60), (None, 1, 5), (500.0, 60, LONGEST_MINUTES // 2)],
)
def test_what_was_announced(hours: float | None, lasted: int, minutes: int) -> None:
    assert rules.announced(hours, START, START + timedelta(minutes=lasted)) == minutes


@pytest.mark.parametrize(
    ("question", "value", "taken"),
    [
        ("stars", 0, False),
        ("recommend", 0, True),
        ("recommend", 11, False),
        ("colleague", 2, False),
        ("result", 3, True),
        ("effort", 4, False),
        ("minutes", 0, False),
        ("words", 1, False),
        ("nothing of ours", 1, False),
    ],
)
def test_what_may_be_answered(question: str, value: int, taken: bool) -> None:
    assert rules.is_answer(question, value) is taken


def test_a_day_begins_on_the_clocks_of_its_zone() -> None:
    assert rules.day_of(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "Europe/Paris") == datetime(
        2026, 11, 24, 23, tzinfo=UTC
    )


@pytest.mark.parametrize(("words", "unfinished"), [("Je garderais :", True), ("I would keep: the pace", False)])
def test_a_beginning_alone_is_no_sentence(words: str, unfinished: bool) -> None:
    assert rules.is_unfinished(words) is unfinished

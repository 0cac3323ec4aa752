"""Whose words leave next: fair over courses and people, never one author twice in a row, nobody forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.testimonials.rotation import APART, PATIENCE, Candidate, Turns, choose, first, plan
from handlers.testimonials.slots import upcoming

START = datetime(2026, 11, 23, tzinfo=UTC)


def slots(number: int) -> list[datetime]:
    return [at for at, _ in zip(upcoming("24", 600, "Europe/Paris", START), range(number), strict=False)]


def waits(number: int, author: str, course: int, days: int = 0, turn: int = 0) -> Candidate:
    return Candidate(number, author, course, START - timedelta(days=days), turn)


def order(*waiting: Candidate, turns: Turns | None = None) -> list[int]:
    return [one for one, _at in plan(waiting, turns or Turns(), slots(12))]


def test_courses_and_people_take_turns_and_the_longest_wait_goes_first_otherwise() -> None:
    assert order(waits(1, "a", 1, 9), waits(2, "b", 1, 8), waits(3, "c", 2, 1)) == [1, 3, 2]
    assert order(waits(1, "a", 1, 9), waits(2, "b", 2, 8), waits(3, "c", 2, 1), waits(4, "a", 1, 7)) == [1, 2, 4, 3]
    heard = Turns({1: START}, {"a": START}, "a")
    assert order(waits(1, "a", 1, 9), waits(2, "a", 2, 1), waits(3, "b", 1, 1), turns=heard) == [3, 2, 1]


def test_what_an_animator_puts_first_goes_first_but_not_after_its_own_author() -> None:
    one, two, three = waits(1, "a", 1, 9), waits(2, "b", 2, 8), waits(3, "a", 1, 1)
    moved = Candidate(3, "a", 1, three.since, first([one, two, three], 3))
    assert order(one, two, moved) == [3, 2, 1]
    assert order(one, two, moved, turns=Turns({}, {"a": START}, "a")) == [2, 3, 1]


def test_one_overtaken_too_long_goes_before_those_whose_turn_it_is() -> None:
    heard = Turns({1: START}, {"a": START}, "z")
    assert order(waits(1, "a", 1, 20), waits(2, "b", 2, 1), turns=heard)[0] == 2
    assert order(waits(1, "a", 1, 27), waits(2, "b", 2, 1), turns=heard)[0] == 1


def test_alone_an_author_leaves_a_week_between_two_of_theirs() -> None:
    planned = plan([waits(1, "a", 1), waits(2, "a", 2), waits(3, "a", 3)], Turns(), slots(12))
    assert [at for _one, at in planned] == slots(5)[::2]
    assert choose([], Turns(), START) is None


ARRIVALS = st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), max_size=3), min_size=1, max_size=12)


@given(ARRIVALS)
def test_everybody_gets_their_turn_and_nobody_twice_in_a_row(arrivals: Sequence[Sequence[tuple[str, int]]]) -> None:
    every = sum(map(len, arrivals))
    waiting: list[Candidate] = []
    turns, posted, number = Turns(), list[tuple[Candidate, datetime]](), 0
    for step, at in enumerate(slots(len(arrivals) + 2 * every + 2)):
        for author, course in arrivals[step] if step < len(arrivals) else ():
            number += 1
            waiting.append(Candidate(number, author, course, at - timedelta(hours=1)))
        one = choose(waiting, turns, at)
        if one is None:
            assert not waiting or {each.author for each in waiting} == {turns.last}
            continue
        if turns.last == one.author:
            assert {each.author for each in waiting} == {one.author}
            assert at - turns.authors[one.author] >= APART
        waiting.remove(one)
        posted.append((one, at))
        turns = turns.after(one, at)
    assert not waiting
    assert sorted(one.id for one, _at in posted) == list(range(1, every + 1))


@pytest.mark.parametrize("rivals", [2, 5])
def test_however_many_come_after_it_one_waits_no_longer_than_our_patience_and_a_slot(rivals: int) -> None:
    late = Candidate(0, "a", 1, START)
    waiting, turns = [late], Turns({1: START}, {"a": START}, "a")
    for step, at in enumerate(slots(20)):
        # At each slot, people nobody has heard, about courses nobody has heard of.
        waiting += [Candidate(rivals * step + n + 1, f"{step}.{n}", 10 * step + n + 2, at) for n in range(rivals)]
        one = choose(waiting, turns, at)
        assert one is not None
        if one is late:
            assert timedelta() < at - START - PATIENCE < timedelta(days=7)
            return
        waiting.remove(one)
        turns = turns.after(one, at)
    pytest.fail("it never left")

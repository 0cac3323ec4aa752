"""Whatever is looked at, whenever, and subtracted: nothing about fewer than five people can be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.figures import FEWEST, bars, mean, rate, recommendation
from handlers.results import rules
from storage.feedback import HOT, STARS
from storage.results import Waiting

PEOPLE, SESSIONS = range(16), range(3)

answers = st.tuples(st.just("answers"), st.sampled_from(SESSIONS), st.lists(st.sampled_from(PEOPLE), max_size=8))
looks = st.tuples(st.just("looks"), st.sampled_from(SESSIONS), st.sets(st.sampled_from(SESSIONS)).map(sorted))
evenings = st.lists(answers | looks, max_size=24)


BEHIND = {f"seal {person} in {session}": person for person in PEOPLE for session in range(4)}


def answered(session: int, person: int) -> Waiting:
    return Waiting(session, HOT, STARS, f"seal {person} in {session}", 1)


@given(evenings)
def test_no_sum_or_difference_of_what_was_shown_is_about_fewer_than_five(
    evening: list[tuple[str, int, list[int]]],
) -> None:
    waiting: list[Waiting] = []
    alone: list[Waiting] = []
    pooled: list[Waiting] = []
    shown: list[set[Waiting]] = []
    for what, session, more in evening:
        if what == "answers":
            given_ = [answered(session, person) for person in more]
            waiting += [one for one in dict.fromkeys(given_) if one not in {*waiting, *alone, *pooled}]
            continue
        # A look: some of the sessions are over for good, and rounds are made.
        alone += rules.rounds_alone(waiting, SESSIONS)
        waiting = [one for one in waiting if one not in alone]
        pooled += rules.rounds_together(waiting, more, BEHIND)
        waiting = [one for one in waiting if one not in pooled]
        shown.append({one for one in alone if one.session_id == session})
        shown.append({*alone, *pooled})
    for people in indivisible(shown):
        assert len(people) >= FEWEST


def indivisible(shown: Sequence[set[Waiting]]) -> list[set[int]]:
    """The people behind the smallest parts of which everything shown is made: no calculation goes below them."""
    parts = defaultdict(set)
    for one in set().union(*shown):
        parts[tuple(one in figure for figure in shown)].add(BEHIND[one.respondent])
    return list(parts.values())


def test_five_answers_of_the_same_person_are_no_round() -> None:
    over = [answered(session, 1) for session in range(4)]
    assert rules.rounds_together([*over, *(answered(0, person) for person in (2, 3, 4))], range(4), BEHIND) == []
    five = [*over, *(answered(0, person) for person in (2, 3, 4, 5))]
    assert len(rules.rounds_together(five, range(4), BEHIND)) == 8


def test_questions_and_likes_are_told_each_for_itself() -> None:
    stars = [answered(1, person) for person in range(5)]
    likes = [Waiting(1, HOT, "moment:7", f"seal {person}", 1) for person in range(4)]
    assert rules.rounds_alone([*likes, *stars], [1]) == stars
    assert rules.rounds_alone(stars, []) == []
    assert (
        rules.rounds_together(
            [*likes, Waiting(2, HOT, "moment:7", "seal 9", 1)], [1, 2], {f"seal {n}": n for n in PEOPLE}
        )
        == []
    )


@pytest.mark.parametrize(
    ("rated", "came", "hours", "begins"),
    [(5, 8, 1, False), (8, 8, 1, True), (9, 8, 0, True), (5, 8, 24, True), (0, 0, 0, True)],
)
def test_the_first_round_waits_for_a_day_or_for_everybody(rated: int, came: int, hours: int, begins: bool) -> None:
    assert rules.may_begin(rated, came, timedelta(hours=hours)) is begins


def test_the_figures_of_the_trade() -> None:
    assert recommendation({10: 3, 9: 1, 8: 2, 7: 1, 6: 1, 0: 1}) == 22
    assert recommendation({0: 5}) == -100
    assert recommendation({}) is None
    assert mean({5: 1, 4: 2}) == 4.3
    assert rate(7, 9) == 78
    assert rate(3, 0) is None
    assert bars({5: 40, 1: 1}, (5, 2, 1)) == {5: "█" * 10, 2: "░" * 10, 1: "█" + "░" * 9}


@pytest.mark.parametrize(
    ("others", "first", "then"), [((0, 0), 4.0, 5.0), ((5, 6), 4.0, 5.0), ((1, 0), None, None), ((0, 4), None, None)]
)
def test_the_means_of_pairs_hide_where_they_would_tell_about_the_few_others(
    others: tuple[int, int], first: float | None, then: float | None
) -> None:
    hot, cold = ({4: 5 + more} for more in others)
    assert rules.change({405: 5}, hot, cold) == rules.Change(5, "up", first, then)


def test_a_change_is_a_word() -> None:
    assert rules.change({}, {}, {}) is None
    found = [rules.change({pair: 5}, {1: 5}, {1: 5}) for pair in (505, 504, 910)]
    assert [one.word for one in found if one] == ["same", "down", "up"]

"""What remained of sessions: answers are paired by person, and nothing is told of fewer than five people."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from storage.feedback import APPLIED, COLD, HOT, RECOMMEND, STARS
from storage.surveys import FEWEST, Given, pair, remains

people = st.one_of(st.none(), st.sampled_from([f"seal-{number}" for number in range(8)]))
answers = st.builds(Given, st.integers(1, 3), st.sampled_from([HOT, COLD]), st.just(STARS), people, st.integers(1, 5))
# A person answers a question once about a session each time; only those without a seal may look alike.
surveys = st.lists(answers, max_size=40, unique_by=lambda one: (one.session_id, one.phase, one.respondent or object()))


@given(surveys)
def test_nobody_is_paired_with_somebody_else(rows: list[Given]) -> None:
    found = pair(rows)
    by_hand = [
        (one.value, other.value, one.respondent)
        for one in rows
        for other in rows
        if (one.phase, other.phase) == (HOT, COLD)
        and one.respondent is not None
        and (one.session_id, one.respondent) == (other.session_id, other.respondent)
    ]
    assert (found.hot, found.cold) == (sum(one.phase == HOT for one in rows), sum(one.phase == COLD for one in rows))
    assert (found.change is not None) == (len({who for _, _, who in by_hand}) >= FEWEST)
    if found.change is not None:
        assert found.change.pairs == len(by_hand)
        assert abs(found.change.hot - fmean(hot for hot, _, _ in by_hand)) < 1e-9
        assert abs(found.change.difference - fmean(cold - hot for hot, cold, _ in by_hand)) < 1e-9


def told(question: str, phase: str, values: Sequence[int], session_id: int = 1) -> list[Given]:
    return [Given(session_id, phase, question, f"seal-{who}", value) for who, value in enumerate(values)]


def test_each_question_has_its_own_pairs() -> None:
    rows = told(STARS, HOT, [5, 5, 4, 4, 2]) + told(STARS, COLD, [4, 5, 4, 3, 2])
    rows += told(RECOMMEND, HOT, [10] * 5) + told(RECOMMEND, COLD, [8] * 4) + told(APPLIED, COLD, [0, 1, 1, 2, 2, 2])
    found = remains(12, rows)
    assert found.stars.change is not None
    assert (found.stars.change.pairs, found.stars.change.hot, found.stars.change.cold) == (5, 4.0, 3.6)
    assert (found.recommend.hot, found.recommend.cold, found.recommend.change) == (5, 4, None)
    assert found.applied == (1, 2, 3)


def test_one_person_at_many_sessions_is_one_person() -> None:
    rows = [
        Given(session_id, phase, question, "seal-1", 2)
        for session_id in range(6)
        for phase in (HOT, COLD)
        for question in (STARS, APPLIED)
    ]
    found = remains(6, rows)
    assert (found.stars.change, found.applied) == (None, None)

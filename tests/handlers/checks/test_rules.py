"""When a lift is told, and of whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.checks import rules
from handlers.figures import FEWEST
from storage.check_plans import AGAIN, ASKED, BEGUN, DROPPED, LATE, PREPARED, QUESTIONS
from storage.checks import AFTER, BEFORE, Marked
from storage.sessions import CANCELLED, ENDED, PLANNED

START = datetime(2026, 11, 24, 13, tzinfo=UTC)
ALL = [(phase, position) for phase in (BEFORE, AFTER) for position in range(QUESTIONS)]
PEOPLE = [f"seal-{number}" for number in range(8)]
presses = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ALL)), max_size=120)


@given(presses, st.sets(st.sampled_from(PEOPLE)), st.integers(0, 8), st.integers(0, 120))
def test_a_lift_comes_from_whole_answers_of_five_people_and_is_told_once(
    partly: list[tuple[str, tuple[str, int]]], whole: set[str], attendees: int, its_day: int
) -> None:
    """People answer one thing after the other; after each, whoever looks sees what was told until then."""
    rows: list[Marked] = []
    told: list[frozenset[str]] = []
    for turn, (who, place) in enumerate([*partly, *((who, place) for who in sorted(whole) for place in ALL)]):
        rows.append(Marked(who, *place))
        people = rules.whole(rows)
        assert people == {
            one for one in PEOPLE if {(r.phase, r.position) for r in rows if r.respondent == one} == set(ALL)
        }
        stage = LATE if turn >= its_day else AGAIN
        if not told and rules.may_tell(stage, len(people), attendees):
            told.append(people)
    enough = len(rules.whole(rows)) >= FEWEST
    assert all(len(people) >= FEWEST for people in told)
    assert bool(told) <= enough
    if enough and attendees <= FEWEST:
        assert told


@pytest.mark.parametrize(
    ("stage", "state", "hours", "act"),
    [
        (PREPARED, PLANNED, -24, ("before", ASKED)),
        (ASKED, PLANNED, 0, ("before", BEGUN)),
        (PREPARED, PLANNED, 0.5, ("before", BEGUN)),
        (PREPARED, PLANNED, 0.6, ("nothing", DROPPED)),
        (ASKED, PLANNED, 0.6, ("nothing", BEGUN)),
        (PREPARED, ENDED, 26, ("nothing", DROPPED)),
        (ASKED, ENDED, 26, ("after", AGAIN)),
        (BEGUN, ENDED, 26, ("after", AGAIN)),
        (BEGUN, ENDED, 24 * 8 + 3, ("nothing", DROPPED)),
        (AGAIN, ENDED, 200, ("nothing", LATE)),
        (ASKED, CANCELLED, -3, ("nothing", DROPPED)),
    ],
)
def test_what_comes_next(stage: str, state: str, hours: float, act: tuple[str, str]) -> None:
    end = START + timedelta(hours=2)
    assert rules.next_act(stage, state, START, end, START + timedelta(hours=hours)) == act


@given(st.lists(st.integers(1, 9), max_size=30))
def test_three_quizzes_at_most_are_picked_each_once(pressed: list[int]) -> None:
    picked: tuple[int, ...] = ()
    for one in pressed:
        before, picked = picked, rules.toggled(picked, one)
        assert len(picked) == len(set(picked)) <= QUESTIONS
        assert (one in picked) == (one not in before and len(before) < QUESTIONS)

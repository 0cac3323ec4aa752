"""Nothing in a digest may come from fewer than 5 people, nor be found again by subtraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.words import When
from handlers.digests import rules
from handlers.digests.cards import digest
from handlers.digests.rules import THRESHOLD, Report
from storage.figures import Figures, Marks, Tally

SMALL = st.integers(0, THRESHOLD - 1)
MONDAY = When(datetime(2026, 11, 16, tzinfo=UTC), "Europe/Paris", "day")


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    people = draw(st.integers(0, 12))
    return Tally(draw(st.integers(people, people * 3)) if people else 0, people)


@st.composite
def marks(draw: st.DrawFn, course: str) -> Marks:
    given_ = draw(st.integers(0, 12))
    return Marks(course, draw(st.floats(1, 5)), given_, given_ + draw(st.integers(0, 9)))


@st.composite
def weeks(draw: st.DrawFn) -> Figures:
    return Figures(
        posted=draw(st.integers(0, 5)),
        took_part=draw(st.integers(0, 12)),
        audience=draw(st.none() | st.integers(0, 40)),
        likes=draw(tallies()),
        comments=draw(tallies()),
        marks=tuple(draw(marks(course)) for course in draw(st.lists(st.sampled_from("ABC"), unique=True))),
        published=draw(st.integers(0, 2)),
        quotes=(),
    )


def with_other_few(week: Figures, total: int, people: int, mean: float) -> Figures:
    """The same week, had its groups of fewer than 5 done something else."""

    def other(tally: Tally) -> Tally:
        return Tally(total, people) if tally.people < THRESHOLD else tally

    return replace(
        week,
        took_part=people if week.took_part < THRESHOLD else week.took_part,
        likes=other(week.likes),
        comments=other(week.comments),
        marks=tuple(replace(one, given=people, mean=mean) if one.given < THRESHOLD else one for one in week.marks),
    )


@given(weeks())
def test_every_figure_shown_comes_from_five_people(week: Figures) -> None:
    shown = rules.hide(week)
    assert (shown.took_part is None) == (week.took_part < THRESHOLD)
    assert (shown.likes is None) == (week.likes.people < THRESHOLD)
    assert (shown.comments is None) == (week.comments.people < THRESHOLD)
    for one, raw in zip(shown.marks, week.marks, strict=True):
        assert ((one.mean is None), (one.given is None)) == ((raw.given < THRESHOLD),) * 2


@given(weeks(), weeks(), SMALL, SMALL, st.floats(1, 5))
def test_what_fewer_than_five_people_did_changes_nothing_in_two_weeks_of_digests(
    before: Figures, week: Figures, total: int, people: int, mean: float
) -> None:
    def read(first: Figures, second: Figures) -> tuple[object, ...]:
        report = Report(rules.hide(second), rules.hide(first), ())
        return digest(1, "Giving feedback", MONDAY, report, []), rules.to_json(report)

    assert read(before, week) == read(
        with_other_few(before, total, people, mean), with_other_few(week, total, people, mean)
    )


@given(weeks(), weeks())
def test_a_report_is_kept_as_it_was(before: Figures, week: Figures) -> None:
    report = Report(rules.hide(week), rules.hide(before), (3, 1))
    assert rules.from_json(rules.to_json(report)) == report


def test_a_rate_needs_a_whole_that_holds_its_part() -> None:
    assert rules.percent(18, 60) == 30
    assert rules.percent(18, None) is None
    assert rules.percent(18, 12) is None

"""Capsules are kept apart: checked against every pair of dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.schedules import gaps
from handlers.schedules.gaps import Wanted

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
minutes = st.integers(0, 60 * 24 * 40)
taken = st.lists(minutes, max_size=12).map(lambda found: sorted(NOW + timedelta(minutes=one) for one in found))


@given(taken, minutes, st.integers(0, 300))
def test_the_nearest_is_found_whenever_there_is_one(taken: list[datetime], at: int, gap: int) -> None:
    wanted, apart = NOW + timedelta(minutes=at), gaps.room(gap)
    near = [one for one in taken if abs(one - wanted) < apart]
    found = gaps.nearest(wanted, taken, apart)
    assert (found is None) == (not near)
    if found is not None:
        assert abs(taken[found] - wanted) == min(abs(one - wanted) for one in near)


@given(
    taken,
    st.sampled_from(["", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=+1MO"]),
    st.integers(6, 19),
    st.integers(0, 180),
)
def test_the_free_moment_is_free_the_same_day_and_the_first(
    taken: list[datetime], rule: str, hour: int, gap: int
) -> None:
    planned, apart = Wanted(f"2026-11-26T{hour:02}:00", rule, "Europe/Paris"), gaps.room(gap)

    def is_free(shift: int) -> bool:
        dates = gaps.compared(gaps.shifted(planned, shift), NOW)
        return all(abs(one - at) >= apart for at in dates for one in taken)

    last = (gaps.LATEST_HOUR - hour) * 60
    expected = next((shift for shift in range(15, last + 1, 15) if is_free(shift)), None)
    assert gaps.free_shift(planned, NOW, taken, apart) == expected


def test_what_was_left_out_moves_with_the_hour() -> None:
    planned = Wanted("2026-11-24T09:00", "FREQ=WEEKLY", "Europe/Paris", "2026-12-01T09:00 2026-12-08T09:00", "FR")
    later = gaps.shifted(planned, 45)
    assert later == Wanted("2026-11-24T09:45", "FREQ=WEEKLY", "Europe/Paris", "2026-12-01T09:45 2026-12-08T09:45", "FR")


def test_only_so_many_dates_are_compared() -> None:
    assert len(gaps.compared(Wanted("2026-11-24T09:00", "FREQ=DAILY", "UTC"), NOW)) == 57
    assert gaps.compared(Wanted("2026-11-24T07:00", "", "UTC"), NOW) == []

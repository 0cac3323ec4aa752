"""Figures come from five people or are not told; days of review exist; months begin on a working day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.cards import Facts
from handlers.chat.words import When
from handlers.improvements import rules
from handlers.improvements.cards import Balance, balance
from storage.communities import Community
from storage.improvement_rounds import AT, quarter_of, round_after, span

NAIVE = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
MOMENTS = st.datetimes(NAIVE, NAIVE.replace(year=2031), timezones=st.just(UTC))
ZONES = st.sampled_from(("Europe/Paris", "America/Sao_Paulo", "Pacific/Auckland", "UTC"))
NOVEMBER = When(datetime(2026, 11, 1, tzinfo=UTC), "UTC", "month")
FEW = st.tuples(st.integers(0, 40), st.integers(0, rules.THRESHOLD - 1))


@given(FEW, FEW, st.integers(5, 60))
def test_what_fewer_than_five_people_said_changes_nothing_in_the_balance(
    one: tuple[int, int], other: tuple[int, int], received: int
) -> None:
    def shown(few: tuple[int, int]) -> object:
        return balance(Balance(1, "Feedback", NOVEMBER, NOVEMBER, received, rules.told(*few), rules.told(*few)))

    assert shown(one) == shown(other)


@given(st.integers(5, 60), st.integers(5, 60))
def test_from_five_people_on_a_figure_is_told_with_its_share(total: int, people: int) -> None:
    assert rules.told(total, people) == total
    (facts,) = [
        part
        for part in balance(Balance(1, "Feedback", NOVEMBER, NOVEMBER, 60, total, None)).parts
        if isinstance(part, Facts)
    ]
    answered = facts.pairs[1][1]
    assert total == 60 or getattr(answered, "values", {})["percent"] == round(100 * total / 60)


@given(st.dates(date(2024, 1, 1), date(2031, 1, 1)), st.sampled_from((1, 3, 6)))
def test_a_day_of_review_is_some_months_later_or_the_last_of_a_shorter_month(today: date, months: int) -> None:
    found = rules.review_day(today, months)
    assert (found.year * 12 + found.month) - (today.year * 12 + today.month) == months
    assert found.day == today.day or (found.day < today.day and (found + timedelta(days=1)).day == 1)


@given(MOMENTS, ZONES)
def test_a_month_begins_on_its_first_weekday_at_nine_and_the_next_one_is_to_come(now: datetime, zone: str) -> None:
    found = round_after(now, zone)
    local = found.astimezone(ZoneInfo(zone))
    assert timedelta(0) < found - now < timedelta(days=34)
    assert (local.time(), local.weekday() < 5, local.day <= 3) == (AT, True, True)
    assert local.day == 1 or local.weekday() == 0


@given(MOMENTS, ZONES)
def test_a_quarter_is_three_months_that_hold_their_moments(now: datetime, zone: str) -> None:
    here = Community(zone=zone)
    quarter = quarter_of(here, now)
    start, end = span(here, quarter)
    assert start <= now < end
    assert span(here, quarter + 1)[0] == end
    assert timedelta(days=89) < end - start < timedelta(days=93)

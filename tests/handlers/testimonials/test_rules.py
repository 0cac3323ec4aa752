"""Terms, ends, days in plain words, differences: decisions as they are made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.testimonials import rules, slots
from handlers.testimonials.rules import Terms

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Tuesday, Thursday", "24"),
        ("mardi et jeudi", "24"),
        ("le Mardi / le JEUDI", "24"),
        ("tue thu", "24"),
        ("tous les mardis et les vendredis", "25"),
        ("Thursdays", "4"),
        ("dimanche, dimanches", "7"),
        ("every day", "1234567"),
        ("jours ouvrés", "12345"),
        ("aucun", ""),
        ("none", ""),
        ("", None),
        ("and", None),
        ("twice a week", None),
        ("mardi 9h", None),
        ("marmelade", None),
        ("mondayish", None),
        ("<script>", None),
    ],
)
def test_days_are_read_in_plain_words_or_not_at_all(written: str, days: str | None) -> None:
    assert slots.read_days(written) == days


@pytest.mark.parametrize(
    ("written", "minute"), [("10:00", 600), ("9h30", 570), ("24:00", None), ("10:60", None), ("ten", None), ("", None)]
)
def test_the_hour_is_read_or_not_at_all(written: str, minute: int | None) -> None:
    assert slots.read_hour(written) == minute


@given(
    st.sampled_from(["Europe/Paris", "America/New_York", "Pacific/Auckland", "UTC"]),
    st.sets(st.integers(1, 7), min_size=1),
    st.integers(0, 1439),
    st.integers(0, 2 * 365 * 24 * 60),
)
def test_slots_follow_each_other_on_the_chosen_days_at_the_chosen_hour(
    zone: str, days: set[int], minute: int, later: int
) -> None:
    chosen = "".join(map(str, sorted(days)))
    after = NOW + timedelta(minutes=later)
    found = list(islice(slots.upcoming(chosen, minute, zone, after), 15))
    assert found == sorted(set(found))
    assert found[0] > after
    local = [at.astimezone(ZoneInfo(zone)) for at in found]
    assert {at.isoweekday() for at in local} <= days
    # An hour that does not exist once a year is the next one that does.
    assert sum(at.hour * 60 + at.minute != minute for at in local) <= 1
    assert local[-1].date() - local[0].date() <= timedelta(days=7 * 15)


def test_no_day_no_slot() -> None:
    assert list(slots.upcoming("", 600, "UTC", NOW)) == []


def test_months_end_on_a_day_that_exists() -> None:
    assert rules.after_months(datetime(2026, 8, 31, 9, tzinfo=UTC), 6) == datetime(2027, 2, 28, 9, tzinfo=UTC)
    assert rules.after_months(datetime(2026, 12, 1, tzinfo=UTC), 12) == datetime(2027, 12, 1, tzinfo=UTC)
    assert rules.after_months(datetime(2026, 12, 1, tzinfo=UTC), 24) == datetime(2028, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("new", "days", "wider"),
    [
        (Terms("first_name", place="workspace"), 0, False),
        (Terms("anonymous", place="community"), -1, False),
        (Terms("full_name", place="community"), 0, True),
        (Terms("anonymous", place="public"), 0, True),
        (Terms("anonymous", place="community"), 1, True),
    ],
)
def test_wider_is_more_of_a_name_further_or_longer(new: Terms, days: int, wider: bool) -> None:
    before = Terms("first_name", place="workspace")
    assert rules.is_wider(new, NOW + timedelta(days=days), before, NOW) is wider


def test_what_time_does_next_comes_in_order_and_ends_with_the_end() -> None:
    ends = NOW + timedelta(days=100)
    done = {"renewal_asked": False, "reach_told": False}

    def following(now: datetime, published: datetime | None, **more: bool) -> datetime | None:
        return rules.next_time(now, expires_at=ends, published_at=published, **(done | more))

    assert rules.next_time(NOW, expires_at=None, published_at=None, **done) is None
    assert following(NOW, None) == ends - rules.RENEWAL
    assert following(NOW, NOW) == NOW + rules.REACH
    assert following(NOW + rules.REACH, NOW) == NOW + 2 * rules.REACH
    assert following(NOW, NOW, reach_told=True) == ends - rules.RENEWAL
    assert following(NOW, NOW, reach_told=True, renewal_asked=True) == ends


def test_only_what_differs_is_shown() -> None:
    assert rules.difference("I realy liked it", "I really liked it") == ("realy", "really")
    assert rules.difference("so so good , thanks", "so good, thanks a lot") == ("so good ,", "good, … a lot")
    assert rules.difference("same", "same") == ("", "")


@pytest.mark.parametrize(("declined", "decided", "share"), [(0, 4, None), (1, 5, 20), (2, 6, 33), (5, 5, 100)])
def test_a_rate_is_told_of_five_at_least(declined: int, decided: int, share: int | None) -> None:
    assert rules.share(declined, decided) == share

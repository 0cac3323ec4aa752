"""Where several capsules go: apart, in order, off holidays, never earlier than wished."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.dates import holidays_of
from storage.placing import Channel, Wish, place

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
PARIS = "Europe/Paris"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


walls = st.datetimes(local("2026-11-25"), local("2027-02-01")).map(lambda at: at.replace(second=0, microsecond=0))
instants = st.datetimes(local("2026-12-01"), local("2027-02-01"), timezones=st.just(UTC))


@settings(deadline=None)  # holidays are loaded the first time
@given(
    st.lists(walls, max_size=8),
    st.lists(instants, max_size=12),
    st.integers(0, 600),
    st.sampled_from(["", "FR"]),
)
def test_what_is_placed_is_apart_in_order_and_never_earlier(
    wished: list[datetime], taken: list[datetime], gap: int, country: str
) -> None:
    channel = Channel(PARIS, gap, country)
    placed = place([Wish(n, at) for n, at in enumerate(sorted(wished))], channel, taken, NOW)
    assert [one.wish.number for one in placed] == list(range(len(wished)))
    ats = [one.at for one in placed if one.at]
    assert ats == sorted(ats)
    for number, at in enumerate(ats):
        assert at > NOW
        assert all(abs(at - other) >= channel.apart for other in [*taken, *ats[:number]])
    for one in placed:
        if one.local is None:
            assert one.why in ("past", "full")
            continue
        assert one.local >= one.wish.local
        assert (one.why == "") == (one.local == one.wish.local)
        assert not country or one.local.date() not in holidays_of(country, one.local.year)


@pytest.mark.parametrize(
    ("wished", "taken", "country", "gives", "why"),
    [
        ("2026-12-02T09:00", [], "", "2026-12-02T09:00", ""),
        ("2026-12-02T09:00", ["2026-12-02T08:30"], "", "2026-12-02T09:30", "gap"),
        ("2026-12-02T19:45", ["2026-12-02T19:30"], "", "2026-12-03T19:45", "gap"),
        ("2026-12-25T09:00", [], "FR", "2026-12-28T09:00", "holiday"),
        ("2026-12-25T09:00", [], "", "2026-12-25T09:00", ""),
        ("2026-12-05T09:00", [], "FR", "2026-12-05T09:00", ""),
        ("2026-12-01T09:00", [], "", None, "past"),
    ],
)
def test_one_date(wished: str, taken: list[str], country: str, gives: str | None, why: str) -> None:
    busy = [local(at).replace(tzinfo=UTC) - timedelta(hours=1) for at in taken]
    (one,) = place([Wish(1, local(wished))], Channel(PARIS, 60, country), busy, NOW)
    assert (one.local, one.why) == (gives and local(gives), why)


def test_a_channel_without_room_for_two_months_says_so() -> None:
    busy = [NOW + timedelta(hours=n) for n in range(24 * 90)]
    (one,) = place([Wish(1, local("2026-12-02T09:00"))], Channel(PARIS, 120), busy, NOW)
    assert (one.at, one.why) == (None, "full")

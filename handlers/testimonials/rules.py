"""Decisions about testimonials, as pure functions."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from storage.testimonials import COMMUNITY, PLACES

FULL_NAME, FIRST_NAME, ANONYMOUS = "full_name", "first_name", "anonymous"
MONTHS = (6, 12, 24)
SHORTEST_REASON, LONGEST_REASON = 3, 500
SHORTEST_WORDS, LONGEST_WORDS = 10, 1000
"""Of a verbatim, and of what an animator proposes in its place (`handlers/feedback` has the same bounds)."""

FEWEST = 5
"""No rate and no number of people is told below it."""

RENEWAL = timedelta(days=30)
"""How long before the end an author is asked whether to renew."""

REACH = timedelta(days=30)
"""How long after publication an author is told how many people it touched; if too few, every so often until then."""


@dataclass(frozen=True)
class Terms:
    """What an author agrees to: under which name, for how many months, and where (one of PLACES)."""

    shown_as: str
    months: int = 12
    place: str = COMMUNITY


def choices(name: str) -> tuple[str, ...]:
    """How somebody of this name may sign: a name of one word is its own first name, no name at all leaves one way."""
    if not name.split():
        return (ANONYMOUS,)
    return (FULL_NAME, FIRST_NAME, ANONYMOUS) if len(name.split()) > 1 else (FULL_NAME, ANONYMOUS)


def are_possible(terms: Terms, name: str) -> bool:
    """Whether somebody of this name ("" when their name is not to be known) may choose this."""
    return terms.shown_as in choices(name) and terms.months in MONTHS and terms.place in PLACES


def is_wider(new: Terms, until: datetime, old: Terms, old_until: datetime) -> bool:
    """Whether these terms show more of somebody, further or longer than what they agreed to before."""
    names = (ANONYMOUS, FIRST_NAME, FULL_NAME)
    return (
        names.index(new.shown_as) > names.index(old.shown_as)
        or PLACES.index(new.place) > PLACES.index(old.place)
        or until > old_until
    )


def after_months(now: datetime, months: int) -> datetime:
    """The same day and hour so many months later, or the last day of that month."""
    year, month = divmod(now.year * 12 + now.month - 1 + months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, calendar.monthrange(year, month + 1)[1]))


def next_time(
    now: datetime, *, expires_at: datetime | None, published_at: datetime | None, renewal_asked: bool, reach_told: bool
) -> datetime | None:
    """When time next does something to a testimonial: asks to renew, tells how many it touched, or ends it."""
    if expires_at is None:
        return None
    instants = [expires_at]
    if not renewal_asked:
        instants.append(expires_at - RENEWAL)
    if published_at is not None and not reach_told:
        instants.append(published_at + ((now - published_at) // REACH + 1) * REACH)
    return min(instants)


def clean_reason(written: str) -> str | None:
    """The reason given to an author, or None when it is shorter than 3 or longer than 500 characters."""
    reason = written.strip()
    return reason if SHORTEST_REASON <= len(reason) <= LONGEST_REASON else None


def clean_words(written: str) -> str | None:
    """Words proposed in the place of others, or None when they are shorter than 10 or longer than 1000 characters."""
    words = written.strip()
    return words if SHORTEST_WORDS <= len(words) <= LONGEST_WORDS else None


def difference(old: str, new: str) -> tuple[str, str]:
    """The words that would go and those that would come, in order, each run of them set apart by `…`."""
    before, after = old.split(), new.split()
    gone, come = [], []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            gone.append(" ".join(before[i1:i2]))
            come.append(" ".join(after[j1:j2]))
    return " … ".join(filter(None, gone)), " … ".join(filter(None, come))


def share(declined: int, decided: int) -> int | None:
    """The percentage declined; None below 5 decided, which is told to nobody."""
    return round(100 * declined / decided) if decided >= FEWEST else None

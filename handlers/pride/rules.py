"""Decisions about pride, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

FULL_NAME, FIRST_NAME, ANONYMOUS = "full_name", "first_name", "anonymous"

SHORTEST_WORDS, LONGEST_WORDS = 10, 1000
"""Characters of a win: as of a verbatim."""
SHORTEST_REASON, LONGEST_REASON = 3, 500
MOST_COMMUNITIES = 25
"""Choices that a form can hold everywhere."""

MOST_A_DAY, A_DAY = 3, timedelta(days=1)
"""Wins of one person over a day: they are posted at once, and a channel is everybody's."""

MOST_PAGES = 100_000

MINE, AROUND = "mine", "around"
"""Which list: one's own wins; those of the communities one animates."""


def ways(name: str) -> tuple[str, ...]:
    """How somebody of this name may sign: a name of one word is its own first name, no name at all leaves one way."""
    if not name.split():
        return (ANONYMOUS,)
    return (FULL_NAME, FIRST_NAME, ANONYMOUS) if len(name.split()) > 1 else (FULL_NAME, ANONYMOUS)


def clean_words(written: str, starts: tuple[str, ...] = ()) -> str | None:
    """The words of a win; None when they are too few or too many. `starts`: what was typed for them already."""
    words = written.replace("\r\n", "\n").strip()
    said = words
    for start in starts:
        said = said.removeprefix(start.strip()).strip()
    return words if len(said) >= SHORTEST_WORDS and len(words) <= LONGEST_WORDS else None


def clean_reason(written: str) -> str | None:
    """The reason given to an author, or None when it is too short or too long."""
    reason = written.strip()
    return reason if SHORTEST_REASON <= len(reason) <= LONGEST_REASON else None


def chosen_number(written: str) -> int | None:
    """The id that a form's choice answers; None for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def page_number(number: int) -> int:
    """A page that may exist, for a number that a button carried."""
    return min(max(number, 0), MOST_PAGES)


FEWEST = 5
"""No number of people is told below it."""

STEPS = ("ratings", "moments", "words", "testimonials", "capsules", "wins")
"""The learner's ladder, then what follows it."""


def next_step(done: Mapping[str, int]) -> str:
    """The first step of the ladder that somebody has not taken; `handbook` once they took them all."""
    return next((step for step in STEPS if not done.get(step)), "handbook")


RHYTHMS = (7, 14, 30)
"""Days between two small missions, as an ambassador may choose."""

MISSIONS = ("welcome", "answer", "tell")


def mission_of(turn: int) -> str:
    """The mission of a turn (1: the first): each comes in turn."""
    return MISSIONS[(turn - 1) % len(MISSIONS)]


LONGEST_BADGE = 100
"""Characters: as long as Discord lets the name of a role be."""

_BADGES: Mapping[str, tuple[str, ...]] = {
    "right": ("missing_scope", "no_permission"),
    "not_allowed": ("permission_denied", "restricted_action", "50013", "50001"),
    "plan": ("plan_upgrade_required", "paid_teams_only"),
    "unknown": ("no_such_badge", "no_such_subteam", "two_of_that_name", "badge_disabled", "10011"),
    "rights": ("badge_has_rights",),
}
"""By reason: why an ambassador is not given it (Slack: errors of usergroups.*; Discord: JSON error codes)."""

BADGES: Mapping[str, str] = {code: reason for reason, codes in _BADGES.items() for code in codes}

HAS_LEFT = frozenset({"10007", "10013"})
"""Discord's codes for who is not on the server any more: nobody is asked to do anything about it."""


def badge_reason(code: str) -> str:
    """Why a badge could not be given or taken away; `other` for a code met for the first time."""
    return BADGES.get(code, "other")


def clean_badge(written: str) -> str | None:
    """The name of a role or a group without the sign it is called by; None when it is too long or called everyone."""
    name = written.strip().removeprefix("@").strip()
    is_everybody = name.casefold() in ("everyone", "here", "channel")
    return None if len(name) > LONGEST_BADGE or is_everybody or "\n" in name else name

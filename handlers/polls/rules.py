"""Decisions about polls, as pure functions."""

from __future__ import annotations

from collections.abc import Collection

from storage.formats import Poll


def with_vote(poll: Poll, voted: Collection[str], choice: str) -> tuple[str, ...]:
    """What somebody votes for, in the poll's order, once they vote for one more choice, or for another."""
    wanted = {*voted, choice} if poll.several else {choice}
    return tuple(words for words in poll.choices if words in wanted)


def without_vote(poll: Poll, voted: Collection[str], choice: str) -> tuple[str, ...]:
    """What somebody still votes for, in the poll's order, once they take one vote back."""
    return tuple(words for words in poll.choices if words in voted and words != choice)

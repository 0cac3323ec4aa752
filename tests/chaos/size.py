"""How much is tried at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`kills` of the bot's processes, while `channels` x `posts` capsules and a message in each of `dms` are owed.

    `likes`: half of them presses of the button, half emoji. `processes` share one database.
    """

    kills: int
    channels: int
    posts: int
    dms: int
    likes: int
    processes: int = 1

    @property
    def deliveries(self) -> int:
        """How many messages have to be posted, once each."""
        return self.channels * self.posts + self.dms

"""Things going wrong on purpose, so that an app can show what it does then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`how`: "500" (server error), "ratelimited" (429), "drop" (connection cut, no answer), or a Slack error's name.

    `done`: what was asked is done all the same, only the answer is wrong: the message is kept, the app cannot know.
    """

    how: str
    done: bool = False
    retry_after: int = 1


class Faults:
    """The faults to come, per Web API method; "*" stands for any method."""

    def __init__(self) -> None:
        self._coming: dict[str, deque[Fault]] = {}

    def fail(self, method: str, how: str = "500", *, times: int = 1, done: bool = False, retry_after: int = 1) -> None:
        """Make the next `times` calls of `method` fail. `retry_after` in seconds, for "ratelimited"."""
        self._coming.setdefault(method, deque()).extend([Fault(how, done, retry_after)] * times)

    def drop_after(self, method: str, times: int = 1) -> None:
        """Do what is asked, then cut the connection without a word: an app that simply asks again does it twice."""
        self.fail(method, "drop", times=times, done=True)

    def clear(self) -> None:
        """Everything works again."""
        self._coming.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if one was planned."""
        for name in (method, "*"):
            if self._coming.get(name):
                return self._coming[name].popleft()
        return None

"""A session somebody attended, and what they gave of it, as cards show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.chat.words import When
from handlers.feedback import rules
from handlers.feedback.rules import MOMENTS, THEMES, WORDS
from storage.verbatims import TEAM


@dataclass(frozen=True)
class Rated:
    """The session somebody is asked about. `minutes`: what it was announced to take, all included."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str
    minutes: int = 60

    @property
    def day(self) -> When:
        """When it took place."""
        return When(self.starts_at, self.zone, "day")


@dataclass(frozen=True)
class Choice:
    """A moment of the agenda, or a theme of some `kind` (`community`, `course`), that may be `chosen`."""

    kind: str
    number: int
    title: str
    chosen: bool = False


@dataclass(frozen=True)
class Given:
    """What somebody gave so far: answers by question, words with who may read them, likes, themes; and their `step`.

    `asked_later`: they were asked again, weeks after the session. `publishable`: the words are no testimonial yet, nor
    a call for help; their author may let them be published.
    """

    answers: Mapping[str, int] = field(default_factory=dict)
    words: str | None = None
    scope: str = TEAM
    moments: Sequence[Choice] = ()
    themes: Sequence[Choice] = ()
    wish: str | None = None
    step: str = ""
    asked_later: bool = False
    publishable: bool = False

    @property
    def answered(self) -> Collection[str]:
        """The steps that are done with."""
        return {*self.answers, WORDS} if self.words else {*self.answers}

    @property
    def next_step(self) -> str | None:
        """What is offered now."""
        return rules.next_step(self.step, self.answered, has_moments=bool(self.moments))

    def holds(self, question: str) -> bool:
        """Whether there is something to show, or to remove, for this step."""
        if question == MOMENTS:
            return any(one.chosen for one in self.moments)
        if question == THEMES:
            return bool(self.wish) or any(one.chosen for one in self.themes)
        return question in self.answered

    @property
    def held(self) -> list[str]:
        """The steps for which something is kept, in order."""
        return [one for one in rules.STEPS if self.holds(one)]

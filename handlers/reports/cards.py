"""What animators see of how a capsule went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Channel, Line, Say, When
from handlers.reports.rules import THRESHOLD, share
from storage.quizzes import Figures
from storage.reports import Shown


@dataclass(frozen=True)
class Report:
    """How a capsule went in a community, on the clocks of `zone`. `posts`: the last of its `posted` messages.

    `quiz` and `votes` (each choice of a poll with its votes, of `voters` people) are None where there is none.
    """

    community_id: int
    capsule_id: int
    title: str
    zone: str
    posted: int
    posts: Sequence[Shown]
    likes: int
    comments: int
    quiz: Figures | None = None
    votes: Sequence[tuple[str, int]] | None = None
    voters: int = 0
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None


def report(shown: Report) -> Card:
    """Posted where and when, likes, comments, answers or votes: counts only."""
    title = Say("reports.title", title=shown.title)
    counts: list[tuple[Line, Line]] = [
        (Say("reports.likes"), str(shown.likes)),
        (Say("reports.comments"), str(shown.comments)),
    ]
    if shown.quiz is not None:
        counts.append((Say("reports.answered"), str(shown.quiz.people)))
        if shown.quiz.people >= THRESHOLD:  # of one person, it would say how often they were wrong
            counts.append((Say("reports.tries"), str(shown.quiz.answers)))
    if shown.votes is not None:
        counts.append((Say("reports.voters"), str(shown.voters)))
    parts: list[Part | None] = [Heading(title), *_posts(shown), *_changes(shown), Facts(tuple(counts))]
    parts += _right(shown.quiz) if shown.quiz is not None else ()
    parts += _votes(shown) if shown.votes else ()
    back = Button(Say("reports.preview"), to("capsules.look", shown.community_id, shown.capsule_id))
    parts += [Note(Say("reports.nameless")), None if shown.withdrawn_at else Buttons(back)]
    return card(title, *parts)


def _posts(shown: Report) -> list[Part]:
    if not shown.posted:
        return [Text(Say("reports.never"))]
    lines: list[Part] = [Text(Say("reports.posted", n=shown.posted))]
    return lines + [
        Text(Say("reports.post", channel=Channel(post.channel), at=When(post.at, shown.zone))) for post in shown.posts
    ]


def _changes(shown: Report) -> list[Part]:
    changes = (("reports.edited", shown.edited_at), ("reports.withdrawn", shown.withdrawn_at))
    return [Note(Say(key, at=When(at, shown.zone))) for key, at in changes if at is not None]


def _right(quiz: Figures) -> tuple[Part, ...]:
    """Nothing of who was right is told of fewer people than the threshold."""
    first, end = share(quiz.right_at_first, quiz.people), share(quiz.right_in_the_end, quiz.people)
    if first is None or end is None:
        return (Note(Say("reports.hidden", fewest=THRESHOLD)),) if quiz.people else ()
    return (Text(Say("reports.right", first=first, end=end)),)


def _votes(shown: Report) -> tuple[Part, ...]:
    """Nor of what was voted for, as in the channel."""
    if shown.voters < THRESHOLD:
        return (Note(Say("reports.hidden_votes", fewest=THRESHOLD)),) if shown.voters else ()
    return tuple(Text(Say("reports.vote", choice=choice, n=votes)) for choice, votes in shown.votes or ())


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    zone, posts = "Europe/Paris", [Shown("C1", at)]
    quiz, few = Figures(12, 17, 7, 11), Figures(3, 4, 1, 2)
    votes = [("Dans la semaine", 6), ("Dans le mois", 3)]
    return {
        "a quiz": report(Report(1, 51, "Fact or judgement?", zone, 1, posts, 4, 2, quiz, edited_at=at)),
        "too few answers": report(Report(1, 51, "Fact or judgement?", zone, 1, posts, 0, 0, few)),
        "a poll": report(Report(1, 53, "Le bon moment", zone, 7, posts * 5, 4, 2, votes=votes, voters=9)),
        "too few votes": report(Report(1, 53, "Le bon moment", zone, 1, posts, 0, 0, votes=votes, voters=4)),
        "withdrawn": report(Report(1, 42, "Say what you saw", zone, 1, posts, 3, 1, withdrawn_at=at)),
        "never posted": report(Report(1, 42, "Say what you saw", zone, 0, [], 0, 0)),
    }

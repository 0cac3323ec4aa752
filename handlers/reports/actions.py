"""What animators do to know how a capsule went."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.reports import cards, rules
from handlers.reports.cards import Report
from storage import comments, formats, likes, polls, quizzes, reports
from storage.capsules import Capsule
from storage.communities import Community
from storage.formats import Poll, Quiz


@route("reports.show", who=Role.ANIMATOR)
async def show(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """The small report of a capsule in a community the asker animates, withdrawn or not."""
    community = await desk.community(community_id, Role.ANIMATOR)
    capsule = await reports.capsule_of(desk.db, capsule_id, community.id)
    if capsule is None:
        raise Mistake(Say("help.outdated"))
    return Tell(cards.report(await _report(desk, community, capsule)))


async def _report(desk: Desk, community: Community, capsule: Capsule) -> Report:
    subject, details = f"capsule:{capsule.id}", formats.read(capsule.format, capsule.details)
    posted, posts = await reports.posts(desk.db, capsule.id, community.id, rules.MOST_POSTS)
    quiz, votes, voters = None, None, 0
    match details:
        case Quiz():
            quiz = await quizzes.figures(desk.db, capsule.id, community.id)
        case Poll(choices):
            results = await polls.results(desk.db, capsule.id, community.id, choices)
            votes, voters = [(words, results.votes[words]) for words in choices], results.people
    return Report(
        community.id,
        capsule.id,
        capsule.title,
        community.zone,
        posted,
        posts,
        await likes.count(desk.db, subject, community.id),
        await comments.count(desk.db, subject, community.id),
        quiz,
        votes,
        voters,
        capsule.edited_at,
        capsule.withdrawn_at,
    )

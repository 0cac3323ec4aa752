"""What people do with a poll: vote, change their vote, take it back."""

from __future__ import annotations

from collections.abc import Callable, Collection

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.choices import lettered
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.polls import cards, rules
from handlers.polls.cards import Asked
from storage import capsules, formats, outbox, polls, shown
from storage.capsules import Capsule
from storage.formats import Poll

Change = Callable[[Poll, Collection[str], str], tuple[str, ...]]


@route("polls.vote", who=Role.ANYONE)
async def vote(
    _ask: Ask, desk: Desk, capsule_id: int, community_id: int, version: str, number: int, trial: str = ""
) -> Reply:
    """A vote; the same again changes nothing, and another one takes the place of the first where there is one only.

    `trial`: pressed in an animator's preview, where nothing is counted.
    """
    if trial:
        await desk.community(community_id, Role.ANIMATOR)
        asked = _asked(await capsules.offered_one(desk.db, capsule_id, community_id), community_id, version)
        return Tell(Say("polls.trial", choice=lettered(number, _words(asked.poll, number))))
    return Tell(await _changed(desk, (capsule_id, community_id), version, number, rules.with_vote))


@route("polls.take_back", who=Role.ANYONE)
async def take_back(_ask: Ask, desk: Desk, capsule_id: int, community_id: int, version: str, number: int) -> Reply:
    """Takes a vote back, from the private card that tells it."""
    return Replace(await _changed(desk, (capsule_id, community_id), version, number, rules.without_vote))


async def _changed(desk: Desk, where: tuple[int, int], version: str, number: int, change: Change) -> Card:
    """Keeps what the asker votes for now, which shows on the posted card."""
    capsule_id, community_id = where
    await desk.community(community_id, Role.ANYONE)
    capsule = await shown.capsule(desk.db, capsule_id, community_id, desk.member.id)
    asked = _asked(capsule, community_id, version)
    words = _words(asked.poll, number)
    ballot = await polls.mine(desk.db, capsule_id, community_id, desk.member.id, desk.now)
    votes = change(asked.poll, ballot.voted_for(), words)
    if set(votes) != ballot.voted_for():
        await polls.keep(desk.db, ballot, votes, desk.now)
        await outbox.touch(desk.db, f"capsule:{capsule_id}")
    return cards.votes(asked, votes)


def _asked(capsule: Capsule | None, community_id: int, version: str) -> Asked:
    """The poll that somebody was shown, or may preview. Raises Mistake when its choices were others."""
    poll = capsule and formats.read(capsule.format, capsule.details)
    if capsule is None or not isinstance(poll, Poll):
        raise Mistake(Say("help.outdated"))
    if formats.version(poll.choices) != version:
        raise Mistake(Say("polls.mistake.corrected"))
    return Asked(capsule.id, community_id, capsule.title, poll)


def _words(poll: Poll, number: int) -> str:
    """The choice with this number. Raises Mistake when there is none."""
    if not 0 <= number < len(poll.choices):
        raise Mistake(Say("help.outdated"))
    return poll.choices[number]

"""What people do to like: press the button, put an emoji, take either back."""

from __future__ import annotations

from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.likes import rules
from storage import capsules, likes, moments, outbox
from storage.database import Db
from storage.likes import Way
from storage.people import Workspace


@route("likes.toggle", who=Role.ANYONE)
async def toggle(ask: Ask, desk: Desk, kind: str, number: int) -> Reply:
    """The button: likes, or takes it back. An emoji of theirs that remains goes on counting, and they are told so."""
    subject = f"{kind}:{number}"
    post = await moments.shown_by(desk.db, number) if kind == "moment" else subject
    if kind not in rules.LIKEABLE or post is None:
        raise Mistake(Say("help.outdated"))
    delivery = await outbox.posted_about(desk.db, desk.workspace.id, post, ask.channel, ask.message)
    if delivery is None or delivery.community_id is None:
        raise Mistake(Say("help.outdated"))
    if await capsules.is_withdrawn(desk.db, subject):
        raise Mistake(Say("likes.withdrawn"))
    like = Way(subject, delivery.community_id, likes.BUTTON)
    if not await _add(desk, like, post):
        await _take_back(desk, like, post)
        if await likes.by(desk.db, subject, desk.member.id, like.community_id):
            return Tell(Say("likes.emoji_still"))
    return Done()


async def says_something(ask: Ask, db: Db, workspace: Workspace, emoji: str) -> bool:
    """Whether an emoji is a happy one, on a message of ours that can be liked."""
    return await _by_emoji(ask, db, workspace, emoji) is not None


@route(EMOJI_ADDED, who=Role.ANYONE, only_if=says_something)
async def emoji_added(ask: Ask, desk: Desk, emoji: str) -> Reply:
    """An emoji put on a message of ours: counted if it is a happy one."""
    like = await _by_emoji(ask, desk.db, desk.workspace, emoji)
    if like is not None and not await capsules.is_withdrawn(desk.db, like.subject):
        await _add(desk, like, like.subject)
    return Done()


@route(EMOJI_REMOVED, who=Role.ANYONE, only_if=says_something)
async def emoji_removed(ask: Ask, desk: Desk, emoji: str) -> Reply:
    """An emoji taken back."""
    like = await _by_emoji(ask, desk.db, desk.workspace, emoji)
    if like is not None:
        await _take_back(desk, like, like.subject)
    return Done()


async def _by_emoji(ask: Ask, db: Db, workspace: Workspace, emoji: str) -> Way | None:
    """What an emoji says; None when it says nothing, or is on something that cannot be liked."""
    if ask.channel is None or ask.message is None or not rules.is_positive(emoji):
        return None
    delivery = await outbox.posted(db, workspace.id, ask.channel, ask.message)
    if delivery is None or delivery.channel is None or delivery.community_id is None or delivery.subject is None:
        return None
    if delivery.subject.split(":")[0] not in rules.LIKEABLE:
        return None
    return Way(delivery.subject, delivery.community_id, rules.source_of(emoji), ask.message)


async def _add(desk: Desk, like: Way, post: str) -> bool:
    """Notes one way of liking; False when it was there. The first of a person's ways shows on what is posted.

    `post`: what those messages are about, the subject itself unless they show several (a session, its moments).
    """
    first = not await likes.by(desk.db, like.subject, desk.member.id, like.community_id)
    added = await likes.add(desk.db, like, desk.member.id, desk.now)
    if first and added:
        await outbox.touch(desk.db, post)
    return added


async def _take_back(desk: Desk, like: Way, post: str) -> None:
    """Takes back one way of liking. The last of a person's ways shows on what is posted (`post`: as for `_add`)."""
    taken = await likes.take_back(desk.db, like, desk.member.id)
    if taken and not await likes.by(desk.db, like.subject, desk.member.id, like.community_id):
        await outbox.touch(desk.db, post)

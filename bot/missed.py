"""What was missed: what is kept of a post is compared with what the platform shows of it now, and the difference done.

Nothing is done on a doubt. What people do while a post is read again is told by the platform as always: so what is gone
or changed must have been the same before the reading and after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.dispatch import Dispatch
from bot.platforms import Platform, Read, Watched
from handlers.chat.asks import EMOJI_REMOVED, REPLY_DELETED, REPLY_EDITED, Ask, Workspace
from handlers.chat.routes import to
from handlers.likes.rules import emoji_of
from storage import comments, likes, people
from storage.comments import KeptReply
from storage.database import Database, Db
from storage.outbox import Delivery

SETTLED = timedelta(seconds=5)
"""How old a reply must be to be found deleted: a platform may show a message a moment after it has told of it."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a post: the id of each like by (person, emoji), and each reply by its message."""

    likes: Mapping[tuple[str, str], int]
    replies: Mapping[str, KeptReply]


class Missed:
    """Reads posts again, and does what nobody was told of."""

    def __init__(self, database: Database, clock: Clock, dispatch: Dispatch) -> None:
        self._database = database
        self._clock = clock
        self._dispatch = dispatch

    async def catch_up(self, platform: Platform, space: people.Workspace, posts: Sequence[Delivery]) -> int:
        """Reads these posts of a workspace again; how many acts were missed."""
        watched = {Watched(post.posted_channel or "", post.posted_id or ""): post for post in posts}
        here, now = Workspace(space.platform, space.external_id), self._clock.now()
        before = await self._kept(watched)
        reads = await platform.read_again(space.external_id, list(watched))
        after = await self._kept({read.post: watched[read.post] for read in reads})
        asks = [ask for read in reads for ask in differences(read, before[read.post], after[read.post], here, now)]
        return sum([await self._do(ask, watched) for ask in asks])

    async def _do(self, ask: Ask, watched: Mapping[Watched, Delivery]) -> bool:
        post = watched.get(Watched(ask.channel or "", ask.message or ""))
        if post is not None and await self._is_perhaps_erased(ask, post):
            return False
        await self._dispatch.handle(ask)
        return True

    async def _is_perhaps_erased(self, ask: Ask, post: Delivery) -> bool:
        """Whether an emoji may be of somebody who was erased since: their like is kept, but without them."""
        space = ask.workspace
        async with self._database.reading() as db:
            if await people.find_member(db, space.platform, space.external_id, ask.who) is not None:
                return False
            return await likes.has_nameless(db, post.subject or "", post.community_id or 0)

    async def _kept(self, watched: Mapping[Watched, Delivery]) -> dict[Watched, Kept]:
        async with self._database.reading() as db:
            return {seen: await kept(db, seen, post) for seen, post in watched.items()}


async def kept(db: Db, seen: Watched, post: Delivery) -> Kept:
    """What is kept of a post."""
    emoji = await likes.by_emoji(db, post.subject or "", post.community_id or 0, seen.message)
    replies = await comments.replies_to(db, seen.channel, seen.message)
    return Kept(
        {(like.who, emoji_of(like.source)): like.id for like in emoji}, {reply.message: reply for reply in replies}
    )


def differences(read: Read, before: Kept, after: Kept, space: Workspace, now: datetime) -> Iterator[Ask]:
    """What people did that is not kept. What is in `read` was read between `before` (as it was `now`) and `after`."""
    yield from _emoji(read, before, after, space)
    yield from _replies(read, before, after, space, now)


def _emoji(read: Read, before: Kept, after: Kept, space: Workspace) -> Iterator[Ask]:
    shown = {(ask.who, str(ask.link.values[0])): ask for ask in read.emoji}
    for like, ask in shown.items():
        if like not in before.likes and like not in after.likes:
            yield ask
    if not read.all_emoji:
        return
    for (who, emoji), number in before.likes.items():
        if (who, emoji) not in shown and after.likes.get((who, emoji)) == number:
            yield Ask(None, space, who, to(EMOJI_REMOVED, emoji), channel=read.post.channel, message=read.post.message)


def _replies(read: Read, before: Kept, after: Kept, space: Workspace, now: datetime) -> Iterator[Ask]:
    shown = {ask.message: ask for ask in read.replies}
    for message, ask in shown.items():
        words, reply = ask.answers["words"].strip(), before.replies.get(message or "")
        if not words:
            continue
        if reply is None and message not in after.replies:
            yield ask
        elif reply is not None and reply.words not in (None, words) and reply == after.replies.get(reply.message):
            yield replace(ask, link=to(REPLY_EDITED))
    if not read.all_replies:
        return
    for message, reply in before.replies.items():
        same = reply.words is not None and reply == after.replies.get(message)
        if same and message not in shown and reply.created_at <= now - SETTLED:
            yield Ask(None, space, reply.who or "", to(REPLY_DELETED), channel=read.post.channel, message=message)

"""What people do to comment: answer in a thread, edit or delete it, or use the button of a post."""

from __future__ import annotations

from handlers.chat.asks import REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.comments import cards, rules
from handlers.desk import Desk
from storage import capsules, comments, communities, outbox
from storage.comments import Comment
from storage.database import Db
from storage.outbox import Delivery, Owed
from storage.people import Workspace


async def answers_a_post(ask: Ask, db: Db, workspace: Workspace) -> bool:
    """Whether a reply is in the thread of something posted, and not kept yet."""
    return await _commented(ask, db, workspace) is not None and await _reply(ask, db, workspace) is None


async def may_be_kept(ask: Ask, db: Db, workspace: Workspace) -> bool:
    """Whether a reply is kept as a comment, or may be about to: edited at once, its writing is still under way."""
    return await _reply(ask, db, workspace) is not None or await _commented(ask, db, workspace) is not None


@route(REPLY_WRITTEN, who=Role.ANYONE, only_if=answers_a_post)
async def written(ask: Ask, desk: Desk) -> Reply:
    """A reply in the thread of something posted is kept as a comment; one in any other thread is nobody's business."""
    words = ask.answers.get("words", "").strip()
    post = await _commented(ask, desk.db, desk.workspace)
    if post is None or post.community_id is None or post.subject is None:
        return Done()
    if ask.channel is None or ask.thread is None or ask.message is None or not words:
        return Done()
    if await comments.add_reply(
        desk.db,
        subject=post.subject,
        community_id=post.community_id,
        member_id=desk.member.id,
        words=words,
        channel=ask.channel,
        thread=ask.thread,
        message=ask.message,
        now=desk.now,
    ):
        await outbox.touch(desk.db, post.subject)
    return Done()


@route(REPLY_EDITED, who=Role.ANYONE, only_if=may_be_kept)
async def edited(ask: Ask, desk: Desk) -> Reply:
    """The author changed their reply."""
    comment = await _reply(ask, desk.db, desk.workspace)
    words = ask.answers.get("words", "").strip()
    if comment is not None and comment.member_id == desk.member.id and comment.words is not None and words:
        await comments.edit(desk.db, comment, words, desk.now)
    return Done()


@route(REPLY_DELETED, who=Role.ANYONE, only_if=may_be_kept, nameless=True)
async def deleted(ask: Ask, desk: Desk) -> Reply:
    """The reply is gone from the platform, whoever deleted it: its words go from here too, or are never taken."""
    comment = await _reply(ask, desk.db, desk.workspace)
    if comment is not None:
        if await comments.remove(desk.db, comment, desk.now):
            await outbox.touch(desk.db, comment.subject)
        return Done()
    # Told late, what happened may come in any order: its writing is perhaps still to be told.
    post = await _commented(ask, desk.db, desk.workspace)
    if post is not None and post.subject and post.community_id and ask.channel and ask.thread and ask.message:
        await comments.add_deleted(
            desk.db,
            subject=post.subject,
            community_id=post.community_id,
            channel=ask.channel,
            thread=ask.thread,
            message=ask.message,
            now=desk.now,
        )
    return Done()


@route("comments.open", who=Role.ANYONE, opens_form=True)
async def open_(ask: Ask, desk: Desk, kind: str, number: int) -> Reply:
    """The button of a post: the form of a comment."""
    post = await outbox.posted_about(desk.db, desk.workspace.id, f"{kind}:{number}", ask.channel, ask.message)
    if kind not in rules.COMMENTABLE or post is None:
        raise Mistake(Say("help.outdated"))
    if await capsules.is_withdrawn(desk.db, f"{kind}:{number}"):
        raise Mistake(Say("comments.withdrawn"))
    return Open(cards.comment_form(kind, number, post.parent_id or post.id))


@route("comments.send", who=Role.ANYONE)
async def send(ask: Ask, desk: Desk, kind: str, number: int, delivery_id: int) -> Reply:
    """Keeps the comment, and owes it to the thread of the post so that the others read it."""
    subject = f"{kind}:{number}"
    post = await outbox.find(desk.db, delivery_id, desk.workspace.id)
    if kind not in rules.COMMENTABLE or post is None or post.subject != subject:
        raise Mistake(Say("help.outdated"))
    if post.channel is None or post.community_id is None:
        raise Mistake(Say("help.outdated"))
    if await capsules.is_withdrawn(desk.db, subject):
        raise Mistake(Say("comments.withdrawn"), "words")
    words = rules.clean(ask.answers.get("words", ""))
    if words is None:
        raise Mistake(Say("comments.bad_words", longest=rules.LONGEST_COMMENT), "words")
    comment = await comments.add(
        desk.db,
        subject=subject,
        community_id=post.community_id,
        member_id=desk.member.id,
        words=words,
        channel=post.channel,
        now=desk.now,
    )
    about = comments.subject_of(comment.id)
    message = Owed(
        about=about,
        draw=str(to("comments.posted", comment.id)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=post.language,
        channel=post.channel,
        community_id=post.community_id,
        subject=about,
        parent_id=post.id,
    )
    await outbox.owe_all(desk.db, [message])
    await outbox.touch(desk.db, subject)
    return Tell(cards.thanks(comment.id))


@route("comments.take_back", who=Role.ANYONE)
async def take_back(_ask: Ask, desk: Desk, comment_id: int) -> Reply:
    """The author takes back a comment written through the button; the message that shows it says so."""
    comment = await comments.by_id(desk.db, comment_id)
    if comment is None or comment.member_id != desk.member.id:
        raise Mistake(Say("help.outdated"))
    if await comments.remove(desk.db, comment, desk.now):
        await outbox.touch(desk.db, comments.subject_of(comment.id))
        await outbox.touch(desk.db, comment.subject)
    return Replace(cards.gone())


async def _commented(ask: Ask, db: Db, workspace: Workspace) -> Delivery | None:
    """The post of ours whose thread a reply is in; None in any other thread."""
    if ask.channel is None or ask.thread is None:
        return None
    post = await outbox.posted(db, workspace.id, ask.channel, ask.thread)
    if post is None or post.channel is None or post.community_id is None or post.subject is None:
        return None
    return post if post.subject.split(":")[0] in rules.COMMENTABLE else None


async def _reply(ask: Ask, db: Db, workspace: Workspace) -> Comment | None:
    """The comment that the asked-about message is, in the asker's own workspace."""
    if ask.channel is None or ask.message is None:
        return None
    comment = await comments.of_message(db, ask.channel, ask.message)
    if comment is None or await communities.by_id(db, comment.community_id, workspace.id) is None:
        return None
    return comment

"""chat.*: posting, updating, deleting, messages for one person, links to messages."""

from __future__ import annotations

from playground.core import Core
from playground.files import check_shown, named
from playground.model import Channel, Json, Message, Refused
from playground.web_api.args import Args
from playground.web_api.content import changes_of, content_of, metadata_of
from playground.web_api.methods import method


def thread_of(channel: Channel, args: Args) -> str | None:
    """The thread meant by thread_ts: always the parent's, even when a reply was named."""
    thread_ts = args.get("thread_ts")
    if thread_ts is None:
        return None
    parent = channel.messages.get(str(thread_ts))
    if parent is None or parent.subtype == "channel_join":
        raise Refused("cannot_reply_to_message" if parent is not None else "thread_not_found")
    return parent.thread_ts or parent.ts


@method("chat.postMessage")
def post_message(core: Core, args: Args) -> Json:
    """A message for everyone in the channel."""
    args.text("channel")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    core.workspace.bot_must_be_in(channel)
    content, metadata = content_of(args), metadata_of(args) or None
    check_shown(core.workspace, content["blocks"])
    message = Message(
        channel.id,
        "",
        core.workspace.bot.id,
        metadata=metadata,
        thread_ts=thread_of(channel, args),
        broadcast=args.flag("reply_broadcast"),
        from_bot=True,
        username=args.get("username"),
        **content,
    )
    core.messages.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": core.messages.as_json(message, with_metadata=True)}


@method("chat.postEphemeral")
def post_ephemeral(core: Core, args: Args) -> Json:
    """A message for one person in the channel. It cannot be updated afterwards."""
    args.text("channel")
    user = core.workspace.people.get(args.text("user"))
    channel = core.workspace.channel_for_bot(args.get("channel"))
    core.workspace.bot_must_be_in(channel)
    if user is None or user.id not in channel.members:
        raise Refused("user_not_in_channel")
    thread, content = thread_of(channel, args), content_of(args)
    check_shown(core.workspace, content["blocks"])
    message = Message(
        channel.id, "", core.workspace.bot.id, thread_ts=thread, from_bot=True, ephemeral_to=user.id, **content
    )
    return {"message_ts": core.messages.whisper(message).ts}


@method("chat.update")
def update(core: Core, args: Args) -> Json:
    """Change one of the bot's own messages. Metadata and files that are not named stay; naming none takes them away."""
    args.text("channel")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    message = core.workspace.message_for_bot(channel, args.text("ts"))
    if message.user != core.workspace.bot.id or message.subtype is not None:
        raise Refused("cant_update_message")
    if channel.is_archived:
        raise Refused("is_inactive")
    changes, metadata = changes_of(args), metadata_of(args)
    if metadata is not None:
        changes["metadata"] = metadata or None
    if "file_ids" in args.values:  # the official client sends an empty list as an empty string
        changes["files"] = named(core.workspace, args.listed("file_ids"))
    check_shown(core.workspace, changes.get("blocks"))
    core.messages.change(message, core.workspace.bot.id, **changes)
    shown = core.messages.as_json(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete")
def delete(core: Core, args: Args) -> Json:
    """Take back one of the bot's own messages."""
    args.text("channel")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    message = core.workspace.message_for_bot(channel, args.text("ts"))
    if message.user != core.workspace.bot.id:
        raise Refused("cant_delete_message")
    if message.subtype == "tombstone":
        raise Refused("message_not_found")
    core.messages.delete(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(core: Core, args: Args) -> Json:
    """A link that opens the message in a client."""
    args.text("channel")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    message = core.workspace.message_for_bot(channel, args.text("message_ts"))
    link = f"{core.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}

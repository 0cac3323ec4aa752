"""People, channels and messages as the page draws them: what a real client would show that person, no more."""

from __future__ import annotations

from playground.emoji import drawn
from playground.model import Channel, File, Json, Message, Profile, View
from playground.workspace import Workspace


def person_shape(profile: Profile) -> Json:
    """Someone in the list of people."""
    return {
        "id": profile.id,
        "name": profile.name,
        "title": profile.title,
        "color": f"#{profile.color}",
        "is_bot": profile.is_bot,
    }


def channel_shape(workspace: Workspace, channel: Channel, viewer: Profile) -> Json:
    """A channel in the list on the left; a direct conversation carries the name of whoever is at the other end."""
    others = [workspace.people[user] for user in channel.members if user != viewer.id]
    named = channel.name if channel.kind == "channel" else ", ".join(other.name for other in others)
    seen = viewer.read_up_to.get(channel.id, "")
    is_member = viewer.id in channel.members
    shape: Json = {
        "id": channel.id,
        "name": named,
        "is_im": channel.is_direct,
        "topic": channel.topic,
        "unread": sum(message.ts > seen and message.user != viewer.id for message in channel.listed())
        if is_member
        else 0,
        "is_member": is_member,
        "is_archived": channel.is_archived,
    }
    return shape | {"with": others[0].id} if channel.is_direct else shape


def visible_channels(workspace: Workspace, viewer: Profile) -> list[Channel]:
    """Every public channel, and the private ones this person is in."""
    return [held for held in workspace.channels.values() if not held.is_private or viewer.id in held.members]


def reactions_shape(message: Message) -> list[Json]:
    """The emoji under a message, with who chose each."""
    return [
        {"name": name, "emoji": drawn(name), "users": list(users)} for name, users in message.reactions.items() if users
    ]


def file_shape(file: File) -> Json:
    """A file under a message."""
    return {
        "id": file.id,
        "name": file.name,
        "mimetype": file.mimetype,
        "title": file.title or file.name,
        "alt_txt": file.alt_txt,
        "url": f"/play/file/{file.id}",
    }


def message_shape(workspace: Workspace, message: Message) -> Json:
    """One message."""
    author = workspace.people.get(message.user)
    channel = workspace.channels[message.channel]
    shape: Json = {
        "ts": message.ts,
        "user": message.user,
        "name": message.username or (author.name if author is not None else "Slackbot"),
        "text": message.text,
        "blocks": message.blocks,
        "reactions": reactions_shape(message),
        "files": [file_shape(file) for file in message.files],
        "is_bot": message.from_bot,
        "edited": message.edited is not None and not message.blocks,
        "ephemeral": message.ephemeral_to is not None,
        "pinned": message.pinned,
    }
    subtype = "thread_broadcast" if message.is_reply and message.broadcast else message.subtype
    if subtype is not None:
        shape["subtype"] = subtype
    if message.thread_ts is not None:
        shape["thread_ts"] = message.thread_ts
    replies = 0 if message.is_reply or message.ephemeral_to else len(channel.replies(message.ts))
    return shape | {"reply_count": replies} if replies else shape


def view_shape(view: View | None) -> Json | None:
    """A modal or Home tab, with what was filled in so far."""
    if view is None:
        return None
    return {**view.shown, "id": view.id, "hash": view.hash, "state": {"values": state_values(view.state)}}


def state_values(state: dict[tuple[str, str], Json]) -> Json:
    """{block_id: {action_id: element state}}, as payloads carry it."""
    values: Json = {}
    for (block_id, action_id), held in state.items():
        values.setdefault(block_id, {})[action_id] = held
    return values

"""The JSON in which Slack's Web API and events speak of people, channels, messages and files.

Field by field after the official samples (github.com/slackapi/java-slack-sdk, json-logs).
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playground.model import Channel, File, Json, Message, Profile
from playground.workspace import Workspace


def user_json(workspace: Workspace, profile: Profile, *, with_locale: bool = False) -> Json:
    """Someone as `users.info` shows them; the locale only when asked for."""
    now = datetime.fromtimestamp(workspace.clock(), UTC).astimezone(ZoneInfo(profile.tz))
    offset = now.utcoffset()
    user: Json = {
        "id": profile.id,
        "team_id": workspace.team_id,
        "name": profile.handle,
        "deleted": False,
        "color": profile.color,
        "real_name": profile.name,
        "tz": profile.tz,
        "tz_label": now.tzname() or profile.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": _profile_json(workspace, profile),
        "is_admin": profile.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": profile.is_bot,
        "is_app_user": False,
        "updated": workspace.now(),
        "is_email_confirmed": not profile.is_bot,
    }
    return user | {"locale": profile.locale} if with_locale else user


def _profile_json(workspace: Workspace, profile: Profile) -> Json:
    first, _, last = profile.name.partition(" ")
    details: Json = {
        "title": profile.title,
        "real_name": profile.name,
        "real_name_normalized": profile.name,
        "display_name": profile.name,
        "display_name_normalized": profile.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": workspace.team_id,
    }
    if profile.is_bot:
        details |= {"bot_id": workspace.bot_id, "api_app_id": workspace.app_id}
    else:
        details["email"] = f"{profile.handle}@example.com"
    return details


def channel_json(workspace: Workspace, channel: Channel, *, with_members: bool = False) -> Json:
    """A channel as `conversations.info` shows it to the bot."""
    if channel.is_direct:
        return _direct_json(workspace, channel)
    note: Json = {"creator": channel.creator, "last_set": channel.created}
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel" and not channel.is_private,
        "is_group": channel.kind == "channel" and channel.is_private,
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.is_archived,
        "is_general": False,
        "unlinked": 0,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": workspace.team_id,
        "updated": channel.created * 1000,
        "shared_team_ids": [workspace.team_id],
        "pending_connected_team_ids": [],
        "is_member": workspace.bot.id in channel.members,
        "topic": {"value": channel.topic, **note},
        "purpose": {"value": "", **note},
        "previous_names": [],
    }
    return shown | {"num_members": len(channel.members)} if with_members else shown


def _direct_json(workspace: Workspace, channel: Channel) -> Json:
    other = next(user for user in channel.members if user != workspace.bot.id)
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": True,
        "is_org_shared": False,
        "user": other,
        "is_user_deleted": False,
        "priority": 0,
    }


def bot_profile_json(workspace: Workspace) -> Json:
    """The card Slack puts on every message of an app."""
    return {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "user_id": workspace.bot.id,
        "name": workspace.bot.name,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.team_id,
    }


def file_json(workspace: Workspace, file: File, base_url: str) -> Json:
    """An uploaded file as messages and `files.completeUploadExternal` show it."""
    address = f"{base_url}/files/{file.id}/{file.name}"
    public = [channel for channel, _ in file.shared_in if not workspace.channels[channel].is_private]
    direct = [channel for channel, _ in file.shared_in if workspace.channels[channel].is_direct]
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": ending,
        "pretty_type": ending.upper(),
        "user": file.user,
        "user_team": workspace.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "channels": public,
        "groups": [],
        "ims": direct,
        "has_rich_preview": False,
        "file_access": "visible",
        "alt_txt": file.alt_txt,
    }


def _reactions_json(message: Message) -> list[Json]:
    return [
        {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items() if users
    ]


def message_json(workspace: Workspace, message: Message, base_url: str, *, with_metadata: bool = False) -> Json:
    """A message by itself, without its place in a thread (see `thread_fields`)."""
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shown["team"] = workspace.team_id
    if message.from_bot:
        shown |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "bot_profile": bot_profile_json(workspace)}
    if message.files:
        shown |= {"files": [file_json(workspace, file, base_url) for file in message.files], "upload": False}
    sometimes: Json = {
        "subtype": message.subtype,
        "inviter": message.inviter,
        "client_msg_id": message.client_msg_id,
        "username": message.username,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "edited": message.edited,
        "metadata": message.metadata if with_metadata else None,
        "reactions": _reactions_json(message),
    }
    return shown | {name: value for name, value in sometimes.items() if value}


def thread_fields(channel: Channel, message: Message) -> Json:
    """What a message's place in a thread adds to it: its parent, or how many replies hang from it."""
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts or "")
        return {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent is not None else ""}
    replies = channel.replies(message.ts)
    if not replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }

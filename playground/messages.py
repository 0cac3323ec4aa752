"""Posting, changing, deleting, reacting: what happens to messages, whoever does it, and who hears of it."""

from __future__ import annotations

import uuid

from playground.delivery import Delivery
from playground.live import Live
from playground.model import Channel, Json, Message
from playground.page_shapes import channel_shape, message_shape, reactions_shape, visible_channels
from playground.shapes import message_json, thread_fields
from playground.workspace import Workspace


class Messages:
    """Changes to conversations: each is kept, then told to the app (if it is in the channel) and to the pages."""

    def __init__(self, workspace: Workspace, delivery: Delivery, live: Live) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self._live = live
        self.base_url = ""

    def as_json(self, message: Message, *, with_metadata: bool = False) -> Json:
        """The message as the Web API shows it, its thread included."""
        channel = self._workspace.channels[message.channel]
        own = message_json(self._workspace, message, self.base_url, with_metadata=with_metadata)
        return own | thread_fields(channel, message)

    def post(self, message: Message) -> Message:
        """Add a message (its `ts` is set here when it is empty) and tell everyone."""
        channel = self._workspace.channels[message.channel]
        message.ts = message.ts or self._workspace.next_ts()
        if not message.from_bot and message.subtype is None:
            message.client_msg_id = str(uuid.uuid4())
        channel.add(message)
        author = self._workspace.people.get(message.user)
        if author is not None and not message.is_reply:
            author.read_up_to[channel.id] = message.ts
        self._tell_app(channel, self._event_of(channel, message))
        self._mention(channel, message)
        self._tell_pages(channel, {"type": "message", "message": message_shape(self._workspace, message)})
        self._parent_changed(channel, message)
        self._new_counts(channel)
        return message

    def change(self, message: Message, by: str, **changes: object) -> None:
        """Replace some fields of a message; it is marked as edited by `by`."""
        channel = self._workspace.channels[message.channel]
        before = self.as_json(message)
        for name, value in changes.items():
            setattr(message, name, value)
        now = self._workspace.next_ts()
        message.edited = {"user": by, "ts": f"{now.partition('.')[0]}.000000"}
        self._changed(channel, message, before, now)

    def _changed(self, channel: Channel, message: Message, before: Json, now: str) -> None:
        event = {
            "type": "message",
            "subtype": "message_changed",
            "message": {
                **self.as_json(message),
                "source_team": self._workspace.team_id,
                "user_team": self._workspace.team_id,
            },
            "previous_message": before,
            "channel": channel.id,
            "hidden": True,
            "ts": now,
            "event_ts": now,
            "channel_type": channel.event_kind,
        }
        self._tell_app(channel, event)
        self._tell_pages(channel, {"type": "changed", "message": message_shape(self._workspace, message)})

    def delete(self, message: Message) -> None:
        """Remove a message. One that has replies leaves a tombstone, so that the thread stays readable."""
        channel = self._workspace.channels[message.channel]
        before, now = self.as_json(message), self._workspace.next_ts()
        if channel.replies(message.ts):
            message.user, message.text, message.subtype = "USLACKBOT", "This message was deleted.", "tombstone"
            message.from_bot, message.client_msg_id = False, None
            message.blocks, message.files, message.attachments, message.metadata = [], [], [], None
            self._changed(channel, message, before, now)
            return
        channel.remove(message)
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": before,
            "channel": channel.id,
            "hidden": True,
            "deleted_ts": message.ts,
            "ts": now,
            "event_ts": now,
            "channel_type": channel.event_kind,
        }
        self._tell_app(channel, event)
        self._tell_pages(channel, {"type": "deleted", "ts": message.ts})
        self._parent_changed(channel, message)
        self._new_counts(channel)

    def react(self, message: Message, user_id: str, name: str, *, on: bool) -> bool:
        """Add or take back someone's emoji; False when there was nothing to do. `name`: as emoji.canonical gives it."""
        users = message.reactions.setdefault(name, [])
        if on == (user_id in users):
            return False
        if on:
            users.append(user_id)
        else:
            users.remove(user_id)
        message.reactions = {held: who for held, who in message.reactions.items() if who}
        channel = self._workspace.channels[message.channel]
        event = {
            "type": "reaction_added" if on else "reaction_removed",
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._workspace.next_ts(),
        }
        self._tell_app(channel, event)
        self._tell_pages(channel, {"type": "reaction", "ts": message.ts, "reactions": reactions_shape(message)})
        return True

    def pin(self, message: Message, *, on: bool) -> bool:
        """Keep a message at hand in its channel, or no more; False when there was nothing to do."""
        if message.pinned == on:
            return False
        message.pinned = on
        channel = self._workspace.channels[message.channel]
        self._tell_pages(channel, {"type": "changed", "message": message_shape(self._workspace, message)})
        return True

    def join(self, channel: Channel, user_id: str, inviter: str | None = None) -> None:
        """Let someone into a channel; the app hears of it when it is in there too (its own arrival included)."""
        channel.members.append(user_id)
        event = {
            "type": "member_joined_channel",
            "user": user_id,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": self._workspace.team_id,
            "event_ts": self._workspace.next_ts(),
        }
        self._tell_app(channel, event | ({"inviter": inviter} if inviter else {}))
        words = f"<@{user_id}> has joined the channel"
        self.post(Message(channel.id, "", user_id, words, subtype="channel_join", inviter=inviter))

    def whisper(self, message: Message) -> Message:
        """A message only one person sees; it is in no history and makes no event."""
        channel = self._workspace.channels[message.channel]
        message.ts = message.ts or self._workspace.next_ts()
        channel.ephemerals.append(message)
        self._tell_reader("ephemeral", message)
        return message

    def whisper_changed(self, message: Message, **changes: object) -> None:
        """Replace an ephemeral message in place (only a response_url can)."""
        for name, value in changes.items():
            setattr(message, name, value)
        self._tell_reader("ephemeral_changed", message)

    def whisper_gone(self, message: Message) -> None:
        """Take an ephemeral message away."""
        self._workspace.channels[message.channel].ephemerals.remove(message)
        self._live.tell(
            message.ephemeral_to or "", {"type": "ephemeral_deleted", "channel": message.channel, "ts": message.ts}
        )

    def _tell_reader(self, kind: str, message: Message) -> None:
        shape = message_shape(self._workspace, message)
        self._live.tell(
            message.ephemeral_to or "", {"type": kind, "channel": message.channel, "ts": message.ts, "message": shape}
        )

    def _event_of(self, channel: Channel, message: Message) -> Json:
        event = self.as_json(message, with_metadata=True)
        if message.is_reply and message.broadcast:
            parent = channel.messages[message.thread_ts or ""]
            event |= {"subtype": "thread_broadcast", "root": self.as_json(parent)}
        elif message.files and message.subtype is None:
            event["subtype"] = "file_share"
        return event | {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.event_kind}

    def _mention(self, channel: Channel, message: Message) -> None:
        """A person who names the bot makes a second event (docs.slack.dev/reference/events/app_mention)."""
        named = f"<@{self._workspace.bot.id}>" in message.text
        if named and not message.from_bot and channel.kind == "channel" and message.subtype is None:
            kept = ("client_msg_id", "user", "text", "ts", "team", "thread_ts", "parent_user_id", "blocks", "files")
            event = {name: value for name, value in self._event_of(channel, message).items() if name in kept}
            self._tell_app(channel, {"type": "app_mention", **event, "channel": channel.id, "event_ts": message.ts})

    def _tell_app(self, channel: Channel, event: Json) -> None:
        if self._workspace.bot.id in channel.members:
            self._delivery.event(event)

    def _tell_pages(self, channel: Channel, news: Json) -> None:
        for user_id in self._live.people_watching():
            viewer = self._workspace.people.get(user_id)
            if viewer is not None and channel in visible_channels(self._workspace, viewer):
                self._live.tell(user_id, {**news, "channel": channel.id})

    def _new_counts(self, channel: Channel) -> None:
        for user_id in self._live.people_watching() & set(channel.members):
            shape = channel_shape(self._workspace, channel, self._workspace.people[user_id])
            self._live.tell(user_id, {"type": "channel", "channel": shape})

    def _parent_changed(self, channel: Channel, message: Message) -> None:
        """The count of replies under a message is part of how it looks."""
        parent = channel.messages.get(message.thread_ts or "") if message.is_reply else None
        if parent is not None:
            self._tell_pages(channel, {"type": "changed", "message": message_shape(self._workspace, parent)})

"""Messages the app sends back to an interaction: through a response_url, or when it acknowledges a slash command.

They are ephemeral unless `response_type` is in_channel
(docs.slack.dev/interactivity/handling-user-interaction/#message_responses); `replace_original` and
`delete_original` act on the message the interaction came from.
"""

from __future__ import annotations

from typing import Any

from playground.block_kit.check import check_blocks
from playground.block_kit.walk import with_ids
from playground.files import check_shown
from playground.messages import Messages
from playground.model import Json, Message, Refused
from playground.tickets import ResponseUrl
from playground.workspace import Workspace


def _flag(value: Any) -> bool:
    return value is True or str(value).lower() in ("true", "1")


class Answers:
    """Turns such an answer into a message, or a change of one."""

    def __init__(self, workspace: Workspace, messages: Messages) -> None:
        self._workspace = workspace
        self._messages = messages

    def take(self, place: ResponseUrl, body: Json) -> None:
        """Do what the answer says; Refused with Slack's error name when it cannot be shown."""
        if _flag(body.get("delete_original")):
            self._delete(place.message)
            return
        content = self._content(body)
        if _flag(body.get("replace_original")) and place.message is not None:
            self._replace(place.message, content)
            return
        self.say(place, content, in_channel=body.get("response_type") == "in_channel", thread_ts=body.get("thread_ts"))

    def say(self, place: ResponseUrl, content: Json, *, in_channel: bool, thread_ts: str | None = None) -> None:
        """A new message: for everyone, or for the person alone."""
        thread = thread_ts or place.thread_ts
        message = Message(place.channel, "", self._workspace.bot.id, from_bot=True, thread_ts=thread, **content)
        if in_channel:
            self._messages.post(message)
        else:
            message.ephemeral_to = place.user
            self._messages.whisper(message)

    def acknowledged(self, place: ResponseUrl, body: Json | None) -> None:
        """What a slash command's acknowledgement says, when it says something."""
        if body and (body.get("text") or body.get("blocks") or body.get("attachments")):
            self.say(place, self._content(body), in_channel=body.get("response_type") == "in_channel")

    def _content(self, body: Json) -> Json:
        text, blocks, attachments = body.get("text") or "", body.get("blocks") or [], body.get("attachments") or []
        if not (text or blocks or attachments):
            raise Refused("no_text")
        wrong = check_blocks(blocks)
        if wrong:
            raise Refused("invalid_blocks", errors=wrong)
        check_shown(self._workspace, blocks)
        return {"text": str(text), "blocks": with_ids(blocks), "attachments": attachments}

    def _replace(self, message: Message, content: Json) -> None:
        if message.ephemeral_to is not None:
            self._messages.whisper_changed(message, **content)
        else:
            self._messages.change(message, self._workspace.bot.id, **content)

    def _delete(self, message: Message | None) -> None:
        if message is None:
            raise Refused("message_not_found")
        channel = self._workspace.channels[message.channel]
        if message in channel.ephemerals:
            self._messages.whisper_gone(message)
        elif message.ts in channel.messages:
            self._messages.delete(message)
        else:
            raise Refused("message_not_found")

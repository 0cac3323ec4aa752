"""What a person types, turned into what Slack keeps and sends to apps.

Slack escapes `&`, `<` and `>`, and writes mentions, channels and links between angle brackets
(docs.slack.dev/messaging/formatting-message-text).
"""

from __future__ import annotations

import re

from playground.workspace import Workspace

_TOKEN = re.compile(
    r"<(?:@(?P<user>[UW]\w+)|#(?P<channel>C\w+)(?:\|[^>]*)?|!(?:here|channel|everyone)|https?://[^\s>]+)>"
)
_LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _linked(text: str) -> str:
    """Escaped words, bare addresses between angle brackets."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        parts += [_escape(text[end : found.start()]), f"<{_escape(found[0])}>"]
        end = found.end()
    return "".join([*parts, _escape(text[end:])])


def as_kept(workspace: Workspace, text: str) -> str:
    """`text` as Slack keeps it. `@Name` and `#channel` become mentions; `<@U…>` already written stays one."""
    for profile in sorted(workspace.people.values() if "@" in text else (), key=lambda held: -len(held.name)):
        text = re.sub(rf"(?<![\w<])@{re.escape(profile.name)}(?!\w)", f"<@{profile.id}>", text)
    for channel in workspace.channels.values():
        if channel.kind == "channel" and "#" in text:
            text = re.sub(rf"(?<![\w<])#{re.escape(channel.name)}(?![\w-])", f"<#{channel.id}|{channel.name}>", text)
    parts, end = [], 0
    for found in _TOKEN.finditer(text):
        if not (found["user"] is None or found["user"] in workspace.people):
            continue
        parts += [_linked(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, _linked(text[end:])])

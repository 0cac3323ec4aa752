"""conversations.history and conversations.replies: reading what was said, page by page."""

from __future__ import annotations

import re

from playground.core import Core
from playground.model import Channel, Json, Message, Refused
from playground.web_api.args import Args
from playground.web_api.methods import method
from playground.web_api.paging import decode, encode

MOST = 999
"""Messages in one page at most (docs.slack.dev/reference/methods/conversations.history)."""

_TS = re.compile(r"\d+(\.\d+)?")


def moment(args: Args, name: str) -> tuple[int, int] | None:
    """A timestamp as (seconds, microseconds): compared as numbers, never as floats, which would lose digits."""
    value = args.get(name)
    if value is None or str(value) in ("0", "now"):
        return None
    if not _TS.fullmatch(str(value)):
        raise Refused(f"invalid_ts_{name}")
    return parsed(str(value))


def parsed(ts: str) -> tuple[int, int]:
    """(seconds, microseconds) of a timestamp."""
    seconds, _, rest = ts.partition(".")
    return int(seconds), int(rest[:6].ljust(6, "0") or 0)


def _between(messages: list[Message], args: Args) -> list[Message]:
    oldest, latest, inclusive = moment(args, "oldest"), moment(args, "latest"), args.flag("inclusive")
    kept = []
    for message in messages:
        at = parsed(message.ts)
        after = oldest is None or at > oldest or (inclusive and at == oldest)
        before = latest is None or at < latest or (inclusive and at == latest)
        if after and before:
            kept.append(message)
    return kept


def _readable(core: Core, args: Args) -> Channel:
    args.text("channel")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    if core.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


@method("conversations.history")
def history(core: Core, args: Args) -> Json:
    """What the channel shows, the newest first, without the replies; metadata comes only when asked for."""
    channel = _readable(core, args)
    limit = args.number("limit", 100, most=MOST)
    cursor = decode("next_ts", args.get("cursor"))
    found = _between(channel.listed(), args)[::-1]
    if cursor is not None:
        found = [message for message in found if parsed(message.ts) <= parsed(cursor)]
    shown, left = found[:limit], found[limit:]
    with_metadata = args.flag("include_all_metadata")
    answer: Json = {
        "messages": [core.messages.as_json(message, with_metadata=with_metadata) for message in shown],
        "has_more": bool(left),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    following = {"next_cursor": encode("next_ts", left[0].ts)} if left else None
    return answer | ({"response_metadata": following} if following else {})


@method("conversations.replies")
def replies(core: Core, args: Args) -> Json:
    """A thread: the message it hangs from, then the replies, the oldest first. The parent heads every page."""
    channel = _readable(core, args)
    limit = args.number("limit", 1000, most=1000)
    cursor = decode("next_ts", args.get("cursor"))
    parent = channel.messages.get(args.text("ts"))
    if parent is None:
        raise Refused("thread_not_found")
    found = [] if parent.is_reply else _between(channel.replies(parent.ts), args)
    if cursor is not None:
        found = [message for message in found if parsed(message.ts) >= parsed(cursor)]
    room = max(limit - 1, 1)
    shown, left = [parent, *found[:room]], found[room:]
    with_metadata = args.flag("include_all_metadata")
    answer: Json = {
        "messages": [core.messages.as_json(message, with_metadata=with_metadata) for message in shown],
        "has_more": bool(left),
    }
    return answer | ({"response_metadata": {"next_cursor": encode("next_ts", left[0].ts)}} if left else {})

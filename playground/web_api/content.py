"""What a message says: text, blocks, attachments, metadata, checked the way Slack checks them."""

from __future__ import annotations

import re
from typing import Any

from playground.block_kit.check import check_blocks, too_long_together
from playground.block_kit.limits import LIMITS
from playground.block_kit.walk import with_ids
from playground.model import Json, Refused
from playground.web_api.args import Args

TEXT_KEPT = 40_000
"""Characters of `text` Slack keeps of a posted message: the rest is cut (docs.slack.dev, chat.postMessage)."""
UPDATED_TEXT = 4_000
"""Characters of `text` an update may have (docs.slack.dev/reference/methods/chat.update, msg_too_long)."""
BLOCKS_ONLY = "This content can't be displayed."
"""What Slack writes where an app gave blocks without words beside them: people read it in notifications."""
MARKDOWN_TEXT = 12_000
"""Characters of `markdown_text`."""
METADATA_BYTES = 16_000

_EVENT_TYPE = re.compile(r"\w[\w.:-]{0,254}")


def blocks_of(args: Args, name: str = "blocks") -> list[Json] | None:
    """The blocks, with ids; None when none were given. Refused("invalid_blocks") says where each mistake is."""
    blocks = args.get(name)
    if blocks is None:
        return None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    wrong = check_blocks(blocks)
    if wrong:
        raise Refused(
            "invalid_blocks", errors=wrong, response_metadata={"messages": [f"[ERROR] {reason}" for reason in wrong]}
        )
    if too_long_together(blocks):
        raise Refused("msg_blocks_too_long")
    return with_ids(blocks)


def metadata_of(args: Args) -> Json | None:
    """The metadata: an event_type and an event_payload, nothing else; None when none was given."""
    metadata = args.get("metadata")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    known = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
    if not known or not isinstance(metadata["event_payload"], dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata["event_type"], str) or not _EVENT_TYPE.fullmatch(metadata["event_type"]):
        raise Refused("invalid_metadata_format")
    if len(str(metadata).encode()) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def attachments_of(args: Args) -> list[Json] | None:
    """Old-style attachments, kept as they are; None when none were given."""
    attachments = args.get("attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(held, dict) for held in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > LIMITS["message.attachments.max_items"]:
        raise Refused("too_many_attachments")
    return attachments


def _markdown(args: Args) -> Any:
    """`markdown_text` stands alone, and becomes a markdown block."""
    words = args.get("markdown_text")
    if words is None:
        return None
    if args.get("text") is not None or args.get("blocks") is not None:
        raise Refused("markdown_text_conflict")
    if len(str(words)) > MARKDOWN_TEXT:
        raise Refused("msg_too_long")
    return str(words)


def content_of(args: Args) -> Json:
    """{text, blocks, attachments} of a new message; Refused("no_text") when it says nothing."""
    words = _markdown(args)
    if words is not None:
        return {"text": words, "blocks": with_ids([{"type": "markdown", "text": words}]), "attachments": []}
    text, blocks, attachments = args.get("text"), blocks_of(args), attachments_of(args)
    if not (text or blocks or attachments):
        raise Refused("no_text")
    words = str(text or (BLOCKS_ONLY if blocks else ""))
    return {"text": words[:TEXT_KEPT], "blocks": blocks or [], "attachments": attachments or []}


def changes_of(args: Args) -> Json:
    """What an update replaces. Text without blocks takes the blocks away; blocks without text keep the text."""
    words = _markdown(args)
    if words is not None:
        return {"text": words, "blocks": with_ids([{"type": "markdown", "text": words}])}
    text, blocks, attachments = args.get("text"), blocks_of(args), attachments_of(args)
    if text is None and blocks is None and attachments is None:
        raise Refused("no_text")
    if text is not None and len(str(text)) > UPDATED_TEXT:
        raise Refused("msg_too_long")
    changes: Json = {}
    if text is not None:
        changes |= {"text": str(text), "blocks": blocks or []}
    elif blocks is not None:
        changes["blocks"] = blocks
    if attachments is not None:
        changes["attachments"] = attachments
    return changes

"""Rich text: what people's own words become in Slack, and what an app may send.

docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from typing import Final

from playground.block_kit.checks import Check, Shape, anything, boolean, by_type, choice, items, number, string
from playground.block_kit.limits import LIMITS

_STYLE = Shape(
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean)
)
_STYLED: Final[dict[str, Check]] = {"style": _STYLE}

_PIECES: Final[dict[str, Check]] = {
    "text": Shape({**_STYLED, "text": string(least=1)}, ("text",)),
    "link": Shape({**_STYLED, "url": string(least=1), "text": string(), "unsafe": boolean}, ("url",)),
    "emoji": Shape(
        {**_STYLED, "name": string(least=1), "unicode": string(), "skin_tone": number(1, 6), "url": string()}, ("name",)
    ),
    "user": Shape({**_STYLED, "user_id": string(least=1)}, ("user_id",)),
    "channel": Shape({**_STYLED, "channel_id": string(least=1)}, ("channel_id",)),
    "usergroup": Shape({**_STYLED, "usergroup_id": string(least=1)}, ("usergroup_id",)),
    "team": Shape({**_STYLED, "team_id": string(least=1)}, ("team_id",)),
    "broadcast": Shape({**_STYLED, "range": choice(("here", "channel", "everyone"))}, ("range",)),
    "color": Shape({**_STYLED, "value": string(least=1)}, ("value",)),
    "date": Shape(
        {**_STYLED, "timestamp": number(), "format": string(least=1), "url": string(), "fallback": string()},
        ("timestamp", "format"),
    ),
}

_SECTION = Shape({"elements": items(by_type(_PIECES), least=0)}, ("elements",))
_BORDER = choice((0, 1))

_PARTS: Final[dict[str, Check]] = {
    "rich_text_section": _SECTION,
    "rich_text_list": Shape(
        {
            "elements": items(by_type({"rich_text_section": _SECTION})),
            "style": choice(("bullet", "ordered")),
            "indent": number(0, LIMITS["rich_text_list.indent.max"]),
            "offset": number(0),
            "border": _BORDER,
        },
        ("elements", "style"),
    ),
    "rich_text_preformatted": Shape(
        {"elements": items(by_type(_PIECES, ("text", "link")), least=0), "border": _BORDER, "language": string()},
        ("elements",),
    ),
    "rich_text_quote": Shape({"elements": items(by_type(_PIECES), least=0), "border": _BORDER}, ("elements",)),
}

RICH_TEXT_FIELDS: Final[dict[str, Check]] = {"elements": items(by_type(_PARTS), least=0), "block_id": anything}
RICH_TEXT = by_type({"rich_text": Shape(RICH_TEXT_FIELDS, ("elements",))})

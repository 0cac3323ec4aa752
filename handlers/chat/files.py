"""Files people gave: how a form's answer, a capsule or a card names the one that is kept under a number."""

from __future__ import annotations

import re
from typing import Final, Literal

from handlers.chat.routes import LARGEST_NUMBER

Kind = Literal["image", "audio"]
"""What a file that is kept may be."""

_NAMED: Final = re.compile(r"file:([1-9][0-9]{0,9})")


def file_name(number: int) -> str:
    """`file:12`, for the file kept under the number 12."""
    return f"file:{number}"


def file_number(text: str) -> int | None:
    """The number in `file:12`; None for anything else, such as an https address or an answer left empty."""
    found = _NAMED.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= LARGEST_NUMBER else None

"""Files people gave: how a form's answer, a capsule or a card names the one that is kept under a number."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from handlers.chat.routes import LARGEST_NUMBER

Kind = Literal["image", "audio", "table"]
"""What a file that is sent may be; a table is a CSV."""

Refusal = Literal["too_large", "not_read", "not_taken"]
"""Why a file was not kept: the phrases are `help.file.too_large`…"""

_REFUSED: Final = "refused:"
_NAMED: Final = re.compile(r"file:([1-9][0-9]{0,9})")


def file_name(number: int) -> str:
    """`file:12`, for the file kept under the number 12."""
    return f"file:{number}"


def refused_name(why: Refusal) -> str:
    """What a form answers for a file that was not kept: the action says so, once it has put the rest aside."""
    return _REFUSED + why


def why_refused(text: str) -> str | None:
    """Why the file that a form answers was not kept; None for anything else."""
    return text.removeprefix(_REFUSED) if text in {_REFUSED + why for why in get_args(Refusal)} else None


def file_number(text: str) -> int | None:
    """The number in `file:12`; None for anything else, such as an https address or an answer left empty."""
    found = _NAMED.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= LARGEST_NUMBER else None

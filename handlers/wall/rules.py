"""Decisions about the public page, as pure functions: its addresses, its pages, what search engines are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

PER_PAGE = 20
_SPACE = re.compile(r"(slack|discord)-([A-Za-z0-9]{1,64})")


@dataclass(frozen=True)
class Space:
    """A workspace as its platform names it."""

    platform: str
    external_id: str


def space_of(name: str) -> Space | None:
    """The workspace an address names (`slack-T012345`); None when it can be none."""
    found = _SPACE.fullmatch(name)
    return Space(found[1], found[2]) if found else None


def space_name(platform: str, external_id: str) -> str:
    """How an address names a workspace. Its number here would tell how many others there are."""
    return f"{platform}-{external_id}"


def last_page(total: int) -> int:
    """The number of the last page of so many voices."""
    return max(1, -(-total // PER_PAGE))

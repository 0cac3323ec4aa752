"""Files as blocks and messages show them."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from typing import Final

from playground.model import File, Json, Refused
from playground.workspace import Workspace

IN_BLOCKS: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
"""docs.slack.dev/reference/block-kit/composition-objects/slack-file-object"""


def media_type(name: str) -> str:
    """What a file of this name is. Calendars are known to some systems only."""
    if name.lower().endswith(".ics"):
        return "text/calendar"
    return mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"


def check_shown(workspace: Workspace, blocks: object) -> None:
    """Refused("invalid_blocks") when blocks show a file that Slack does not have, or that is no picture it can show."""
    wrong = [
        f"invalid slack file [json-pointer:{where}]"
        for where, shown in _slack_files(blocks, "/blocks")
        if not _may_be_shown(workspace, shown)
    ]
    if wrong:
        reasons = [f"[ERROR] {reason}" for reason in wrong]
        raise Refused("invalid_blocks", errors=wrong, response_metadata={"messages": reasons})


def _slack_files(value: object, where: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _slack_files(one, f"{where}/{number}")
    elif isinstance(value, dict):
        for name, held in value.items():
            if name == "slack_file" and isinstance(held, dict):
                yield f"{where}/slack_file", held
            else:
                yield from _slack_files(held, f"{where}/{name}")


def _may_be_shown(workspace: Workspace, shown: Json) -> bool:
    file = workspace.files.get(shown.get("id") or str(shown.get("url")).rpartition("/files/")[2].partition("/")[0])
    return file is not None and file.ready and file.user == workspace.bot.id and file.mimetype in IN_BLOCKS


def named(workspace: Workspace, ids: list[str]) -> list[File]:
    """The app's own files by their ids. Refused("file_not_found")."""
    found = [workspace.files.get(one) for one in ids]
    if any(file is None or not file.ready for file in found):
        raise Refused("file_not_found")
    return [file for file in found if file is not None]

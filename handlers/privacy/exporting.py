"""Everything known of a member as one JSON document, the same for the person and for who runs the bot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from storage import personal
from storage.database import Db


async def export_text(db: Db, member_id: int) -> str:
    """The document; its reader finds one line for each thing known."""
    return written(await personal.export(db, member_id))


def written(exported: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """JSON with one row a line, so that a long export can be cut between two rows."""
    tables = []
    for table, rows in exported.items():
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
        tables.append(f"{json.dumps(table)}: [\n{lines}\n]" if rows else f"{json.dumps(table)}: []")
    return "{\n" + ",\n".join(tables) + "\n}"


def as_markdown(document: str) -> str:
    """The document as a code block that no words in it can close: JSON may write a backtick by its number."""
    return "```json\n" + document.replace("`", "\\u0060") + "\n```"

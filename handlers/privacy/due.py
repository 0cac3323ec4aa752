"""What time makes happen: documents are forgotten, and an erasure ends once all messages of the person are emptied."""

from __future__ import annotations

from datetime import datetime

from handlers.chat.files import file_name
from storage import files, outbox, personal
from storage.database import Db
from storage.waiting import Waits

MOST_AT_ONCE = 20

waits: Waits = (files.old, personal.EMPTIED)


async def due(db: Db, now: datetime) -> int:
    """Finishes the erasures that can be, and forgets the documents and tables whose time has come.

    A restart in the middle changes nothing, the rows remember. A message that carried a document is drawn again.
    """
    forgotten = await files.forget_old(db, now, MOST_AT_ONCE)
    for number in forgotten:
        await outbox.touch(db, file_name(number))
    return len(forgotten) + await personal.finish_erasures(db, now, MOST_AT_ONCE)

"""Files: what people sent is kept by the door, and given to the platforms that show it."""

from __future__ import annotations

from dataclasses import replace

from bot.platforms import Kept
from handlers.chat.asks import Ask, Upload
from handlers.chat.files import file_name, refused_name
from handlers.desk import Desk
from storage import files
from storage.database import Database
from storage.files import MOST_BYTES


async def keep_uploads(ask: Ask, desk: Desk) -> Ask:
    """The same ask, its uploads kept in the desk's transaction and answered as `file:12`, or why not.

    When the action that takes it fails, so does the transaction, and nothing is kept.
    """
    kept = {field: await _keep(upload, desk) for field, upload in ask.uploads.items()}
    return replace(ask, answers={**ask.answers, **kept}, uploads={})


async def _keep(upload: Upload, desk: Desk) -> str:
    if upload.size > MOST_BYTES:
        return refused_name("too_large")
    if upload.content is None:
        return refused_name("not_read")
    who = {"workspace_id": desk.workspace.id, "member_id": desk.member.id}
    try:
        file = await files.keep(desk.db, **who, name=upload.name, content=upload.content, now=desk.now)
    except files.TooLarge:
        return refused_name("too_large")
    except files.NotTaken:
        return refused_name("not_taken")
    return file_name(file.id)


class KeptFiles:
    """The files as platforms read them (see `bot.platforms.Files`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about(self, number: int) -> Kept | None:
        """What the file is; None when it is not there any more."""
        async with self._database.reading() as db:
            file = await files.by_id(db, number)
        return None if file is None else Kept(file.id, file.shown_name, file.media_type, file.placed)

    async def content(self, number: int) -> bytes:
        """What is in it, empty when it is not there any more."""
        async with self._database.reading() as db:
            return await files.content_of(db, number) or b""

    async def place(self, kept: Kept, placed: str) -> None:
        """Notes where the platform keeps its copy, unless another process has just noted one."""
        async with self._database.transaction() as db:
            await files.place(db, kept.number, placed, instead_of=kept.placed)

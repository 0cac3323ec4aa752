"""Files as Slack shows them: each is given to Slack once, then named by Slack's own id wherever it is shown again.

A file that is given and never shown, because the bot died in between, is seen by nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Files, Kept, SendError, TryLater
from bot.platforms.slack import limits
from bot.platforms.slack.errors import changing_nothing_new, code
from bot.platforms.slack.mrkdwn import Json, plain_text, shortened
from bot.platforms.slack.render import CARRIED, DOCUMENT
from handlers.chat.files import file_number

IN_BLOCKS: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
"""What an image block may show (docs.slack.dev/reference/block-kit/composition-objects/slack-file-object)."""
LOST: Final = frozenset({"file_not_found", "file_deleted"})
MAY_BE_ABOUT_FILES: Final = LOST | {"invalid_blocks", "unable_to_share_files"}
"""What Slack answers to a message whose file it does not have any more, or has not looked at yet."""
SECONDS_BETWEEN_LOOKS: Final = 0.3

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shown:
    """A drawn body as Slack takes it, the ids of the files its message carries, and the files of ours it names.

    `leaves`: it names a document that is not kept any more, whose copy in the message is left there.
    """

    body: Json
    carried: Sequence[str]
    kept: Sequence[Kept]
    leaves: bool = False

    def should_carry(self, there: Collection[str]) -> set[str]:
        """What the message is to carry, when it carries these now."""
        return set(self.carried) | set(there if self.leaves else ())


class SlackFiles:
    """Gives files to Slack. `files` are the bot's, known once the platform is started."""

    def __init__(self, posting: AsyncWebClient) -> None:
        self._posting = posting
        self.files: Files | None = None
        self._giving = asyncio.Lock()

    async def shown(self, drawn: Json) -> Shown:
        """The body with Slack's ids in place of our numbers. Raises TryLater or Refused when Slack takes no file."""
        kept: list[Kept] = []
        carried: list[str] = []
        blocks = [shown for block in drawn.get("blocks", ()) if (shown := await self._block(block, kept, carried))]
        for sound in drawn.get(CARRIED, ()):
            file = await self._about(sound["id"])
            if file is not None:
                kept.append(file)
                carried.append(await self._place(file, sound["title"]))
        said = {name: value for name, value in drawn.items() if name != CARRIED}
        documents = {file_number(block["id"]) for block in drawn.get("blocks", ()) if block["type"] == DOCUMENT}
        leaves = not documents <= {file.number for file in kept}
        return Shown({**said, "blocks": blocks} if "blocks" in said else said, carried, kept, leaves)

    async def in_words(self, drawn: Json) -> Json:
        """The body for one person's eyes: a picture that Slack does not take is said in its words instead."""
        try:
            return (await self.shown(drawn)).body
        except SendError as error:
            log.warning("slack.file_not_shown", code=error.code)
            return {**drawn, "blocks": [_said(block) if _number(block) else block for block in drawn["blocks"]]}

    async def _block(self, block: Json, kept: list[Kept], carried: list[str]) -> Json | None:
        """The block as Slack takes it; None for a document, which the message carries instead."""
        if block["type"] == DOCUMENT:
            return await self._document(block, kept, carried)
        if not _number(block):
            return block
        file = await self._about(block["slack_file"]["id"])
        if file is None:
            return _said(block)
        placed = await self._place(file, block["alt_text"])
        kept.append(file)
        if file.media_type in IN_BLOCKS:
            return {**block, "slack_file": {"id": placed}}
        carried.append(placed)
        return _said(block)

    async def _document(self, block: Json, kept: list[Kept], carried: list[str]) -> Json | None:
        file = await self._about(block["id"])
        if file is None:
            gone: Json = block["gone"]
            return gone
        kept.append(file)
        carried.append(await self._place(file, block["title"]))
        return None

    async def _about(self, name: str) -> Kept | None:
        number = file_number(name)
        return await self._files.about(number) if number else None

    async def _place(self, kept: Kept, words: str) -> str:
        if kept.placed:
            return kept.placed
        async with self._giving:  # many channels may want the same file at the same moment
            now = await self._files.about(kept.number)
            return (now and now.placed) or await self._give(kept, words)

    async def _give(self, kept: Kept, words: str) -> str:
        """Gives the file to Slack, whose id for it is kept before the message is sent."""
        content = await self._files.content(kept.number)
        if not content:
            raise TryLater("file_forgotten")  # just now: drawn again, the message says so
        alt_txt = shortened(words, limits.FILE_ALTERNATIVE)
        with changing_nothing_new():
            where = await self._posting.files_getUploadURLExternal(
                filename=kept.name, length=len(content), alt_txt=alt_txt
            )
            await self._send(where["upload_url"], content)
            named = {"id": where["file_id"], "title": shortened(words, limits.FILE_TITLE)}
            await self._posting.files_completeUploadExternal(files=[named])
        placed = str(where["file_id"])
        await self._files.place(kept, placed)
        await self._until_ready(placed)
        return placed

    async def _send(self, address: str, content: bytes) -> None:
        session: Any = self._posting.session
        kind = {"Content-Type": "application/octet-stream"}
        async with (
            asyncio.timeout(limits.SECONDS_TO_SEND_A_FILE),
            session.post(address, data=content, headers=kind, timeout=None, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                raise TryLater(f"upload_http_{answer.status}")

    async def _until_ready(self, placed: str) -> None:
        """Slack says what a file is once it has looked at it: only then may it be shown."""
        for _ in range(round(limits.SECONDS_UNTIL_READY / SECONDS_BETWEEN_LOOKS)):
            with changing_nothing_new():
                found = await self._posting.files_info(file=placed)
            if found["file"].get("mimetype"):
                return
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        raise TryLater("file_not_ready")

    async def give_again(self, error: SlackApiError, shown: Shown) -> None:
        """Where Slack refused a message for its files: gives those it has lost again, and raises TryLater."""
        if not shown.kept or code(error) not in MAY_BE_ABOUT_FILES:
            return
        for kept in shown.kept:
            now = await self._files.about(kept.number)
            if now is not None and now.placed and await self._is_lost(now.placed):
                await self._give(now, now.name)
        raise TryLater("file_not_ready") from error

    async def _is_lost(self, placed: str) -> bool:
        with changing_nothing_new():
            try:
                await self._posting.files_info(file=placed)
            except SlackApiError as error:
                if code(error) not in LOST:
                    raise
                return True
        return False

    @property
    def _files(self) -> Files:
        if self.files is None:
            raise RuntimeError("the platform has not been started")
        return self.files


def _number(block: Json) -> int | None:
    """The number of the file of ours that a block shows."""
    return file_number(block.get("slack_file", {}).get("id", ""))


def _said(block: Json) -> Json:
    """A picture in its words, where it cannot be shown."""
    return {"type": "context", "elements": [plain_text(block["alt_text"], limits.ALTERNATIVE)]}

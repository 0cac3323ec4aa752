"""Sending to Slack: post, edit, look for a message; and what Slack says of people and channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Posted, Refused, SendError, Target
from bot.platforms.slack import limits
from bot.platforms.slack.errors import Failure, changing_nothing_new, code, looking, sorted_out
from bot.platforms.slack.files import SlackFiles
from bot.platforms.slack.inbound import SLACKBOT
from bot.platforms.slack.mrkdwn import Json
from bot.texts import known_language
from handlers.chat.asks import Profile

MARK: Final = "portevoix_delivery"
"""Type of the metadata by which a message of ours is recognised."""
CARRIES: Final = "carries"
"""Beside its key there, how many files the message is to carry once it is drawn again."""

AS_WANTED: Final = frozenset({"already_pinned", "not_pinned", "no_pin"})
"""What Slack says of a message that already is pinned, or is not (docs.slack.dev, pins.add and pins.remove)."""

log = structlog.get_logger(__name__)


class Outbound:
    """Calls of the Web API. `posting` never tries again by itself; `reading` waits when Slack asks it to."""

    def __init__(self, posting: AsyncWebClient, reading: AsyncWebClient) -> None:
        self._posting = posting
        self._reading = reading
        self.files = SlackFiles(posting)
        self._conversations: dict[str, str] = {}
        self._bots: set[str] = set()
        self.languages: dict[str, str | None] = {}
        """The languages of those Slack was asked about: known even before anything could be kept of them."""

    async def send(self, target: Target, drawn: Json, key: str) -> Posted:
        """Posts a drawn message marked with `key`. Raises a SendError."""
        channel = await self._channel(target)
        shown = await self.files.shown(drawn)
        mark = {"key": key, CARRIES: len(shown.carried)} if shown.carried else {"key": key}
        body = {
            **shown.body,
            "channel": channel,
            "metadata": {"event_type": MARK, "event_payload": mark},
            "unfurl_links": False,
            "unfurl_media": False,
            **({"thread_ts": target.thread} if target.thread else {}),
        }
        try:
            try:
                posted = await self._posting.chat_postMessage(**body)
            except SlackApiError as error:
                if code(error) != "not_in_channel" or not await self._joined(channel):
                    raise
                posted = await self._posting.chat_postMessage(**body)
        except Failure as error:
            if isinstance(error, SlackApiError):
                await self.files.give_again(error, shown)
            raise sorted_out(error) from error
        # Slack lets a message carry files only once it is posted: it is whole when it has been drawn again.
        return Posted(str(posted["channel"]), str(posted["ts"]), whole=not shown.carried)

    async def _channel(self, target: Target) -> str:
        if target.channel is not None:
            return target.channel
        if target.person is None:
            raise Refused("no_target")
        return await self.conversation(target.person)

    async def conversation(self, person: str) -> str:
        """The DM with somebody, opened when it was not. Raises TryLater or Refused."""
        if person not in self._conversations:
            with changing_nothing_new():
                opened = await self._reading.conversations_open(users=person)
            self._conversations[person] = str(opened["channel"]["id"])
        return self._conversations[person]

    async def _joined(self, channel: str) -> bool:
        """Enters a public channel; False when it may not."""
        try:
            await self._reading.conversations_join(channel=channel)
        except Failure as error:
            log.info("slack.not_joined", channel=channel, code=sorted_out(error).code)
            return False
        return True

    async def edit(self, posted: Posted, drawn: Json) -> None:
        """Draws a message again, always with its blocks: text alone would remove them. Raises TryLater or Refused."""
        shown = await self.files.shown(drawn)
        body: Json = {"channel": posted.channel, "ts": posted.message, **shown.body}
        with changing_nothing_new():
            try:
                answer = await self._posting.chat_update(**body)
                there = {file["id"] for file in (answer.get("message") or {}).get("files") or ()}
                if (wanted := shown.should_carry(there)) != there:
                    await self._posting.chat_update(**body, file_ids=sorted(wanted))
            except SlackApiError as error:
                await self.files.give_again(error, shown)
                raise

    async def pin(self, posted: Posted, *, on: bool) -> None:
        """Pins a message in its channel, or takes its pin away. Raises TryLater or Refused."""
        item = {"channel": posted.channel, "timestamp": posted.message}
        with changing_nothing_new():
            try:
                if on:
                    await self._posting.pins_add(**item)
                else:
                    await self._posting.pins_remove(**item)
            except SlackApiError as error:
                if code(error) not in AS_WANTED:
                    raise

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        """The message marked with `key`, if Slack kept it. Raises TryLater or CannotLook."""
        channel = await self._channel(target)
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": limits.PAGE,
        }
        method: Any = self._reading.conversations_history
        if target.thread:
            method, asked["ts"] = self._reading.conversations_replies, target.thread
        with looking():
            async for page in pages(method, **asked):
                for message in page["messages"]:
                    metadata = message.get("metadata") or {}
                    mark = metadata.get("event_payload") or {}
                    if metadata.get("event_type") == MARK and mark.get("key") == key:
                        whole = len(message.get("files") or ()) >= mark.get(CARRIES, 0)
                        return Posted(channel, str(message["ts"]), whole)
        return None

    async def whisper(self, channel: str, person: str, thread: str | None, body: Json) -> bool:
        """Shows a message to one person, in a channel if it can be done there, else in their DM. Whether it could."""
        try:
            await self._posting.chat_postEphemeral(channel=channel, user=person, thread_ts=thread, **body)
        except Failure as error:
            log.info("slack.not_whispered", channel=channel, code=sorted_out(error).code)
            return await self.tell_directly(person, body)
        return True

    async def tell_directly(self, person: str, body: Json) -> bool:
        """Writes to somebody in their DM. Whether it could."""
        try:
            channel = await self.conversation(person)
            await self._posting.chat_postMessage(channel=channel, unfurl_links=False, unfurl_media=False, **body)
        except (*Failure, SendError) as error:
            log.warning("slack.not_told", code=(error if isinstance(error, SendError) else sorted_out(error)).code)
            return False
        return True

    async def profile(self, person: str) -> Profile | None:
        """What Slack says of a person; None when it does not answer or does not know them."""
        try:
            user: Json = (await self._reading.users_info(user=person, include_locale=True))["user"]
        except Failure as error:
            log.warning("slack.no_profile", code=sorted_out(error).code)
            return None
        profile = read_profile(user)
        self.languages[person] = profile.language
        return profile

    async def audience(self, channel: str) -> int | None:
        """How many people are in a channel, bots left out; None when Slack does not say."""
        try:
            members: set[str] = set()
            async for page in pages(self._reading.conversations_members, channel=channel, limit=limits.PAGE):
                members.update(page["members"])
            return len(members - await self._known_bots())
        except Failure as error:
            log.info("slack.no_audience", channel=channel, code=sorted_out(error).code)
            return None

    async def _known_bots(self) -> set[str]:
        """Every bot of the workspace, asked once a run: bots seldom come and go."""
        if not self._bots:
            async for page in pages(self._reading.users_list, limit=limits.PAGE_OF_PEOPLE):
                self._bots.update(user["id"] for user in page["members"] if read_profile(user).is_bot)
        return self._bots


def read_profile(user: Json) -> Profile:
    """A user of Slack's as the bot knows people."""
    shown: Json = user.get("profile") or {}
    return Profile(
        user["id"],
        shown.get("real_name") or user.get("real_name") or shown.get("display_name") or user.get("name", ""),
        known_language(user.get("locale")),
        user.get("tz"),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
    )


async def pages(method: Any, **asked: Any) -> AsyncIterator[Json]:
    """Every page of a method that gives them one by one. Raises what the client raises."""
    cursor = ""
    while True:
        page = await method(**asked, **({"cursor": cursor} if cursor else {}))
        yield page.data
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return

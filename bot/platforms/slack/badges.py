"""User groups: Slack has them changed by sending all their people, so what others put there is sent back as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Refused
from bot.platforms.slack.errors import changing_nothing_new


@dataclass(frozen=True)
class _Group:
    id: str
    is_on: bool
    people: Sequence[str]


class SlackBadges:
    """The user group of that handle (see `bot.platforms.Badges`). Slack has no empty group: its last person leaves by
    its being disabled, and the next one brings it back."""

    def __init__(self, posting: AsyncWebClient, reading: AsyncWebClient) -> None:
        self._posting = posting
        self._reading = reading

    async def worn(self, workspace: str, person: str, badge: str) -> bool:  # noqa: ARG002 - one workspace per token
        """Whether they are in the group."""
        with changing_nothing_new():
            group = await self._group(badge)
        return group.is_on and person in group.people

    async def give(self, workspace: str, person: str, badge: str) -> None:  # noqa: ARG002 - as above
        """Puts them in the group, beside whoever is there."""
        with changing_nothing_new():
            group = await self._group(badge)
            if group.is_on and person in group.people:
                return
            if not group.is_on:
                if len(group.people) > 1:  # it is not the bot that disabled it
                    raise Refused("badge_disabled")
                await self._posting.usergroups_enable(usergroup=group.id)
            users = [*group.people, person] if group.is_on else [person]
            await self._posting.usergroups_users_update(usergroup=group.id, users=users)

    async def take(self, workspace: str, person: str, badge: str) -> None:  # noqa: ARG002 - as above
        """Takes them out of the group."""
        with changing_nothing_new():
            group = await self._group(badge)
            if not group.is_on or person not in group.people:
                return
            others = [one for one in group.people if one != person]
            if others:
                await self._posting.usergroups_users_update(usergroup=group.id, users=others)
            else:
                await self._posting.usergroups_disable(usergroup=group.id)

    async def _group(self, badge: str) -> _Group:
        listed = await self._reading.usergroups_list(include_disabled=True)
        wanted = badge.removeprefix("@").casefold()
        found = next((one for one in listed["usergroups"] if str(one["handle"]).casefold() == wanted), None)
        if found is None:
            raise Refused("no_such_badge")
        people = await self._reading.usergroups_users_list(usergroup=found["id"], include_disabled=True)
        return _Group(str(found["id"]), not found.get("date_delete"), people["users"])

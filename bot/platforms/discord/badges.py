"""Roles of a server, given and taken away by their name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.platforms import Refused, TryLater, Unsure
from bot.platforms.discord.errors import sorted_errors

REASON = "ambassador"


class DiscordBadges:
    """The role of that name (see `bot.platforms.Badges`); Discord takes a second time for a first."""

    def __init__(self, client: discord.Client) -> None:
        self._http = client.http

    async def worn(self, workspace: str, person: str, badge: str) -> bool:
        """Whether they have the role."""
        async with _twice_is_as_once():
            role = await self._role(workspace, badge)
            member = await self._http.get_member(int(workspace), int(person))
        return str(role["id"]) in {str(held) for held in member["roles"]}

    async def give(self, workspace: str, person: str, badge: str) -> None:
        """Gives the role, unless it allows something: animators choose it, and may not hand out rights that way."""
        async with _twice_is_as_once():
            role = await self._role(workspace, badge)
            if role["allows_more"]:
                raise Refused("badge_has_rights")
            await self._http.add_role(int(workspace), int(person), int(role["id"]), reason=REASON)

    async def take(self, workspace: str, person: str, badge: str) -> None:
        """Takes the role away."""
        async with _twice_is_as_once():
            role = await self._role(workspace, badge)
            await self._http.remove_role(int(workspace), int(person), int(role["id"]), reason=REASON)

    async def _role(self, workspace: str, badge: str) -> dict[str, Any]:
        """The one role of that name, and whether it `allows_more` than everybody may."""
        roles = await self._http.get_roles(int(workspace))
        wanted = badge.removeprefix("@").casefold()
        everyone = next(int(one["permissions"]) for one in roles if str(one["id"]) == workspace)
        found = [one for one in roles if one["name"].casefold() == wanted and str(one["id"]) != workspace]
        if len(found) != 1:
            raise Refused("two_of_that_name" if found else "no_such_badge")
        return {"id": found[0]["id"], "allows_more": bool(int(found[0]["permissions"]) & ~everyone)}


@asynccontextmanager
async def _twice_is_as_once() -> AsyncIterator[None]:
    try:
        async with sorted_errors():
            yield
    except Unsure as unsure:
        raise TryLater(unsure.code) from unsure

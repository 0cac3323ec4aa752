"""The desk: what an action has before it: the open transaction, the hour, the asker and their workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.chat.files import Kind, file_number, why_refused
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import LANGUAGES, Say
from storage import communities, files, sessions
from storage.communities import Community
from storage.database import Db
from storage.people import Member, Workspace

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Desk:
    """`now` is aware, in UTC. Whatever is read through the desk belongs to the asker's workspace.

    `public_address`: where the bot's web server is reached from outside, without a last `/`; "" when it is not.
    `wall_address`: where the public page of testimonials is, as much; "" when there is none.
    """

    db: Db
    now: datetime
    workspace: Workspace
    member: Member
    public_address: str = ""
    wall_address: str = ""

    @property
    def language(self) -> str:
        """The asker's language, English when nothing is known."""
        return self.member.language or LANGUAGES[0]

    async def community(self, community_id: int, role: Role) -> Community:
        """The community, when the asker has this role in it; else raises Mistake, the same when it does not exist."""
        found = await communities.by_id(self.db, community_id, self.workspace.id)
        if found is None or not await self.may(role, found):
            raise Mistake(refusal(role))
        return found

    async def may(self, role: Role, community: Community) -> bool:
        """Whether the asker has this role in this community."""
        if role is Role.ANYONE:
            return True
        if role is Role.ADMIN:
            return self.member.is_admin
        if role is Role.TEAM:
            return await self.may(Role.ANIMATOR, community) or await self.may(Role.MANAGER, community)
        return await communities.has_role(self.db, community.id, self.member.id, role.value)

    async def check(self, role: Role) -> None:
        """Raises Mistake unless the asker has this role somewhere in the workspace."""
        if role is Role.ANYONE or (role is Role.ADMIN and self.member.is_admin):
            return
        if role is Role.TRAINER and await self.leads():
            return
        held = (
            (Role.ANIMATOR, Role.MANAGER)
            if role is Role.TEAM
            else ()
            if role in (Role.ADMIN, Role.TRAINER)
            else (role,)
        )
        if not [one for one in held if await communities.of_member(self.db, self.member.id, one.value)]:
            raise Mistake(refusal(role))

    async def leads(self) -> bool:
        """Whether the asker animates a community, or is the trainer of a session."""
        if await communities.of_member(self.db, self.member.id, communities.ANIMATOR):
            return True
        return await sessions.leads_any(self.db, self.member.id)

    async def file(self, answer: str, kind: Kind, field: str) -> int | None:
        """The number of the file that a form's FileField answered; None when none was given.

        The text of a table is then `files.text_of`. Raises Mistake about `field` when it could not be kept, is not of
        this kind, or (forged) not of this workspace or not the asker's own where it is kept for a while.
        """
        if not answer:
            return None
        if why := why_refused(answer):
            raise Mistake(_refused(why, kind), field)
        number = file_number(answer)
        found = await files.find(self.db, number, self.workspace.id) if number else None
        if found is None or found.kind != kind or not found.is_open_to(self.member.id):
            raise Mistake(Say(f"help.file.not_{kind}"), field)
        return found.id

    async def animated(self, channel: str | None) -> Community:
        """The community the asker animates: this channel's, else the first by name. Raises Mistake without one."""
        found = await communities.of_member(self.db, self.member.id, communities.ANIMATOR)
        if not found:
            raise Mistake(refusal(Role.ANIMATOR))
        return next((community for community in found if community.channel == channel), found[0])


def _refused(why: str, kind: Kind) -> Say:
    if kind == "table" and why == "too_large":
        return Say("help.file.table_too_large", most=files.MOST_BYTES_OF_A_TABLE // MEGABYTE)
    if kind == "table" and why == "not_taken":
        return Say("help.file.not_table")
    return Say(f"help.file.{why}", most=files.MOST_BYTES // MEGABYTE)


def refusal(role: Role) -> Say:
    """Why not, and how to get there."""
    return Say(f"help.only.{role.value}")

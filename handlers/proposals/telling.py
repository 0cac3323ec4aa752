"""Messages owed about proposals, in the transaction of what they tell."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.desk import Desk
from storage import communities, outbox, proposals, solicitations
from storage.communities import ANIMATOR, Community
from storage.outbox import Owed
from storage.proposals import Proposal, subject


async def ask_author(desk: Desk, one: Proposal, community: Community) -> None:
    """The author learns, when they may be written to and asked something, that somebody finds their words useful."""
    question = Owed(
        about=f"{subject(one.id)}:author",
        draw=str(to("proposals.ask", one.id)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        member_id=one.author_id,
        community_id=community.id,
        subject=subject(one.id),
    )
    await solicitations.ask_all(desk.db, "proposal", [question], desk.now)


async def tell_animators(desk: Desk, one: Proposal, community: Community) -> None:
    """One message an animator for all that waits: a new one only when nothing else waited for them."""
    await proposals.alone(desk.db, community.id)
    for animator in await communities.people(desk.db, community.id, ANIMATOR):
        animated = [held.id for held in await communities.of_member(desk.db, animator.id, ANIMATOR)]
        if await proposals.count_waiting(desk.db, animated) > 1:
            await outbox.touch(desk.db, waiting_for(animator.id))
            continue
        await outbox.owe(
            desk.db,
            about=f"{waiting_for(animator.id)}:{one.id}",
            draw=str(to("proposals.arrived", animator.id, one.id)),
            workspace_id=community.workspace_id,
            due_at=desk.now,
            language=community.language,
            member_id=animator.id,
            community_id=community.id,
            subject=waiting_for(animator.id),
        )


async def tell_decision(desk: Desk, one: Proposal, community: Community) -> None:
    """Its author, and who proposed it, learn what was decided, unless they have just decided themselves."""
    for member_id in sorted({one.proposed_by or 0, one.author_id or 0} - {0, desk.member.id}):
        draw = str(to("proposals.news", one.id, member_id))
        await owe(desk, one, community, f"news:{member_id}:{one.state}", draw, member_id)


async def changed(desk: Desk, one: Proposal, community: Community) -> None:
    """Every message about it, and the animators' count, are drawn again."""
    await outbox.touch(desk.db, subject(one.id))
    for animator in await communities.people(desk.db, community.id, ANIMATOR):
        await outbox.touch(desk.db, waiting_for(animator.id))


async def owe(desk: Desk, one: Proposal, community: Community, about: str, draw: str, member_id: int | None) -> None:
    """Owes a direct message about a proposal."""
    await outbox.owe(
        desk.db,
        about=f"{subject(one.id)}:{about}",
        draw=draw,
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        member_id=member_id,
        community_id=community.id,
        subject=subject(one.id),
    )


def waiting_for(member_id: int) -> str:
    """What an animator's message about their queue is about."""
    return f"proposals:{member_id}"

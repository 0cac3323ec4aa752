"""What the cards of a proposal need, read from storage."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.chat.words import Line, Say
from handlers.proposals.cards import View
from storage import proposals
from storage.database import Db
from storage.people import Member
from storage.proposals import Proposal, Story


def signature(author: Member | None, one: Proposal) -> Line:
    """How the words are signed: never with more than the author chose."""
    return author.name if author is not None and author.name and one.credited else Say("proposals.nameless")


def of_story(story: Story, reader_id: int | None = None) -> View:
    """The proposal as it may be shown to this member."""
    one = story.proposal
    by_another = story.proposer is not None and one.proposed_by != one.author_id
    return View(
        id=one.id,
        state=one.state,
        title=one.title,
        words=one.words if story.author is not None else None,
        signed=signature(story.author, one),
        proposer=story.proposer.name if story.proposer is not None and by_another else "",
        community_id=story.community.id,
        community=story.community.name,
        zone=story.community.zone,
        reason=one.reason or "",
        capsule_id=one.capsule_id or 0,
        changed_at=one.changed_at,
        where=story.posted,
        is_mine=reader_id is not None and one.author_id == reader_id,
    )


async def view(db: Db, proposal_id: int) -> View:
    """The proposal as it is now."""
    return of_story(await proposals.story(db, proposal_id))


async def views(db: Db, proposal_ids: Iterable[int], reader_id: int) -> list[View]:
    """These proposals, in this order, as this member may see them."""
    return [of_story(await proposals.story(db, proposal_id), reader_id) for proposal_id in proposal_ids]

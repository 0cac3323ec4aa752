"""Messages about proposals, drawn from what is known at the moment they are sent or shown again."""

from __future__ import annotations

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.proposals import cards
from handlers.proposals.telling import waiting_for
from handlers.proposals.views import of_story, view
from storage import communities, outbox, proposals, recognition
from storage.communities import ANIMATOR
from storage.database import Db
from storage.proposals import ACCEPTED, ASKED, DECLINED, REFUSED, WITHDRAWN, subject


@message("proposals.ask")
async def ask(db: Db, proposal_id: int) -> Card | None:
    """To the author of a message: the question, then what became of their answer."""
    shown = await view(db, proposal_id)
    if shown.state == ASKED or await outbox.may_be_posted(db, f"{subject(proposal_id)}:author"):
        return cards.for_author(shown)
    return None


@message("proposals.arrived")
async def arrived(db: Db, member_id: int, first_id: int) -> Card | None:
    """To an animator: how many proposals wait for them; nothing if all were decided before it was sent."""
    animated = [community.id for community in await communities.of_member(db, member_id, ANIMATOR)]
    waiting = await proposals.count_waiting(db, animated)
    if waiting or await outbox.may_be_posted(db, f"{waiting_for(member_id)}:{first_id}"):
        return cards.arrived(waiting)
    return None


@message("proposals.news")
async def news(db: Db, proposal_id: int, member_id: int) -> Card | None:
    """To its author or to who proposed it, once: what was decided."""
    story = await proposals.story(db, proposal_id)
    one, for_author = story.proposal, story.proposal.author_id == member_id
    if one.state in (ACCEPTED, DECLINED) or (one.state == REFUSED and not for_author):
        return cards.news(of_story(story), for_author=for_author)
    sent = [await outbox.may_be_posted(db, f"{subject(proposal_id)}:news:{member_id}:{state}") for state in
            (ACCEPTED, DECLINED)]  # fmt: skip
    return cards.withdrawn() if any(sent) else None


@message("proposals.thanks")
async def thanks(db: Db, proposal_id: int) -> Card | None:
    """In the channel, once: whose words a capsule is made of, as long as they agree to be thanked by name."""
    story = await proposals.story(db, proposal_id)
    one, name = story.proposal, story.author.name if story.author else ""
    if one.state != WITHDRAWN and one.credited and name and await recognition.agreed(db, one.author_id):
        return cards.thanks(name, one.title)
    return cards.thanks_ended() if await outbox.may_be_posted(db, f"{subject(proposal_id)}:thanks") else None


@message("proposals.posted")
async def posted(db: Db, proposal_id: int) -> Card | None:
    """To its author, once: where the capsule made of their words was posted first."""
    story = await proposals.story(db, proposal_id)
    if story.proposal.state != WITHDRAWN and story.posted:
        return cards.posted(story.proposal.title, story.posted[-1][1])
    return cards.withdrawn() if await outbox.may_be_posted(db, f"{subject(proposal_id)}:posted") else None

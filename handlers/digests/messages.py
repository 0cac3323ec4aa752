"""The weekly message, drawn from the figures kept for the week and from the words that may be quoted right now."""

from __future__ import annotations

from datetime import date

from handlers.chat.cards import Card
from handlers.chat.routes import message
from handlers.chat.words import Line, Say, When
from handlers.digests import cards, rules
from storage import communities, digests, outbox
from storage.communities import MANAGER
from storage.database import Db
from storage.digests import Digest
from storage.people import Member
from storage.verbatims import FIRST_NAME, FULL_NAME, Verbatim
from storage.zones import usable_zone


@message("digests.weekly")
async def weekly(db: Db, digest_id: int) -> Card | None:
    """To a manager: the week that is over. Who is no longer a manager is sent nothing, and shown nothing any more."""
    digest = await digests.by_id(db, digest_id)
    if digest.member_id is None or not await communities.has_role(db, digest.community_id, digest.member_id, MANAGER):
        return cards.no_longer() if await outbox.may_be_posted(db, f"digest:{digest_id}") else None
    return await drawn(db, digest)


async def drawn(db: Db, digest: Digest) -> Card:
    """The card of a digest."""
    community = await communities.by_id(db, digest.community_id)
    if community is None:
        raise LookupError(f"digest {digest.id} is about a community that is gone")
    report = rules.from_json(digest.figures)
    zone = usable_zone(community.zone)
    start, _end = digests.week_from(date.fromisoformat(digest.week_start), zone)
    quotes = [(one.words or "", signed(one, author)) for one, author in await digests.quoted(db, report.quotes)]
    return cards.digest(community.id, community.name, When(start, zone, "day"), report, quotes)


def signed(verbatim: Verbatim, author: Member | None) -> Line:
    """How the words are signed: with what their author chose, never more."""
    name = {FULL_NAME: author.name, FIRST_NAME: author.first_name}.get(verbatim.scope) if author else None
    return name or Say("digests.signed.anonymous")

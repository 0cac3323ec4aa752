"""What animators do with proposals: read them, accept them, decline them with a reason."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.proposals import cards, forms, making, rules, telling
from handlers.proposals.views import view, views
from storage import communities, proposals
from storage.communities import ANIMATOR, Community
from storage.proposals import ASKED, DECLINED, WAITING, Proposal


@route("proposals.queue", who=Role.ANIMATOR, command="capsule proposals")
async def queue(_ask: Ask, desk: Desk) -> Reply:
    """What waits in the communities the asker animates."""
    return Tell(await _listed(desk, 0))


@route("proposals.queue_page", who=Role.ANIMATOR)
async def queue_page(_ask: Ask, desk: Desk, number: int) -> Reply:
    """Another page of the same list."""
    return Replace(await _listed(desk, rules.page_number(number)))


@route("proposals.look", who=Role.ANIMATOR)
async def look(_ask: Ask, desk: Desk, proposal_id: int, number: int) -> Reply:
    """One proposal in full."""
    one, _community = await _to_decide(desk, proposal_id)
    return Replace(cards.review(await view(desk.db, one.id), rules.page_number(number)))


@route("proposals.accept", who=Role.ANIMATOR, opens_form=True)
async def accept(_ask: Ask, desk: Desk, proposal_id: int) -> Reply:
    """The form of its title and theme."""
    one, _community = await _to_decide(desk, proposal_id)
    if one.state != WAITING:
        return Tell(Say(f"proposals.already.{one.state}"))
    return Open(forms.accept(one.id, one.title))


@route("proposals.accepted", who=Role.ANIMATOR)
async def accepted(ask: Ask, desk: Desk, proposal_id: int) -> Reply:
    """An animator accepts: the words become a capsule, and people are told. The first decision holds."""
    one, community = await _to_decide(desk, proposal_id)
    title, theme = making.title_of(ask), making.theme_of(ask)
    if not await making.accept(desk, one, community, title=title, theme=theme, by=desk.member.id):
        return Tell(Say(f"proposals.already.{one.state}"))
    return Replace(cards.made(await view(desk.db, one.id)))


@route("proposals.decline", who=Role.ANIMATOR, opens_form=True)
async def decline(_ask: Ask, desk: Desk, proposal_id: int) -> Reply:
    """The form of the reason, which people will read."""
    one, _community = await _to_decide(desk, proposal_id)
    if one.state != WAITING:
        return Tell(Say(f"proposals.already.{one.state}"))
    return Open(forms.decline(one.id))


@route("proposals.declined", who=Role.ANIMATOR)
async def declined(ask: Ask, desk: Desk, proposal_id: int) -> Reply:
    """An animator declines, with a reason that its author and who proposed it receive."""
    one, community = await _to_decide(desk, proposal_id)
    reason = rules.clean_reason(ask.answers.get("reason", ""))
    if reason is None:
        raise Mistake(Say("proposals.wrong.reason"), "reason")
    decided = {"decided_by": desk.member.id, "reason": reason}
    if not await proposals.move(desk.db, one, (WAITING,), DECLINED, desk.now, **decided):
        return Tell(Say(f"proposals.already.{one.state}"))
    await telling.tell_decision(desk, one, community)
    await telling.changed(desk, one, community)
    return Replace(await _listed(desk, 0, Say("proposals.declined")))


async def _listed(desk: Desk, number: int, said: Say | None = None) -> Card:
    animated = [community.id for community in await communities.of_member(desk.db, desk.member.id, ANIMATOR)]
    total = await proposals.count_waiting(desk.db, animated)
    number = min(number, max(total - 1, 0) // cards.PAGE)
    found = await proposals.waiting(desk.db, animated, skip=number * cards.PAGE, most=cards.PAGE)
    return cards.queue(await views(desk.db, found, desk.member.id), total, number, said)


async def _to_decide(desk: Desk, proposal_id: int) -> tuple[Proposal, Community]:
    """A proposal of a community the asker animates. Raises Mistake, without telling whether it exists.

    Words whose author has not answered are shown to nobody.
    """
    found = await proposals.by_id(desk.db, proposal_id, desk.workspace.id)
    if found is None or found.state == ASKED:
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)

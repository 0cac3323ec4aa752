"""What people do with words that may become capsules: propose them, agree or not, follow them, take them back."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.proposals import agreement, cards, forms, making, queue, rules, telling
from handlers.proposals.views import view, views
from storage import communities, outbox, proposals
from storage.communities import ANIMATOR
from storage.proposals import ASKED, REFUSED, WAITING, Proposal

__all__ = ["queue"]
"""The routes of animators are declared with these."""


@route("proposals.propose", who=Role.ANYONE, opens_form=True, shortcut="propose")
async def propose(ask: Ask, desk: Desk) -> Reply:
    """On a message: the form to offer it to the animators."""
    draft = await making.brought(desk, ask.quoted)
    found, here = await making.places(desk, ask, animated=False)
    own = draft.words if draft.author == desk.member.external_id else None
    return Open(forms.propose(draft.id, found, here, own))


@route("proposals.make", who=Role.ANYONE, opens_form=True, shortcut="make")
async def make(ask: Ask, desk: Desk) -> Reply:
    """On a message: the form to make a capsule of it; for who animates nothing, the form to propose it."""
    if not await communities.of_member(desk.db, desk.member.id, ANIMATOR):
        return await propose(ask, desk)
    draft = await making.brought(desk, ask.quoted)
    found, here = await making.places(desk, ask, animated=True)
    own = draft.words if draft.author == desk.member.external_id else None
    return Open(forms.make(draft.id, found, here, own))


@route("proposals.new", who=Role.ANYONE, opens_form=True, command="propose")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The same form, without a message."""
    found, here = await making.places(desk, ask, animated=False)
    return Open(forms.propose(0, found, here, ""))


@route("proposals.send", who=Role.ANYONE)
async def send(ask: Ask, desk: Desk, draft_id: int, community_id: int) -> Reply:
    """Proposes: the animators are told, or first the author is asked."""
    filled = await making.read(ask, desk, draft_id, community_id, who=Role.ANYONE)
    one = await making.keep(desk, filled, decided=False)
    if one.state == ASKED:
        return Tell(Say("proposals.author_asked"))
    await telling.tell_animators(desk, one, filled.community)
    return Tell(Say("proposals.sent", community=filled.community.name))


@route("proposals.make_it", who=Role.ANIMATOR)
async def make_it(ask: Ask, desk: Desk, draft_id: int, community_id: int) -> Reply:
    """Makes a capsule of an animator's own words at once, of others' when their author agrees."""
    filled = await making.read(ask, desk, draft_id, community_id, who=Role.ANIMATOR)
    one = await making.keep(desk, filled, decided=True)
    if one.state == ASKED:
        return Tell(Say("proposals.author_asked"))
    await making.accept(desk, one, filled.community, title=filled.title, theme=filled.theme, by=desk.member.id)
    return Tell(cards.made(await view(desk.db, one.id)))


@route("proposals.agree", who=Role.ANYONE)
async def agree(_ask: Ask, desk: Desk, proposal_id: int, way: str) -> Reply:
    """The author says yes, signed so: the consent is kept word for word; an animator decides, or already has."""
    one = await _written_by_asker(desk, proposal_id)
    if way not in (rules.NAMED, rules.NAMELESS):
        raise Mistake(Say("help.outdated"))
    maker = one.decided_by
    if not await proposals.move(desk.db, one, (ASKED,), WAITING, desk.now, credited=way == rules.NAMED):
        return Tell(Say(f"proposals.author.{one.state}", **await _named(desk, one)))
    community = await desk.community(one.community_id, Role.ANYONE)
    language = desk.member.language or community.language
    text = agreement.by_button(language, community=community.name, way=way, name=desk.member.name)
    await making.consent(desk, one, text)
    if maker is not None and await communities.has_role(desk.db, community.id, maker, ANIMATOR):
        await making.accept(desk, one, community, title=one.title, theme=one.theme, by=maker)
    else:
        await telling.tell_animators(desk, one, community)
        await outbox.touch(desk.db, proposals.subject(one.id))
    return Done()


@route("proposals.refuse", who=Role.ANYONE)
async def refuse(_ask: Ask, desk: Desk, proposal_id: int) -> Reply:
    """The author says no: the copy of their words is forgotten, and the question is never asked again."""
    one = await _written_by_asker(desk, proposal_id)
    if not await proposals.move(desk.db, one, (ASKED,), REFUSED, desk.now, words=None):
        return Tell(Say(f"proposals.author.{one.state}", **await _named(desk, one)))
    community = await desk.community(one.community_id, Role.ANYONE)
    await telling.tell_decision(desk, one, community)
    await telling.changed(desk, one, community)
    return Done()


@route("proposals.withdraw", who=Role.ANYONE)
async def withdraw(_ask: Ask, desk: Desk, proposal_id: int, page: int = -1) -> Reply:
    """Takes words back, wherever they are; who only proposed them, until they are decided. `page`: of their list."""
    one = await proposals.by_id(desk.db, proposal_id, desk.workspace.id)
    if one is None or desk.member.id not in (one.author_id, one.proposed_by):
        raise Mistake(refusal(Role.ANYONE))
    states = proposals.HELD if one.author_id == desk.member.id else (ASKED, WAITING)
    if not await proposals.withdraw(desk.db, one, desk.now, states):
        return Tell(Say(f"proposals.already.{one.state}"))
    await telling.changed(desk, one, await desk.community(one.community_id, Role.ANYONE))
    return Done() if page < 0 else Replace(await _listed(desk, page))


@route("proposals.mine", who=Role.ANYONE, command="proposals")
async def mine(_ask: Ask, desk: Desk) -> Reply:
    """What the asker wrote or proposed, and what became of it."""
    return Tell(await _listed(desk, 0))


@route("proposals.mine_page", who=Role.ANYONE)
async def mine_page(_ask: Ask, desk: Desk, number: int) -> Reply:
    """Another page of the same list."""
    return Replace(await _listed(desk, number))


async def _listed(desk: Desk, number: int) -> Card:
    number = rules.page_number(number)
    total = await proposals.count_of_member(desk.db, desk.member.id)
    number = min(number, max(total - 1, 0) // cards.PAGE)
    found = await proposals.of_member(desk.db, desk.member.id, skip=number * cards.PAGE, most=cards.PAGE)
    return cards.mine(await views(desk.db, found, desk.member.id), total, number)


async def _written_by_asker(desk: Desk, proposal_id: int) -> Proposal:
    """A proposal of the asker's own words. Raises Mistake, without telling whether it exists."""
    found = await proposals.by_id(desk.db, proposal_id, desk.workspace.id)
    if found is None or found.author_id != desk.member.id:
        raise Mistake(refusal(Role.ANYONE))
    return found


async def _named(desk: Desk, one: Proposal) -> dict[str, str]:
    community = await desk.community(one.community_id, Role.ANYONE)
    return {"title": one.title, "community": community.name}

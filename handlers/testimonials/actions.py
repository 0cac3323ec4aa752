"""What people do with testimonials: agree or not, take back, approve, decline, see theirs."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.testimonials import agreement, cards, rules
from handlers.testimonials.views import view
from storage import communities, consents, outbox, testimonial_views, testimonials
from storage.communities import ANIMATOR, Community
from storage.testimonials import ASKED, DECLINED, PUBLISHED, REFUSED, WAITING, Testimonial

MOST_SHOWN = 3
"""Testimonials shown at once in each list: what a message holds on every platform, with their buttons."""


@route("testimonials.agree", who=Role.ANYONE)
async def agree(_ask: Ask, desk: Desk, testimonial_id: int, shown_as: str) -> Reply:
    """Its author says yes, signed so: the consent is kept word for word and the animators are asked."""
    mine = await _mine(desk, testimonial_id)
    if shown_as not in rules.choices(desk.member.name):
        raise Mistake(Say("help.outdated"))
    if not await testimonials.move(desk.db, mine, (ASKED,), WAITING, shown_as=shown_as):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    community = await desk.community(mine.community_id, Role.ANYONE)
    await consents.give(
        desk.db,
        member_id=desk.member.id,
        subject=testimonials.subject(mine.id),
        text=agreement.written(
            desk.member.language or community.language,
            community=community.name,
            shown_as=shown_as,
            name=desk.member.name,
            first_name=desk.member.first_name,
        ),
        scope=shown_as,
        now=desk.now,
    )
    for animator in await communities.people(desk.db, community.id, ANIMATOR):
        draw = to("testimonials.review", mine.id, animator.id)
        await _owe(desk, mine, community, f"animator:{animator.id}", str(draw), member_id=animator.id)
    await outbox.touch(desk.db, testimonials.subject(mine.id))
    return Done()


@route("testimonials.refuse", who=Role.ANYONE)
async def refuse(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """Its author says no: the copy made for the question is forgotten, and the question is never asked again."""
    mine = await _mine(desk, testimonial_id)
    if not await testimonials.move(desk.db, mine, (ASKED,), REFUSED, words=None):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    await outbox.touch(desk.db, testimonials.subject(mine.id))
    return Done()


@route("testimonials.withdraw", who=Role.ANYONE)
async def withdraw(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """Its author takes the words back, wherever they were shown. `back`: pressed in the private list."""
    mine = await _mine(desk, testimonial_id)
    if not await testimonials.withdraw(desk.db, mine, desk.now):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    await outbox.touch(desk.db, testimonials.subject(mine.id))
    return Replace(await _listed(desk, 0)) if back else Done()


@route("testimonials.approve", who=Role.ANIMATOR)
async def approve(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """An animator publishes the words as they are; the first decision holds."""
    one, community = await _to_decide(desk, testimonial_id)
    decided = {"decided_by": desk.member.id, "decided_at": desk.now, "published_at": desk.now}
    if not await testimonials.move(desk.db, one, (WAITING,), PUBLISHED, **decided):
        return Tell(Say(f"testimonials.already.{one.state}"))
    draw = str(to("testimonials.post", one.id))
    await _owe(desk, one, community, "post", draw, channel=community.channel)
    await _owe_news(desk, one, community)
    await outbox.touch(desk.db, testimonials.subject(one.id))
    return Replace(await _listed(desk, 0)) if back else Done()


@route("testimonials.decline", who=Role.ANIMATOR, opens_form=True)
async def decline(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """The form of the reason, which the author will read."""
    one, _community = await _to_decide(desk, testimonial_id)
    if one.state != WAITING:
        return Tell(Say(f"testimonials.already.{one.state}"))
    return Open(cards.reason_form(one.id))


@route("testimonials.declined", who=Role.ANIMATOR)
async def declined(ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """An animator declines, with a reason the author receives; the copy of the words is forgotten."""
    one, community = await _to_decide(desk, testimonial_id)
    reason = rules.clean_reason(ask.answers.get("reason", ""))
    if reason is None:
        raise Mistake(Say("testimonials.bad_reason"), "reason")
    decided = {"decided_by": desk.member.id, "decided_at": desk.now, "reason": reason, "words": None}
    if not await testimonials.move(desk.db, one, (WAITING,), DECLINED, **decided):
        return Tell(Say(f"testimonials.already.{one.state}"))
    await _owe_news(desk, one, community)
    await outbox.touch(desk.db, testimonials.subject(one.id))
    return Tell(Say("testimonials.decline_told"))


@route("testimonials.list", who=Role.ANYONE, command="testimonials")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """One's own testimonials and, for animators, those that wait for them."""
    return Tell(await _listed(desk, 0))


@route("testimonials.page", who=Role.ANYONE)
async def page(_ask: Ask, desk: Desk, skip: int) -> Reply:
    """More of one's own testimonials."""
    return Replace(await _listed(desk, max(skip, 0)))


async def _listed(desk: Desk, skip: int) -> Card:
    animated = await communities.of_member(desk.db, desk.member.id, ANIMATOR)
    ids = [community.id for community in animated]
    queue = await testimonial_views.waiting(desk.db, ids, most=MOST_SHOWN)
    mine = await testimonials.of_member(desk.db, desk.member.id, skip=skip, most=MOST_SHOWN + 1)
    return cards.listed(
        queue=[await view(desk.db, one) for one in queue] if animated else None,
        more_waiting=await testimonial_views.count_waiting(desk.db, ids) - len(queue),
        mine=[await view(desk.db, one) for one in mine[:MOST_SHOWN]],
        next_skip=skip + MOST_SHOWN if len(mine) > MOST_SHOWN else None,
    )


async def _mine(desk: Desk, testimonial_id: int) -> Testimonial:
    """The asker's own testimonial. Raises Mistake, without telling whether it exists."""
    found = await testimonials.by_id(desk.db, testimonial_id, desk.workspace.id)
    if found is None or found.member_id != desk.member.id:
        raise Mistake(refusal(Role.ANYONE))
    return found


async def _to_decide(desk: Desk, testimonial_id: int) -> tuple[Testimonial, Community]:
    """A testimonial of a community the asker animates. Raises Mistake, without telling whether it exists."""
    found = await testimonials.by_id(desk.db, testimonial_id, desk.workspace.id)
    if found is None:
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)


async def _owe_news(desk: Desk, one: Testimonial, community: Community) -> None:
    """Its author waits for the answer: it is told at once."""
    draw = str(to("testimonials.news", one.id))
    await _owe(desk, one, community, "news", draw, member_id=one.member_id, at_once=True)


async def _owe(
    desk: Desk,
    one: Testimonial,
    community: Community,
    about: str,
    draw: str,
    *,
    channel: str | None = None,
    member_id: int | None = None,
    at_once: bool = False,
) -> None:
    """Owes a message about a testimonial, in the transaction of what it tells."""
    await outbox.owe(
        desk.db,
        about=f"{testimonials.subject(one.id)}:{about}",
        draw=draw,
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        channel=channel,
        member_id=member_id,
        community_id=community.id,
        subject=testimonials.subject(one.id),
        at_once=at_once,
    )

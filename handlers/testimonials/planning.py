"""What animators do with the plan of their community: see it, post now, hold, put first, choose the slots."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.testimonials import agreement, plan_cards, publishing, rotation, slots
from handlers.testimonials.plan_cards import Line, Plan
from handlers.testimonials.publishing import HELD, PLANNED
from handlers.testimonials.views import view
from storage import testimonial_acts, testimonial_plans, testimonial_slots, testimonials
from storage.communities import Community
from storage.testimonial_acts import ANIMATOR, Who
from storage.testimonial_slots import TestimonialPost
from storage.testimonials import Testimonial

PAGE = 3
"""Testimonials on a page of the plan: what a message holds on every platform, with their buttons."""


@dataclass(frozen=True)
class Waiting:
    """One that waits in a community the asker animates."""

    one: Testimonial
    post: TestimonialPost
    community: Community


@route("testimonials.plan", who=Role.ANIMATOR)
async def plan(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """What leaves next in a community."""
    return Tell(await _drawn(desk, await desk.community(community_id, Role.ANIMATOR)))


@route("testimonials.plan_page", who=Role.ANIMATOR)
async def plan_page(_ask: Ask, desk: Desk, community_id: int, first: int) -> Reply:
    """Another page of the same plan."""
    return Replace(await _drawn(desk, await desk.community(community_id, Role.ANIMATOR), first))


@route("testimonials.post_now", who=Role.ANIMATOR)
async def post_now(_ask: Ask, desk: Desk, testimonial_id: int, community_id: int) -> Reply:
    """Posts one without waiting for its slot: an animator's word goes before the rule."""
    found = await _waiting(desk, testimonial_id, community_id)
    who = Who(ANIMATOR, desk.now, desk.member.id)
    done = await publishing.post(desk.db, found.one, found.post, found.community, who)
    return Replace(await _drawn(desk, found.community, done="post_now" if done else "already"))


@route("testimonials.hold", who=Role.ANIMATOR)
async def hold(_ask: Ask, desk: Desk, testimonial_id: int, community_id: int) -> Reply:
    """Keeps one back there until somebody lets it go."""
    return await _hold(desk, testimonial_id, community_id, held=True)


@route("testimonials.release", who=Role.ANIMATOR)
async def release(_ask: Ask, desk: Desk, testimonial_id: int, community_id: int) -> Reply:
    """Lets it go: it takes its turn."""
    return await _hold(desk, testimonial_id, community_id, held=False)


async def _hold(desk: Desk, testimonial_id: int, community_id: int, *, held: bool) -> Reply:
    found = await _waiting(desk, testimonial_id, community_id)
    done = found.post.held != held and await testimonial_slots.change(desk.db, found.post, held=held)
    if done:
        who, steps = Who(ANIMATOR, desk.now, desk.member.id), (PLANNED, HELD) if held else (HELD, PLANNED)
        await testimonial_acts.note(desk.db, found.one.id, who, *steps, community_id)
    said = "hold" if held else "release"
    return Replace(await _drawn(desk, found.community, done=said if done else "already"))


@route("testimonials.first", who=Role.ANIMATOR)
async def first(_ask: Ask, desk: Desk, testimonial_id: int, community_id: int) -> Reply:
    """Puts one before the others."""
    found = await _waiting(desk, testimonial_id, community_id)
    others = publishing.candidates(await testimonial_plans.planned(desk.db, community_id))
    done = await testimonial_slots.change(desk.db, found.post, turn=rotation.first(others, found.post.id))
    return Replace(await _drawn(desk, found.community, done="first" if done else "already"))


@route("testimonials.slots", who=Role.ANIMATOR, opens_form=True)
async def slots_(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The form of the days and the hour."""
    community = await desk.community(community_id, Role.ANIMATOR)
    _order, days, minute = await publishing.in_order(desk.db, community, desk.now)
    return Open(plan_cards.slots_form(community.id, agreement.days(desk.language, days), _hour(minute)))


@route("testimonials.my_slots", who=Role.ANIMATOR, command="community testimonials", opens_form=True)
async def my_slots(ask: Ask, desk: Desk) -> Reply:
    """The same form, for the community of the channel it is typed in, else the asker's first."""
    return await slots_(ask, desk, (await desk.animated(ask.channel)).id)


@route("testimonials.slots_chosen", who=Role.ANIMATOR)
async def slots_chosen(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Keeps the slots; what waits takes the new ones."""
    community = await desk.community(community_id, Role.ANIMATOR)
    days, minute = slots.read_days(ask.answers.get("days", "")), slots.read_hour(ask.answers.get("hour", ""))
    if days is None:
        raise Mistake(Say("testimonials.bad_days"), "days")
    if minute is None:
        raise Mistake(Say("testimonials.bad_hour"), "hour")
    next_at = publishing.next_slot(community, desk.now, days, minute)
    await testimonial_slots.choose(desk.db, community.id, days, minute, next_at)
    return Tell(await _drawn(desk, community, done="slots"))


async def _waiting(desk: Desk, testimonial_id: int, community_id: int) -> Waiting:
    """One that waits in a community the asker animates. Raises Mistake, without telling whether it exists."""
    community = await desk.community(community_id, Role.ANIMATOR)
    one = await testimonials.by_id(desk.db, testimonial_id, desk.workspace.id)
    post = await testimonial_slots.post_in(desk.db, testimonial_id, community_id)
    if one is None:
        raise Mistake(refusal(Role.ANIMATOR))
    if post is None or one.words is None:
        raise Mistake(Say("testimonials.not_waiting"))
    return Waiting(one, post, community)


async def _drawn(desk: Desk, community: Community, first: int = 0, done: str | None = None) -> Card:
    order, days, minute = await publishing.in_order(desk.db, community, desk.now)
    first = first if 0 <= first < len(order) else 0
    lines = [
        Line(await view(desk.db, planned.testimonial.id), at, planned.post.held)
        for planned, at in order[first : first + PAGE]
    ]
    shown = Plan(community.id, community.name, community.zone, days, _hour(minute), lines, first, len(order))
    return plan_cards.plan(shown, Say(f"testimonials.plan.done.{done}") if done else None)


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

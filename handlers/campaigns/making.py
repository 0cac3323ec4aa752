"""How a campaign is made in chat: a name, then capsules one at a time. What is typed is kept at once."""

from __future__ import annotations

from handlers.campaigns import cards, forms, rules, views
from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.chat.written import read_hour
from handlers.desk import Desk
from storage import campaigns, capsules
from storage.campaigns import LONGEST_NAME, MOST_STEPS, Campaign, Step
from storage.capsules import Capsule
from storage.communities import Community

CHOICES = 3
"""Titles told to somebody whose words find several capsules."""


@route("campaigns.new", who=Role.ANIMATOR, opens_form=True, command="campaign new")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The form of a new campaign of the community the asker animates."""
    return Open(forms.new((await desk.animated(ask.channel)).id))


@route("campaigns.new_here", who=Role.ANIMATOR, opens_form=True)
async def new_here(_ask: Ask, desk: Desk, community_id: int) -> Reply:
    """The same, from the list of a community."""
    return Open(forms.new((await desk.community(community_id, Role.ANIMATOR)).id))


@route("campaigns.create", who=Role.ANIMATOR)
async def create(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """A campaign without capsules yet."""
    community = await desk.community(community_id, Role.ANIMATOR)
    name = " ".join(ask.answers.get("name", "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Mistake(Say("campaigns.mistake.name", longest=LONGEST_NAME), "name")
    hour = read_hour(ask.answers.get("hour", ""))
    if hour is None:
        raise Mistake(Say("campaigns.mistake.hour"), "hour")
    if await campaigns.is_named(desk.db, community.id, name):
        raise Mistake(Say("campaigns.mistake.name_taken", name=name), "name")
    made = await campaigns.create(desk.db, community.id, name, hour, desk.member.id, desk.now)
    return Tell(cards.look(made, community.id, [], Say("campaigns.made", name=made.name)))


@route("campaigns.look", who=Role.ANIMATOR)
async def look(_ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """Its capsules and their days."""
    community, campaign = await views.one(desk, campaign_id, community_id)
    return Replace(cards.look(campaign, community.id, await campaigns.steps(desk.db, campaign)))


@route("campaigns.add_form", who=Role.ANIMATOR, opens_form=True)
async def add_form(_ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """The form of one more capsule."""
    community, campaign = await views.one(desk, campaign_id, community_id, own=True)
    return Open(forms.add(campaign.id, community.id))


@route("campaigns.add", who=Role.ANIMATOR)
async def add(ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """One more capsule on its day."""
    community, campaign = await views.one(desk, campaign_id, community_id, own=True, alone=True)
    steps = await campaigns.steps(desk.db, campaign)
    if len(steps) >= MOST_STEPS:
        raise Mistake(Say("campaigns.mistake.full", most=MOST_STEPS))
    capsule = await _capsule(desk, community, ask.answers.get("capsule", ""))
    days, hour = _day(ask.answers.get("day", "")), _own_hour(ask)
    if (other := rules.same_slot(steps, days, hour, campaign.hour)) is not None:
        raise Mistake(Say("campaigns.mistake.same_slot", title=other.title), "day")
    if not await campaigns.add_step(desk.db, campaign, capsule.id, days, hour, desk.now):
        raise Mistake(Say("campaigns.mistake.twice", title=capsule.title), "capsule")
    return await _changed(desk, campaign, community, Say("campaigns.added", title=capsule.title, day=cards.day(days)))


@route("campaigns.change_form", who=Role.ANIMATOR, opens_form=True)
async def change_form(_ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """The form to move a capsule, or to take it out."""
    community, campaign = await views.one(desk, campaign_id, community_id, own=True)
    steps = await campaigns.steps(desk.db, campaign)
    if not steps:
        raise Mistake(Say("help.outdated"))
    return Open(forms.change(campaign.id, community.id, steps))


@route("campaigns.change", who=Role.ANIMATOR)
async def change(ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """Moves a capsule to another day, where the one that is there takes its place; or takes it out."""
    community, campaign = await views.one(desk, campaign_id, community_id, own=True, alone=True)
    steps = await campaigns.steps(desk.db, campaign)
    step = next((one for one in steps if str(one.id) == ask.answers.get("step")), None)
    if step is None:
        raise Mistake(Say("campaigns.mistake.gone"), "step")
    if ask.answers.get("what") == forms.REMOVE:
        await campaigns.remove_step(desk.db, campaign, step.id, desk.now)
        return await _changed(desk, campaign, community, Say("campaigns.taken_out", title=step.title))
    days, hour = _day(ask.answers.get("day", "")), _own_hour(ask)
    other = rules.same_slot(steps, days, hour, campaign.hour, but=step.id)
    await campaigns.move_step(desk.db, campaign, step, days, hour, desk.now)
    if other is not None:
        await campaigns.move_step(desk.db, campaign, other, step.days, step.hour, desk.now)
    return await _changed(desk, campaign, community, _moved(step, other, days))


def _moved(step: Step, other: Step | None, days: int) -> Say:
    if other is None:
        return Say("campaigns.moved", title=step.title, day=cards.day(days))
    return Say("campaigns.swapped", title=step.title, other=other.title)


@route("campaigns.remove", who=Role.ANIMATOR)
async def remove(_ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """Takes the community's own campaign off the list."""
    community, campaign = await views.one(desk, campaign_id, community_id, own=True, alone=True)
    await campaigns.remove(desk.db, campaign.id, desk.now)
    return Replace(cards.removed(campaign, community.id))


@route("campaigns.put_back", who=Role.ANIMATOR)
async def put_back(_ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """Puts it back."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if not await campaigns.removed(desk.db, campaign_id, community.id):
        raise Mistake(Say("help.outdated"))
    await campaigns.remove(desk.db, campaign_id, None)
    _, campaign = await views.one(desk, campaign_id, community.id)
    return Replace(cards.look(campaign, community.id, await campaigns.steps(desk.db, campaign)))


async def _changed(desk: Desk, campaign: Campaign, community: Community, told: Say) -> Reply:
    return Tell(cards.look(campaign, community.id, await campaigns.steps(desk.db, campaign), told))


async def _capsule(desk: Desk, community: Community, words: str) -> Capsule:
    """The capsule that these words find. Raises Mistake under the field, with titles that are near."""
    found = await capsules.meant(desk.db, community.id, words, CHOICES) if words.strip() else []
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake(Say("campaigns.mistake.several", titles=", ".join(one.title for one in found)), "capsule")
    near = rules.nearest(words, await campaigns.nameable(desk.db, community.id))
    if near is None:
        raise Mistake(Say("campaigns.mistake.unknown", words=words), "capsule")
    raise Mistake(Say("campaigns.mistake.unknown_near", words=words, near=near), "capsule")


def _day(written: str) -> int:
    days = rules.read_day(written)
    if days is None:
        raise Mistake(Say("campaigns.mistake.day"), "day")
    return days


def _own_hour(ask: Ask) -> str:
    written = ask.answers.get("hour", "").strip()
    hour = read_hour(written) if written else ""
    if hour is None:
        raise Mistake(Say("campaigns.mistake.hour"), "hour")
    return hour

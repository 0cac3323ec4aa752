"""What people do with communities: make one in this channel, set it, see them."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import LANGUAGES, Say
from handlers.communities import cards, rules
from handlers.desk import Desk
from storage import communities, dates, outbox, people, promises
from storage.communities import ANIMATOR, MANAGER


@route("communities.new", who=Role.ADMIN, opens_form=True, command="community new")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The form of a new community, whose home is the channel it is asked in."""
    if ask.channel is None or await communities.by_channel(desk.db, desk.workspace.id, ask.channel):
        raise Mistake(Say("communities.not_here"))
    return Open(cards.new_form(ask.channel, desk.language, desk.member.zone or "Europe/Paris"))


@route("communities.create", who=Role.ADMIN)
async def create(ask: Ask, desk: Desk, channel: str) -> Reply:
    """Makes the community; who made it animates it."""
    name, zone, language = _checked(ask)
    made = await communities.create(
        desk.db,
        workspace_id=desk.workspace.id,
        name=name,
        channel=channel,
        language=language,
        zone=zone,
        now=desk.now,
    )
    if made is None:
        raise Mistake(Say("communities.name_taken"), "name")
    await communities.add_role(desk.db, made.id, desk.member.id, ANIMATOR)
    return Tell(cards.made(name, channel))


@route("communities.settings", who=Role.ANIMATOR, opens_form=True, command="community settings")
async def settings(ask: Ask, desk: Desk) -> Reply:
    """The form of what can be changed."""
    community = await desk.animated(ask.channel)
    animators = await communities.people(desk.db, community.id, ANIMATOR)
    managers = await communities.people(desk.db, community.id, MANAGER)
    now_set = cards.Settings(
        community.id,
        community.name,
        community.language,
        community.zone,
        tuple(member.external_id for member in animators),
        tuple(member.external_id for member in managers),
    )
    return Open(cards.settings_form(now_set))


@route("communities.set", who=Role.ANIMATOR)
async def set_(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Changes the community. Somebody who animates it must remain."""
    community = await desk.community(community_id, Role.ANIMATOR)
    name, zone, language = _checked(ask)
    animators = ask.answers.get("animators", "").split()
    if not animators:
        raise Mistake(Say("communities.no_animator"), "animators")
    other = await communities.by_name(desk.db, desk.workspace.id, name)
    if other is not None and other.id != community.id:
        raise Mistake(Say("communities.name_taken"), "name")
    await communities.change(desk.db, community, name=name, zone=zone, language=language)
    await _give(desk, community_id, ANIMATOR, animators)
    await _give(desk, community_id, MANAGER, ask.answers.get("managers", "").split())
    return Tell(Say("communities.saved", name=name))


@route("communities.rhythm", who=Role.ANIMATOR, opens_form=True, command="community rhythm")
async def rhythm(ask: Ask, desk: Desk) -> Reply:
    """The form of how capsules are posted: how far apart, how late, without which country's holidays."""
    community = await desk.animated(ask.channel)
    country = communities.country_of(community)
    known = country if country in dates.countries() else ""
    return Open(cards.rhythm_form(community.id, community.gap_minutes, community.late_hours, known))


@route("communities.set_rhythm", who=Role.ANIMATOR)
async def set_rhythm(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Changes how capsules are posted; what is planned keeps its dates."""
    community = await desk.community(community_id, Role.ANIMATOR)
    gap = rules.whole_number(ask.answers.get("gap", ""), rules.LONGEST_GAP)
    if gap is None:
        raise Mistake(Say("communities.bad_gap", most=rules.LONGEST_GAP), "gap")
    late = rules.whole_number(ask.answers.get("late", ""), rules.LONGEST_LATE)
    if late is None:
        raise Mistake(Say("communities.bad_late", most=rules.LONGEST_LATE), "late")
    written = ask.answers.get("country", "").strip()
    country = rules.known_country(written) if written else ""
    if country is None or (country and country not in dates.countries()):
        raise Mistake(Say("communities.bad_country"), "country")
    await communities.set_rhythm(desk.db, community, gap_minutes=gap, late_hours=late, holidays=country)
    return Tell(Say("communities.saved", name=community.name))


@route("communities.promise", who=Role.ANIMATOR, opens_form=True, command="community promise")
async def promise(ask: Ask, desk: Desk) -> Reply:
    """The form of what the team promises: when it answers, when it asks again, who reads what cannot wait."""
    community = await desk.animated(ask.channel)
    held = community.confidant_id
    confidant = (await people.member_by_id(desk.db, held)).external_id if held else None
    return Open(cards.promise_form(community.id, community.answer_days, community.cold_days, confidant))


@route("communities.set_promise", who=Role.ANIMATOR)
async def set_promise(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Changes what the team promises from now on; what was promised before stays."""
    community = await desk.community(community_id, Role.ANIMATOR)
    answer = rules.whole_number(ask.answers.get("days", ""), rules.MOST_ANSWER_DAYS)
    if answer is None or answer < rules.FEWEST_ANSWER_DAYS:
        least, most = rules.FEWEST_ANSWER_DAYS, rules.MOST_ANSWER_DAYS
        raise Mistake(Say("communities.bad_answer", least=least, most=most), "days")
    cold = rules.whole_number(ask.answers.get("cold", ""), rules.MOST_COLD_DAYS)
    if cold is None:
        raise Mistake(Say("communities.bad_cold", most=rules.MOST_COLD_DAYS), "cold")
    named = ask.answers.get("confidant", "").split()
    if len(named) > 1:
        raise Mistake(Say("communities.bad_confidant"), "confidant")
    confidant = await people.member(desk.db, desk.workspace.id, named[0]) if named else None
    await communities.set_promise(desk.db, community, answer, cold, confidant.id if confidant else None)
    await outbox.touch(desk.db, promises.subject(community.id))
    return Tell(Say("communities.saved", name=community.name))


@route("communities.list", who=Role.ANYONE, command="community list")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """The communities of the workspace and where they live."""
    found = await communities.every(desk.db, desk.workspace.id)
    return Tell(cards.listed([(community.name, community.channel) for community in found]))


def _checked(ask: Ask) -> tuple[str, str, str]:
    """The name, zone and language somebody filled in. Raises Mistake."""
    name = rules.clean_name(ask.answers.get("name", ""))
    if name is None:
        raise Mistake(Say("communities.bad_name", longest=rules.LONGEST_NAME), "name")
    zone = rules.known_zone(ask.answers.get("zone", ""))
    if zone is None:
        raise Mistake(Say("communities.bad_zone"), "zone")
    language = ask.answers.get("language", "")
    if language not in LANGUAGES:
        raise Mistake(Say("communities.bad_language"), "language")
    return name, zone, language


async def _give(desk: Desk, community_id: int, role: str, wanted: list[str]) -> None:
    """Makes these people, and nobody else, hold the role."""
    for member in await communities.people(desk.db, community_id, role):
        if member.external_id not in wanted:
            await communities.remove_role(desk.db, community_id, member.id, role)
    for external_id in wanted:
        member = await people.member(desk.db, desk.workspace.id, external_id)
        await communities.add_role(desk.db, community_id, member.id, role)

"""How a campaign is started: from a day or around a session, in one community or in all, every date shown before."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.campaigns import acts, cards, forms, rules, views
from handlers.campaigns.cards import Dated, Everywhere
from handlers.campaigns.forms import Around, Filled
from handlers.campaigns.reckoning import InOne, Wanted, reckon
from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say, When
from handlers.chat.written import long_hour, read_date, read_hour, short_hour
from handlers.desk import Desk
from storage import communities, dates, run_acts, runs, sessions
from storage.campaigns import Campaign
from storage.communities import Community
from storage.placing import shape as shape_of
from storage.runs import Start
from storage.sessions import PLANNED, Outline

READ_AT_ONCE = 200
"""Sessions to come, of all communities, among which those of one are offered."""


@route("campaigns.start_form", who=Role.ANIMATOR, opens_form=True)
async def start_form(
    _ask: Ask, desk: Desk, campaign_id: int, community_id: int, day: str = "", hour: str = "", session_id: int = 0
) -> Reply:
    """From when, or around which session; with what was already said."""
    community, campaign = await views.one(desk, campaign_id, community_id)
    listed = await sessions.coming(desk.db, desk.workspace.id, READ_AT_ONCE)
    around = [
        Around(one.session.id, one.course, When(one.session.starts_at, one.session.zone))
        for one in listed
        if one.community.id == community.id
    ]
    tomorrow = dates.wall(desk.now, community.zone).date() + timedelta(days=1)
    told = long_hour(hour)
    filled = Filled((read_date(day) or tomorrow).isoformat(), told or campaign.hour, session_id)
    form = forms.start(
        campaign.id,
        community.id,
        filled,
        around[: forms.MOST_SESSIONS],
        zone=community.zone,
        is_admin=desk.member.is_admin,
    )
    return Open(form)


@route("campaigns.start", who=Role.ANIMATOR)
async def start(ask: Ask, desk: Desk, campaign_id: int, community_id: int) -> Reply:
    """Every date, to be confirmed; nothing is planned yet."""
    community, campaign = await views.one(desk, campaign_id, community_id)
    wanted = await _filled(ask, desk, community)
    if ask.answers.get("where") == forms.EVERYWHERE:
        return Tell(await _everywhere(desk, campaign, community, wanted))
    return Tell(await _to_confirm(desk, campaign, community, wanted))


@route("campaigns.confirm", who=Role.ANIMATOR)
async def confirm(
    _ask: Ask,
    desk: Desk,
    campaign_id: int,
    community_id: int,
    session_id: int,
    day: str,
    hour: str,
    leave_out: int,
    shape: str,
) -> Reply:
    """Plans what was shown; shows it again when its dates are no longer the same."""
    community, campaign = await views.one(desk, campaign_id, community_id)
    await runs.hold(desk.db, [community.id])
    wanted = await _said(desk, community, day, hour, leave_out, session_id)
    about = _about(campaign, wanted)
    if (there := await runs.found(desk.db, community.id, about)) is not None:
        held = await acts.hold(desk.db, there)
        if held is None or not held.is_over:
            return Replace(await views.followed(desk, there, Say("campaigns.done.already")))
        await acts.stop(desk.db, held, for_good=True)
    (found,) = await reckon(desk.db, campaign, [community], wanted, desk.now)
    if shape_of(found.placed) != shape or not found.posts:
        return Replace(await _to_confirm(desk, campaign, community, wanted))
    made = await runs.start(desk.db, [_start(campaign, found, wanted)], desk.member.id, desk.now)
    return Replace(await views.followed(desk, made[community.id], Say("campaigns.done.start")))


@route("campaigns.everywhere", who=Role.ADMIN)
async def everywhere(
    _ask: Ask, desk: Desk, campaign_id: int, community_id: int, day: str, hour: str, leave_out: int
) -> Reply:
    """Starts it in every community of the workspace, but where it already is under way from that day."""
    here, campaign = await views.one(desk, campaign_id, community_id)
    homes = await communities.every(desk.db, desk.workspace.id)
    await runs.hold(desk.db, [one.id for one in homes])
    wanted = await _said(desk, here, day, hour, leave_out)
    _check_everywhere(campaign, wanted)
    reckoned = await reckon(desk.db, campaign, homes, wanted, desk.now)
    starts = [_start(campaign, one, wanted) for one in reckoned if one.posts]
    made = await runs.start(desk.db, starts, desk.member.id, desk.now) if starts else {}
    bunch = min(made.values()) if len(made) > 1 else None
    return Replace(cards.started_everywhere(campaign.name, len(made), bunch))


@route("campaigns.unstart", who=Role.ADMIN)
async def unstart(_ask: Ask, desk: Desk, bunch: int) -> Reply:
    """Takes a start everywhere back, but where something was posted or done since."""
    first = await runs.find(desk.db, bunch)
    if first is None or not await run_acts.bunch_of(desk.db, bunch, desk.workspace.id):
        raise Mistake(Say("help.outdated"))
    stopped = await run_acts.unstart(desk.db, bunch)
    return Replace(cards.started_everywhere(first.name, len(stopped), None, stopped=True))


def _about(campaign: Campaign, wanted: Wanted) -> str:
    """What makes two starts the same."""
    since = f"session:{wanted.session.session.id}" if wanted.session else wanted.day.isoformat()
    return f"campaign:{campaign.id}@{since}"


def _start(campaign: Campaign, found: InOne, wanted: Wanted) -> Start:
    session = wanted.session.session if wanted.session else None
    return Start(
        community_id=found.community.id,
        zone=found.community.zone,
        about=_about(campaign, wanted),
        name=campaign.name,
        posts=found.posts,
        country=found.country,
        session_id=session.id if session else None,
        session_at=session.starts_at if session else None,
    )


async def _to_confirm(desk: Desk, campaign: Campaign, community: Community, wanted: Wanted) -> Card:
    """What is shown to be confirmed."""
    (found,) = await reckon(desk.db, campaign, [community], wanted, desk.now)
    dated = [
        Dated(found.titles[one.wish.number], When(one.at, community.zone) if one.at else None, one.why)
        for one in found.placed
    ]
    dated += [Dated(title, None, "withdrawn") for title in found.gone]
    session_id = wanted.session.session.id if wanted.session else 0
    ids, day, hour = (campaign.id, community.id), wanted.day.isoformat(), short_hour(wanted.hour)
    shape = shape_of(found.placed)
    go = to("campaigns.confirm", *ids, session_id, day, hour, int(wanted.leave_out), shape) if found.posts else None
    change = to("campaigns.start_form", *ids, day, hour, session_id)
    return cards.confirm(campaign.name, community.channel, dated, go, change)


async def _everywhere(desk: Desk, campaign: Campaign, here: Community, wanted: Wanted) -> Card:
    """What is shown to be confirmed for all communities. Raises Mistake."""
    await desk.check(Role.ADMIN)
    _check_everywhere(campaign, wanted)
    homes = await communities.every(desk.db, desk.workspace.id)
    found = await reckon(desk.db, campaign, homes, wanted, desk.now)
    (mine,) = [one for one in found if one.community.id == here.id]
    if not mine.posts:
        return await _to_confirm(desk, campaign, here, wanted)
    counts = Everywhere(
        communities=sum(bool(one.posts) for one in found),
        posts=sum(len(one.posts) for one in found),
        moved=sum(any(placed.at and placed.why for placed in one.placed) for one in found),
        without=sum(len(one.posts) < len(one.placed) + len(one.gone) for one in found),
    )
    ids, day, hour = (campaign.id, here.id), wanted.day.isoformat(), short_hour(wanted.hour)
    go = to("campaigns.everywhere", *ids, day, hour, int(wanted.leave_out))
    first = When(mine.posts[0][2], here.zone)
    change = to("campaigns.start_form", *ids, day, hour)
    return cards.confirm_everywhere(campaign.name, first, counts, go, change)


def _check_everywhere(campaign: Campaign, wanted: Wanted) -> None:
    """Raises Mistake for what cannot be started in every community."""
    if campaign.community_id is not None:
        raise Mistake(Say("campaigns.mistake.own_only"), "where")
    if wanted.session is not None:
        raise Mistake(Say("campaigns.mistake.session_everywhere"), "where")


async def _filled(ask: Ask, desk: Desk, community: Community) -> Wanted:
    """What the form says. Raises Mistake under the field that is wrong."""
    hour = read_hour(ask.answers.get("time", ""))
    if hour is None:
        raise Mistake(Say("campaigns.mistake.hour"), "time")
    leave_out = ask.answers.get("holidays") == forms.LEAVE_OUT
    if leave_out and communities.country_of(community) not in dates.countries():
        raise Mistake(Say("campaigns.mistake.no_country"), "holidays")
    chosen = ask.answers.get("session") or forms.NO_SESSION
    if chosen != forms.NO_SESSION:
        session = await _session(desk, community, int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0)
        return Wanted(_day_of(session, community), hour, leave_out, session)
    day = read_date(ask.answers.get("date", ""))
    if day is None:
        raise Mistake(Say("campaigns.mistake.date"), "date")
    _check_day(day, desk, community)
    return Wanted(day, hour, leave_out)


async def _said(desk: Desk, community: Community, day: str, hour: str, leave_out: int, session_id: int = 0) -> Wanted:
    """The same, as a button says it. Raises Mistake."""
    on, at = read_date(day), long_hour(hour)
    if on is None or at is None:
        raise Mistake(Say("help.outdated"))
    if session_id:
        session = await _session(desk, community, session_id)
        return Wanted(_day_of(session, community), at, bool(leave_out), session)
    _check_day(on, desk, community)
    return Wanted(on, at, bool(leave_out))


def _check_day(day: date, desk: Desk, community: Community) -> None:
    today = dates.wall(desk.now, community.zone).date()
    if not today <= day <= today + rules.FURTHEST:
        raise Mistake(Say("campaigns.mistake.far"), "date")


async def _session(desk: Desk, community: Community, session_id: int) -> Outline:
    """A session to come of the community. Raises Mistake."""
    found = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if found is None or found.community.id != community.id or found.session.state != PLANNED:
        raise Mistake(Say("campaigns.mistake.session"), "session")
    return found


def _day_of(session: Outline, community: Community) -> date:
    return dates.wall(session.session.starts_at, community.zone).date()

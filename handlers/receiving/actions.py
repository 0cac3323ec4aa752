"""What people do about the capsules they receive in direct messages: choose, pause, want less of, stop."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from handlers.receiving import cards, rules
from handlers.receiving.cards import ALL, Chosen, Muted
from storage import communities, dates, received, receiving
from storage.capsules import Capsule
from storage.communities import Community
from storage.receiving import RHYTHMS, Rhythm, Subscription
from storage.schedules import Post
from storage.zones import usable_zone


@route("receiving.show", who=Role.ANYONE, command="receive")
async def show(_ask: Ask, desk: Desk) -> Reply:
    """What the asker receives, and how to change it."""
    return Tell(await _settings(desk))


@route("receiving.page", who=Role.ANYONE)
async def page(_ask: Ask, desk: Desk, number: int) -> Reply:
    """Another page of the same."""
    return Replace(await _settings(desk, number=number))


@route("receiving.form", who=Role.ANYONE, opens_form=True)
async def form(ask: Ask, desk: Desk, subscription_id: int = 0) -> Reply:
    """The form of a new choice, or of one that is there."""
    places = await _places(desk, ask.channel)
    if not places:
        raise Mistake(Say("communities.none_next"))
    one = await _mine(desk, subscription_id) if subscription_id else None
    chosen = next((held for held in await _chosen(desk) if one and held.id == one.id), None)
    zone = usable_zone(desk.member.zone, one.zone if one else places[0].zone)
    named = [(place.id, place.name) for place in places[: cards.MOST_COMMUNITIES]]
    return Open(cards.form(named, chosen, zone, ask_zone=desk.member.zone is None))


@route("receiving.keep", who=Role.ANYONE)
async def keep(ask: Ask, desk: Desk, subscription_id: int = 0) -> Reply:
    """Keeps what the form says; the first capsule comes at the next of the hours chosen."""
    before = await _mine(desk, subscription_id) if subscription_id else None
    community = await _community(ask, desk)
    hour = rules.read_hour(ask.answers.get("hour", ""))
    if hour is None:
        raise Mistake(Say("receiving.mistake.hour"), "hour")
    rhythm = ask.answers.get("rhythm", "")
    if rhythm not in RHYTHMS:
        raise Mistake(Say("receiving.mistake.rhythm"), "rhythm")
    zone = desk.member.zone or rules.read_zone(ask.answers.get("zone", ""))
    if zone is None:
        raise Mistake(Say("receiving.mistake.zone"), "zone")
    place = community.id if community else None
    if before is not None and before.community_id != place:
        await receiving.stop(desk.db, before)
    when = Rhythm(rhythm, hour, usable_zone(zone))
    earlier = ask.answers.get("earlier") == rules.YES
    await receiving.subscribe(desk.db, desk.member.id, place, when, desk.now, earlier=earlier)
    return Tell(await _settings(desk, Say("receiving.kept")))


@route("receiving.pause_form", who=Role.ANYONE, opens_form=True)
async def pause_form(_ask: Ask, desk: Desk, subscription_id: int) -> Reply:
    """The form of the day on which capsules come again."""
    one = await _mine(desk, subscription_id)
    in_a_week = dates.wall(rules.day_after(rules.A_WEEK, one.zone, desk.now), one.zone)
    return Open(cards.pause_form(one.id, in_a_week.date().isoformat()))


@route("receiving.paused", who=Role.ANYONE)
async def paused(ask: Ask, desk: Desk, subscription_id: int) -> Reply:
    """Pauses until the day the form says."""
    one = await _mine(desk, subscription_id)
    day = rules.read_day(ask.answers.get("until", ""))
    until = rules.pause_end(day, one.zone, desk.now) if day else None
    if until is None:
        raise Mistake(Say("receiving.mistake.until"), "until")
    await receiving.pause(desk.db, one, until)
    return Tell(cards.paused(one.id, When(until, one.zone, "day")))


@route("receiving.pause_week", who=Role.ANYONE)
async def pause_week(_ask: Ask, desk: Desk, receipt_id: int) -> Reply:
    """On a capsule: what it came by pauses for a week."""
    _capsule, post = await _received(desk, receipt_id)
    one = await receiving.covering(desk.db, desk.member.id, post.community_id)
    if one is None:
        raise Mistake(Say("receiving.mistake.stopped"))
    until = rules.day_after(rules.A_WEEK, one.zone, desk.now)
    await receiving.pause(desk.db, one, until)
    return Tell(cards.paused(one.id, When(until, one.zone, "day")))


@route("receiving.resume", who=Role.ANYONE)
async def resume(_ask: Ask, desk: Desk, subscription_id: int) -> Reply:
    """Goes on."""
    await receiving.resume(desk.db, await _mine(desk, subscription_id), desk.now)
    return Replace(await _settings(desk, Say("receiving.resumed")))


@route("receiving.stop", who=Role.ANYONE)
async def stop(_ask: Ask, desk: Desk, subscription_id: int) -> Reply:
    """Nothing comes any more."""
    await receiving.stop(desk.db, await _mine(desk, subscription_id))
    return Replace(await _settings(desk, Say("receiving.stopped")))


@route("receiving.less", who=Role.ANYONE)
async def less(_ask: Ask, desk: Desk, receipt_id: int) -> Reply:
    """On a capsule: less of its theme, or of its format?"""
    capsule, _post = await _received(desk, receipt_id)
    return Tell(cards.less(receipt_id, capsule.theme, capsule.format))


@route("receiving.mute", who=Role.ANYONE)
async def mute(_ask: Ask, desk: Desk, receipt_id: int, kind: str) -> Reply:
    """No more capsules of this theme, or of this format."""
    capsule, _post = await _received(desk, receipt_id)
    what = {received.THEME: capsule.theme, received.FORMAT: capsule.format}.get(kind)
    if not what:
        raise Mistake(Say("help.outdated"))
    one = await received.mute(desk.db, desk.member.id, kind, what, desk.now)
    return Replace(cards.muted(Muted(one.id, one.kind, one.what)))


@route("receiving.unmute", who=Role.ANYONE)
async def unmute(_ask: Ask, desk: Desk, mute_id: int, place: str = "") -> Reply:
    """They come again. `place`: pressed among the settings, which are shown again."""
    if not await received.unmute(desk.db, mute_id, desk.member.id):
        raise Mistake(Say("help.outdated"))
    return Replace(await _settings(desk, Say("receiving.less.undone")) if place else cards.unmuted())


async def _settings(desk: Desk, said: Say | None = None, number: int = 0) -> Card:
    muted = [Muted(one.id, one.kind, one.what) for one in await received.mutes(desk.db, desk.member.id)]
    return cards.settings(await _chosen(desk), muted, said, number)


async def _chosen(desk: Desk) -> list[Chosen]:
    """What the asker receives, as it is shown."""
    return [
        Chosen(
            one.id,
            one.community_id or ALL,
            community.name if community else "",
            one.rhythm,
            one.hour,
            one.zone,
            one.earlier,
            When(one.paused_until, one.zone, "day") if one.paused_until and one.paused_until > desk.now else None,
            one.next_at is None,
        )
        for one, community in await receiving.of_member(desk.db, desk.member.id)
    ]


async def _places(desk: Desk, channel: str | None) -> Sequence[Community]:
    """The communities of the asker's workspace, the one of this channel first."""
    found = await communities.every(desk.db, desk.workspace.id)
    return sorted(found, key=lambda community: community.channel != channel)


async def _community(ask: Ask, desk: Desk) -> Community | None:
    """The community that the form chose, None for all. Raises Mistake."""
    chosen = ask.answers.get("community", "")
    if chosen == str(ALL):
        return None
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Mistake(Say("receiving.mistake.community"), "community")
    return await desk.community(int(chosen), Role.ANYONE)


async def _mine(desk: Desk, subscription_id: int) -> Subscription:
    """The asker's own subscription. Raises Mistake, without telling whether it exists."""
    found = await receiving.find(desk.db, subscription_id, desk.member.id)
    if found is None:
        raise Mistake(Say("receiving.mistake.stopped"))
    return found


async def _received(desk: Desk, receipt_id: int) -> tuple[Capsule, Post]:
    """What the asker was sent. Raises Mistake, without telling whether it exists."""
    found = await received.receipt(desk.db, receipt_id)
    if found is None or found[0].member_id != desk.member.id:
        raise Mistake(Say("help.outdated"))
    return found[1], found[2]

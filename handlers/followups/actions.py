"""What a team does with follow-ups: see them, take one, write to its author, give it away, close it with words."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.followups import authors, cards, forms, rules, telling
from handlers.followups.parts import LINES, PAGE
from handlers.followups.views import shown
from storage import followup_moves, followup_reading, followups, people
from storage.communities import Community
from storage.followups import ANSWER, CLOSED, CLOSING, FollowUp

__all__ = ["authors"]
"""The routes of authors are declared with these."""

MINE = "mine"
"""The word that leads whoever has a queue to their own exchanges."""
MOST_COLLEAGUES = 25
"""Choices that a form can hold everywhere."""


@route("followups.show", who=Role.ANYONE, command="followups")
async def show(_ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The queue of who has one; to everybody else, or when asked for, their own exchanges."""
    if words.strip().casefold() == MINE or not await followup_reading.reads_any(desk.db, desk.member.id):
        return Tell(await authors.listed(desk, 0))
    return Tell(await _queue(desk, 0))


@route("followups.queue", who=Role.ANYONE)
async def queue(_ask: Ask, desk: Desk, number: int) -> Reply:
    """A page of the queue."""
    if not await followup_reading.reads_any(desk.db, desk.member.id):
        raise Mistake(refusal(Role.ANIMATOR))
    return Replace(await _queue(desk, rules.page_number(number)))


@route("followups.look", who=Role.ANYONE)
async def look(_ask: Ask, desk: Desk, follow_up_id: int, page: int, number: int = 0) -> Reply:
    """One follow-up, in the place of the queue."""
    one, _community = await _readable(desk, follow_up_id)
    return Replace(await _looked(desk, one, page, number=number))


@route("followups.read", who=Role.ANYONE)
async def read(_ask: Ask, desk: Desk, follow_up_id: int) -> Reply:
    """The same, from a message."""
    one, _community = await _readable(desk, follow_up_id)
    return Tell(await _looked(desk, one, 0))


@route("followups.take", who=Role.ANYONE)
async def take(_ask: Ask, desk: Desk, follow_up_id: int, seen: int, page: int) -> Reply:
    """The asker looks after it, in the place of who was `seen` to (0: nobody); of two at once, the first does."""
    one, community = await _readable(desk, follow_up_id)
    if not await followup_moves.take(desk.db, one, desk.member.id, seen):
        return Replace(await _looked(desk, one, page, said=await _whose(desk, one)))
    await telling.changed(desk.db, one, community)
    return Replace(await _looked(desk, one, page, said=Say("followups.done.taken")))


@route("followups.write", who=Role.ANYONE, opens_form=True)
async def write(_ask: Ask, desk: Desk, follow_up_id: int, page: int) -> Reply:
    """The form of an answer to its author."""
    await _to_act_on(desk, follow_up_id)
    return Open(forms.write(follow_up_id, page))


@route("followups.written", who=Role.ANYONE)
async def written(ask: Ask, desk: Desk, follow_up_id: int, page: int) -> Reply:
    """The answer goes to its author; who answers looks after it from then on."""
    one, community = await _readable(desk, follow_up_id)
    words = rules.clean(ask.answers.get("words", ""), rules.SHORTEST_LINE, rules.LONGEST_LINE)
    if words is None:
        raise Mistake(Say("followups.wrong.line", least=rules.SHORTEST_LINE, most=rules.LONGEST_LINE), "words")
    today = rules.today(desk.now, community.zone)
    if not await followup_moves.answer(desk.db, one, desk.member.id, today):
        raise Mistake(await _whose(desk, one), "words")
    line = await followups.say(desk.db, one, ANSWER, today, words=words, member_id=desk.member.id)
    await telling.to_author(desk.db, one, community, line, desk.now)
    await telling.changed(desk.db, one, community)
    return Replace(await _looked(desk, one, page, said=Say("followups.done.written")))


@route("followups.give", who=Role.ANYONE, opens_form=True)
async def give(_ask: Ask, desk: Desk, follow_up_id: int, page: int) -> Reply:
    """The form of who is to look after it."""
    one, community = await _to_act_on(desk, follow_up_id)
    colleagues = await _colleagues(desk, one, community)
    if not colleagues:
        raise Mistake(Say("followups.wrong.alone"))
    return Open(forms.give(one.id, one.owner_id or 0, page, [(held.id, held.name) for held in colleagues]))


@route("followups.given", who=Role.ANYONE)
async def given(ask: Ask, desk: Desk, follow_up_id: int, seen: int, page: int) -> Reply:
    """Another animator looks after it, and is told."""
    one, community = await _readable(desk, follow_up_id)
    chosen = ask.answers.get("to", "")
    colleague = next((held for held in await _colleagues(desk, one, community) if str(held.id) == chosen), None)
    if colleague is None:
        raise Mistake(Say("followups.wrong.colleague"), "to")
    if seen not in (0, desk.member.id) or not await followup_moves.take(desk.db, one, colleague.id, seen):
        raise Mistake(await _whose(desk, one), "to")
    await telling.given(desk.db, one, community, colleague, desk.now)
    await telling.changed(desk.db, one, community)
    return Replace(await _looked(desk, one, page, said=Say("followups.done.given", name=colleague.name)))


@route("followups.close", who=Role.ANYONE, opens_form=True)
async def close(_ask: Ask, desk: Desk, follow_up_id: int, page: int) -> Reply:
    """The form of the closing words."""
    one, _community = await _to_act_on(desk, follow_up_id)
    return Open(forms.close(one.id, one.turns, page))


@route("followups.closed", who=Role.ANYONE)
async def closed(ask: Ask, desk: Desk, follow_up_id: int, turns: int, page: int) -> Reply:
    """It is closed with what was done, which its author reads; unless they have just written."""
    one, community = await _readable(desk, follow_up_id)
    words = rules.clean(ask.answers.get("words", ""), rules.SHORTEST_CLOSING, rules.LONGEST_LINE)
    if words is None:
        raise Mistake(Say("followups.wrong.closing", least=rules.SHORTEST_CLOSING, most=rules.LONGEST_LINE), "words")
    today = rules.today(desk.now, community.zone)
    if not await followup_moves.close(desk.db, one, desk.member.id, today, turns):
        raise Mistake(await _whose(desk, one), "words")
    line = await followups.say(desk.db, one, CLOSING, today, words=words, member_id=desk.member.id)
    await telling.to_author(desk.db, one, community, line, desk.now)
    await telling.changed(desk.db, one, community)
    return Replace(await _queue(desk, page, Say("followups.done.closed")))


async def _queue(desk: Desk, number: int, said: Say | None = None) -> Card:
    total = await followup_reading.count_queue(desk.db, desk.member.id)
    number = min(rules.page_number(number), max(total - 1, 0) // PAGE)
    found = await followup_reading.queue(desk.db, desk.member.id, skip=number * PAGE, most=PAGE)
    orphans = await followup_reading.unread_by_anybody(desk.db, desk.member.id)
    views = [await shown(desk.db, one, desk.now) for one in found]
    return cards.queue(views, total, number, orphans, said)


async def _looked(desk: Desk, one: FollowUp, page: int, *, number: int = 0, said: Say | None = None) -> Card:
    view = await shown(desk.db, one, desk.now)
    number = min(rules.page_number(number), max(len(view.items) - 1, 0) // LINES)
    return cards.look(view, desk.member.id, rules.page_number(page), number, said)


async def _readable(desk: Desk, follow_up_id: int) -> tuple[FollowUp, Community]:
    """A follow-up that the asker may see. Raises Mistake, the same when it does not exist."""
    found = await followups.by_id(desk.db, follow_up_id, desk.workspace.id)
    if found is not None:
        community = await desk.community(found.community_id, Role.ANYONE)
        readers = await followup_reading.readers(desk.db, found, community)
        if desk.member.id in [member.id for member in readers]:
            return found, community
    raise Mistake(refusal(Role.ANIMATOR))


async def _to_act_on(desk: Desk, follow_up_id: int) -> tuple[FollowUp, Community]:
    """One that is open, and the asker's or nobody's. Raises Mistake."""
    one, community = await _readable(desk, follow_up_id)
    if one.state == CLOSED or one.owner_id not in (None, desk.member.id):
        raise Mistake(await _whose(desk, one))
    return one, community


async def _whose(desk: Desk, one: FollowUp) -> Say:
    """Why it is not for the asker to act just now."""
    if one.state == CLOSED:
        return Say("followups.wrong.closed")
    if one.owner_id in (None, desk.member.id):
        return Say("followups.wrong.moved")
    owner = await people.member_by_id(desk.db, one.owner_id)
    return Say("followups.wrong.owned", owner=owner.name or Say("followups.team"))


async def _colleagues(desk: Desk, one: FollowUp, community: Community) -> list[people.Member]:
    readers = await followup_reading.readers(desk.db, one, community)
    return [member for member in readers if member.id != desk.member.id][:MOST_COLLEAGUES]

"""What authors do: complain, read and answer, settle, give their name, say whether it helped."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Line, Say, When
from handlers.desk import Desk
from handlers.followups import author_cards, forms, opening, rules, telling
from handlers.followups.parts import LINES, PAGE
from handlers.followups.views import shown
from storage import (
    communities,
    digests,
    followup_moves,
    followup_reading,
    followups,
    outbox,
    seals,
    sessions,
    testimonial_personal,
    verbatims,
)
from storage.communities import Community
from storage.followups import BY_AUTHOR, CLOSED, COMPLAINT, REOPENED, REPLY, FollowUp, Hand
from storage.surveys import WHAT_STOPPED, WHAT_WAS_APPLIED
from storage.verbatims import LIVED, TEAM

MOST_SESSIONS = 15
MOST_PLACES = 25
"""Choices that a form can hold everywhere, of which so many sessions at most."""


@route("followups.complain", who=Role.ANYONE, opens_form=True, command="complaint")
async def complain(_ask: Ask, desk: Desk) -> Reply:
    """The form of a complaint, about a session the asker came to or about a community."""
    places = await _places(desk)
    if not places:
        raise Mistake(Say("communities.none"))
    return Open(forms.complain(places))


@route("followups.complained", who=Role.ANYONE)
async def complained(ask: Ask, desk: Desk) -> Reply:
    """It opens a follow-up at once; its author learns until when it is answered."""
    words = rules.clean(ask.answers.get("words", ""), rules.SHORTEST_COMPLAINT, rules.LONGEST_COMPLAINT)
    if words is None:
        least, most = rules.SHORTEST_COMPLAINT, rules.LONGEST_COMPLAINT
        raise Mistake(Say("followups.wrong.complaint", least=least, most=most), "words")
    wish = rules.clean(ask.answers.get("wish", ""), 0, rules.LONGEST_WISH)
    if wish is None:
        raise Mistake(Say("followups.wrong.wish", most=rules.LONGEST_WISH), "wish")
    signed = ask.answers.get("signed", "")
    if signed not in (forms.NAMED, forms.NAMELESS):
        raise Mistake(Say("followups.wrong.signed"), "signed")
    community, session_id = await _place(desk, ask.answers.get("about", ""))
    seal = None if signed == forms.NAMED else await seals.seal(desk.db, desk.member.id, session_id)
    hand = Hand(desk.member.id if seal is None else None, seal)
    made = await opening.for_complaint(desk.db, community, hand, desk.now, session_id, words, wish)
    if made is None:
        raise LookupError("a complaint was not kept")
    return Tell(author_cards.complained(await shown(desk.db, made)))


@route("followups.mine", who=Role.ANYONE)
async def mine(_ask: Ask, desk: Desk, number: int) -> Reply:
    """A page of the asker's exchanges."""
    return Replace(await listed(desk, number))


@route("followups.exchange", who=Role.ANYONE)
async def exchange(_ask: Ask, desk: Desk, follow_up_id: int) -> Reply:
    """One exchange in full, from a message."""
    return Tell(await _exchange(desk, await _own(desk, follow_up_id)))


@route("followups.exchange_page", who=Role.ANYONE)
async def exchange_page(_ask: Ask, desk: Desk, follow_up_id: int, number: int) -> Reply:
    """The same in the place of the list, or another page of it."""
    return Replace(await _exchange(desk, await _own(desk, follow_up_id), number))


@route("followups.reply", who=Role.ANYONE, opens_form=True)
async def reply(_ask: Ask, desk: Desk, follow_up_id: int, private: int) -> Reply:
    """The form of words to the team. `private`: 1 from a private card, which is then drawn again."""
    _still_open(await _own(desk, follow_up_id))
    return Open(forms.reply(follow_up_id, private))


@route("followups.replied", who=Role.ANYONE)
async def replied(ask: Ask, desk: Desk, follow_up_id: int, private: int) -> Reply:
    """The words go to who looks after it, else to the whole team."""
    one = await _own(desk, follow_up_id)
    words = rules.clean(ask.answers.get("words", ""), rules.SHORTEST_LINE, rules.LONGEST_LINE)
    if words is None:
        raise Mistake(Say("followups.wrong.line", least=rules.SHORTEST_LINE, most=rules.LONGEST_LINE), "words")
    community = await opening.community_of(desk.db, one)
    if not await followup_moves.reply(desk.db, one, await _owing(desk, one, community)):
        raise Mistake(Say("followups.wrong.closed"), "words")
    line = await followups.say(desk.db, one, REPLY, rules.today(desk.now, community.zone), words=words)
    await telling.answered(desk.db, one, community, line, desk.now)
    return await _after(desk, one, private)


@route("followups.settled", who=Role.ANYONE)
async def settled(_ask: Ask, desk: Desk, follow_up_id: int, private: int) -> Reply:
    """Its author wants nothing more."""
    one = await _own(desk, follow_up_id)
    community = await opening.community_of(desk.db, one)
    if not await followup_moves.end(desk.db, one, BY_AUTHOR, rules.today(desk.now, community.zone)):
        raise Mistake(Say("followups.wrong.closed"))
    await telling.changed(desk.db, one, community)
    return await _after(desk, one, private)


@route("followups.sign", who=Role.ANYONE)
async def sign(_ask: Ask, desk: Desk, follow_up_id: int, private: int) -> Reply:
    """Its author tells the team who they are: their words about the session get their name, for the team only."""
    one = await _own(desk, follow_up_id)
    _still_open(one)
    if one.member_id is None:
        if not await followup_moves.change_hand(desk.db, one, Hand(desk.member.id), TEAM):
            raise Mistake(Say("followups.wrong.twin"))
        if one.session_id is not None and one.kind != COMPLAINT:
            for what in (LIVED, WHAT_WAS_APPLIED, WHAT_STOPPED):
                await digests.words_changed(desk.db, one.session_id, desk.member.id, what)
            await verbatims.sign(desk.db, one.session_id, desk.member.id, alerts=one.urgent)
            await testimonial_personal.sign(desk.db, one.session_id, desk.member.id)
            await outbox.touch(desk.db, f"ladder:{one.session_id}:{desk.member.id}")
        await telling.changed(desk.db, one, await opening.community_of(desk.db, one))
    return await _after(desk, one, private)


@route("followups.helped", who=Role.ANYONE)
async def helped(_ask: Ask, desk: Desk, follow_up_id: int, yes: int, private: int) -> Reply:
    """What its author thinks of the end, once; "not really" opens it again, once."""
    one = await _own(desk, follow_up_id)
    community = await opening.community_of(desk.db, one)
    if yes:
        if not await followup_moves.helped(desk.db, one):
            raise Mistake(Say("followups.wrong.judged"))
    else:
        if not await followup_moves.reopen(desk.db, one, await _owing(desk, one, community)):
            raise Mistake(Say("followups.wrong.judged"))
        line = await followups.say(desk.db, one, REOPENED, rules.today(desk.now, community.zone))
        await telling.answered(desk.db, one, community, line, desk.now)
    return await _after(desk, one, private)


async def listed(desk: Desk, number: int) -> Card:
    """A page of the asker's exchanges."""
    total = await followup_reading.count_of_author(desk.db, desk.member.id)
    number = min(rules.page_number(number), max(total - 1, 0) // PAGE)
    found = await followup_reading.of_author(desk.db, desk.member.id, skip=number * PAGE, most=PAGE)
    return author_cards.mine([await shown(desk.db, one, whole=False) for one in found], total, number)


async def _exchange(desk: Desk, one: FollowUp, number: int = 0) -> Card:
    view = await shown(desk.db, one)
    return author_cards.exchange(view, min(rules.page_number(number), max(len(view.items) - 1, 0) // LINES))


async def _after(desk: Desk, one: FollowUp, private: int) -> Reply:
    """The message redraws itself; a private card is drawn again."""
    await outbox.touch(desk.db, telling.exchanges_of(desk.member.id))
    return Replace(await _exchange(desk, one)) if private else Done()


async def _own(desk: Desk, follow_up_id: int) -> FollowUp:
    """A follow-up of the asker's, signed or not. Raises Mistake, the same when it does not exist."""
    found = await followups.by_id(desk.db, follow_up_id, desk.workspace.id)
    if found is not None and (
        found.member_id == desk.member.id
        or found.respondent == await seals.seal(desk.db, desk.member.id, found.session_id)
    ):
        return found
    raise Mistake(Say("help.outdated"))


def _still_open(one: FollowUp) -> None:
    if one.state == CLOSED:
        raise Mistake(Say("followups.wrong.closed"))


async def _owing(desk: Desk, one: FollowUp, community: Community) -> followups.Owing:
    return await telling.owing(community, desk.now, urgent=one.urgent)


async def _places(desk: Desk) -> list[tuple[str, Line]]:
    found: list[tuple[str, Line]] = []
    for number, course, at, zone in await followup_reading.attended(desk.db, desk.member.id, MOST_SESSIONS):
        found.append((f"s{number}", Say("followups.about", course=course, day=When(at, zone, "day"))))
    every = await communities.every(desk.db, desk.workspace.id)
    found += [(f"c{one.id}", Say("followups.form.community", name=one.name)) for one in every]
    return found[:MOST_PLACES]


async def _place(desk: Desk, chosen: str) -> tuple[Community, int | None]:
    """The community, and the session, that a complaint is about. Raises Mistake unless the form offered them."""
    if chosen not in [value for value, _line in await _places(desk)]:
        raise Mistake(Say("followups.wrong.about"), "about")
    number = int(chosen[1:])
    if chosen[0] == "c":
        return await desk.community(number, Role.ANYONE), None
    outline = await sessions.outline(desk.db, number, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("followups.wrong.about"), "about")
    return outline.community, number

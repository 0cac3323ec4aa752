"""What authors do with their testimonials: agree or not, choose, change their mind, offer, take back, see theirs."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.testimonials import agreement, cards, choice_cards, listing, planning, publishing, queue, rules, telling
from handlers.testimonials.rules import Terms
from handlers.testimonials.views import view
from storage import consents, outbox, testimonials, verbatims
from storage.communities import Community
from storage.testimonial_acts import AUTHOR, Who
from storage.testimonials import APPROVED, ASKED, COMMUNITY, LIVE, PUBLISHED, REFUSED, SUGGESTED, WAITING, Testimonial

__all__ = ["planning", "queue"]
"""The routes of animators are declared with these."""


@route("testimonials.agree", who=Role.ANYONE)
async def agree(
    _ask: Ask,
    desk: Desk,
    testimonial_id: int,
    shown_as: str,
    months: int = 12,
    place: str = COMMUNITY,
    back: str = "",
) -> Reply:
    """Its author says yes, or yes to something else than before: the consent is kept word for word.

    `back`: pressed on the private card of choices, where it may be changed at any time.
    """
    mine = await _mine(desk, testimonial_id)
    terms = Terms(shown_as, months, place)
    if not rules.are_possible(terms, "" if mine.respondent else desk.member.name):
        raise Mistake(Say("help.outdated"))
    first = mine.state == ASKED
    if not first and not (back and mine.state in LIVE):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    values = {"shown_as": shown_as, "place": place, "expires_at": rules.after_months(desk.now, months)}
    state = WAITING if first else mine.state
    if not await testimonials.move(desk.db, mine, LIVE, state, _author(desk), renewal_asked=False, **values):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    await testimonials.note(desk.db, mine, next_at=publishing.next_time(mine, desk.now))
    community = await desk.community(mine.community_id, Role.ANYONE)
    await _consent(desk, mine, community, _agreed_to(desk, community, terms, one_tap=not back))
    if first:
        await telling.tell_animators(desk.db, mine, community, desk.now)
    elif mine.state in (APPROVED, PUBLISHED):
        await publishing.queue(desk.db, mine, community, desk.now)
    return await _changed(desk, mine, back)


@route("testimonials.choose", who=Role.ANYONE)
async def choose(
    _ask: Ask,
    desk: Desk,
    testimonial_id: int,
    shown_as: str = "",
    months: int = 12,
    place: str = "",
    part: str = "",
) -> Reply:
    """The card of choices, drawn again for each: exactly what would be seen, and what would be agreed to."""
    mine = await _mine(desk, testimonial_id)
    if mine.state not in LIVE or mine.words is None:
        return Tell(Say(f"testimonials.already.{mine.state}"))
    name = "" if mine.respondent else desk.member.name
    terms = Terms(shown_as or mine.shown_as or rules.choices(name)[0], months, place or mine.place or COMMUNITY)
    if not rules.are_possible(terms, name):
        raise Mistake(Say("help.outdated"))
    wider = True
    if mine.shown_as and mine.place and mine.expires_at:
        before, until = Terms(mine.shown_as, place=mine.place), rules.after_months(desk.now, months)
        wider = rules.is_wider(terms, until, before, mine.expires_at)
    shown = choice_cards.choose(await view(desk.db, mine.id), terms, wider=wider)
    return Replace(shown) if part else Tell(shown)


@route("testimonials.refuse", who=Role.ANYONE)
async def refuse(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """Its author says no: the copy made for the question is forgotten, and the question is never asked again."""
    mine = await _mine(desk, testimonial_id)
    if not await testimonials.move(desk.db, mine, (ASKED,), REFUSED, _author(desk), words=None):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    return await _changed(desk, mine, back)


@route("testimonials.withdraw", who=Role.ANYONE)
async def withdraw(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """Its author takes the words back, wherever they were shown. `back`: pressed on a private card."""
    mine = await _mine(desk, testimonial_id)
    if not await testimonials.withdraw(desk.db, mine, desk.now):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    return await _changed(desk, mine, back)


@route("testimonials.offer", who=Role.ANYONE)
async def offer(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """An author brings their own words forward, whatever they say: the card of choices."""
    verbatim = await verbatims.of_member(desk.db, session_id, desk.member.id)
    outline = await listing.session(desk, session_id)
    if verbatim is None or verbatim.words is None or outline is None:
        raise Mistake(Say("help.outdated"))
    one = await testimonials.offer(desk.db, verbatim, outline.community.id, desk.now)
    # They have decided themselves: there is nothing left to consider, unless the words go.
    await testimonials.considered(desk.db, [verbatim.id], desk.now)
    return await choose(_ask, desk, one.id)


@route("testimonials.compare", who=Role.ANYONE)
async def compare(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """What an animator proposes in the place of a slip, beside the words."""
    mine = await _mine(desk, testimonial_id)
    return Tell(cards.suggestion(await view(desk.db, mine.id), choice_cards.MINE))


@route("testimonials.accept_words", who=Role.ANYONE)
async def accept_words(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """Its author takes the proposed words as theirs, which is a new consent; the animators read them again."""
    return await _answer_words(desk, testimonial_id, back, accepted=True)


@route("testimonials.keep_words", who=Role.ANYONE)
async def keep_words(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """Its author keeps their words; the animators decide about these."""
    return await _answer_words(desk, testimonial_id, back, accepted=False)


async def _answer_words(desk: Desk, testimonial_id: int, back: str, *, accepted: bool) -> Reply:
    mine = await _mine(desk, testimonial_id)
    words = mine.suggestion if accepted else mine.words
    values = {"words": words, "suggestion": None}
    if not await testimonials.move(desk.db, mine, (SUGGESTED,), WAITING, _author(desk), **values):
        return Tell(Say(f"testimonials.already.{mine.state}"))
    community = await desk.community(mine.community_id, Role.ANYONE)
    if accepted:
        await _consent(desk, mine, community, agreement.to_words(_language(desk, community)))
    await telling.tell_animators(desk.db, mine, community, desk.now)
    return await _changed(desk, mine, back)


@route("testimonials.list", who=Role.ANYONE, command="testimonials")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """One's own testimonials and, for animators, those that wait for them."""
    return Tell(await listing.listed(desk, 0))


@route("testimonials.page", who=Role.ANYONE)
async def page(_ask: Ask, desk: Desk, skip: int) -> Reply:
    """More of one's own testimonials."""
    return Replace(await listing.listed(desk, max(skip, 0)))


async def _mine(desk: Desk, testimonial_id: int) -> Testimonial:
    """The asker's own testimonial. Raises Mistake, without telling whether it exists."""
    found = await testimonials.by_id(desk.db, testimonial_id, desk.workspace.id)
    if found is None or not await testimonials.is_of(desk.db, found, desk.member.id):
        raise Mistake(refusal(Role.ANYONE))
    return found


async def _changed(desk: Desk, mine: Testimonial, back: str) -> Reply:
    """Every message about it is drawn again, and the private card from which it was changed."""
    await outbox.touch(desk.db, testimonials.subject(mine.id))
    if not back:
        return Done()
    return Replace(await listing.listed(desk, 0) if back == cards.BACK else await _progress(desk, mine))


async def _progress(desk: Desk, mine: Testimonial) -> Card:
    return cards.progress(await view(desk.db, mine.id), choice_cards.MINE)


def _author(desk: Desk) -> Who:
    return Who(AUTHOR, desk.now)


def _language(desk: Desk, community: Community) -> str:
    return desk.member.language or community.language


def _agreed_to(desk: Desk, community: Community, terms: Terms, *, one_tap: bool) -> str:
    """The sentence they read: above the buttons of the question, or on the card of choices."""
    language, member = _language(desk, community), desk.member
    who = {"community": community.name, "name": member.name, "first_name": member.first_name}
    if one_tap:
        return agreement.by_button(language, shown_as=terms.shown_as, **who)
    return agreement.by_choice(language, terms, **who)


async def _consent(desk: Desk, mine: Testimonial, community: Community, text: str) -> None:
    await consents.give(
        desk.db,
        member_id=mine.member_id,
        respondent=mine.respondent,
        subject=testimonials.subject(mine.id),
        text=text,
        scope=mine.shown_as or rules.ANONYMOUS,
        place=mine.place,
        language=_language(desk, community),
        expires_at=mine.expires_at,
        now=desk.now,
    )

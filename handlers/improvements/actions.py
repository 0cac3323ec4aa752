"""What people do with improvements: everybody reads them, animators write them and say how far they are."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.improvements import cards, forms, month, promise, rules, writing
from handlers.improvements.views import view, words
from storage import communities, improvement_cards, improvement_news, improvements
from storage.communities import ANIMATOR, MANAGER, Community
from storage.improvements import REMOVED, Improvement, Said

__all__ = ["month", "promise"]
"""The routes of the cards of the month and of the promise are declared with these."""

MOST_SHOWN = 4
"""Improvements shown at once: what a message holds on every platform, with their buttons."""
MOST_WORDS = 3
MOST_EXISTING = 3


@route("improvements.list", who=Role.ANYONE, command="improvements")
async def list_(ask: Ask, desk: Desk, said: str = "") -> Reply:
    """What gets better, or only in the course named; `balance` and `promise` give these."""
    if rules.asks_for_balance(said):
        return await month.balance(ask, desk, 0)
    if rules.asks_for_promise(said):
        return await promise.promise(ask, desk, 0)
    course = await improvements.course_named(desk.db, desk.workspace.id, said.strip()) if said.strip() else None
    if said.strip() and course is None:
        raise Mistake(Say("improvements.no_course", words=said.strip()))
    return Tell(await _listed(ask, desk, course.id if course else 0, 0))


@route("improvements.page", who=Role.ANYONE)
async def page(ask: Ask, desk: Desk, course_id: int, skip: int) -> Reply:
    """More of the list; `course_id` 0: of every course."""
    return Replace(await _listed(ask, desk, course_id, max(skip, 0)))


async def _listed(ask: Ask, desk: Desk, course_id: int, skip: int) -> Card:
    found = await improvements.listed(desk.db, desk.workspace.id, course_id or None, skip=skip, most=MOST_SHOWN + 1)
    animated = {one.id for one in await communities.of_member(desk.db, desk.member.id, ANIMATOR)}
    followed = [one.id for one in await communities.of_member(desk.db, desk.member.id, MANAGER)]
    here = (await desk.animated(ask.channel)).id if animated else None
    return cards.listed(
        [view(one, mine=one.community.id in animated) for one in found[:MOST_SHOWN]],
        course=found[0].course if course_id and found else "",
        more=to("improvements.page", course_id, skip + MOST_SHOWN) if len(found) > MOST_SHOWN else None,
        animates=here,
        balance=here or (followed[0] if followed else None),
    )


@route("improvements.words", who=Role.ANIMATOR)
async def unheard(_ask: Ask, desk: Desk, community_id: int, skip: int) -> Reply:
    """Words about the community's sessions that led to nothing yet."""
    community = await desk.community(community_id, Role.ANIMATOR)
    skip = max(skip, 0)
    found = await improvements.not_heard(desk.db, community.id, skip=skip, most=MOST_WORDS + 1)
    more = skip + MOST_WORDS if len(found) > MOST_WORDS else None
    return Tell(cards.unheard([words(one) for one in found[:MOST_WORDS]], community.id, more))


@route("improvements.from_words", who=Role.ANIMATOR)
async def from_words(_ask: Ask, desk: Desk, verbatim_id: int) -> Reply:
    """What these words may lead to: an improvement of their course, or a new one. Other features link here."""
    said = await _read(desk, verbatim_id)
    open_ = await improvements.of_course(desk.db, said.community.id, said.course.id, MOST_EXISTING)
    shown = await improvements.shown(desk.db, [one.id for one in open_])
    return Tell(cards.from_words(words(said), said.community.id, [view(shown[one.id]) for one in open_]))


@route("improvements.from_followup", who=Role.ANIMATOR)
async def from_followup(ask: Ask, desk: Desk, follow_up_id: int) -> Reply:
    """As `from_words`, for the words that a follow-up came from."""
    verbatim_id = await improvement_news.words_of_followup(desk.db, follow_up_id)
    if verbatim_id is None:
        raise Mistake(Say("improvements.words_gone"))
    return await from_words(ask, desk, verbatim_id)


@route("improvements.feed", who=Role.ANIMATOR)
async def feed(_ask: Ask, desk: Desk, improvement_id: int, verbatim_id: int) -> Reply:
    """These words led there too: their author is told how far it is."""
    said = await _read(desk, verbatim_id)
    one, community = await _mine(desk, improvement_id)
    if one.course_id != said.course.id or community.id != said.community.id:
        raise Mistake(Say("help.outdated"))
    if not await improvements.feed(desk.db, one.id, verbatim_id):
        return Tell(Say("improvements.fed_already"))
    await writing.tell(desk, one, community)
    return Tell(Say("improvements.fed", title=one.title))


@route("improvements.new", who=Role.ANIMATOR, opens_form=True)
async def new(_ask: Ask, desk: Desk, community_id: int, verbatim_id: int) -> Reply:
    """The form of a new improvement; `verbatim_id` 0: of no words in particular."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if verbatim_id:
        await _read(desk, verbatim_id)
        return Open(forms.new_from_words(community.id, verbatim_id))
    found = await improvements.courses(desk.db, community.id, forms.MOST_COURSES)
    if not found:
        raise Mistake(Say("improvements.no_course_yet"))
    return Open(forms.new(community.id, [one.title for one in found], [one.id for one in found]))


@route("improvements.make", who=Role.ANIMATOR)
async def make(ask: Ask, desk: Desk, community_id: int, verbatim_id: int) -> Reply:
    """Keeps a new improvement; who wrote the words it comes from is told."""
    community = await desk.community(community_id, Role.ANIMATOR)
    said = await _read(desk, verbatim_id) if verbatim_id else None
    if said is not None and said.community.id != community.id:
        raise Mistake(Say("help.outdated"))
    course_id = said.course.id if said else await _chosen_course(ask, desk, community)
    one = await writing.made(ask, desk, community, course_id)
    if said is not None:
        await improvements.feed(desk.db, one.id, said.verbatim.id)
        await writing.tell(desk, one, community)
    return Tell(Say("improvements.made_told" if said else "improvements.made", title=one.title))


@route("improvements.change", who=Role.ANIMATOR, opens_form=True)
async def change(_ask: Ask, desk: Desk, improvement_id: int) -> Reply:
    """The form of an improvement as it is."""
    one, _community = await _mine(desk, improvement_id)
    return Open(forms.change(one.id, one.version, one.title, one.state, one.words, reviewed=one.review_on is not None))


@route("improvements.changed", who=Role.ANIMATOR)
async def changed(ask: Ask, desk: Desk, improvement_id: int, version: int) -> Reply:
    """Changes it; of a new state, those whose words led there are told."""
    one, community = await _mine(desk, improvement_id)
    before = one.state
    if not await writing.changed(ask, desk, one, community, version):
        raise Mistake(Say("improvements.changed_meanwhile"))
    await improvement_cards.redraw(desk.db, one.id)
    if one.state == before:
        return Tell(Say("improvements.kept", title=one.title))
    await writing.tell(desk, one, community)
    return Tell(Say("improvements.kept_told", title=one.title))


@route("improvements.remove", who=Role.ANIMATOR)
async def remove(ask: Ask, desk: Desk, improvement_id: int) -> Reply:
    """It was a slip: it leaves the list and every card."""
    one, _community = await _mine(desk, improvement_id)
    kept = {"title": one.title, "words": one.words, "month": one.changed_in}
    if not await improvements.change(desk.db, one, one.version, state=REMOVED, **kept):
        raise Mistake(Say("improvements.changed_meanwhile"))
    await improvements.remind(desk.db, one, None, None)
    await improvement_cards.redraw(desk.db, one.id)
    for member_id in await improvement_news.authors(desk.db, one.id):
        await improvement_news.redraw(desk.db, one.id, member_id)
    return Replace(await _listed(ask, desk, 0, 0))


async def _mine(desk: Desk, improvement_id: int) -> tuple[Improvement, Community]:
    """An improvement of a community the asker animates. Raises Mistake, without telling whether it exists."""
    found = await improvements.by_id(desk.db, improvement_id, desk.workspace.id)
    if found is None:
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)


async def _read(desk: Desk, verbatim_id: int) -> Said:
    """Words about a session of a community the asker animates. Raises Mistake, without telling whether they exist."""
    found = await improvements.said(desk.db, verbatim_id, desk.workspace.id)
    if found is None:
        raise Mistake(Say("improvements.words_gone"))
    await desk.community(found.community.id, Role.ANIMATOR)
    return found


async def _chosen_course(ask: Ask, desk: Desk, community: Community) -> int:
    """The course chosen in the form. Raises Mistake for one that the community does not have."""
    found = await improvements.courses(desk.db, community.id, forms.MOST_COURSES)
    chosen = [one.id for one in found if str(one.id) == ask.answers.get("course", "")]
    if not chosen:
        raise Mistake(Say("improvements.bad_course"), "course")
    return chosen[0]

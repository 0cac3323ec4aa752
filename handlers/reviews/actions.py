"""What people do with the reviews of a course: find it, wait for it, say whether they would take it."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Suggest, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.reviews import cards, rules, views
from storage import intentions, reviews
from storage.intentions import LATER, NO, TAKE
from storage.sessions import Course

MOST_SUGGESTED = 20


@route("reviews.find", who=Role.ANYONE, command="reviews", suggests="reviews.suggest")
async def find(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The reviews of the course that these words mean; several: which one?"""
    titles = await reviews.titles(desk.db, desk.workspace.id)
    words = " ".join(words.split())
    if not words:
        return Tell(cards.which(list(titles.items())[: rules.MOST_FOUND]))
    found = rules.find(words, titles)
    if not found.meant:
        return Tell(cards.nothing(words, [(number, titles[number]) for number in found.near]))
    if len(found.meant) == 1:
        return Tell(await views.of(ask, desk, await views.found(desk, found.meant[0])))
    shown = [(number, titles[number]) for number in found.meant[: rules.MOST_FOUND]]
    return Tell(cards.several(shown, more=len(found.meant) > rules.MOST_FOUND))


@route("reviews.suggest", who=Role.ANYONE)
async def suggest(_ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The titles that what is being typed may mean."""
    titles = await reviews.titles(desk.db, desk.workspace.id)
    found = rules.find(words, titles) if words.strip() else rules.Found(tuple(titles))
    return Suggest(tuple(titles[number] for number in (found.meant or found.near)[:MOST_SUGGESTED]))


@route("reviews.of", who=Role.ANYONE)
async def of(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """The reviews of a course."""
    return Tell(await views.of(ask, desk, await views.found(desk, course_id)))


@route("reviews.watch", who=Role.ANYONE)
async def watch(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """Tells the asker when the course opens. Nothing to wait for when a session is planned: the card shows it."""
    course = await views.found(desk, course_id)
    if await reviews.next_session(desk.db, course.id, desk.now) is None:
        await reviews.watch(desk.db, desk.member.id, course.id)
    return Replace(await views.of(ask, desk, course))


@route("reviews.unwatch", who=Role.ANYONE)
async def unwatch(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """Does not tell them after all."""
    course = await views.found(desk, course_id)
    await reviews.unwatch(desk.db, desk.member.id, course.id)
    return Replace(await views.of(ask, desk, course))


@route("reviews.choose", who=Role.ANYONE)
async def choose(ask: Ask, desk: Desk, course_id: int, choice: str) -> Reply:
    """They would take it, or not now."""
    if choice not in (TAKE, LATER):
        raise Mistake(Say("help.outdated"))
    course = await views.found(desk, course_id)
    await intentions.choose(desk.db, course.id, desk.member.id, choice)
    return Replace(await views.of(ask, desk, course))


@route("reviews.no", who=Role.ANYONE, opens_form=True)
async def no(_ask: Ask, desk: Desk, course_id: int) -> Reply:
    """The form to say why not."""
    course = await views.found(desk, course_id)
    mine = await intentions.of_member(desk.db, course.id, desk.member.id)
    return Open(cards.no_form(course.id, mine.words))


@route("reviews.refuse", who=Role.ANYONE)
async def refuse(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """They would not take it; with their words, or without."""
    course = await views.found(desk, course_id)
    words = rules.tidy(ask.answers.get("words", ""))
    if len(words) > rules.LONGEST_REASON:
        raise Mistake(Say("reviews.too_long", longest=rules.LONGEST_REASON), "words")
    await intentions.choose(desk.db, course.id, desk.member.id, NO, words)
    return Replace(await views.of(ask, desk, course))


@route("reviews.take_back", who=Role.ANYONE)
async def take_back(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """Forgets what they chose."""
    course = await views.found(desk, course_id)
    await intentions.take_back(desk.db, course.id, desk.member.id)
    return Replace(await views.of(ask, desk, course))


@route("reviews.suits", who=Role.ANIMATOR, opens_form=True)
async def suits(_ask: Ask, desk: Desk, course_id: int) -> Reply:
    """The form to say whom the course suits."""
    course = await _animated(desk, course_id)
    return Open(cards.suits_form(course.id, course.suits))


@route("reviews.suit", who=Role.ANIMATOR)
async def suit(ask: Ask, desk: Desk, course_id: int) -> Reply:
    """Keeps whom the course suits."""
    course = await _animated(desk, course_id)
    words = rules.tidy(ask.answers.get("suits", ""))
    if len(words) > rules.LONGEST_SUITS:
        raise Mistake(Say("reviews.too_long", longest=rules.LONGEST_SUITS), "suits")
    await reviews.describe(desk.db, course, words)
    return Replace(await views.of(ask, desk, course))


@route("reviews.intentions", who=Role.ANIMATOR)
async def read_intentions(_ask: Ask, desk: Desk, course_id: int) -> Reply:
    """What people would do, for who animates a community that runs the course."""
    return Tell(await views.told(desk, await _animated(desk, course_id), 0))


@route("reviews.page", who=Role.ANIMATOR)
async def page(_ask: Ask, desk: Desk, course_id: int, number: int) -> Reply:
    """Another page of why not."""
    return Replace(await views.told(desk, await _animated(desk, course_id), max(0, number)))


async def _animated(desk: Desk, course_id: int) -> Course:
    """The course, when the asker animates a community that runs it. Raises Mistake."""
    course = await views.found(desk, course_id)
    if not await reviews.animates(desk.db, course.id, desk.member.id):
        raise Mistake(refusal(Role.ANIMATOR))
    return course

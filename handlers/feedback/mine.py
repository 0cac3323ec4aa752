"""What people do with their own answers, then or weeks later: see them, change one, remove one or all of a session."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.feedback import cards, lists, views
from handlers.feedback.climbing import attended, known, read_again, shown
from handlers.feedback.rules import DIRECT, FORGOTTEN, LADDER, MOMENTS, STEPS, THEMES, WORDS
from storage import digests, feedback, ladders, outbox, testimonials, verbatims, wishes
from storage.feedback import STARS
from storage.sessions import Outline
from storage.verbatims import Verbatim

MOST_SHOWN = 5
"""Sessions at once: what fits on one screen of every platform."""


@route("feedback.sessions", who=Role.ANYONE, command="session rate")
async def sessions(_ask: Ask, desk: Desk) -> Reply:
    """The sessions the asker may say something about, whether or not they were asked in private."""
    return Tell(await _past(desk, 0))


@route("feedback.past", who=Role.ANYONE)
async def past(_ask: Ask, desk: Desk, skip: int = 0) -> Reply:
    """Older ones."""
    return Replace(await _past(desk, skip))


@route("feedback.mine", who=Role.ANYONE)
async def mine(_ask: Ask, desk: Desk, skip: int = 0) -> Reply:
    """The sessions the asker answered about."""
    return Replace(await _past(desk, skip, but=FORGOTTEN))


@route("feedback.open", who=Role.ANYONE)
async def open_(_ask: Ask, desk: Desk, session_id: int, again: int = 0) -> Reply:
    """The ladder, to the asker alone, where they stand on it. `again`: pressed on a private card."""
    outline = await attended(desk, session_id)
    given = await views.given(desk.db, outline, desk.member.id)
    card = cards.ladder(views.rated(outline), given, LADDER)
    return Replace(card) if again else Tell(card)


@route("feedback.change", who=Role.ANYONE)
async def change(_ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """All the asker gave of a session, to change or remove."""
    outline = await attended(desk, session_id)
    card = lists.answers(views.rated(outline), await views.given(desk.db, outline, desk.member.id))
    return Tell(card) if known(place) == DIRECT else Replace(card)


@route("feedback.ask", who=Role.ANYONE)
async def ask(_ask: Ask, desk: Desk, session_id: int, question: str) -> Reply:
    """One question again, with what was answered."""
    outline = await attended(desk, session_id)
    if question not in STEPS:
        raise Mistake(Say("help.outdated"))
    given = await views.given(desk.db, outline, desk.member.id)
    if STARS not in given.answers and question != STARS:
        raise Mistake(Say("feedback.stars_first"))
    return Replace(lists.one(question, views.rated(outline), given))


@route("feedback.remove", who=Role.ANYONE)
async def remove(_ask: Ask, desk: Desk, session_id: int, question: str = WORDS, place: int = DIRECT) -> Reply:
    """Takes back one answer; the others stay."""
    here, outline = known(place), await attended(desk, session_id)
    if question not in STEPS:
        raise Mistake(Say("help.outdated"))
    if question == WORDS:
        await _forget_words(desk, outline, await verbatims.of_member(desk.db, session_id, desk.member.id))
    elif question == MOMENTS:
        await _forget_likes(desk, session_id)
    elif question == THEMES:
        await wishes.forget(desk.db, session_id, desk.member.id)
    else:
        await feedback.take_back(desk.db, session_id, desk.member.id, question)
    if question == STARS:
        await read_again(desk, outline)
    return await shown(desk, outline, here)


@route("feedback.forget", who=Role.ANYONE)
async def forget(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Takes back everything the asker said about a session, weeks later too. They are not asked again."""
    outline = await attended(desk, session_id)
    for said in await verbatims.all_of_member(desk.db, session_id, desk.member.id):
        await _forget_words(desk, outline, said)
    await _forget_likes(desk, session_id)
    await wishes.forget(desk.db, session_id, desk.member.id)
    await feedback.forget(desk.db, session_id, desk.member.id)
    await feedback.move_to(desk.db, session_id, desk.member.id, FORGOTTEN)
    await shown(desk, outline, DIRECT)
    return Replace(await _past(desk, 0, but=FORGOTTEN))


async def _forget_words(desk: Desk, outline: Outline, said: Verbatim | None) -> None:
    """With the testimonial they may have become, and the digests that quote them."""
    if said is None:
        return
    testimonial = await testimonials.of_verbatim(desk.db, said.id)
    if testimonial is not None and await testimonials.withdraw(desk.db, testimonial, desk.now):
        await outbox.touch(desk.db, testimonials.subject(testimonial.id))
    await digests.words_changed(desk.db, outline.session.id, desk.member.id)
    await verbatims.remove(desk.db, said.id)


async def _forget_likes(desk: Desk, session_id: int) -> None:
    liked = [one for one in await ladders.moments(desk.db, session_id, desk.member.id) if one.liked]
    subjects = [f"{ladders.MOMENT}:{one.id}" for one in liked]
    await ladders.forget_likes(desk.db, subjects, desk.member.id)
    if liked:
        await outbox.touch(desk.db, f"session:{session_id}")


async def _past(desk: Desk, skip: int, but: str | None = None) -> Card:
    skip = max(skip, 0)
    found = list(await ladders.attended(desk.db, desk.member.id, desk.now, skip=skip, most=MOST_SHOWN + 1, but=but))
    following = skip + MOST_SHOWN if len(found) > MOST_SHOWN else None
    shown_now = await views.past(desk.db, found[:MOST_SHOWN], desk.member.id)
    return lists.past(shown_now, mine=but is not None, next_skip=following)

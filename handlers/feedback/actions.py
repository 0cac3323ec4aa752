"""What attendees do on the ladder: rate, answer, like, say a few words, go on or stop there."""

from __future__ import annotations

import asyncio

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say, When
from handlers.desk import Desk
from handlers.feedback import cards, mine, rules, views
from handlers.feedback.climbing import attended, known, passed, rated, read_again, shown, stands_at
from handlers.feedback.rules import DIRECT, END, FORGOTTEN, STEPS, WORDS
from handlers.sentiment import get_ready, read
from handlers.sentiment.rules import outcome
from storage import digests, feedback, ladders, likes, outbox, verbatims, wishes
from storage.feedback import COLLEAGUE, STARS
from storage.likes import Way

__all__ = ["mine"]
"""Its routes are declared with these."""


@route("feedback.rate", who=Role.ANYONE)
async def rate(_ask: Ask, desk: Desk, session_id: int, stars: int, place: int = DIRECT) -> Reply:
    """Keeps the stars; rating again changes them. `place`: where the button stands (`rules.DIRECT`…)."""
    outline = await attended(desk, session_id)
    if not rules.is_answer(STARS, stars):
        raise Mistake(Say("feedback.bad_stars"))
    here = known(place)
    await feedback.answer(
        desk.db, session=outline.session, member_id=desk.member.id, question=STARS, value=stars, now=desk.now
    )
    if await feedback.step(desk.db, session_id, desk.member.id) == FORGOTTEN:
        await feedback.move_to(desk.db, session_id, desk.member.id, STARS)  # they begin anew
    await read_again(desk, outline)
    return await shown(desk, outline, here)


@route("feedback.answer", who=Role.ANYONE)
async def answer(_ask: Ask, desk: Desk, session_id: int, question: str, value: int, place: int = DIRECT) -> Reply:
    """Keeps what one press answers to any other question; answering again changes it."""
    if question in {STARS, COLLEAGUE} or not rules.is_answer(question, value):
        raise Mistake(Say("help.outdated"))
    here, outline = known(place), await rated(desk, session_id)
    offered = await stands_at(desk, outline)
    await feedback.answer(
        desk.db, session=outline.session, member_id=desk.member.id, question=question, value=value, now=desk.now
    )
    await passed(desk, outline, question, offered)
    return await shown(desk, outline, here)


@route("feedback.like", who=Role.ANYONE)
async def like(_ask: Ask, desk: Desk, session_id: int, moment_id: int, place: int = DIRECT) -> Reply:
    """Likes a moment of the agenda, or no longer does, however that was said before."""
    here, outline = known(place), await rated(desk, session_id)
    moments = await ladders.moments(desk.db, session_id, desk.member.id)
    moment = next((one for one in moments if one.id == moment_id), None)
    if moment is None:
        raise Mistake(Say("help.outdated"))
    subject = f"{ladders.MOMENT}:{moment_id}"
    if moment.liked:
        await ladders.forget_likes(desk.db, [subject], desk.member.id)
    else:
        # Likes bear names, answers do not: the same minute would lead from one to the other.
        day = rules.day_of(desk.now, outline.session.zone)
        await likes.add(desk.db, Way(subject, outline.community.id, likes.BUTTON), desk.member.id, day)
    await outbox.touch(desk.db, f"session:{session_id}")  # where everybody sees how many like each moment
    return await shown(desk, outline, here)


@route("feedback.words", who=Role.ANYONE, opens_form=True)
async def words(_ask: Ask, desk: Desk, session_id: int, place: int = DIRECT, starter: int = 0) -> Reply:
    """The form of a few words, with what was written before, or beginning as the pressed button says."""
    await rated(desk, session_id)
    # While they write: the transaction that keeps their words should not wait for a library to be imported.
    asyncio.get_running_loop().run_in_executor(None, get_ready)
    found = await verbatims.of_member(desk.db, session_id, desk.member.id)
    if found is not None:
        return Open(cards.words_form(session_id, found.words or "", found.scope, place=known(place)))
    return Open(cards.words_form(session_id, place=known(place), starter=starter))


@route("feedback.say", who=Role.ANYONE)
async def say(ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """Keeps the words with who may read them, and how they sound."""
    here, outline = known(place), await rated(desk, session_id)
    written = rules.clean_words(ask.answers.get("words", ""))
    if written is None:
        raise Mistake(Say("feedback.bad_words", shortest=rules.SHORTEST_WORDS, longest=rules.LONGEST_WORDS), "words")
    if rules.is_unfinished(written):
        raise Mistake(Say("feedback.unfinished"), "words")
    scope = ask.answers.get("scope", "")
    if scope not in verbatims.SCOPES:
        raise Mistake(Say("feedback.bad_scope"), "scope")
    offered = await stands_at(desk, outline)
    stars = await feedback.stars(desk.db, session_id, desk.member.id)
    reading = await asyncio.to_thread(read, written, desk.language)
    await verbatims.keep(
        desk.db,
        session_id=session_id,
        member_id=desk.member.id,
        words=written,
        scope=scope,
        tone=reading.tone,
        language=reading.language,
        calls_for=outcome(written, stars, reading, [outline.course]),
        now=desk.now,
    )
    await digests.words_changed(desk.db, session_id, desk.member.id)
    await passed(desk, outline, WORDS, offered)
    return await shown(desk, outline, here)


@route("feedback.wish", who=Role.ANYONE)
async def wish(_ask: Ask, desk: Desk, session_id: int, kind: str, number: int, place: int = DIRECT) -> Reply:
    """Wishes for one of the workspace's themes, or no longer does."""
    here, outline = known(place), await rated(desk, session_id)
    given = await views.given(desk.db, outline, desk.member.id)
    if all((one.kind, one.number) != (kind, number) for one in given.themes):
        raise Mistake(Say("help.outdated"))
    await wishes.turn(desk.db, session_id, desk.member.id, f"{kind}:{number}")
    return await shown(desk, outline, here)


@route("feedback.theme", who=Role.ANYONE, opens_form=True)
async def theme(_ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """The form of another theme, in the asker's own words."""
    await rated(desk, session_id)
    wished = await wishes.of_member(desk.db, session_id, desk.member.id)
    return Open(cards.theme_form(session_id, wished.get(wishes.WORDS) or "", known(place)))


@route("feedback.theme_said", who=Role.ANYONE)
async def theme_said(ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """Keeps these words; left empty, forgets them."""
    here, outline = known(place), await rated(desk, session_id)
    written = " ".join(ask.answers.get("theme", "").split())
    if len(written) > rules.LONGEST_WISH:
        raise Mistake(Say("feedback.theme_too_long", longest=rules.LONGEST_WISH), "theme")
    await wishes.say(desk.db, session_id, desk.member.id, written)
    return await shown(desk, outline, here)


@route("feedback.refer", who=Role.ANYONE)
async def refer(_ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """Notes that the asker thought of a colleague, never of whom, and gives them what to forward."""
    here, outline = known(place), await rated(desk, session_id)
    offered = await stands_at(desk, outline)
    await feedback.answer(
        desk.db, session=outline.session, member_id=desk.member.id, question=COLLEAGUE, value=1, now=desk.now
    )
    await passed(desk, outline, COLLEAGUE, offered)
    await shown(desk, outline, DIRECT)
    planned = await ladders.next_date(desk.db, outline, desk.now)
    when = When(planned.starts_at, planned.zone) if planned else None
    # Shown to them alone and kept nowhere: a message owed to them would tell what they answered.
    card = cards.referral(views.rated(outline), outline.community.name, outline.community.channel, when, here)
    return Tell(card) if here == DIRECT else Replace(card)


@route("feedback.skip", who=Role.ANYONE)
async def skip(_ask: Ask, desk: Desk, session_id: int, step: str, place: int = DIRECT) -> Reply:
    """Goes on: the step is not offered again."""
    here, outline = known(place), await rated(desk, session_id)
    if step not in STEPS:
        raise Mistake(Say("help.outdated"))
    await passed(desk, outline, step, await stands_at(desk, outline))
    return await shown(desk, outline, here)


@route("feedback.stop", who=Role.ANYONE)
async def stop(_ask: Ask, desk: Desk, session_id: int, place: int = DIRECT) -> Reply:
    """That's all: nothing more is offered."""
    here, outline = known(place), await rated(desk, session_id)
    await feedback.move_to(desk.db, session_id, desk.member.id, END)
    return await shown(desk, outline, here)

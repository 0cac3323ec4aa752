"""What attendees do on the ladder: rate, say a few words, change or remove them."""

from __future__ import annotations

import asyncio

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.feedback import cards, rules
from handlers.feedback.messages import rated
from handlers.sentiment import get_ready, read
from handlers.sentiment.rules import outcome
from storage import digests, feedback, outbox, sessions, verbatims
from storage.feedback import STARS
from storage.sessions import CANCELLED, Outline


@route("feedback.rate", who=Role.ANYONE)
async def rate(_ask: Ask, desk: Desk, session_id: int, stars: int, private: int = 0) -> Reply:
    """Keeps the stars; rating again changes them. `private`: pressed on a card that does not redraw itself."""
    outline = await _attended(desk, session_id)
    if not rules.FEWEST_STARS <= stars <= rules.MOST_STARS:
        raise Mistake(Say("feedback.bad_stars"))
    await feedback.answer(
        desk.db, session=outline.session, member_id=desk.member.id, question=STARS, value=stars, now=desk.now
    )
    await _read_again(desk, outline, stars)
    await _redraw(desk, session_id)
    return Replace(cards.changed(stars)) if private else Done()


@route("feedback.change", who=Role.ANYONE)
async def change(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The five buttons again, to the asker alone."""
    outline = await _attended(desk, session_id)
    return Tell(cards.change(rated(outline), await _stars(desk, session_id)))


@route("feedback.words", who=Role.ANYONE, opens_form=True)
async def words(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of a few words, with what was written before."""
    await _attended(desk, session_id)
    await _stars(desk, session_id)
    # While they write: the transaction that keeps their words should not wait for a library to be imported.
    asyncio.get_running_loop().run_in_executor(None, get_ready)
    found = await verbatims.of_member(desk.db, session_id, desk.member.id)
    return Open(cards.words_form(session_id, found.words or "", found.scope) if found else cards.words_form(session_id))


@route("feedback.say", who=Role.ANYONE)
async def say(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Keeps the words with who may read them, and how they sound."""
    outline = await _attended(desk, session_id)
    stars = await _stars(desk, session_id)
    written = rules.clean_words(ask.answers.get("words", ""))
    if written is None:
        raise Mistake(Say("feedback.bad_words", shortest=rules.SHORTEST_WORDS, longest=rules.LONGEST_WORDS), "words")
    scope = ask.answers.get("scope", "")
    if scope not in verbatims.SCOPES:
        raise Mistake(Say("feedback.bad_scope"), "scope")
    reading = await asyncio.to_thread(read, written, desk.language)
    await feedback.take_part(desk.db, outline.session, desk.member.id, desk.now)
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
    await _redraw(desk, session_id)
    return Done()


@route("feedback.remove", who=Role.ANYONE)
async def remove(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Forgets the words; the stars stay."""
    await _attended(desk, session_id)
    found = await verbatims.of_member(desk.db, session_id, desk.member.id)
    if found is not None:
        await digests.words_changed(desk.db, session_id, desk.member.id)
        await verbatims.remove(desk.db, found.id)
    await _redraw(desk, session_id)
    return Done()


async def _attended(desk: Desk, session_id: int) -> Outline:
    """The session, over, that the asker attended. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("feedback.unknown"))
    session = outline.session
    if session.state == CANCELLED:
        raise Mistake(Say("feedback.was_cancelled", course=outline.course))
    if not await sessions.attends(desk.db, session_id, desk.member.id):
        raise Mistake(Say("feedback.not_there", course=outline.course))
    if not rules.is_over(session.state, session.ends_at, desk.now):
        raise Mistake(Say("feedback.too_early", course=outline.course))
    return outline


async def _stars(desk: Desk, session_id: int) -> int:
    """The asker's stars. Raises Mistake before the first step of the ladder."""
    stars = await feedback.stars(desk.db, session_id, desk.member.id)
    if stars is None:
        raise Mistake(Say("feedback.stars_first"))
    return stars


async def _read_again(desk: Desk, outline: Outline, stars: int) -> None:
    """The same words call for something else beside another mark."""
    found = await verbatims.of_member(desk.db, outline.session.id, desk.member.id)
    if found is not None and found.words is not None:
        reading = await asyncio.to_thread(read, found.words, found.language)
        await verbatims.call_for(desk.db, found.id, outcome(found.words, stars, reading, [outline.course]))


async def _redraw(desk: Desk, session_id: int) -> None:
    await outbox.touch(desk.db, f"ladder:{session_id}:{desk.member.id}")

"""What attendees do with the survey weeks after a session: answer, skip, say a few words, change or take back."""

from __future__ import annotations

import asyncio

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.sentiment import get_ready, read
from handlers.sentiment.rules import Outcome, outcome
from handlers.surveys import cards, rules
from handlers.surveys.messages import said
from storage import digests, feedback, outbox, sessions, surveys, verbatims
from storage.feedback import COLD, STARS
from storage.sessions import Outline
from storage.surveys import WHAT_STOPPED
from storage.verbatims import SCOPES, TEAM


@route("surveys.answer", who=Role.ANYONE)
async def answer(_ask: Ask, desk: Desk, session_id: int, question: str, value: int, private: int = 0) -> Reply:
    """Keeps one answer; another one changes it. `private`: pressed on a card that does not redraw itself."""
    outline = await _asked_about(desk, session_id)
    if value not in rules.VALUES.get(question, ()):
        raise Mistake(Say("help.outdated"))
    await feedback.answer(
        desk.db,
        session=outline.session,
        member_id=desk.member.id,
        question=question,
        value=value,
        now=desk.now,
        phase=COLD,
    )
    if question == STARS:
        await _read_again(desk, outline)
    await _pass(desk, session_id, rules.passed_by(question, value))
    return Replace(cards.mine(await said(desk.db, outline, desk.member.id))) if private else Done()


@route("surveys.skip", who=Role.ANYONE)
async def skip(_ask: Ask, desk: Desk, session_id: int, step: str) -> Reply:
    """Leaves a step unanswered; one that was left already, on another device, leaves nothing else."""
    outline = await _asked_about(desk, session_id)
    if step not in rules.STEPS[:-1]:
        raise Mistake(Say("help.outdated"))
    await feedback.begin(desk.db, session_id, desk.member.id, COLD)
    await _pass(desk, outline.session.id, step)
    return Done()


@route("surveys.words", who=Role.ANYONE, opens_form=True)
async def words(_ask: Ask, desk: Desk, session_id: int, about: str, private: int = 0) -> Reply:
    """The form of a few words, with what was written before."""
    await _asked_about(desk, session_id, about)
    # While they write: the transaction that keeps their words should not wait for a library to be imported.
    asyncio.get_running_loop().run_in_executor(None, get_ready)
    found = await verbatims.of_member(desk.db, session_id, desk.member.id, about)
    before = (found.words or "", found.scope) if found else ("", TEAM)
    return Open(cards.words_form(session_id, about, *before, *([1] if private else [])))


@route("surveys.say", who=Role.ANYONE)
async def say(ask: Ask, desk: Desk, session_id: int, about: str, private: int = 0) -> Reply:
    """Keeps the words with who may read them, how they sound and what they call for."""
    outline = await _asked_about(desk, session_id, about)
    written = rules.clean_words(ask.answers.get("words", ""))
    if written is None:
        raise Mistake(Say("surveys.bad_words", shortest=rules.SHORTEST_WORDS, longest=rules.LONGEST_WORDS), "words")
    scope = ask.answers.get("scope", "")
    if scope not in SCOPES:
        raise Mistake(Say("surveys.bad_scope"), "scope")
    stars = await feedback.stars(desk.db, session_id, desk.member.id, COLD)
    reading = await asyncio.to_thread(read, written, desk.language)
    await feedback.take_part(desk.db, outline.session, desk.member.id, desk.now, COLD)
    await verbatims.keep(
        desk.db,
        session_id=session_id,
        member_id=desk.member.id,
        words=written,
        scope=scope,
        tone=reading.tone,
        language=reading.language,
        calls_for=_calls_for(about, outcome(written, stars, reading, [outline.course])),
        now=desk.now,
        about=about,
    )
    await digests.words_changed(desk.db, session_id, desk.member.id, about)
    await _pass(desk, session_id, rules.STEP_OF[about])
    return Tell(cards.mine(await said(desk.db, outline, desk.member.id))) if private else Done()


@route("surveys.change", who=Role.ANYONE)
async def change(_ask: Ask, desk: Desk, session_id: int, private: int = 0) -> Reply:
    """What the asker said, each to be changed or taken back. `private`: in the place of the card it is pressed on."""
    outline = await _asked_about(desk, session_id)
    card = cards.mine(await said(desk.db, outline, desk.member.id))
    return Replace(card) if private else Tell(card)


@route("surveys.again", who=Role.ANYONE)
async def again(_ask: Ask, desk: Desk, session_id: int, question: str) -> Reply:
    """One question once more, to the asker alone."""
    outline = await _asked_about(desk, session_id)
    if question not in rules.VALUES:
        raise Mistake(Say("help.outdated"))
    return Replace(cards.again(await said(desk.db, outline, desk.member.id), question))


@route("surveys.remove", who=Role.ANYONE)
async def remove(_ask: Ask, desk: Desk, session_id: int, question: str) -> Reply:
    """Forgets one answer."""
    outline = await _asked_about(desk, session_id)
    if question not in rules.VALUES:
        raise Mistake(Say("help.outdated"))
    await feedback.take_back(desk.db, session_id, desk.member.id, question, COLD)
    if question == STARS:
        await _read_again(desk, outline)
    await outbox.touch(desk.db, surveys.subject(session_id, desk.member.id))
    return Replace(cards.mine(await said(desk.db, outline, desk.member.id)))


@route("surveys.remove_words", who=Role.ANYONE)
async def remove_words(_ask: Ask, desk: Desk, session_id: int, about: str) -> Reply:
    """Forgets the words, and with them what they became."""
    outline = await _asked_about(desk, session_id, about)
    found = await verbatims.of_member(desk.db, session_id, desk.member.id, about)
    if found is not None:
        await digests.words_changed(desk.db, session_id, desk.member.id, about)
        await verbatims.remove(desk.db, found.id)
    await outbox.touch(desk.db, surveys.subject(session_id, desk.member.id))
    return Replace(cards.mine(await said(desk.db, outline, desk.member.id)))


async def _asked_about(desk: Desk, session_id: int, about: str | None = None) -> Outline:
    """The session, if the asker came and the time has come to ask them. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if (
        outline is None
        or about not in (None, *cards.WORDS)
        or not await sessions.attends(desk.db, session_id, desk.member.id)
        or not await surveys.was_asked(desk.db, session_id, desk.member.id)
    ):
        raise Mistake(Say("help.outdated"))
    return outline


async def _pass(desk: Desk, session_id: int, step: str) -> None:
    """Notes that a step is behind them, and shows the next one."""
    reached = await feedback.step(desk.db, session_id, desk.member.id, COLD)
    await feedback.move_to(desk.db, session_id, desk.member.id, rules.past(reached, step), COLD)
    await outbox.touch(desk.db, surveys.subject(session_id, desk.member.id))


async def _read_again(desk: Desk, outline: Outline) -> None:
    """The same words call for something else beside another mark, or none."""
    session_id = outline.session.id
    stars = await feedback.stars(desk.db, session_id, desk.member.id, COLD)
    for about in cards.WORDS:
        found = await verbatims.of_member(desk.db, session_id, desk.member.id, about)
        if found is not None and found.words is not None:
            reading = await asyncio.to_thread(read, found.words, found.language)
            calls_for = _calls_for(about, outcome(found.words, stars, reading, [outline.course]))
            await verbatims.call_for(desk.db, found.id, calls_for)


def _calls_for(about: str, calls_for: Outcome) -> Outcome:
    """What stood in somebody's way is nothing to be published, however happily it is said."""
    return "nothing" if (about, calls_for) == (WHAT_STOPPED, "testimonial") else calls_for

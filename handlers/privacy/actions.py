"""What people do with their own data: see it, take it away, remove words, choose a language, be erased."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import LANGUAGES, Say, When
from handlers.desk import Desk, refusal
from handlers.privacy import agreement, cards, rules
from storage import (
    digests,
    outbox,
    people,
    personal,
    quiet,
    receiving,
    recognition,
    solicitations,
    surveys,
    testimonials,
    verbatims,
)
from storage.communities import Community
from storage.personal import EXPORT_DRAW
from storage.receiving import Subscription
from storage.solicitations import MOST_A_WEEK
from storage.verbatims import LIVED

MOST_SHOWN = 4
"""Verbatims shown at once: what a message holds on every platform, with their buttons."""


@route("privacy.me", who=Role.ANYONE, command="me")
async def me(_ask: Ask, desk: Desk) -> Reply:
    """What is known of the asker, and what they can do about it."""
    counts = await personal.counts(desk.db, desk.member.id)
    states = await testimonials.count_of_member(desk.db, desk.member.id)
    known = cards.Known(counts.likes, counts.comments, counts.ratings, counts.words)
    settings = cards.Settings(
        desk.language,
        quiet.hours_of(desk.member),
        desk.member.zone,
        desk.member.questions_a_week,
        desk.member.surveys,
        await recognition.agreed(desk.db, desk.member.id),
        desk.member.news,
        [_received(desk, one, at) for one, at in await receiving.of_member(desk.db, desk.member.id)],
    )
    return Tell(cards.me(desk.member.name, known, states, settings))


@route("privacy.words", who=Role.ANYONE)
async def words(_ask: Ask, desk: Desk, skip: int = 0) -> Reply:
    """The words the asker wrote about sessions, each with who may read it."""
    return Replace(await _listed(desk, max(skip, 0)))


@route("privacy.remove_words", who=Role.ANYONE)
async def remove_words(_ask: Ask, desk: Desk, session_id: int, about: str = LIVED) -> Reply:
    """Forgets the asker's words about a session (`about` what); the testimonial and the digests that show them follow.

    So do the messages in which they were written, just after it or weeks later.
    """
    found = await verbatims.of_member(desk.db, session_id, desk.member.id, about)
    if found is None:
        raise Mistake(refusal(Role.ANYONE))
    testimonial = await testimonials.of_verbatim(desk.db, found.id)
    if testimonial is not None and await testimonials.withdraw(desk.db, testimonial, desk.now):
        await outbox.touch(desk.db, testimonials.subject(testimonial.id))
    await digests.words_changed(desk.db, session_id, desk.member.id, about)
    await verbatims.remove(desk.db, found.id)
    await outbox.touch(desk.db, f"ladder:{session_id}:{desk.member.id}")
    await outbox.touch(desk.db, surveys.subject(session_id, desk.member.id))
    return Replace(await _listed(desk, 0))


@route("privacy.export", who=Role.ANYONE)
async def export(_ask: Ask, desk: Desk) -> Reply:
    """Owes the asker a copy of everything, in a direct message; once a day is enough."""
    about = f"export:{desk.member.id}:{desk.now.date().isoformat()}"
    owed = await outbox.owe(
        desk.db,
        about=about,
        draw=str(to(EXPORT_DRAW, desk.member.id)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=desk.language,
        member_id=desk.member.id,
        subject=f"export:{desk.member.id}",
        at_once=True,
    )
    return Tell(Say("privacy.export.coming") if owed else Say("privacy.export.already"))


@route("privacy.language", who=Role.ANYONE, opens_form=True)
async def language(_ask: Ask, desk: Desk) -> Reply:
    """The form of the language the bot speaks to the asker."""
    return Open(cards.language_form(desk.language))


@route("privacy.language_chosen", who=Role.ANYONE)
async def language_chosen(ask: Ask, desk: Desk) -> Reply:
    """Keeps the language, over what the platform says."""
    chosen = ask.answers.get("language", "")
    if chosen not in LANGUAGES:
        raise Mistake(Say("privacy.language.unknown"), "language")
    await people.choose_language(desk.db, desk.member, chosen)
    return Tell(Say("privacy.language.kept"))


@route("privacy.hours", who=Role.ANYONE, opens_form=True)
async def hours(_ask: Ask, desk: Desk) -> Reply:
    """The form of the hours at which the asker may be written to."""
    return Open(cards.hours_form(quiet.hours_of(desk.member)))


@route("privacy.hours_chosen", who=Role.ANYONE)
async def hours_chosen(ask: Ask, desk: Desk) -> Reply:
    """Keeps these hours for every direct message that the asker has not just asked for."""
    chosen = rules.read_hours(ask.answers)
    if chosen is None:
        raise Mistake(Say("privacy.hours.upside_down"), "end")
    await quiet.choose(desk.db, desk.member, chosen)
    return Tell(Say("privacy.hours.kept", hours=cards.written(chosen)))


@route("privacy.questions", who=Role.ANYONE, opens_form=True)
async def questions(_ask: Ask, desk: Desk) -> Reply:
    """The form of how many things a week the asker may be asked, whether about sessions, and of news."""
    mine = desk.member
    return Open(cards.questions_form(mine.questions_a_week, surveys=mine.surveys, news=mine.news))


@route("privacy.questions_chosen", who=Role.ANYONE)
async def questions_chosen(ask: Ask, desk: Desk) -> Reply:
    """Keeps it; what waited for room is asked now if there is some."""
    chosen = rules.read_questions(ask.answers.get("questions", ""))
    if chosen is None:
        raise Mistake(Say("privacy.questions.unknown", most=MOST_A_WEEK), "questions")
    surveys = rules.read_yes(ask.answers.get("surveys", ""))
    await solicitations.choose(desk.db, desk.member, chosen, desk.now, surveys=surveys)
    news = rules.read_yes(ask.answers.get("news", ""))
    if news is not None:
        await people.choose_news(desk.db, desk.member, news)
    return Tell(Say("privacy.questions.kept", n=chosen) if chosen else Say("privacy.questions.kept_never"))


@route("privacy.recognition", who=Role.ANYONE, opens_form=True)
async def recognised(_ask: Ask, desk: Desk) -> Reply:
    """The form of whether the asker may be thanked by name."""
    return Open(cards.recognition_form(on=await recognition.agreed(desk.db, desk.member.id)))


@route("privacy.recognition_chosen", who=Role.ANYONE)
async def recognition_chosen(ask: Ask, desk: Desk) -> Reply:
    """Keeps the consent with the sentence they read, or ends it: thanks that were posted go too."""
    chosen = rules.read_yes(ask.answers.get("recognition", ""))
    if chosen is None:
        raise Mistake(Say("privacy.recognition.unknown"), "recognition")
    if chosen:
        text = agreement.to_be_thanked(desk.language)
        await recognition.agree(desk.db, desk.member, text, desk.language, desk.now)
    else:
        await recognition.take_back(desk.db, desk.member, desk.now)
    return Tell(Say(f"privacy.recognition.kept_{'yes' if chosen else 'no'}"))


@route("privacy.erase", who=Role.ANYONE, opens_form=True)
async def erase(_ask: Ask, _desk: Desk) -> Reply:
    """The form that asks again, with a word to type."""
    return Open(cards.erase_form())


@route("privacy.erased", who=Role.ANYONE)
async def erased(ask: Ask, desk: Desk) -> Reply:
    """Erases the asker, in one transaction, when the word was typed."""
    if not rules.confirms(ask.answers.get("word", "")):
        raise Mistake(Say("privacy.erase.not_typed"), "word")
    await personal.erase(desk.db, desk.member.id, desk.now)
    return Tell(Say("privacy.erase.done"))


def _received(desk: Desk, one: Subscription, at: Community | None) -> cards.Received:
    paused = one.paused_until if one.paused_until and one.paused_until > desk.now else None
    until = When(paused, one.zone, "day") if paused else None
    return cards.Received(at.name if at else "", one.rhythm, one.hour, one.zone, until, one.next_at is None)


async def _listed(desk: Desk, skip: int) -> Card:
    found = await verbatims.written_by(desk.db, desk.member.id, skip=skip, most=MOST_SHOWN + 1)
    said = [
        cards.Said(
            one.verbatim.session_id,
            one.course,
            When(one.starts_at, one.zone, "day"),
            one.verbatim.words or "",
            one.verbatim.scope,
            one.verbatim.about,
        )
        for one in found[:MOST_SHOWN]
    ]
    return cards.words(said, skip + MOST_SHOWN if len(found) > MOST_SHOWN else None)

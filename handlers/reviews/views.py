"""What the cards of reviews show, read from storage."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say, When
from handlers.desk import Desk
from handlers.reviews import cards, rules
from storage import communities, intentions, results, reviews, sessions
from storage.sessions import Course, Outline


async def found(desk: Desk, course_id: int) -> Course:
    """The course. Raises Mistake when the asker's workspace has none of this number."""
    course = await reviews.course(desk.db, course_id, desk.workspace.id)
    if course is None:
        raise Mistake(Say("help.outdated"))
    return course


async def of(ask: Ask, desk: Desk, course: Course) -> Card:
    """The reviews of a course, as the asker may read them where they ask."""
    outline = await reviews.next_session(desk.db, course.id, desk.now)
    coming = outline is not None and await sessions.attends(desk.db, outline.session.id, desk.member.id)
    home = await communities.by_channel(desk.db, desk.workspace.id, ask.channel) if ask.channel else None
    praise, critical = [
        await reviews.opinions(
            desk.db, course.id, desk.now, home=home.id if home else None, critical=kind, most=rules.OPINIONS
        )
        for kind in (False, True)
    ]
    return cards.reviews(
        cards.Course(
            course_id=course.id,
            title=course.title,
            suits=course.suits,
            figures=await results.figures(desk.db, await results.ended_of(desk.db, course.id), together=True),
            opinions=rules.fair(praise, critical),
            ahead=ahead(outline, coming=coming) if outline else None,
            watched=await reviews.watches(desk.db, desk.member.id, course.id),
            mine=await intentions.of_member(desk.db, course.id, desk.member.id),
            animates=await reviews.animates(desk.db, course.id, desk.member.id),
        )
    )


def ahead(outline: Outline, *, coming: bool) -> cards.Next:
    """A session as these cards tell it."""
    session = outline.session
    when = When(session.starts_at, session.zone)
    return cards.Next(session.id, when, outline.community.name, session.place, coming)


async def told(desk: Desk, course: Course, number: int) -> Card:
    """What people would do about a course, for its animators; what is due is told, then read."""
    waiting = await intentions.waiting(desk.db, course.id)
    if ids := rules.a_round(waiting):
        await intentions.tell(desk.db, ids)
    counts = await intentions.told(desk.db, course.id)
    words = await intentions.reasons(desk.db, course.id, skip=number * rules.PAGE, most=rules.PAGE + 1)
    more = len(words) > rules.PAGE
    return cards.intentions((course.id, course.title), dict(counts), words[: rules.PAGE], number, more=more)

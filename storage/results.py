"""What a session gave, as it may be told: answers enter figures by rounds of five people at least, and stay there.

A figure seen before and after one more answer, or a course's beside those of its sessions, would tell that answer. So
answers are told by rounds (`handlers.results.rules`): every figure is a sum of whole rounds, and whatever is added or
taken away of such sums is a sum of rounds again. What was told stays told as it was, whoever changes their mind.
Answers whose author was erased before a round are told in none: nobody can say that they are somebody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.orm import aliased

from storage.communities import Community
from storage.database import Db, inserting
from storage.feedback import COLD, HOT, RECOMMEND, STARS, Answer
from storage.likes import Like
from storage.presence import CAME
from storage.seals import liker
from storage.sessions import ENDED, Attendee, Course, Moment, Session
from storage.told import MOMENT, WISH, ToldAnswer
from storage.wishes import COMMUNITY, COURSE, WORDS, Wish

PAIRS = {STARS: "stars_pair", RECOMMEND: "recommend_pair"}
"""Under these, what somebody answered both times, once each was told: `BOTH` times the first, and the second."""
BOTH = 100


@dataclass(frozen=True)
class Waiting:
    """An answer that was not told yet. `respondent` stands for its author."""

    session_id: int
    phase: str
    question: str
    respondent: str
    value: int


Spread = Mapping[int, int]
"""How many answers have each value."""


@dataclass(frozen=True)
class Figures:
    """Sums of whole rounds: the answers by phase and question, how many liked each moment and wish for each theme.

    Moments are named by their titles, themes by those of courses and the names of communities.
    """

    spreads: Mapping[tuple[str, str], Spread]
    moments: Mapping[str, int]
    wishes: Mapping[str, int] = field(default_factory=dict)

    def spread(self, question: str, phase: str = HOT) -> Spread:
        """The answers to a question, none before its first round."""
        return self.spreads.get((phase, question), {})


async def ended(db: Db, community_ids: Sequence[int], *, skip: int, most: int) -> Sequence[tuple[Session, str]]:
    """The ended sessions of these communities with their course, the latest first."""
    wanted = select(Session, Course.title).join(Course, Course.id == Session.course_id)
    wanted = wanted.where(Session.community_id.in_(community_ids), Session.state == ENDED)
    ordered = wanted.order_by(Session.ends_at.desc(), Session.id.desc()).offset(skip).limit(most)
    return [(session, title) for session, title in await db.execute(ordered)]


async def siblings(db: Db, session: Session) -> Sequence[Session]:
    """The ended sessions of the same course in the same community, itself included, oldest first.

    Until the transaction ends nobody else tells anything about them: two rounds made at once could leave one person in
    a round of their own.
    """
    await db.execute(select(Course.id).where(Course.id == session.course_id).with_for_update())
    wanted = select(Session).filter_by(course_id=session.course_id, community_id=session.community_id, state=ENDED)
    return (await db.scalars(wanted.order_by(Session.starts_at, Session.id))).all()


async def ended_of(db: Db, course_id: int) -> Sequence[int]:
    """The numbers of the ended sessions of a course, in every community: whole sets of `siblings`."""
    return (await db.scalars(select(Session.id).filter_by(course_id=course_id, state=ENDED))).all()


async def came(db: Db, session_ids: Sequence[int]) -> Mapping[int, int]:
    """How many came to each session (see `storage.presence`)."""
    wanted = select(Attendee.session_id, func.count(Attendee.id)).where(Attendee.session_id.in_(session_ids), CAME)
    return await _counted(db, wanted.group_by(Attendee.session_id), session_ids)


async def rated(db: Db, session_ids: Sequence[int]) -> Mapping[int, int]:
    """How many different people rated each session so far, told or not."""
    wanted = select(Answer.session_id, func.count(Answer.respondent.distinct())).where(
        Answer.session_id.in_(session_ids), Answer.phase == HOT, Answer.question == STARS
    )
    return await _counted(db, wanted.group_by(Answer.session_id), session_ids)


async def _counted(db: Db, wanted: Select[int, int], session_ids: Sequence[int]) -> Mapping[int, int]:
    found = dict.fromkeys(session_ids, 0)
    for session_id, n in await db.execute(wanted):
        found[session_id] = n
    return found


async def waiting(db: Db, session_ids: Sequence[int]) -> list[Waiting]:
    """What was answered and liked in these sessions and is not told yet."""
    same = and_(
        ToldAnswer.session_id == Answer.session_id,
        ToldAnswer.phase == Answer.phase,
        ToldAnswer.question == Answer.question,
        ToldAnswer.respondent == Answer.respondent,
    )
    wanted = (
        select(Answer.session_id, Answer.phase, Answer.question, Answer.respondent, Answer.value)
        .outerjoin(ToldAnswer, same)
        .where(Answer.session_id.in_(session_ids), Answer.respondent.is_not(None), ToldAnswer.id.is_(None))
        .order_by(Answer.id)
    )
    rows = await db.execute(wanted)
    found = [Waiting(id_, phase, question, who, value) for id_, phase, question, who, value in rows if who]
    return [*found, *await _wishes(db, session_ids), *await _likes(db, session_ids)]


async def _wishes(db: Db, session_ids: Sequence[int]) -> list[Waiting]:
    question = literal(WISH) + Wish.about
    same = and_(
        ToldAnswer.session_id == Wish.session_id,
        ToldAnswer.question == question,
        ToldAnswer.respondent == Wish.respondent,
    )
    wanted = (
        select(Wish.session_id, Wish.about, Wish.respondent)
        .outerjoin(ToldAnswer, same)
        .where(Wish.session_id.in_(session_ids), Wish.about != WORDS)
        .where(Wish.respondent.is_not(None), ToldAnswer.id.is_(None))
    )
    rows = await db.execute(wanted)
    return [Waiting(session_id, HOT, f"{WISH}{about}", who, 1) for session_id, about, who in rows if who]


async def _likes(db: Db, session_ids: Sequence[int]) -> list[Waiting]:
    moments = select(Moment.id, Moment.session_id).where(Moment.session_id.in_(session_ids))
    session_of = {f"{MOMENT}{moment_id}": session_id for moment_id, session_id in await db.execute(moments)}
    liked = select(Like.subject, Like.member_id).where(Like.subject.in_(session_of), Like.member_id.is_not(None))
    rows = [(subject, member_id) for subject, member_id in await db.execute(liked.distinct()) if member_id]
    told = select(ToldAnswer.question, ToldAnswer.respondent).where(
        ToldAnswer.session_id.in_(session_ids), ToldAnswer.question.startswith(MOMENT)
    )
    already = {(question, respondent) for question, respondent in await db.execute(told)}
    found = []
    for subject, member_id in rows:
        session_id = session_of[subject]
        found.append(Waiting(session_id, HOT, subject, await liker(db, member_id, session_id), 1))
    return [one for one in found if (one.question, one.respondent) not in already]


async def waiting_pairs(db: Db, session_ids: Sequence[int]) -> list[Waiting]:
    """What the same people answered just after and weeks later, both told with their session, the pair not yet."""
    hot, cold, pair = aliased(ToldAnswer), aliased(ToldAnswer), aliased(ToldAnswer)
    found = []
    for question, name in PAIRS.items():
        wanted = (
            select(hot.session_id, hot.respondent, hot.value, cold.value)
            .join(cold, and_(cold.session_id == hot.session_id, cold.respondent == hot.respondent))
            .outerjoin(
                pair,
                and_(
                    pair.session_id == hot.session_id,
                    pair.phase == COLD,
                    pair.question == name,
                    pair.respondent == hot.respondent,
                ),
            )
            .where(hot.session_id.in_(session_ids), hot.phase == HOT, hot.question == question, hot.alone)
            .where(cold.phase == COLD, cold.question == question, cold.alone, pair.id.is_(None))
        )
        rows = await db.execute(wanted)
        found += [Waiting(id_, COLD, name, who, BOTH * first + then) for id_, who, first, then in rows if who]
    return found


async def figures(db: Db, session_ids: Sequence[int], *, together: bool) -> Figures:
    """The sum of what was told of these sessions: each one's own rounds, with (`together`) those of several at once.

    Several sessions: all those of `siblings`, never a part of them.
    """
    wanted = select(ToldAnswer.phase, ToldAnswer.question, ToldAnswer.value, func.count(ToldAnswer.id)).where(
        ToldAnswer.session_id.in_(session_ids)
    )
    if not together:
        wanted = wanted.where(ToldAnswer.alone)
    grouped = wanted.group_by(ToldAnswer.phase, ToldAnswer.question, ToldAnswer.value)
    spreads: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for phase, question, value, n in await db.execute(grouped):
        spreads[phase, question][value] = n
    titles = select(Moment.id, Moment.title).where(Moment.session_id.in_(session_ids)).order_by(Moment.position)
    moments: dict[str, int] = {}
    for moment_id, title in await db.execute(titles):
        n = sum(spreads.get((HOT, f"{MOMENT}{moment_id}"), {}).values())
        moments[title] = moments.get(title, 0) + n
    return Figures(spreads, moments, await _themes(db, spreads))


async def _themes(db: Db, spreads: Mapping[tuple[str, str], Spread]) -> Mapping[str, int]:
    """How many wish for each theme that was told, by its name, the most wished for first."""
    told = {question: sum(spread.values()) for (_, question), spread in spreads.items() if question.startswith(WISH)}
    titles = {COURSE: (Course.id, Course.title), COMMUNITY: (Community.id, Community.name)}
    found: dict[str, int] = {}
    for kind, (number, title) in titles.items():
        start = f"{WISH}{kind}:"
        ids = [int(question.removeprefix(start)) for question in told if question.startswith(start)]
        for id_, name in await db.execute(select(number, title).where(number.in_(ids))):
            found[name] = found.get(name, 0) + told[f"{start}{id_}"]
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


async def tell(db: Db, answers: Sequence[Waiting], day: date, *, alone: bool) -> None:
    """Notes that these are told from this day on (`siblings` comes first, in the same transaction)."""
    if answers:
        more = {"alone": alone, "day": day.isoformat()}
        await db.execute(inserting(db, ToldAnswer), [{**vars(one), **more} for one in answers])

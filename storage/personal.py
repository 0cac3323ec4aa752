"""Personal data: for every table, how what it knows of a member is exported and erased. None may be left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, exists, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import (
    ambassadors,
    badges,
    campaigns,
    capsules,
    checks,
    codes,
    comments,
    communities,
    consents,
    digests,
    drafts,
    feedback,
    feeds,
    files,
    followup_reading,
    improvement_cards,
    improvements,
    intentions,
    likes,
    polls,
    presence,
    proposal_drafts,
    proposals,
    questions,
    quiet,
    quizzes,
    received,
    receiving,
    repetition,
    reviews,
    runs,
    schedules,
    solicitations,
    testimonial_acts,
    testimonial_personal,
    told,
    verbatims,
    wins,
    wishes,
)
from storage.comments import Comment
from storage.communities import Community, CommunityRole
from storage.database import Db, Table
from storage.likes import Like
from storage.outbox import DROPPED, DUE, FAILED, SENDING, SENT, UNCERTAIN, Delivery
from storage.people import QUESTIONS_A_WEEK, Member, Workspace
from storage.quiet import Hours

EXPORT_DRAW = "privacy.export"
ERASED_DRAW = "privacy.gone"
"""Messages of `handlers/privacy`: a copy of everything, and what is left of any message sent to somebody erased."""

_UNFINISHED = "done_at IS NULL"


class Erasure(Table):
    """Somebody asked to be erased. `done_at`: when all their messages had been emptied and their places forgotten."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("ix_erasures_unfinished", "id", sqlite_where=text(_UNFINISHED), postgresql_where=text(_UNFINISHED)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


Export = Callable[[Db, int], Awaitable[list[dict[str, object]]]]
Erase = Callable[[Db, int], Awaitable[None]]


@dataclass(frozen=True)
class Personal:
    """What a table knows of people. None: nothing, or another table answers for it; `why` says so, and what stays."""

    export: Export | None
    erase: Erase | None
    why: str


async def _export_member(db: Db, member_id: int) -> list[dict[str, object]]:
    member = await db.get_one(Member, member_id, populate_existing=True)
    workspace = await db.get_one(Workspace, member.workspace_id)
    return [
        {
            "platform": workspace.platform,
            "workspace": workspace.name or workspace.external_id,
            "id": member.external_id,
            "name": member.name,
            "language": member.language,
            "zone": member.zone,
            "may_be_written_to_from": member.may_write_from,
            "may_be_written_to_until": member.may_write_until,
            "may_be_written_to_at_weekends": member.may_write_at_weekends,
            "may_be_asked_a_week": member.questions_a_week,
            "may_be_asked_about_sessions": member.surveys,
            "told_what_their_words_changed": member.news,
            "administrator": member.is_admin,
        }
    ]


async def _erase_member(db: Db, member_id: int) -> None:
    member = await db.get_one(Member, member_id)
    member.external_id = f"erased:{member_id}"
    member.name, member.language, member.zone = "", None, None
    member.is_admin, member.language_chosen, member.refreshed_at = False, False, None
    member.questions_a_week, member.surveys, member.news = QUESTIONS_A_WEEK, True, True
    await quiet.choose(db, member, Hours())


async def _export_roles(db: Db, member_id: int) -> list[dict[str, object]]:
    wanted = select(Community.name, CommunityRole.role).join(Community).where(CommunityRole.member_id == member_id)
    rows = await db.execute(wanted.order_by(CommunityRole.id))
    return [{"community": name, "role": role} for name, role in rows]


async def _erase_roles(db: Db, member_id: int) -> None:
    await db.execute(delete(CommunityRole).filter_by(member_id=member_id))


async def _export_messages(db: Db, member_id: int) -> list[dict[str, object]]:
    wanted = select(Delivery.about, Delivery.sent_at).where(Delivery.member_id == member_id, Delivery.state == SENT)
    # Without the exports themselves, which would change while they are sent in parts.
    rows = await db.execute(wanted.where(Delivery.draw.not_like(f"{EXPORT_DRAW}%")).order_by(Delivery.id))
    return [{"about": about, "sent_at": sent_at.isoformat() if sent_at else None} for about, sent_at in rows]


async def _erase_messages(db: Db, member_id: int) -> None:
    """What was not sent will not be; what was is drawn again, empty, in the language its reader had."""
    mine = Delivery.member_id == member_id
    member = await db.get_one(Member, member_id)
    await db.execute(update(Delivery).where(mine, Delivery.state.in_((DUE, FAILED))).values(state=DROPPED))
    emptied = update(Delivery).where(mine, Delivery.state.in_((SENDING, SENT, UNCERTAIN)))
    language = member.language or Delivery.language
    await db.execute(emptied.values(draw=ERASED_DRAW, language=language, revision=Delivery.revision + 1))


PERSONAL: dict[str, Personal] = {
    "workspaces": Personal(None, None, "Names a Slack team or a Discord server, nobody in it."),
    "communities": Personal(
        communities.export_trust, communities.erase_trust, "A theme, a channel and settings stay, with nobody to tell."
    ),
    "documents": Personal(None, None, "What can be found, with the words of other tables, which answer for them."),
    "known_words": Personal(None, None, "Words, one by one, that stand in what can be found: nobody's."),
    "capsules": Personal(capsules.export_of, capsules.erase_of, "What is taught stays, without its author."),
    "posts": Personal(None, None, "When capsules were posted."),
    "courses": Personal(None, None, "Titles, and whom they suit."),
    "course_watches": Personal(reviews.export_of, reviews.erase_of, "Nothing stays."),
    "intentions": Personal(intentions.export_of, intentions.erase_of, "Figures stay as they were told, nameless."),
    "files": Personal(files.export_of, files.erase_of, "What capsules show stays, nameless; documents do not."),
    "inbox": Personal(None, None, "The keys of asks already done, dropped after two days."),
    "lanes": Personal(None, None, "When a channel or a numbered member may next be written to; no name, no words."),
    "budgets": Personal(None, None, "How many messages a second are left."),
    "erasures": Personal(None, None, "The number of somebody erased, to finish what they asked."),
    "digests": Personal(digests.export_of, digests.erase_of, "Nameless figures stay; who read them does not."),
    "testimonials": Personal(
        testimonial_personal.export_of, testimonial_personal.erase_of, "A line without words or name stays."
    ),
    "testimonial_acts": Personal(testimonial_acts.export_of, testimonial_acts.erase_of, "What was done, not by whom."),
    "testimonial_slots": Personal(None, None, "Days and hours."),
    "testimonial_posts": Personal(None, None, "When testimonials are posted, and where."),
    "ambassadors": Personal(ambassadors.export_of, ambassadors.erase_of, "Nothing stays."),
    "badges": Personal(badges.export_of, badges.erase_of, "The platform's id stays until the badge is taken away."),
    "wins": Personal(wins.export_of, wins.erase_of, "A line without words or name stays."),
    "proposals": Personal(proposals.export_of, proposals.erase_of, "A line without words, title or name stays."),
    "proposal_drafts": Personal(proposal_drafts.export_of, proposal_drafts.erase_of, "Nothing stays."),
    "consents": Personal(consents.export_of, consents.erase_of, "Nothing stays: nothing is left to agree to."),
    "answers": Personal(feedback.export_of, feedback.erase_of, "Answers stay, and nothing stands for who gave them."),
    "climbs": Personal(None, None, "The answer of answers covers them: how far somebody went stays, nobody's."),
    "participations": Personal(None, None, "The answer of answers covers them: how many answered stays."),
    "told_answers": Personal(told.export_of, told.erase_of, "Figures stay as they were told, nameless."),
    "follow_ups": Personal(
        followup_reading.export_of, followup_reading.erase_of, "What a team answered stays, to nobody and by nobody."
    ),
    "follow_up_lines": Personal(None, None, "The answer of follow_ups covers them."),
    "verbatims": Personal(verbatims.export_of, verbatims.erase_of, "A tone without words or author stays."),
    "checks": Personal(None, None, "Which sessions ask what people know."),
    "check_questions": Personal(None, None, "Questions, as capsules said them: these answer for their authors."),
    "check_answers": Personal(checks.export_of, checks.erase_of, "Right or not stays, and nothing tells whose it was."),
    "check_participations": Personal(None, None, "The answer of check_answers covers them: how many answered stays."),
    "wishes": Personal(wishes.export_of, wishes.erase_of, "Themes stay counted, without words or who wished."),
    "improvements": Personal(None, None, "What is made better, for everybody to read; nobody's name."),
    "improvement_sources": Personal(
        improvements.export_of, None, "The answer of verbatims forgets whose words led there; that some did stays."
    ),
    "improvement_cards": Personal(
        improvement_cards.export_of, improvement_cards.erase_of, "Cards stay, without who decided on them."
    ),
    "promise_posts": Personal(None, None, "Where a team's promise is told."),
    "improvement_lines": Personal(None, None, "Which improvements a card shows."),
    "seal_keys": Personal(None, None, "A number drawn by chance."),
    "session_questions": Personal(questions.export_of, questions.erase_of, "A line without words or name stays."),
    "invitations": Personal(None, None, "Which version of a session calendars were told."),
    "moments": Personal(None, None, "What a session is made of."),
    "sessions": Personal(
        presence.export_of, presence.erase_of, "Sessions stay, with the trainer as typed; answers for attendees too."
    ),
    "code_tries": Personal(codes.export_of, codes.erase_of, "Nothing stays."),
    "attendees": Personal(None, None, "The answer of sessions covers them: how many attended stays."),
    "likes": Personal(likes.export_of, likes.erase_of, "Each subject keeps its count."),
    "quiz_answers": Personal(quizzes.export_of, quizzes.erase_of, "Tries are counted, without who or what was chosen."),
    "reviews": Personal(repetition.export_of, repetition.give_up, "Nothing stays."),
    "review_choices": Personal(repetition.export_choice, None, "The answer of reviews forgets the choice too."),
    "ballots": Personal(polls.export_of, polls.erase_of, "Votes still count, nameless."),
    "comments": Personal(comments.export_of, comments.erase_of, "Counted, without words or name."),
    "drafts": Personal(drafts.export_of, drafts.erase_of, "Nothing stays of what was typed and not finished."),
    "campaigns": Personal(campaigns.export_of, campaigns.erase_of, "Campaigns stay, without who made them."),
    "campaign_steps": Personal(None, None, "Capsules, days and hours."),
    "campaign_runs": Personal(runs.export_of, runs.erase_of, "What was started goes on, without who started it."),
    "campaign_run_posts": Personal(None, None, "Which schedules belong together."),
    "feeds": Personal(feeds.export_of, feeds.erase_of, "Nothing stays: the address opens nothing any more."),
    "schedules": Personal(schedules.export_of, schedules.erase_of, "What is planned stays, without its author."),
    "subscriptions": Personal(receiving.export_of, receiving.erase_of, "Nothing stays."),
    "receipts": Personal(received.export_of, received.erase_of, "Nothing stays."),
    "mutes": Personal(received.export_mutes_of, received.erase_mutes_of, "Nothing stays."),
    "solicitations": Personal(solicitations.export_of, solicitations.erase_of, "Nothing stays."),
    "community_roles": Personal(_export_roles, _erase_roles, "Nothing stays."),
    "deliveries": Personal(_export_messages, _erase_messages, "That messages were sent stays; they are emptied."),
    "members": Personal(_export_member, _erase_member, "A number that no longer leads to anybody stays."),
}
"""Every table, in the order in which they are erased: digests and testimonials first look for the words they quote."""


async def export(db: Db, member_id: int) -> dict[str, list[dict[str, object]]]:
    """Everything known of a member, table by table, ready for JSON."""
    return {name: await answer.export(db, member_id) for name, answer in PERSONAL.items() if answer.export}


async def erase(db: Db, member_id: int, now: datetime) -> None:
    """Forgets a member everywhere, in the caller's transaction; counts stay, and posted copies are drawn again."""
    await testimonial_personal.withdraw_all(db, member_id, now)
    await proposals.withdraw_all(db, member_id, now)
    for answer in PERSONAL.values():
        if answer.erase:
            await answer.erase(db, member_id)
    db.add(Erasure(member_id=member_id, asked_at=now))
    await db.flush()


_PENDING = exists().where(
    Delivery.member_id == Erasure.member_id,
    Delivery.state.in_((SENDING, UNCERTAIN)) | ((Delivery.state == SENT) & (Delivery.revision > Delivery.shown)),
)
EMPTIED = select(Erasure).where(Erasure.done_at.is_(None), ~_PENDING).order_by(Erasure.id)
"""Erasures of members whose messages all show that they were emptied."""


async def finish_erasures(db: Db, now: datetime, most: int) -> int:
    """Forgets where the messages of erased members are, once they are EMPTIED; how many are finished."""
    finished = (await db.scalars(EMPTIED.limit(most).with_for_update(skip_locked=True))).all()
    for erasure in finished:
        gone = update(Delivery).where(Delivery.member_id == erasure.member_id)
        await db.execute(gone.values(posted_channel=None, posted_id=None))
        erasure.done_at = now
    await db.flush()
    return len(finished)


@dataclass(frozen=True)
class Counts:
    """How much a member has left: subjects liked, comments, sessions answered about, verbatims with their words."""

    likes: int
    comments: int
    ratings: int
    words: int


async def counts(db: Db, member_id: int) -> Counts:
    """What is known of a member, in numbers."""
    liked = select(func.count(Like.subject.distinct())).where(Like.member_id == member_id)
    commented = select(func.count(Comment.id)).where(Comment.member_id == member_id, Comment.words.is_not(None))
    liked_n, commented_n = [(await db.scalars(wanted)).one() for wanted in (liked, commented)]
    return Counts(liked_n, commented_n, await feedback.count_of(db, member_id), await verbatims.count_of(db, member_id))

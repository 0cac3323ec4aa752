"""Monday, lived before the newcomer arrives: through the real bot, as these people would."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.demo.cast import COMMUNITY, Cast
from bot.demo.ladder import answer_about_the_session, buttons
from bot.demo.travel import A_MOMENT, ZONE, phrases
from bot.texts import known_language
from handlers.capsules.importing import import_folder
from handlers.chat.words import Say
from playground import Person
from storage import capsules, communities, moments, people, schedules, sessions
from storage.capsules import Capsule
from storage.communities import ANIMATOR, MANAGER, Community
from storage.database import Db
from storage.people import Known, Member

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CHOSEN = (0, 0, 1, 0, 2, 0)
"""What each colleague answered to Monday's quiz, then to its poll."""
ASKED_AT = {"quiz": 14, "poll": 16}
"""The hour on Monday at which each of these is posted."""


async def set_up_community(app: App, cast: Cast) -> int:
    """Makes the community, its people, five planned capsules, Monday's session and Tuesday's; its id."""
    play, now = cast.playground, app.clock.now()
    async with app.database.transaction() as db:
        space = await people.workspace(db, "slack", play.team_id, play.team_name)
        home = await communities.create(
            db,
            workspace_id=space.id,
            name=COMMUNITY[cast.language],
            channel=cast.home.id,
            language=cast.language,
            zone=ZONE.key,
            now=now,
        )
        assert home is not None  # noqa: S101 - the database was empty
        amina = await _member(db, space.id, cast.amina, now)
        await communities.add_role(db, home.id, amina.id, ANIMATOR)
        marc = await _member(db, space.id, cast.marc, now)
        await communities.add_role(db, home.id, marc.id, MANAGER)
        await communities.set_audience(db, home.id, len(cast.learners) + 2)
    await _import(app, "giving-feedback", cast, home.id)
    async with app.database.transaction() as db:
        await _plan_the_week(db, home, amina, now)
        await _plan_sessions(db, home, amina, cast, now)
    await _import(app, "every-format", cast, home.id)
    async with app.database.transaction() as db:
        await _plan_questions(db, home, amina, now)
    return home.id


async def _import(app: App, folder: str, cast: Cast, community_id: int) -> None:
    await import_folder(
        app.database,
        EXAMPLES / folder / cast.language,
        community_id=community_id,
        language=cast.language,
        now=app.clock.now(),
        progress=lambda _done, _total: None,
    )


async def _member(db: Db, workspace_id: int, person: Person, now: datetime) -> Member:
    profile = person.profile
    member = await people.member(db, workspace_id, person.id)
    known = Known(person.id, person.name, known_language(profile.locale), ZONE.key, profile.is_admin)
    await people.refresh(db, member, known, now)
    return member


async def _plan_the_week(db: Db, home: Community, amina: Member, now: datetime) -> None:
    """A capsule on Monday at nine, then one each day at half past nine."""
    monday = now.astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
    for day, capsule in enumerate(await capsules.offered(db, home.id, "", most=5)):
        await _plan(db, home, amina, capsule, monday + timedelta(days=day, minutes=30 if day else 0))


async def _plan_questions(db: Db, home: Community, amina: Member, now: datetime) -> None:
    """A quiz and a poll on Monday afternoon."""
    found = await capsules.offered(db, home.id, "", most=50)
    for format_, hour in ASKED_AT.items():
        capsule = next(one for one in found if one.format == format_)
        await _plan(db, home, amina, capsule, now.astimezone(ZONE).replace(hour=hour, minute=0, second=0))


async def _plan(db: Db, home: Community, amina: Member, capsule: Capsule, at: datetime) -> None:
    await schedules.plan(
        db,
        community_id=home.id,
        capsule_id=capsule.id,
        rule="",
        local_start=at.strftime("%Y-%m-%dT%H:%M"),
        zone=ZONE.key,
        next_at=at,
        created_by=amina.id,
    )


async def _plan_sessions(db: Db, home: Community, amina: Member, cast: Cast, now: datetime) -> None:
    """Monday from ten to noon, Tuesday from two to half past three, for every learner."""
    monday = now.astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    for course, starts_at, minutes in (
        ("demo.course", monday, 120),
        ("demo.next_course", monday + timedelta(days=1, hours=4), 90),
    ):
        session = await sessions.create(
            db,
            community=home,
            title=phrases().plain(Say(course), cast.language),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            created_by=amina.id,
            place=phrases().plain(Say("demo.room"), cast.language),
            hours=minutes / 60,
        )
        titles = [phrases().plain(Say(f"demo.moment_{number}"), cast.language) for number in (1, 2, 3)]
        await moments.write(db, session.id, [(title, 30 * number) for number, title in enumerate(titles)])
        for person in cast.learners:
            member = await _member(db, home.workspace_id, person, now)
            await sessions.attend(db, session.id, member.id)


async def live_monday(app: App, cast: Cast, community_id: int) -> None:
    """The capsule of nine o'clock, the session, what colleagues said of both; then it is Tuesday, nine o'clock."""
    async with app.database.reading() as db:
        post_at = await schedules.next_planned_at(db, community_id)
        session_end = await sessions.next_end(db, community_id)
    assert post_at is not None  # noqa: S101 - planned just above
    assert session_end is not None  # noqa: S101 - as above
    app.clock.move_to(post_at + A_MOMENT)
    await app.settle()
    await _enjoy_the_capsule(cast)
    app.clock.move_to(session_end + A_MOMENT)
    await app.settle()
    await answer_about_the_session(app, cast)
    for hour, start in zip(ASKED_AT.values(), ("quizzes.choose:", "polls.vote:"), strict=True):
        app.clock.move_to(post_at.astimezone(ZONE).replace(hour=hour, minute=0) + A_MOMENT)
        await app.settle()
        await _choose(cast, start)
    app.clock.move_to(post_at + timedelta(days=1, minutes=2))
    await app.settle()


async def _enjoy_the_capsule(cast: Cast) -> None:
    (post,) = [
        message for message in cast.playground.messages(cast.home) if "likes.toggle:capsule" in str(message.blocks)
    ]
    for person, emoji in zip(cast.colleagues, ("heart", "+1", "clap", "bulb"), strict=False):
        await person.react(cast.home, post.ts, emoji)
    texts = phrases()
    for person, reply in zip(cast.colleagues, ("demo.reply_1", "demo.reply_2"), strict=False):
        await person.post(cast.home, texts.plain(Say(reply), cast.language), thread_ts=post.ts)
    await cast.playground.settled()


async def _choose(cast: Cast, start: str) -> None:
    """Each colleague presses their choice under the question just posted."""
    for person, number in zip(cast.colleagues, CHOSEN, strict=True):
        question = cast.playground.messages(cast.home)[-1]
        await person.click(question, buttons(question, start)[number])
        await cast.playground.settled()

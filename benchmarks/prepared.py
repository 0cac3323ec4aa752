"""What Portevoix finds in its database when it starts: a community, a capsule to post, a session that is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handlers.capsules.importing import import_folder
from playground import Channel, Person, Playground
from storage import capsules, communities, people, quiet, schedules, sessions
from storage.communities import ANIMATOR, Community
from storage.database import Database, Db
from storage.migrate import migrate
from storage.people import Known

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "giving-feedback" / "en"
ZONE = "Europe/Paris"
ANY_TIME = quiet.Hours(0, 24, weekends=True)
"""The question after a session must come whatever the hour at which figures are taken."""


async def prepare(
    address: str, play: Playground, home: Channel, likers: Sequence[Person], attendees: Sequence[Person]
) -> None:
    """Fills an empty database: everybody is known already, as after the first days of a community."""
    database = Database(address)
    now = datetime.now(UTC)
    await migrate(database)
    async with database.transaction() as db:
        space = await people.workspace(db, "slack", play.team_id, play.team_name)
        community = await communities.create(
            db, workspace_id=space.id, name="Giving feedback", channel=home.id, language="en", zone=ZONE, now=now
        )
        assert community is not None, "the database was not empty"
        ids = [await _member(db, space.id, person, now) for person in (*attendees, *likers)]
        await communities.add_role(db, community.id, ids[0], ANIMATOR)
        await _plan_session(db, community, ids[: len(attendees)], now)
    await import_folder(
        database, EXAMPLES, community_id=community.id, language="en", now=now, progress=lambda _done, _total: None
    )
    async with database.transaction() as db:
        await _plan_capsule(db, community, ids[0], now)
    await database.close()


async def _member(db: Db, workspace_id: int, person: Person, now: datetime) -> int:
    member = await people.member(db, workspace_id, person.id)
    await people.refresh(db, member, Known(person.id, person.name, "en", ZONE, False), now)
    await quiet.choose(db, member, ANY_TIME)
    return member.id


async def _plan_session(db: Db, community: Community, attendees: Sequence[int], now: datetime) -> None:
    session = await sessions.create(
        db,
        community=community,
        title="Feedback that helps",
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(minutes=1),
        created_by=attendees[0],
    )
    for member_id in attendees:
        await sessions.attend(db, session.id, member_id)


async def _plan_capsule(db: Db, community: Community, animator: int, now: datetime) -> None:
    (capsule,) = await capsules.offered(db, community.id, "", most=1)
    await schedules.plan(
        db,
        community_id=community.id,
        capsule_id=capsule.id,
        rule="",
        local_start=now.strftime("%Y-%m-%dT%H:%M"),
        zone=ZONE,
        next_at=now,
        created_by=animator,
    )

"""What is there before the first kill: people and channels on the playground, and what is planned, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice

from playground import Channel, Person, Playground
from storage import capsules, communities, people, quiet, schedules, sessions
from storage.capsules import Source
from storage.communities import Community
from storage.database import Database, Db
from storage.migrate import migrate
from storage.people import Known, Workspace
from tests.chaos.size import Size

ZONE = "Europe/Paris"
ANY_HOUR = quiet.Hours(0, 24, weekends=True)
SESSIONS = 4


@dataclass(frozen=True)
class World:
    """The workspace: everybody is in every channel; `readers` are owed a direct message each."""

    everyone: Sequence[Person]
    channels: Sequence[Channel]
    readers: Sequence[Person]


def people_and_channels(play: Playground, size: Size) -> World:
    """On the playground, whose clock is the machine's."""
    everyone = [play.add_person(f"Person {number}") for number in range(max(size.dms, 40))]
    channels = [play.add_channel(f"channel-{number}", members=everyone) for number in range(size.channels)]
    return World(everyone, channels, everyone[: size.dms])


async def plan(address: str, play: Playground, world: World, size: Size, seconds: float) -> None:
    """Fills an empty database: everything falls due, bit by bit, within `seconds` from now."""
    database = Database(address)
    await migrate(database)
    now = datetime.now(UTC)
    async with database.transaction() as db:
        space = await people.workspace(db, "slack", play.team_id, play.team_name)
        members = {person.id: await _member(db, space, person, now) for person in world.everyone}
        homes = [await _home(db, space, channel, now) for channel in world.channels]
        moments = _moments(now, seconds, size.channels * size.posts)
        for turn in range(size.posts):
            for home in homes:
                await _plan_post(db, home, turn, next(moments), members[world.everyone[0].id])
        for number in range(SESSIONS):
            attendees = [members[person.id] for person in world.readers[number::SESSIONS]]
            await _plan_session(db, homes[0], attendees, now + timedelta(seconds=seconds * number / SESSIONS))
    await database.close()


def _moments(now: datetime, seconds: float, many: int) -> islice[datetime]:
    return islice((now + timedelta(seconds=seconds * number / many) for number in count()), many)


async def _member(db: Db, space: Workspace, person: Person, now: datetime) -> int:
    member = await people.member(db, space.id, person.id)
    await people.refresh(db, member, Known(person.id, person.name, "en", ZONE, False), now)
    await quiet.choose(db, member, ANY_HOUR)
    return member.id


async def _home(db: Db, space: Workspace, channel: Channel, now: datetime) -> Community:
    home = await communities.create(
        db, workspace_id=space.id, name=channel.name, channel=channel.id, language="en", zone=ZONE, now=now
    )
    assert home is not None, "the database was not empty"
    return home


async def _plan_post(db: Db, home: Community, turn: int, at: datetime, animator: int) -> None:
    """A capsule of its own for each post, so that a like says which post it is for."""
    name = f"{home.name}/{turn}"
    source = Source(
        origin=name,
        community_id=home.id,
        title=name,
        theme="",
        format="text",
        body="One small thing.",
        key_message="",
        minutes=1,
        effort="easy",
        language="en",
        digest=name,
    )
    kept = await capsules.keep(db, [source], at)
    await schedules.plan(
        db,
        community_id=home.id,
        capsule_id=kept[name][0],
        rule="",
        local_start=(at - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        zone=ZONE,
        next_at=at,
        created_by=animator,
    )


async def _plan_session(db: Db, home: Community, attendees: Sequence[int], ends_at: datetime) -> None:
    session = await sessions.create(
        db,
        community=home,
        title=f"Session of {len(attendees)}",
        starts_at=ends_at - timedelta(hours=1),
        ends_at=ends_at,
        created_by=attendees[0],
    )
    for member_id in attendees:
        await sessions.attend(db, session.id, member_id)

"""What is there at the end, on the playground and in the database, against what should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from playground import Message, Playground
from storage.database import Database
from storage.likes import BUTTON, Like
from storage.outbox import Delivery
from storage.people import Member
from storage.sending import is_settled
from tests.chaos.crowd import TOGGLE, Crowd, like_button
from tests.chaos.size import Size
from tests.chaos.world import World


@dataclass(frozen=True)
class Tally:
    """Everything is well when the five last are zero. `unseen`: presses whose acknowledgement nobody saw.

    `wrong`: posts that came in their channel before one that was owed earlier.
    """

    kills: Mapping[str, int]
    deliveries: int
    likes: int
    unseen: int
    lost: int
    doubled: int
    likes_lost: int
    likes_doubled: int
    wrong: int

    @property
    def is_well(self) -> bool:
        """Nothing lost, nothing twice."""
        return not (self.lost or self.doubled or self.likes_lost or self.likes_doubled or self.wrong)

    def line(self, name: str) -> str:
        """In one line."""
        moments = ", ".join(f"{count} {moment}" for moment, count in sorted(self.kills.items()))
        return (
            f"{name}: {sum(self.kills.values())} kills ({moments}); {self.deliveries} deliveries, lost {self.lost}, "
            f"doubled {self.doubled}; {self.likes} likes ({self.unseen} not seen acknowledged), "
            f"lost {self.likes_lost}, doubled {self.likes_doubled}; out of order {self.wrong}"
        )


def posted(play: Playground, world: World) -> list[tuple[Message, str]]:
    """Every message that was owed, with its delivery's key."""
    places = [*world.channels, *(person.dm for person in world.readers)]
    return [
        (message, message.metadata["event_payload"]["key"])
        for place in places
        for message in place.messages.values()
        if message.metadata is not None
    ]


def shown(message: Message) -> str:
    """What a reader would say a message is, whatever its key: two of the same are one too many."""
    return f"{message.channel} {like_button(message)}"


async def all_done(database: Database, crowd: Crowd, size: Size) -> bool:
    """Whether there is nothing left to wait for."""
    async with database.reading() as db:
        owed = len((await db.scalars(select(Delivery.id))).all())
        from_emoji = len((await db.scalars(select(Like.id).where(Like.source != BUTTON))).all())
        settled = await is_settled(db, datetime.now(UTC))
    return settled and owed >= size.deliveries and from_emoji >= len(crowd.put)


async def count(
    database: Database, play: Playground, world: World, crowd: Crowd, size: Size, kills: Mapping[str, int]
) -> Tally:
    """Counts everything, once all is done."""
    there = posted(play, world)
    keys = {key for _, key in there}
    async with database.reading() as db:
        owed = {delivery.key: delivery for delivery in (await db.scalars(select(Delivery))).all()}
        rows = await db.execute(
            select(Member.external_id, Like.subject, Like.source, Like.message).join(Like, Like.member_id == Member.id)
        )
        likes = Counter((who, subject, source == BUTTON, message) for who, subject, source, message in rows)
    presses = {(who, button.removeprefix(TOGGLE), True, ""): seen for (who, button), seen in crowd.pressed.items()}
    pressed, seen = Counter(list(presses)), Counter([press for press, was_seen in presses.items() if was_seen])
    put = Counter(_emoji(world, crowd))
    return Tally(
        kills=kills,
        deliveries=size.deliveries,
        likes=len(crowd.pressed) + len(crowd.put),
        unseen=len(crowd.pressed) - len(seen),
        lost=size.deliveries - len(keys & owed.keys()),
        doubled=len(there) - min(len(keys), len({shown(message) for message, _ in there})),
        likes_lost=((seen + put) - likes).total(),
        likes_doubled=(likes - (pressed + put)).total(),
        wrong=_out_of_order(there, owed),
    )


def _emoji(world: World, crowd: Crowd) -> list[tuple[str, str, bool, str]]:
    about = {
        channel.id + message.ts: (like_button(message) or "").removeprefix(TOGGLE)
        for channel in world.channels
        for message in channel.listed()
    }
    ts = {channel.id + message.ts: message.ts for channel in world.channels for message in channel.listed()}
    return [(who, about[place], False, ts[place]) for who, place, _ in crowd.put]


def _out_of_order(there: list[tuple[Message, str]], owed: Mapping[str, Delivery]) -> int:
    """Posts that came in their channel before one that was owed earlier."""
    last: dict[str, int] = {}
    late = 0
    for message, key in sorted(there, key=lambda one: one[0].ts):
        number = owed[key].id if key in owed else 0
        late += number < last.get(message.channel, 0)
        last[message.channel] = max(number, last.get(message.channel, 0))
    return late

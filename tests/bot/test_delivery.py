"""The sender: nothing lost, nothing twice, one lane never delays another."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import delivery
from bot.delivery import EDITS_AHEAD_SECONDS, MOST_TRIES, Sender
from bot.platforms import Refused, SendError, Target, TryLater, Unsure
from handlers.chat.cards import Card, Prose, card
from handlers.chat.routes import Registry
from handlers.chat.words import Say
from storage import outbox, people
from storage.database import Database, Db
from storage.outbox import DROPPED, DUE, FAILED, SENT, UNCERTAIN, Delivery
from tests import posting
from tests.bot.stub_platform import StubPlatform
from tests.conftest import EVERY_DATABASE, StillClock

pytestmark = EVERY_DATABASE

STORY = {"parts": 1, "said": "hello"}


def stories() -> Registry:
    registry = Registry()
    registry.message("story.told")(told)
    registry.message("story.gone")(gone)
    registry.message("story.broken")(broken)
    return registry


async def told(_db: Db, number: int) -> Card:
    return card(Say("story"), *(Prose(f"{STORY['said']} {number}.{part}") for part in range(int(str(STORY["parts"])))))


async def gone(_db: Db) -> Card | None:
    return None


async def broken(_db: Db) -> Card:
    raise RuntimeError("a fault in a drawing")


class Post:
    """A sender on a stub chat, stepped by hand: `flow` runs until nothing more can be sent now."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        self.database, self.clock, self.chat = database, clock, StubPlatform()
        self.restart()

    def restart(self) -> None:
        self.sender = Sender(self.database, stories(), {"stub": self.chat}, self.clock)

    async def owe(
        self, about: str, draw: str = "story.told:1", channel: str = "C1", subject: str | None = None
    ) -> bool:
        async with self.database.transaction() as db:
            space = await people.workspace(db, "stub", "W1")
            return await outbox.owe(
                db,
                about=about,
                draw=draw,
                workspace_id=space.id,
                due_at=self.clock.now(),
                language="en",
                channel=channel,
                subject=subject,
            )

    async def state(self, about: str) -> Delivery:
        async with self.database.reading() as db:
            return (await db.scalars(select(Delivery).filter_by(about=about))).one()

    async def change(self, said: str) -> None:
        STORY["said"] = said
        async with self.database.transaction() as db:
            await outbox.touch(db, "capsule:1")

    async def flow(self, steps: int = 400) -> None:
        await self.sender.start()
        for _ in range(steps):
            if await self.sender.is_idle():
                break
            self.sender.wake()
            await asyncio.sleep(0.005)
        await self.sender.stop()


@pytest.fixture
async def post(database: Database, clock: StillClock) -> Post:
    STORY.update(parts=1, said="hello")
    return Post(database, clock)


async def test_what_is_owed_is_posted_once(post: Post) -> None:
    assert await post.owe("a")
    assert not await post.owe("a")
    await post.flow()
    await post.flow()
    assert [kept.drawn for kept in post.chat.kept] == ["hello 1.0"]
    assert (await post.state("a")).state == SENT


async def test_a_lane_keeps_its_order(post: Post) -> None:
    for number in range(5):
        await post.owe(f"n{number}", draw=f"story.told:{number}")
    await post.flow()
    assert [kept.drawn for kept in post.chat.kept] == [f"hello {number}.0" for number in range(5)]


async def test_what_does_not_fit_continues_in_the_thread(post: Post) -> None:
    STORY["parts"] = 3
    await post.owe("a")
    await post.flow()
    first, *others = post.chat.kept
    assert [kept.drawn for kept in post.chat.kept] == ["hello 1.0", "hello 1.1", "hello 1.2"]
    assert [kept.target.thread for kept in others] == [first.posted.message] * 2


async def test_a_refused_message_is_given_up_and_does_not_hold_the_others(post: Post) -> None:
    post.chat.faults = [Refused("channel_not_found")]
    await post.owe("a")
    await post.owe("b")
    await post.flow()
    assert (await post.state("a")).state == FAILED
    assert (await post.state("a")).failure == "channel_not_found"
    assert (await post.state("b")).state == SENT


@pytest.mark.parametrize("kept", [True, False])
async def test_after_a_time_out_the_chat_is_asked_before_sending_again(post: Post, kept: bool) -> None:
    post.chat.keeps_when_unsure = kept
    post.chat.faults = [Unsure("timeout")]
    await post.owe("a")
    await post.flow()
    assert (await post.state("a")).state == UNCERTAIN
    post.clock.move_to(post.clock.now() + timedelta(minutes=1))
    post.restart()
    await post.flow()
    assert len(post.chat.asked) == 1
    assert len(post.chat.kept) == 1
    assert (await post.state("a")).state == SENT


async def test_a_message_found_after_a_time_out_shows_what_changed_meanwhile(post: Post) -> None:
    post.chat.faults = [Unsure("timeout")]
    await post.owe("one", subject="story:1")
    await post.flow()
    STORY["said"] = "taken back"
    async with post.database.transaction() as db:
        await outbox.touch(db, "story:1")
    post.clock.move_to(post.clock.now() + timedelta(minutes=1))
    await post.flow()
    assert [kept.drawn for kept in post.chat.kept] == ["taken back 1.0"]


async def test_a_sender_that_died_between_send_and_record_does_not_post_again(post: Post) -> None:
    await post.owe("a")
    async with post.database.transaction() as db:
        (claimed,) = await posting.claim(db, post.clock)
    await post.chat.send(post_target(), "hello 1.0", claimed.key)
    post.clock.move_to(post.clock.now() + posting.LEASE)
    await post.flow()
    assert len(post.chat.kept) == 1
    assert (await post.state("a")).posted_id == "m1"


async def test_a_message_looked_for_too_long_is_not_sent_when_others_may(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack may make a search wait, three times and for as long as it says."""

    async def slow(*_: object) -> None:
        await asyncio.Event().wait()

    post.chat.keeps_when_unsure = False
    post.chat.faults = [Unsure("timeout")]
    await post.owe("a")
    await post.flow()
    monkeypatch.setattr(post.chat, "find", slow)
    monkeypatch.setattr(delivery, "SECONDS_TO_RECORD", delivery.LEASE.total_seconds() - 0.2)
    post.clock.move_to(post.clock.now() + timedelta(minutes=1))
    await post.flow()
    assert post.chat.kept == []
    assert (await post.state("a")).state == UNCERTAIN
    assert (await post.state("a")).failure == "lease_over"


def post_target() -> Target:
    return Target("W1", "C1")


async def test_a_busy_platform_is_tried_again_later_then_given_up(post: Post) -> None:
    await post.owe("a")
    for _ in range(MOST_TRIES):
        post.chat.faults = [TryLater("ratelimited", 3)]
        post.restart()
        await post.flow()
        post.clock.move_to(post.clock.now() + timedelta(hours=1))
    assert (await post.state("a")).state == FAILED
    assert post.chat.kept == []


async def test_a_message_with_nothing_left_to_say_is_dropped(post: Post) -> None:
    await post.owe("a", draw="story.gone")
    await post.flow()
    assert (await post.state("a")).state == DROPPED


async def test_a_fault_in_a_drawing_delays_its_message_only(post: Post) -> None:
    await post.owe("a", draw="story.broken")
    await post.owe("b", channel="C2")
    await post.flow()
    assert (await post.state("a")).state == DUE
    assert (await post.state("b")).state == SENT


async def test_what_changed_is_drawn_again(post: Post) -> None:
    await post.owe("a", subject="capsule:1")
    await post.flow()
    STORY["said"] = "goodbye"
    async with post.database.transaction() as db:
        await outbox.touch(db, "capsule:1")
    await post.flow()
    assert [kept.drawn for kept in post.chat.kept] == ["goodbye 1.0"]


@pytest.mark.parametrize(("fault", "shown"), [(TryLater("ratelimited", 1), 0), (Refused("message_not_found"), 1)])
async def test_a_redraw_waits_for_a_busy_platform_and_stops_at_a_lost_message(
    post: Post, fault: SendError, shown: int
) -> None:
    await post.owe("a", subject="capsule:1")
    await post.flow()
    async with post.database.transaction() as db:
        await outbox.touch(db, "capsule:1")
    post.chat.faults = [fault]
    await post.flow(steps=20)
    assert (await post.state("a")).shown == shown


async def test_a_message_just_redrawn_waits_then_shows_all_that_changed_meanwhile(post: Post) -> None:
    post.chat.seconds_between_posts = 60.0
    await post.owe("a", subject="capsule:1")
    await post.flow()
    await post.change("goodbye")
    await post.flow()
    for said in ("see you", "see you soon"):
        await post.change(said)
        await post.flow(steps=20)
    assert [kept.drawn for kept in post.chat.kept] == ["goodbye 1.0"]
    assert not await post.sender.is_idle()
    post.clock.move_to(post.clock.now() + timedelta(minutes=1))
    await post.flow()
    assert [kept.drawn for kept in post.chat.kept] == ["see you soon 1.0"]


@pytest.mark.parametrize("kept", [True, False])
async def test_what_was_done_on_a_message_before_it_was_found_is_read_again(post: Post, kept: bool) -> None:
    post.chat.keeps_when_unsure = kept
    post.chat.faults = [Unsure("timeout")]
    await post.owe("a")
    await post.flow()
    post.clock.move_to(post.clock.now() + timedelta(minutes=1))
    post.restart()
    found: list[str] = []

    async def note(platform: str) -> None:
        found.append(platform)

    post.sender.on_found = note
    await post.flow()
    assert found == (["stub"] if kept else [])


async def test_posts_drawn_again_share_a_budget_and_the_last_is_not_forgotten(post: Post) -> None:
    post.chat.seconds_between_all_edits = 3.0
    post.restart()
    for number in range(6):
        await post.owe(f"a{number}", channel=f"C{number}", subject="capsule:1")
    await post.flow()
    await post.change("goodbye")
    await post.flow(steps=20)

    def changed() -> int:
        return sum(kept.drawn == "goodbye 1.0" for kept in post.chat.kept)

    assert changed() == 1 + EDITS_AHEAD_SECONDS / 3.0
    for _ in range(6):
        post.clock.move_to(post.clock.now() + timedelta(seconds=3))
        await post.flow(steps=20)
    assert changed() == 6

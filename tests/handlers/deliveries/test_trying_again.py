"""A refused message is shown to who can do something about it, and leaves when they say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.platforms import CannotLook, Posted, Refused, Target, Unsure
from storage.outbox import DROPPED, DUE, FAILED, Delivery
from tests.bot.stub_platform import StubPlatform
from tests.conftest import EVERY_DATABASE
from tests.handlers.deliveries.office import TITLE, Office, pressed, shown
from tests.handlers.theatre import HERE


@dataclass
class BlindPlatform(StubPlatform):
    """Nobody may read what was said there."""

    async def find(self, target: Target, key: str, since: datetime) -> Posted | None:
        self.asked.append(key)
        raise CannotLook("missing_scope")


@EVERY_DATABASE
async def test_a_refused_channel_is_shown_and_tried_again_once_it_is_open(office: Office) -> None:
    office.chat.faults = [Refused("is_archived")]
    await office.post_capsule()
    await office.flow()
    listed = shown(await office.press("amina", "deliveries.list"))
    words = office.read(listed, "en")
    assert f"Capsule {TITLE}, for #C1" in words
    assert "Giving feedback · first tried Tuesday 24 November at 09:00" in words
    assert "archived or locked. Reopen it, then try again." in words
    assert office.chat.kept == []

    (values,) = pressed(listed, "deliveries.try_again")
    again = shown(await office.press("amina", "deliveries.try_again", *values))
    assert "I am trying again." in office.read(again, "en")
    assert "Nothing waits" in office.read(again, "en")
    await office.flow()
    assert [kept.target.channel for kept in office.chat.kept] == ["C1"]
    assert "Nothing waits" in await office.told("bruno", "deliveries.list")


async def test_still_refused_it_comes_back(office: Office) -> None:
    office.chat.faults = [Refused("is_archived"), Refused("not_in_channel")]
    await office.post_capsule()
    await office.flow()
    (values,) = pressed(shown(await office.press("amina", "deliveries.list")), "deliveries.try_again")
    await office.press("amina", "deliveries.try_again", *values)
    await office.flow()
    assert "I am not in the channel. Invite me there" in await office.told("amina", "deliveries.list")
    assert office.chat.asked == []  # it is known not to be there


@pytest.mark.parametrize(("choice", "posted"), [("try_again", 2), ("drop", 1)])
async def test_where_nobody_can_look_a_person_decides(office: Office, choice: str, posted: int) -> None:
    office.chat = BlindPlatform(name=HERE.platform, faults=[Unsure("no_answer")])
    await office.post_capsule()
    await office.flow()
    office.clock.move_to(office.clock.now() + timedelta(minutes=1))
    await office.flow()
    assert (len(office.chat.kept), len(office.chat.asked)) == (1, 1)  # posted, although the bot cannot know
    listed = shown(await office.press("amina", "deliveries.list"))
    assert "It may already be there: look before trying again." in office.read(listed, "en")
    assert "A right of the bot’s app is missing (missing_scope)." in office.read(listed, "en")

    (values,) = pressed(listed, f"deliveries.{choice}")
    await office.press("amina", f"deliveries.{choice}", *values)
    await office.flow()
    assert len(office.chat.kept) == posted
    assert "Nothing waits" in await office.told("amina", "deliveries.list")


async def test_after_a_second_doubt_it_is_looked_for_from_the_very_first_try_on(office: Office) -> None:
    office.chat.faults = [Refused("is_archived"), Unsure("no_answer")]
    await office.post_capsule()
    await office.flow()
    (first,) = await office.rows(Delivery)
    office.clock.move_to(office.clock.now() + timedelta(hours=1))
    await office.press("amina", "deliveries.try_again", first.id, 0)
    await office.flow()
    office.clock.move_to(office.clock.now() + timedelta(minutes=1))
    await office.flow()
    assert (len(office.chat.kept), len(office.chat.asked)) == (1, 1)
    assert (await office.state(first.id)).first_try_at == first.first_try_at


@pytest.mark.parametrize("choices", [("try_again", "try_again"), ("try_again", "drop"), ("drop", "try_again")])
async def test_of_two_animators_the_first_decides(office: Office, choices: tuple[str, str]) -> None:
    (delivery_id,) = await office.fail_many(1)
    first, second = choices
    await office.press("amina", f"deliveries.{first}", delivery_id, 0)
    state = (await office.state(delivery_id)).state
    late = shown(await office.press("bruno", f"deliveries.{second}", delivery_id, 0))
    assert "Somebody has already decided about this one." in office.read(late, "en")
    assert (await office.state(delivery_id)).state == state == {"try_again": DUE, "drop": DROPPED}[first]


@pytest.mark.parametrize("who", ["lina", "elsa", "mona"])
@pytest.mark.parametrize("choice", ["try_again", "drop"])
async def test_only_animators_of_the_community_decide(office: Office, who: str, choice: str) -> None:
    (delivery_id,) = await office.fail_many(1)
    assert await office.told(who, f"deliveries.{choice}", delivery_id, 0) == "help.only.animator"
    assert (await office.state(delivery_id)).state == FAILED


async def test_one_that_does_not_exist_is_refused_as_somebody_else_s_is(office: Office) -> None:
    assert await office.told("amina", "deliveries.drop", 4242, 0) == "help.only.animator"


async def test_a_direct_message_tried_again_at_night_waits_for_the_morning(office: Office) -> None:
    office.chat.faults = [Refused("50007")]
    session_id = await office.session("lina")
    office.clock.move_to(office.clock.now().replace(hour=20))
    await office.press("lina", "sessions.join", session_id)
    await office.press("omar", "sessions.join", session_id)
    await office.flow()
    (failed,) = [one for one in await office.rows(Delivery) if one.state == FAILED]
    await office.press("amina", "deliveries.try_again", failed.id, 0)
    assert (await office.state(failed.id)).due_at.isoformat() == "2026-11-25T07:00:00+00:00"


async def test_what_an_earlier_try_may_have_left_there_is_looked_for_first(office: Office) -> None:
    office.chat.faults = [Unsure("timeout")]
    await office.post_capsule()
    await office.flow()
    async with office.database.transaction() as db:
        await db.execute(update(Delivery).values(state=FAILED, failure="ratelimited", attempts=8))
    (values,) = pressed(shown(await office.press("amina", "deliveries.list")), "deliveries.try_again")
    await office.press("amina", "deliveries.try_again", *values)
    office.chat.faults = []
    await office.flow()
    assert len(office.chat.kept) == 1
    assert len(office.chat.asked) == 1

"""What is to stay at hand is pinned once it is posted, whoever dies in between; or animators are told why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.delivery import MOST_EDIT_TRIES
from bot.platforms import Refused, TryLater
from handlers.chat.replies import Replace
from storage import pins
from storage.outbox import SENT, Delivery
from tests import posting
from tests.conftest import EVERY_DATABASE
from tests.handlers.deliveries.office import Office

FIRST, SECOND = "promise:1:1", "promise:1:2"


async def promised(office: Office, seen: int = 0) -> None:
    """Amina posts the promise, for the first time or in the place of the one she saw."""
    await office.press("amina", "improvements.promise_post", office.community_id, seen)


async def posted_but_not_pinned(office: Office) -> None:
    """Whoever posted it dies at once."""
    await promised(office)
    async with office.database.transaction() as db:
        (claimed,) = await posting.claim(db, office.clock)
        assert await posting.posted(db, office.clock, claimed, "C1", "m1")


async def owed(office: Office, about: str = FIRST) -> Delivery:
    return next(one for one in await office.rows(Delivery) if one.about == about)


async def notices(office: Office) -> dict[str, str]:
    """What was told of it, by whom it was told to."""
    await office.tick("deliveries")
    return {about: words for about, words in office.wall.items() if about.startswith("not_pinned:")}


@EVERY_DATABASE
async def test_it_is_pinned_until_another_takes_its_place_or_it_is_taken_down(office: Office) -> None:
    await promised(office)
    await office.flow()
    assert (office.chat.pins, (await owed(office)).pin) == ([("m1", True)], pins.DONE)
    await office.flow()
    await promised(office, 1)
    await office.flow()
    assert sorted(office.chat.pins[1:]) == [("m1", False), ("m2", True)]
    assert ((await owed(office)).pin, (await owed(office, SECOND)).pin) == (None, pins.DONE)
    assert "improvements.promise.over" in str(office.chat.kept[0].drawn)
    assert isinstance(await office.press("bruno", "improvements.promise_down", office.community_id), Replace)
    await office.flow()
    assert office.chat.pins[3:] == [("m2", False)]
    assert await notices(office) == {}


@EVERY_DATABASE
async def test_killed_between_the_post_and_the_pin_it_is_pinned_later(office: Office) -> None:
    await posted_but_not_pinned(office)
    assert (await owed(office)).pin == pins.WANTED
    await office.flow()
    assert (office.chat.pins, (await owed(office)).pin) == ([("m1", True)], pins.DONE)


async def test_killed_between_the_pin_and_its_record_it_is_pinned_once_more(office: Office) -> None:
    await posted_but_not_pinned(office)
    async with office.database.transaction() as db:
        (taken,) = await posting.changed(db, office.clock)
    await office.flow(steps=20)
    assert office.chat.pins == [], "whoever took it may be at it"
    office.clock.move_to(office.clock.now() + posting.LEASE)
    await office.flow()
    assert (taken.pin, office.chat.pins, (await owed(office)).pin) == (pins.WANTED, [("m1", True)], pins.DONE)


async def test_wanted_no_more_while_it_is_being_pinned_it_is_taken_away_again(office: Office) -> None:
    await posted_but_not_pinned(office)
    async with office.database.transaction() as db:
        (taken,) = await posting.changed(db, office.clock)
    await office.press("bruno", "improvements.promise_down", office.community_id)
    async with office.database.transaction() as db:
        await pins.settle(db, taken, office.clock.real(), None)
    assert (await owed(office)).pin == pins.UNWANTED
    await office.flow()
    assert (office.chat.pins, (await owed(office)).pin) == ([("m1", False)], None)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("missing_scope", "install its app again"),
        ("50013", "allow the bot to pin messages"),
        ("too_many_pins", "Take one away"),
        ("not_pinnable", "not_pinnable"),
    ],
)
async def test_not_allowed_the_animators_are_told_once_and_it_stays_posted(
    office: Office, code: str, said: str
) -> None:
    await posted_but_not_pinned(office)
    office.chat.faults = [Refused(code)]
    await office.flow()
    told = await notices(office)
    assert len(told) == 2, "Amina and Bruno"
    assert all(
        "Our promise is posted in #C1, but I could not pin it." in words and said in words for words in told.values()
    )
    one = await owed(office)
    assert (one.state, one.pin, one.pin_failure) == (SENT, pins.TOLD, code)
    await office.flow()
    assert await notices(office) == told
    assert len(office.chat.pins) == 1, "not tried again"


async def test_of_a_message_that_is_gone_nobody_is_told(office: Office) -> None:
    await promised(office)
    await office.post()
    async with office.database.transaction() as db:
        await db.execute(update(Delivery).values(pin=pins.REFUSED, pin_failure="message_not_found"))
    assert await notices(office) == {}


async def test_a_busy_platform_is_tried_again_as_an_edit_is_and_given_up_in_the_end(office: Office) -> None:
    await posted_but_not_pinned(office)
    for tried in range(1, MOST_EDIT_TRIES + 2):
        assert (await owed(office)).pin == pins.WANTED
        office.chat.faults = [TryLater("ratelimited", 3)]
        await office.flow(steps=20)
        assert len(office.chat.pins) == tried
        office.clock.move_to(office.clock.now() + timedelta(hours=1))
    assert ((await owed(office)).pin, (await owed(office)).pin_failure) == (pins.REFUSED, "ratelimited")
    assert len(await notices(office)) == 2

"""The calendar: an animator looks at the months to come, and follows them in a calendar program."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
from icalendar import Calendar

from bot.config import WebSection
from tests.platforms.bench import Seen
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.story import EXAMPLES, Story
from tests.scenarios.turns import crossed, crossed_again

TITLE = {"en": "Say what you saw, then what it did", "fr": "La caméra avant le juge"}
PUBLIC = "https://portevoix.example.org"


async def can_be_reached(story: Story) -> None:
    """The operator gives the bot a public address."""
    await story.the_bot_stops()
    story.web = WebSection(enabled=True, port=0, public_address=PUBLIC)
    await story.the_bot_starts()


def path_in(seen: Seen) -> str:
    found = re.search(re.escape(PUBLIC) + r"(/calendar/[A-Za-z0-9_-]{43}\.ics)", seen.text.replace("\\", ""))
    assert found is not None, seen.text
    return found[1]


async def fetched(story: Story, path: str) -> tuple[int, str]:
    """What a calendar program gets at the address: by its path, since nothing stands before the bot here."""
    assert story.running.web is not None
    address = f"http://127.0.0.1:{story.running.web.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


def events(body: str) -> Any:
    """The events of a calendar, as a program reads them."""
    return Calendar.from_ical(body).walk("VEVENT")


@crossed
async def test_an_animator_turns_the_months_and_follows_them_elsewhere(story: Story) -> None:
    cast, title = await opening(story), TITLE[story.language]
    amina, lina = cast.amina, cast.lina
    await can_be_reached(story)
    await story.imports(EXAMPLES / story.language)
    await amina.types(f"capsule schedule {title}")
    await amina.fills(date="2026-11-25", time="09:00", repeats="weekly")
    await amina.presses(amina.told, "schedules.confirm")

    await amina.types("calendar")
    card = amina.told
    assert amina.reads(card, "calendar.every.weeks", n=1)
    assert holds(card.text, title)
    await amina.presses(card, "calendar.month_after")
    december = amina.again(card)
    assert holds(december.text, {"en": "December 2026", "fr": "Décembre 2026"}[story.language])
    assert holds(december.text, title)

    await amina.presses(december, "calendar.get")
    first = amina.told
    status, body = await fetched(story, path_in(first))
    assert status == 200
    (event,) = events(body)
    assert str(event["SUMMARY"]) == title
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY"
    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == "2026-11-25 09:00"

    await amina.presses(first, "calendar.renew")
    assert (await fetched(story, path_in(first)))[0] == 404
    assert (await fetched(story, path_in(amina.told)))[0] == 200
    assert story.nobody_sees("portevoix.example.org", lina)


@crossed_again
async def test_a_learner_follows_what_was_posted_until_they_stop_it(story: Story) -> None:
    cast, title = await opening(story), TITLE[story.language]
    amina, lina = cast.amina, cast.lina
    await story.imports(EXAMPLES / story.language)
    await lina.types("calendar")
    assert lina.reads(lina.told, "calendar.nothing")
    await lina.presses(lina.told, "calendar.get")
    assert lina.reads(lina.told, "calendar.mistake.no_address")

    await can_be_reached(story)
    await amina.types(f"capsule preview {title}")
    await amina.presses(amina.told, "schedules.post_now")
    await lina.types("calendar")
    assert holds(lina.told.text, title)
    assert not lina.may_press(lina.told, "calendar.planned")
    await lina.presses(lina.told, "calendar.get")
    address = lina.told
    status, body = await fetched(story, path_in(address))
    assert (status, body.count("BEGIN:VEVENT")) == (200, 1)

    await lina.types("calendar")
    await lina.presses(lina.told, "calendar.get")
    assert lina.may_press(lina.told, "calendar.renew")
    assert PUBLIC not in lina.told.text
    await lina.presses(lina.told, "calendar.stop")
    assert (await fetched(story, path_in(address)))[0] == 404

"""A month as a card: who sees what, in which order, and where its buttons lead."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.texts import Texts
from handlers import load
from handlers.chat.cards import Buttons, Card, Heading, Note, Text
from storage import communities, people, sessions
from storage.capsules import Capsule
from storage.schedules import MISSED, POSTED, Post
from tests.handlers.capsules.stage import AMINA, ELSEWHERE, HERE, LINA, Stage, at, mistake, shown_card

ZONE = "Europe/Paris"


def lines(card: Card) -> list[str]:
    """What a card says, in English, line by line, without its title and notes."""
    texts = Texts.load(load().texts)
    written = [texts.plain(part.words, "en") for part in card.parts if isinstance(part, Text)]
    return [line for text in written for line in text.split("\n")]


def head(card: Card) -> list[str]:
    texts = Texts.load(load().texts)
    return [texts.plain(part.words, "en") for part in card.parts if isinstance(part, Heading | Note)]


def labels(card: Card) -> list[str]:
    texts = Texts.load(load().texts)
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    return [texts.plain(button.label, "en") for row in rows for button in row]


async def press(stage: Stage, card: Card, label: str, who: str = AMINA) -> Card:
    texts = Texts.load(load().texts)
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    link = next(button.to for row in rows for button in row if texts.plain(button.label, "en") == label)
    return shown_card(await stage.ask(link.route, *link.values, who=who))


async def calendar(stage: Stage, who: str = AMINA) -> Card:
    return shown_card(await stage.ask("calendar.show", who=who, channel="C1"))


async def a_session(stage: Stage, title: str, start: str) -> int:
    async with stage.database.transaction() as db:
        community = await communities.by_id(db, stage.community_id)
        assert community is not None
        starts_at = at(start)
        made = await sessions.create(
            db,
            community=community,
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            created_by=None,
            place="Salle bleue",
            trainer="Bruno Costa",
        )
        return made.id


async def a_busy_month(stage: Stage) -> None:
    """A posted one, a missed one, a weekly one, one that is paused, a session."""
    weekly = await stage.capsule("Weekly & co")
    await stage.plan(weekly, date="2026-11-24", time="18:00", repeats="weekly")
    stopped = await stage.capsule("Stopped")
    planned = await stage.plan(stopped, date="2026-11-26", time="09:00", repeats="fortnightly")
    number = next(link.values[0] for link in planned.links() if link.route == "schedules.cancel")
    await stage.ask("schedules.pause", number)
    once = await stage.capsule("Only once")
    await stage.plan(once, date="2026-11-25", time="08:00")
    async with stage.database.transaction() as db:
        for state, moment in ((POSTED, "2026-11-02 08:00"), (MISSED, "2026-11-03 08:00")):
            posted_at = at(moment) if state == POSTED else None
            values = {"community_id": stage.community_id, "capsule_id": once, "schedule_id": number}
            db.add(Post(**values, planned_at=at(moment), state=state, posted_at=posted_at))
    await a_session(stage, "Giving feedback, day 1", "2026-11-27 13:00")


async def test_an_animator_sees_all_that_is_planned_by_week(stage: Stage) -> None:
    await a_busy_month(stage)
    card = await calendar(stage)
    assert head(card) == [
        "November 2026: Giving feedback",
        "Times are those of Europe/Paris. Only the animators see what is planned.",
    ]
    assert lines(card) == [
        "Week of Monday 2 November",
        "Mon 2 · 09:00 Only once (posted)",
        "Tue 3 · 09:00 Only once (not posted: too late)",
        "Week of Monday 23 November",
        "Tue 24 · 18:00 Weekly & co (every week)",
        "Wed 25 · 08:00 Only once",
        "Thu 26 · 09:00 Stopped (paused)",
        "Fri 27 · 14:00–16:00 Session: Giving feedback, day 1",
    ]
    assert labels(card) == ["Previous month", "Next month", "Get the calendar", "Change what is planned"]


async def test_anybody_else_sees_sessions_and_what_was_posted(stage: Stage) -> None:
    await a_busy_month(stage)
    card = await calendar(stage, LINA)
    assert head(card)[1] == "Sessions, and what was posted. Times are those of Europe/Paris."
    assert lines(card) == [
        "Week of Monday 2 November",
        "Mon 2 · 09:00 Only once (posted)",
        "Week of Monday 23 November",
        "Fri 27 · 14:00–16:00 Session: Giving feedback, day 1",
    ]
    assert labels(card) == ["Previous month", "Next month", "Get the calendar"]
    december = await press(stage, card, "Next month", LINA)
    assert lines(december) == ["Nothing this month."]


async def test_months_turn_and_what_is_skipped_is_not_there(stage: Stage) -> None:
    weekly = await stage.capsule("Weekly")
    planned = await stage.plan(weekly, date="2026-11-24", time="10:00", repeats="weekly")
    number = next(link.values[0] for link in planned.links() if link.route == "schedules.cancel")
    await stage.ask("schedules.skip", number, int(at("2026-11-24 09:00").timestamp()) // 60)
    november = await calendar(stage)
    assert lines(november) == ["Nothing this month."]
    december = await press(stage, november, "Next month")
    assert head(december)[0] == "December 2026: Giving feedback"
    assert [line.split(" · ")[0] for line in lines(december) if "Weekly" in line] == [
        "Tue 1",
        "Tue 8",
        "Tue 15",
        "Tue 22",
        "Tue 29",
    ]
    january = await press(stage, december, "Next month")
    assert head(january)[0] == "January 2027: Giving feedback"
    back = await press(stage, await press(stage, january, "Previous month"), "Previous month")
    assert head(back)[0] == "November 2026: Giving feedback"


async def test_what_does_not_fit_is_counted_and_waits_on_the_next_page(stage: Stage) -> None:
    daily = await stage.capsule("Daily " + "*_<&" * 40)
    await stage.plan(daily, date="2026-11-25", time="10:00", repeats="daily")
    december = await press(stage, await calendar(stage), "Next month")
    assert len([line for line in lines(december) if "Daily" in line]) == 20
    assert head(december)[-1] == "And 11 more."
    rest = await press(stage, december, "11 more")
    assert len([line for line in lines(rest) if "Daily" in line]) == 11
    assert lines(rest)[0] == "Week of Monday 21 December"
    first = await press(stage, rest, "Earlier this month")
    assert lines(first) == lines(december)


async def test_a_withdrawn_capsule_is_not_in_the_calendar(stage: Stage) -> None:
    await a_busy_month(stage)
    async with stage.database.transaction() as db:
        await db.execute(update(Capsule).values(withdrawn_at=stage.clock.now()))
    shown = [line for line in lines(await calendar(stage, LINA)) if "Only once" in line]
    assert shown == []


async def test_links_that_were_forged_or_lead_too_far_change_nothing(stage: Stage) -> None:
    here = stage.community_id
    for number in (202613, 202600, 0, -1, 190001, 203001, 2**31 - 1):
        assert mistake(await stage.ask("calendar.month", here, number)) == ("help.outdated", None)
    assert head(shown_card(await stage.ask("calendar.month", here, 202811)))[0].startswith("November 2028")
    assert "Next month" not in labels(shown_card(await stage.ask("calendar.month", here, 202811)))
    assert "Previous month" not in labels(shown_card(await stage.ask("calendar.month", here, 202411)))
    far = shown_card(await stage.ask("calendar.month", here, 202612, 99_999))
    assert lines(far) == ["Nothing this month."]
    for route, values in (("month", (here, 202612)), ("get", (here,)), ("renew", (here,)), ("stop", (here,))):
        found = mistake(await stage.ask(f"calendar.{route}", *values, workspace=ELSEWHERE))
        assert found == ("help.only.anyone", None)


async def test_which_community_when_there_are_several_or_none(stage: Stage) -> None:
    assert mistake(await stage.ask("calendar.show", workspace=ELSEWHERE)) == ("calendar.mistake.none", None)
    assert head(shown_card(await stage.ask("calendar.show", who=LINA, channel="C9")))[0].endswith("Giving feedback")
    await stage.community(HERE, "A first one", "C2", "America/New_York")
    async with stage.database.transaction() as db:
        space = await people.workspace(db, HERE.platform, HERE.external_id)
        amina = await people.member(db, space.id, AMINA)
        (first,) = [one for one in await communities.every(db) if one.name == "A first one"]
        await communities.remove_role(db, first.id, amina.id, communities.ANIMATOR)
    choose = shown_card(await stage.ask("calendar.show", channel="C9"))
    assert labels(choose) == ["Giving feedback", "A first one"]
    chosen = await press(stage, choose, "A first one")
    assert head(chosen)[1] == "Sessions, and what was posted. Times are those of America/New_York."

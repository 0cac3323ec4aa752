"""A campaign's life: every date shown, started once, paused, resumed, shifted, stopped; each act undone."""

from __future__ import annotations

import asyncio

from storage import communities, sessions
from storage.people import Member
from storage.runs import Run
from storage.schedules import Post, Schedule
from storage.sessions import Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.campaigns.troupe import TITLES, Troupe, card_of

PLANNED = ["12-01 08:00", "12-02 08:00", "12-08 08:00", "12-31 08:00"]
A_WEEK_LATER = ["12-08 08:00", "12-09 08:00", "12-15 08:00", "01-07 08:00"]


@EVERY_DATABASE
async def test_nothing_is_planned_before_it_is_confirmed_and_then_once(play: Troupe) -> None:
    shown = await play.filled()
    assert await play.coming() == []
    assert all(title in play.read(shown, "en") for title in TITLES)
    run = await play.goes(shown, "campaigns.confirm")
    assert "posted 0 of 4" in play.read(run, "en")
    assert await play.coming() == PLANNED
    again = await play.goes(shown, "campaigns.confirm", "bruno")
    assert "planned twice" in play.read(again, "en")
    assert await play.coming() == PLANNED


@EVERY_DATABASE
async def test_each_act_is_done_and_undone(play: Troupe) -> None:
    run = await play.started()
    for act, during in (("pause", []), ("stop", []), ("shift", A_WEEK_LATER)):
        done = await play.goes(run, f"campaigns.{act}")
        assert await play.coming() == during, act
        assert await play.mistaken(run, f"campaigns.{act}", "bruno") == "campaigns.mistake.changed"
        run = await play.goes(done, "campaigns.undo", "bruno")
        assert await play.coming() == PLANNED, act
    paused = await play.goes(run, "campaigns.pause")
    shifted = await play.goes(paused, "campaigns.shift")
    run = await play.goes(shifted, "campaigns.resume")
    assert await play.coming() == A_WEEK_LATER
    run = await play.goes(run, "campaigns.undo")
    assert await play.coming() == []
    assert "Paused" in play.read(run, "en")


async def test_a_start_is_undone_and_can_be_started_again(play: Troupe) -> None:
    undone = await play.goes(await play.started(), "campaigns.undo")
    assert await play.coming() == []
    assert "Stopped" in play.read(undone, "en")
    await play.started()
    assert await play.coming() == PLANNED


async def test_progress_is_told_and_nothing_is_undone_once_something_is_posted(play: Troupe) -> None:
    run = await play.started()
    play.moment("2026-12-01 08:00")
    await play.tick("campaigns", "schedules")
    assert await play.told("amina", "campaigns.undo", 1, 0) == "campaigns.mistake.no_way_back"
    assert "Undo" not in await play.told("amina", "campaigns.run", 1)
    listed = await play.told("amina", "campaigns.list")
    assert "posted 1 of 4" in listed
    shifted = await play.goes(run, "campaigns.shift")
    assert await play.coming() == A_WEEK_LATER[1:]
    await play.goes(shifted, "campaigns.undo")
    assert await play.coming() == PLANNED[1:]


async def test_what_is_too_late_is_missed_as_everything_else(play: Troupe) -> None:
    await play.started()
    play.moment("2026-12-04 09:00")
    await play.tick("campaigns", "schedules")
    assert [post.state for post in await play.rows(Post)] == ["missed", "missed"]
    assert "too late" in await play.told("amina", "campaigns.run", 1)


async def test_resumed_late_it_catches_up_by_whole_weeks(play: Troupe) -> None:
    paused = await play.goes(await play.started(), "campaigns.pause")
    play.moment("2026-12-10 12:00")
    await play.tick("campaigns", "schedules")
    resumed = await play.goes(paused, "campaigns.resume")
    assert await play.coming() == ["12-15 08:00", "12-16 08:00", "12-22 08:00", "01-14 08:00"]
    assert "Resumed" in play.read(resumed, "en")


async def test_dates_keep_away_from_other_capsules_and_from_holidays(play: Troupe) -> None:
    await play.started()
    shown = await play.filled(date="2026-11-30", holidays="leave_out")
    words = play.read(shown, "en")
    assert words.count("too near") == 1
    await play.goes(shown, "campaigns.confirm")
    assert "12-01 09:00" in await play.coming()
    shown = await play.filled(date="2026-12-25", holidays="leave_out")
    assert play.read(shown, "en").count("holiday") == 2  # Christmas, New Year's Day


async def test_what_was_planned_meanwhile_is_shown_again_rather_than_planned(play: Troupe) -> None:
    shown = await play.filled()
    other = await play.filled(date="2026-11-30")
    await play.goes(other, "campaigns.confirm", "bruno")
    again = await play.goes(shown, "campaigns.confirm")
    assert "Nothing is planned yet" in play.read(again, "en")
    assert len(await play.coming()) == 4
    await play.goes(again, "campaigns.confirm")
    assert len(await play.coming()) == 8


async def test_it_is_not_undone_onto_a_date_that_was_taken_meanwhile(play: Troupe) -> None:
    shifted = await play.goes(await play.started(), "campaigns.shift")
    await play.started(date="2026-11-30")
    assert await play.mistaken(shifted, "campaigns.undo") == "campaigns.mistake.no_way_back"


@EVERY_DATABASE
async def test_of_two_animators_at_once_the_second_changes_nothing(play: Troupe) -> None:
    shown = await play.filled()
    await asyncio.gather(*(play.goes(shown, "campaigns.confirm", who) for who in ("amina", "bruno")))
    assert await play.coming() == PLANNED
    replies = await asyncio.gather(
        play.press("amina", "campaigns.shift", 1, 0), play.press("bruno", "campaigns.shift", 1, 0)
    )
    assert sorted(type(reply).__name__ for reply in replies) == ["Replace", "Tell"]
    assert await play.coming() == A_WEEK_LATER


@EVERY_DATABASE
async def test_it_moves_and_stops_with_its_session(play: Troupe) -> None:
    session_id = await play.coming_session()
    await play.started(session=str(session_id))
    assert (await play.coming())[0] == "12-04 08:00"
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        session.starts_at, session.ends_at = (at.replace(day=9) for at in (session.starts_at, session.ends_at))
    assert await play.tick("campaigns", "schedules") == 1
    assert (await play.coming())[0] == "12-09 08:00"
    assert "moved" in play.wall["campaign-moved:1:0"]
    async with play.database.transaction() as db:
        await sessions.cancel(db, session_id)
    assert await play.tick("campaigns", "schedules") == 1
    assert await play.coming() == []
    assert "cancelled" in play.wall["campaign-stopped:1:1"]
    assert await play.tick("campaigns", "schedules") == 0


async def test_once_its_session_took_place_it_goes_on_alone(play: Troupe) -> None:
    session_id = await play.coming_session()
    await play.started(session=str(session_id))
    async with play.database.transaction() as db:
        await sessions.end(db, session_id, play.clock.now())
    planned = await play.coming()
    assert await play.tick("campaigns") == 1
    assert await play.tick("campaigns") == 0
    assert await play.coming() == planned


async def test_one_post_cancelled_or_changed_alone_is_followed(play: Troupe) -> None:
    run = await play.started()
    first, second, *_ = [one.id for one in await play.rows(Schedule)]
    await play.press("amina", "schedules.cancel", first)
    changed = {"date": "2026-12-03", "time": "10:00", "repeats": "once", "words": "", "holidays": "keep"}
    asked = await play.press("amina", "schedules.plan", play.community_id, play.ids[1], second, filled=changed)
    await play.goes(card_of(asked), "schedules.confirm")
    assert await play.coming() == ["12-03 09:00", "12-08 08:00", "12-31 08:00"]
    assert "will not be posted" in await play.told("amina", "campaigns.run", 1)
    paused = await play.goes(run, "campaigns.pause")
    assert await play.coming() == []
    await play.goes(paused, "campaigns.undo")
    assert await play.coming() == ["12-03 09:00", "12-08 08:00", "12-31 08:00"]


async def test_others_cannot_touch_it(play: Troupe) -> None:
    run = await play.started()
    for link in run.links():
        if link.route != "campaigns.page":
            assert await play.told("lina", link.route, *link.values) == "help.only.animator"
    shown = await play.filled(date="2026-12-20")
    assert await play.mistaken(shown, "campaigns.confirm", "lina") == "help.only.animator"
    assert await play.told("amina", "campaigns.run", 99) == "help.outdated"
    assert await play.told("amina", "campaigns.everywhere", 1, 1, "2026-12-01", "0900", 0) == "help.only.admin"


async def test_a_withdrawn_capsule_and_a_past_day_are_left_out_and_told(play: Troupe) -> None:
    await play.press("amina", "capsules.withdraw", play.community_id, play.ids[0])
    words = play.read(await play.filled(session=str(await play.coming_session(0))), "en")
    assert "not offered here" in words
    assert "2026" not in words
    (run,) = [await play.started()]
    assert "of 3" in play.read(run, "en")


async def test_bad_starts_are_told_under_their_field(play: Troupe) -> None:
    said = {"date": "2026-12-01", "session": "none", "time": "09:00", "holidays": "keep"}
    wrong = {
        "date": ("tomorrow", "campaigns.mistake.date"),
        "time": ("noon", "campaigns.mistake.hour"),
        "session": ("99", "campaigns.mistake.session"),
    }
    ids = play.campaign_id, play.community_id
    for field, (answer, key) in wrong.items():
        assert await play.told("amina", "campaigns.start", *ids, filled=said | {field: answer}) == key
    assert await play.told("amina", "campaigns.start", *ids, filled=said | {"date": "2026-11-01"}) == (
        "campaigns.mistake.far"
    )
    assert await play.rows(Run) == []


async def test_an_admin_starts_it_everywhere_at_once_and_takes_it_back(play: Troupe) -> None:
    amina = await play.member("amina")
    async with play.database.transaction() as db:
        member = await db.get_one(Member, amina.id)
        member.is_admin = True
        for number in range(40):
            made = await communities.create(
                db,
                workspace_id=member.workspace_id,
                name=f"C{number:02}",
                channel=f"D{number}",
                language="en",
                zone="Asia/Tokyo" if number % 2 else "Europe/Paris",
                now=play.clock.now(),
            )
            assert made is not None
    shown = await play.filled(where="everywhere")
    assert "41 communities" in play.read(shown, "en")
    done = await play.goes(shown, "campaigns.everywhere")
    assert "41 communities" in play.read(done, "en")
    assert len(await play.coming()) == 41 * 4
    again = await play.goes(shown, "campaigns.everywhere")
    assert "0 communities" in play.read(again, "en")
    undone = await play.goes(done, "campaigns.unstart")
    assert "41 communities" in play.read(undone, "en")
    assert await play.coming() == []


@EVERY_DATABASE
async def test_undoing_a_stop_brings_nothing_back_that_was_withdrawn_since(play: Troupe) -> None:
    run = await play.goes(await play.started(), "campaigns.stop")
    await play.press("amina", "capsules.withdraw", play.community_id, play.ids[0])
    await play.goes(run, "campaigns.undo")
    assert await play.coming() == PLANNED[1:]


async def test_a_number_no_session_can_have_is_kindly_refused(play: Troupe) -> None:
    ids = (play.campaign_id, play.community_id)
    said = {"date": "2026-12-01", "time": "09:00", "holidays": "keep"}
    for number in ("9" * 30, "9" * 5000):
        told = await play.told("amina", "campaigns.start", *ids, filled=said | {"session": number})
        assert told == "campaigns.mistake.session"

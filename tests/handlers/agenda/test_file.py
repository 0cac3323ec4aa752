"""The file of a session: read back as calendar programs do, the same event for ever, right across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from handlers.agenda.event import Told, written
from storage import files
from storage.files import File
from storage.sessions import Moment, Session
from tests.handlers.theatre import Theatre

PARIS = ZoneInfo("Europe/Paris")
SINCE = datetime(2026, 10, 1, tzinfo=UTC)


def told(start: datetime, hours: float = 2, **more: object) -> Told:
    made: dict[str, object] = {
        "uid": "session-1.T1.slack@portevoix",
        "title": "Oser; dire, \\ ensemble",
        "starts_at": start,
        "ends_at": start + timedelta(hours=hours),
        "zone": "Europe/Paris",
        "place": "Salle B12",
        "trainer": "Priya",
        "agenda": ("Tour de table", "Jeu de rôle"),
        "cancelled": False,
    }
    return Told(**(made | more))  # type: ignore[arg-type]


def event_of(content: bytes) -> Event:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert calendar["METHOD"] == "PUBLISH"
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (event,) = calendar.events
    return event


def instant(at: date) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)


@pytest.mark.parametrize(
    "local",
    ["2026-10-24T14:00", "2026-10-25T01:30", "2026-10-26T14:00", "2027-03-28T01:00", "2026-10-25T02:30+02:00"],
)
def test_hours_are_right_whatever_clocks_do_meanwhile(local: str) -> None:
    start = datetime.fromisoformat(local)
    start = (start if start.tzinfo else start.replace(tzinfo=PARIS)).astimezone(UTC)
    event = event_of(written(told(start, 3), 0, SINCE))
    assert (instant(event.start), instant(event.end)) == (start, start + timedelta(hours=3))
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"


def test_an_hour_told_twice_is_told_in_universal_time() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    content = written(told(second), 0, SINCE)
    assert b"DTSTART:20261025T013000Z" in content
    assert b"DTEND;TZID=Europe/Paris:20261025T043000" in content


def test_what_it_says() -> None:
    content = written(told(datetime(2026, 11, 24, 13, tzinfo=UTC), place="https://meet.example.org/x"), 2, SINCE)
    event = event_of(content)
    assert b"BEGIN:VTIMEZONE" in content
    assert (event["SUMMARY"], event["LOCATION"], event["URL"]) == (
        "Oser; dire, \\ ensemble",
        "https://meet.example.org/x",
        "https://meet.example.org/x",
    )
    assert (event["SEQUENCE"], event["STATUS"], event["CONTACT"]) == (2, "CONFIRMED", "Priya")
    assert event["DESCRIPTION"] == "• Tour de table\n• Jeu de rôle"
    off = event_of(written(told(datetime(2026, 11, 24, 13, tzinfo=UTC), cancelled=True, zone="UTC"), 3, SINCE))
    assert (off["STATUS"], off["UID"]) == ("CANCELLED", event["UID"])


async def content(play: Theatre, who: str = "lina") -> Event:
    """The last file that somebody received."""
    assert await play.told(who, "agenda.file", 1) == "agenda.file_coming"
    await play.post()
    newest = max(one.id for one in await play.rows(File))
    assert f"<file:{newest}>" in play.wall[f"session-file:{newest}"]
    async with play.database.reading() as db:
        return event_of(await files.content_of(db, newest) or b"")


async def test_each_change_is_a_newer_version_of_the_same_event(play: Theatre) -> None:
    await play.session()
    first = await content(play)
    assert (first["SEQUENCE"], first["SUMMARY"], first["STATUS"]) == (0, "Donner un retour", "CONFIRMED")
    play.clock.move_to(play.clock.now() + timedelta(hours=1))
    assert (await content(play)).to_ical() == first.to_ical()
    assert len(await play.rows(File)) == 1
    async with play.database.transaction() as db:
        (await db.get_one(Session, 1)).place = "Salle B12"
    moved = await content(play, "omar")
    assert (moved["SEQUENCE"], moved["UID"], moved["LOCATION"]) == (1, first["UID"], "Salle B12")
    async with play.database.transaction() as db:
        db.add(Moment(session_id=1, position=1, title="Tour de table", minute=None))
        (await db.get_one(Session, 1)).state = "cancelled"
    off = await content(play)
    assert (off["SEQUENCE"], off["STATUS"], off["DESCRIPTION"]) == (2, "CANCELLED", "• Tour de table")

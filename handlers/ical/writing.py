"""Events, and files of them, as calendar programs read them (iCalendar, RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from handlers.ical.clocks import clocks


def publishing(product: str) -> Calendar:
    """A file without any event yet; `product` is the part of the bot that writes it."""
    made = Calendar()
    made.add("PRODID", f"-//Portevoix//{product}//EN")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    return made


def event(uid: str, title: str, start: datetime, known_since: datetime) -> Event:
    """`known_since` is what RFC 5545 calls DTSTAMP when nobody asked: it must not change while the event does not."""
    made = Event()
    made.add("UID", uid)
    made.add("DTSTAMP", known_since.astimezone(UTC))
    made.add("SUMMARY", title)
    made.add("DTSTART", start)
    return made


def add_place(made: Event, place: str) -> None:
    """Where it takes place: a link can be followed too."""
    if place:
        made.add("LOCATION", vText(place))
    if place.startswith("https://") and " " not in place:
        made.add("URL", place)


def on_clocks(at: datetime, zone: str) -> datetime:
    """The instant on the clocks of a zone; in UTC where these show the same time twice, which nothing else can tell."""
    here = at.astimezone(ZoneInfo(zone))
    return at.astimezone(UTC) if here.fold else here


def filled(made: Calendar, events: Iterable[Event], year: int) -> bytes:
    """The file with these events and the clocks that they need, from the year before `year` on."""
    every = list(events)
    named = {one[name].params.get("TZID") for one in every for name in ("DTSTART", "DTEND") if name in one}
    for zone in sorted(zone for zone in named if zone):
        made.add_component(clocks(zone, year))
    for one in every:
        made.add_component(one)
    return bytes(made.to_ical())

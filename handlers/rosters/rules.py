"""What a table of sessions says, line by line, as pure functions; and the same table written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from handlers.chat.tables import Column, Row, read_day, read_table, read_time, write_table
from handlers.chat.words import Say
from storage.dates import instant, wall
from storage.rosters import Planned, Written
from storage.zones import usable_zone

COLUMNS = (
    Column("course", "Course", "Formation", ("training", "session", "titre", "title"), required=True),
    Column("date", "Date", "Date", ("jour", "day"), required=True),
    Column("start", "Start", "Début", ("heure", "time", "heure de début", "start time"), required=True),
    Column("end", "End", "Fin", ("heure de fin", "end time")),
    Column("minutes", "Length (minutes)", "Durée (minutes)", ("length", "durée", "minutes", "duration")),
    Column("zone", "Time zone", "Fuseau horaire", ("zone", "fuseau", "timezone")),
    Column("place", "Place", "Lieu", ("link", "lien", "room", "salle", "location")),
    Column("trainer", "Trainer", "Formateur", ("formatrice", "intervenant", "intervenante", "animé par")),
    Column("agenda", "Moments", "Moments forts", ("agenda", "programme", "déroulé")),
    Column("cost", "Cost", "Coût", ("prix", "price", "tarif")),
    Column("hours", "Hours of work", "Heures de travail", ("hours", "heures")),
    Column("person", "Attendee", "Participant", ("participante", "name", "nom", "email", "e-mail", "courriel", "mail")),
    Column("id", "Attendee id", "Identifiant", ("user id", "member id", "identifiant du participant")),
    Column("came", "Came", "Venue", ("présence", "présent", "présente", "attended", "present")),
)

YES, NO = {"yes", "oui", "x", "1", "true", "vrai"}, {"no", "non", "0", "false", "faux"}
"""What is read in the column that says who came."""

LONGEST = {"course": 100, "place": 200, "trainer": 100, "cost": 60}
"""Characters of what is kept as it was written."""
LONGEST_MOMENT, MOST_MOMENTS = 100, 25
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 24 * 60
MOST_HOURS = 1000
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a session may be planned: beyond, it is most likely a slip in the year."""
EARLIEST = 2000
"""Years before this one are slips too."""


@dataclass(frozen=True)
class Problem:
    """What is wrong on a line of the table, the first line being 1."""

    line: int
    why: Say


@dataclass(frozen=True)
class Person:
    """Somebody a line names, as it does. `came`: None where it does not say whether they did."""

    line: int
    written: str
    came: bool | None


@dataclass
class Entry:
    """A session, the line that tells it first, and the people its lines name."""

    line: int
    planned: Planned
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A table read: its sessions, what is wrong with other lines, and headers that mean nothing to us."""

    entries: Sequence[Entry]
    problems: Sequence[Problem]
    unknown: Sequence[str]


class _Bad(Exception):
    """A cell cannot be read."""

    def __init__(self, say: Say) -> None:
        super().__init__(say.key)
        self.say = say


def read(text: str, zone: str, now: datetime) -> Reading:
    """The sessions of a table, told in `zone` where it tells none. Raises BadTableError when nothing can be read."""
    sheet = read_table(text, COLUMNS)
    problems = [Problem(bad.line, bad.why) for bad in sheet.bad]
    found: dict[tuple[str, datetime], Entry] = {}
    for row in sheet.rows:
        try:
            _take(row, found, zone, now)
        except _Bad as bad:
            problems.append(Problem(row.line, bad.say))
    return Reading(list(found.values()), sorted(problems, key=lambda one: one.line), sheet.unknown)


def _take(row: Row, found: dict[tuple[str, datetime], Entry], zone: str, now: datetime) -> None:
    planned, came = _planned(row.cells, zone, now), _came(row.cells["came"])
    entry = found.get(planned.key)
    if entry is None:
        entry = found[planned.key] = Entry(row.line, planned)
    else:
        entry.planned = _same(entry, planned)
    if written := row.cells["id"] or row.cells["person"]:
        entry.people.append(Person(row.line, written, came))


def _planned(cells: Mapping[str, str], zone: str, now: datetime) -> Planned:
    told_zone = cells["zone"] or zone
    if usable_zone(told_zone) != told_zone:
        raise _Bad(Say("rosters.bad.zone", written=told_zone))
    day, start = read_day(cells["date"]), read_time(cells["start"])
    if day is None or day.year < EARLIEST:
        raise _Bad(Say("rosters.bad.date", written=cells["date"]))
    if start is None:
        raise _Bad(Say("rosters.bad.start", written=cells["start"]))
    local = datetime.combine(day, time.fromisoformat(start))
    starts_at = instant(local, told_zone)
    if starts_at > now + FARTHEST:
        raise _Bad(Say("rosters.bad.far", written=cells["date"]))
    return Planned(
        _line(cells, "course"),
        starts_at,
        _end(cells, local, starts_at, told_zone),
        told_zone,
        _line(cells, "place"),
        _line(cells, "trainer"),
        _agenda(cells["agenda"]),
        _line(cells, "cost"),
        _hours(cells["hours"]),
    )


def _line(cells: Mapping[str, str], name: str) -> str:
    words = " ".join(cells[name].split())
    if len(words) > LONGEST[name]:
        raise _Bad(Say(f"rosters.bad.long.{name}", longest=LONGEST[name]))
    return words


def _end(cells: Mapping[str, str], local: datetime, starts_at: datetime, zone: str) -> datetime:
    """From the length, else from the hour of the end, on the same day."""
    if cells["minutes"]:
        figures = cells["minutes"]
        minutes = int(figures) if figures.isascii() and figures.isdigit() and len(figures) <= 4 else 0
        if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            raise _Bad(Say("rosters.bad.minutes", written=figures, shortest=SHORTEST_MINUTES, longest=LONGEST_MINUTES))
        return starts_at + timedelta(minutes=minutes)
    if not cells["end"]:
        raise _Bad(Say("rosters.bad.no_end"))
    hour = read_time(cells["end"])
    if hour is None:
        raise _Bad(Say("rosters.bad.end", written=cells["end"]))
    ends_at = instant(datetime.combine(local.date(), time.fromisoformat(hour)), zone)
    if ends_at - starts_at < timedelta(minutes=SHORTEST_MINUTES):
        raise _Bad(Say("rosters.bad.order"))
    return ends_at


def _agenda(written: str) -> tuple[str, ...]:
    titles = tuple(" ".join(one.split()) for one in written.split("|"))
    titles = tuple(dict.fromkeys(one for one in titles if one))
    if len(titles) > MOST_MOMENTS or any(len(one) > LONGEST_MOMENT for one in titles):
        raise _Bad(Say("rosters.bad.agenda", most=MOST_MOMENTS, longest=LONGEST_MOMENT))
    return titles


def _hours(written: str) -> float | None:
    if not written:
        return None
    try:
        hours = float(written.replace(",", ".").removesuffix("h").strip())
    except ValueError:
        hours = 0
    if not 0 < hours <= MOST_HOURS:
        raise _Bad(Say("rosters.bad.hours", written=written))
    return hours


def _came(written: str) -> bool | None:
    said = written.casefold()
    if said and said not in YES | NO:
        raise _Bad(Say("rosters.bad.came", written=written))
    return said in YES if said else None


def _same(entry: Entry, again: Planned) -> Planned:
    """What two lines say of one session: each may leave out what the other tells, none may tell otherwise."""
    before = entry.planned
    told = {}
    for name in ("place", "trainer", "agenda", "cost", "hours"):
        old, new = getattr(before, name), getattr(again, name)
        if old and new and old != new:
            raise _Bad(Say("rosters.bad.differs", line=entry.line))
        told[name] = old or new
    if (before.ends_at, before.zone) != (again.ends_at, again.zone):
        raise _Bad(Say("rosters.bad.differs", line=entry.line))
    return replace(before, **told)


_SAID = {"en": {True: "yes", False: "no"}, "fr": {True: "oui", False: "non"}}


def write(found: Sequence[Written], language: str) -> bytes:
    """The table of these sessions, a line for each person on a list, which `read` reads back the same."""
    return write_table(COLUMNS, _lines(found, language), language)


def _lines(found: Sequence[Written], language: str) -> Iterator[dict[str, str]]:
    for one in found:
        cells = _cells(one.planned, language)
        if not one.attendees:
            yield cells
        for attendee in one.attendees:
            came = "" if attendee.came is None else _SAID[language][attendee.came]
            yield cells | {"person": attendee.member.name, "id": attendee.member.external_id, "came": came}


def _cells(planned: Planned, language: str) -> dict[str, str]:
    local = wall(planned.starts_at, planned.zone)
    end = wall(planned.ends_at, planned.zone)
    hours = "" if planned.hours is None else f"{planned.hours:g}"
    return {
        "course": planned.course,
        "date": f"{local:%d/%m/%Y}" if language == "fr" else f"{local:%Y-%m-%d}",
        "start": f"{local:%H:%M}",
        "end": f"{end:%H:%M}" if end.date() == local.date() else "",
        "minutes": str(round((planned.ends_at - planned.starts_at).total_seconds() / 60)),
        "zone": planned.zone,
        "place": planned.place,
        "trainer": planned.trainer,
        "agenda": " | ".join(planned.agenda),
        "cost": planned.cost,
        "hours": hours.replace(".", ",") if language == "fr" else hours,
    }

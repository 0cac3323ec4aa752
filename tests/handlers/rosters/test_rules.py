"""Tables of sessions: whatever is written is read back, and each line that cannot be is named with its reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.tables import BadTableError
from handlers.rosters import rules
from storage.dates import instant
from storage.people import Member
from storage.rosters import Listed, Names, Planned, Written

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ZONES = ("Europe/Paris", "America/Montreal", "Asia/Kolkata", "UTC")

words = st.text("aÉß'=+-@;,\"🙂 9", min_size=1, max_size=12).map(str.split).map(" ".join).filter(bool)


def at(local: str, zone: str = "Europe/Paris") -> datetime:
    return instant(datetime.fromisoformat(local), zone)


@st.composite
def sessions(draw: st.DrawFn) -> Planned:
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.dates(date(2020, 1, 1), date(2028, 10, 1)))
    starts_at = at(f"{day}T{draw(st.times()):%H:%M}", zone)
    return Planned(
        draw(words),
        starts_at,
        starts_at + timedelta(minutes=draw(st.integers(5, 1440))),
        zone,
        draw(words | st.just("")),
        draw(words | st.just("")),
        tuple(draw(st.lists(words, max_size=4, unique=True))),
        draw(words | st.just("")),
        draw(st.none() | st.integers(1, 80).map(lambda quarters: quarters / 4)),
    )


@st.composite
def lists(draw: st.DrawFn) -> Written:
    people = draw(st.lists(words, max_size=3, unique=True))
    attendees = [
        Listed(Member(external_id=one, name=f"N {one}"), draw(st.sampled_from([True, False]))) for one in people
    ]
    return Written(draw(sessions()), attendees)


@given(st.lists(lists(), max_size=4, unique_by=lambda one: one.planned.key), st.sampled_from(["en", "fr"]))
def test_what_was_written_is_read_back(found: list[Written], language: str) -> None:
    reading = rules.read(rules.write(found, language).decode(), "Europe/Paris", NOW)

    assert (reading.problems, reading.unknown) == ([], [])
    assert [one.planned for one in reading.entries] == [one.planned for one in found]
    for entry, one in zip(reading.entries, found, strict=True):
        assert [(who.written, who.came) for who in entry.people] == [
            (who.member.external_id, who.came) for who in one.attendees
        ]


def read(*lines: str, header: str = "Formation;Date;Début;Durée;Participant") -> rules.Reading:
    return rules.read("\n".join([header, *lines]), "Europe/Paris", NOW)


def test_a_session_is_told_by_several_lines_each_with_somebody() -> None:
    reading = read(
        "Oser dire;24/11/2026;14h;90;Lina Moreau",
        "oser  dire;24 nov. 2026;14:00;90;@omar",
        "Oser dire;25/11/2026;14h;90;",
        header="Formation;Date;Début;Durée;Participant",
    )
    (first, second) = reading.entries
    assert first.planned == Planned(
        "Oser dire",
        at("2026-11-24T14:00"),
        at("2026-11-24T15:30"),
        "Europe/Paris",
    )
    assert [(one.line, one.written) for one in first.people] == [(2, "Lina Moreau"), (3, "@omar")]
    assert (second.line, second.people) == (4, [])


def test_a_line_completes_another_and_never_contradicts_it() -> None:
    reading = read(
        "A;24/11/2026;14:00;15:30;Salle B12;;7,5;Tour de table | Jeu",
        "A;24/11/2026;14:00;15:30;;Priya;;",
        "A;24/11/2026;14:00;15:30;Salle C;;;",
        "A;24/11/2026;14:00;16:00;;;;",
        header="Course;Date;Start;End;Place;Trainer;Hours;Moments",
    )
    (entry,) = reading.entries
    planned = entry.planned
    assert (planned.place, planned.trainer, planned.hours) == ("Salle B12", "Priya", 7.5)
    assert planned.agenda == ("Tour de table", "Jeu")
    assert [(one.line, one.why.key, one.why.values["line"]) for one in reading.problems] == [
        (4, "rosters.bad.differs", 2),
        (5, "rosters.bad.differs", 2),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("A;31/02/2027;14h;90;;;;;", "date"),
        ("A;24/11/1999;14h;90;;;;;", "date"),
        ("A;24/11/2029;14h;90;;;;;", "far"),
        ("A;24/11/2026;soon;90;;;;;", "start"),
        ("A;24/11/2026;14h;;;;;;", "no_end"),
        ("A;24/11/2026;14h;4;;;;;", "minutes"),
        ("A;24/11/2026;14h;1h30;;;;;", "minutes"),
        ("A;24/11/2026;14h;;late;;;;", "end"),
        ("A;24/11/2026;14h;;13h;;;;", "order"),
        ("A;24/11/2026;14h;90;;Paris;;;", "zone"),
        ("A;24/11/2026;14h;90;;;seven;;", "hours"),
        ("A;24/11/2026;14h;90;;;-2;;", "hours"),
        ("A;24/11/2026;14h;90;;;;perhaps;", "came"),
        (f"{'A' * 101};24/11/2026;14h;90;;;;;", "long.course"),
        (f"A;24/11/2026;14h;90;;;;;{'x' * 201}", "long.place"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_reason(line: str, why: str) -> None:
    header = "Formation;Date;Début;Durée;Fin;Fuseau;Heures;Venue;Lieu"
    reading = read("A;23/11/2026;9h;60;;;;;", line, header=header)
    assert len(reading.entries) == 1
    assert [(one.line, one.why.key) for one in reading.problems] == [(3, f"rosters.bad.{why}")]


def test_a_long_agenda_and_a_table_without_dates_are_refused() -> None:
    header = "Course,Date,Start,Length,Moments"
    reading = read(f"A,2026-11-24,14:00,90,{'|'.join(str(n) for n in range(26))}", header=header)
    assert [one.why.key for one in reading.problems] == ["rosters.bad.agenda"]
    with pytest.raises(BadTableError):
        read("A;14h", header="Formation;Début")


def test_people_are_recognised_by_their_id_or_by_a_name_that_is_theirs_alone() -> None:
    names = Names([(1, "U1", "Lina Moreau"), (2, "U2", "Léa"), (3, "U3", "Le\u0301a"), (4, "Lina Moreau", "Trap")])
    assert names.find("U1") == names.find(" <@U1> ") == [1]
    assert names.find("lina  moreau") == names.find("@LINA MOREAU") == [1]
    assert names.find("Lina Moreau") == [4]
    assert names.find("LÉA") == [2, 3]
    assert names.find("lina@example.org") == []

"""Tables: read whatever wrote them, no line lost; written so that nothing runs, and read back the same."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.tables import BadTableError, Column, Row, Sheet, read_day, read_table, read_time, write_table

COURSE = Column("course", "Course", "Formation", ("training",), required=True)
DAY = Column("day", "Date", "Date", ("jour", "day"))
PLACE = Column("place", "Place", "Lieu de la séance")
COLUMNS = (COURSE, DAY, PLACE)

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(str.strip)
dangerous = st.text("'=+-@\t\r\n;,\" a", max_size=6).map(str.strip)
rows = st.lists(st.fixed_dictionaries({one.name: cells | dangerous for one in COLUMNS}), max_size=6)


def cells_of(text: str) -> list[dict[str, str]]:
    sheet = read_table(text, COLUMNS)
    assert not sheet.bad
    return [dict(row.cells) for row in sheet.rows]


@given(rows, st.sampled_from(["fr", "en"]))
def test_what_was_written_is_read_back_and_no_row_is_lost(rows: list[dict[str, str]], language: str) -> None:
    sheet = read_table(write_table(COLUMNS, rows, language).decode(), COLUMNS)

    held = [row for row in rows if any(row.values())]
    assert [row.cells for row in sheet.rows] == [row for row in held if row["course"]]
    assert len(sheet.bad) == sum(not row["course"] for row in held)


@given(rows, st.sampled_from(["fr", "en"]))
def test_no_cell_of_what_is_written_is_a_formula(rows: list[dict[str, str]], language: str) -> None:
    text = write_table(COLUMNS, rows, language).decode("utf-8-sig")
    read = csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "fr" else ",")
    assert not [cell for record in read for cell in record if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.lists(st.text(";\r ab='", max_size=12), max_size=8))
def test_every_line_that_holds_something_is_read_or_named(lines: list[str]) -> None:
    text = "\n".join(["Formation;Date", *lines])
    sheet = read_table(text, COLUMNS)

    seen = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    held = [number for number, line in enumerate(seen, 1) if line.strip(" ;")]
    named = [row.line for row in sheet.rows] + [bad.line for bad in sheet.bad]
    assert [1, *sorted(named)] == held


@given(st.text(';"\n\r ab', max_size=60))
def test_whatever_the_quotes_nothing_is_lost_unless_a_line_is_named(under: str) -> None:
    try:
        sheet = read_table(f"Formation;Date\n{under}", COLUMNS)
    except BadTableError as error:
        assert error.say.key == "help.table.quote"  # noqa: PT017 - the other way to name it
        return
    if not sheet.bad:
        kept = "".join(cell for row in sheet.rows for cell in row.cells.values())
        assert [sign for sign in kept if sign in "ab"] == [sign for sign in under if sign in "ab"]


@pytest.mark.parametrize(
    "text",
    [
        "Formation;Date;Lieu\nOser dire;24/11/2026;Paris\n",
        "\ufeffcourse,DATE,place\r\nOser dire,24/11/2026,Paris\r\n",
        "TRAINING\tJour\tLieu de la seance\rOser dire\t24/11/2026\tParis\r",
        "sep=;\r\nformation;date;lieu de la SÉANCE\r\nOser dire ; 24/11/2026;Paris;;\r\n",
        '\n;;\n"Formation";"Date";"Lieu"\n\n"Oser dire";"24/11/2026";"Paris"\n;;\n',
    ],
    ids=["french", "english", "tabs", "sep", "blank lines"],
)
def test_whatever_wrote_it(text: str) -> None:
    columns = (COURSE, DAY, Column("place", "Place", "Lieu", ("lieu de la séance",)))
    (row,) = read_table(text, columns).rows
    assert row.cells == {"course": "Oser dire", "day": "24/11/2026", "place": "Paris"}


def test_lines_are_counted_as_people_see_them() -> None:
    text = 'Formation;Date;Notes\n"Oser\ndire";x;y\n\n;x;\nA;b;c;d\n"A"b;c\nB\n'
    sheet = read_table(text, COLUMNS)

    assert sheet.rows == [
        Row(2, {"course": "Oser\ndire", "day": "x", "place": ""}),
        Row(8, {"course": "B", "day": "", "place": ""}),
    ]
    assert [(bad.line, bad.why.key, dict(bad.why.values)) for bad in sheet.bad] == [
        (5, "help.table.missing", {"names": "Formation"}),
        (6, "help.table.too_many", {"cells": 4, "columns": 3}),
        (7, "help.table.row", {}),
    ]
    assert sheet.unknown == ["Notes"]


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("", "empty", {}),
        ("\n;;\n", "empty", {}),
        ("Nom;Prénom\nMoreau;Lina\n", "no_column", {"names": "Formation / Course, Date, Lieu de la séance / Place"}),
        ("Date;Lieu de la séance\n", "no_column", {"names": "Formation / Course"}),
        ("Formation;Date;Jour\n", "twice", {"name": "Jour"}),
        ('Formation;Date\nA;b\n"C;d\nE;f\n', "quote", {"line": 3}),
        ('"A"b;c\n', "row", {}),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_whole(text: str, key: str, values: dict[str, object]) -> None:
    with pytest.raises(BadTableError) as refused:
        read_table(text, COLUMNS)
    assert (refused.value.say.key, dict(refused.value.say.values)) == (f"help.table.{key}", values)


def test_a_formula_of_somebody_elses_is_read_as_it_stands() -> None:
    assert cells_of("Formation\n=1+1\n'=1+1\n'tis\n") == [
        {"course": words, "day": "", "place": ""} for words in ("=1+1", "=1+1", "'tis")
    ]


def test_it_opens_with_its_accents_and_the_readers_separator() -> None:
    row = {"course": "Écouter; dire", "day": "-2"}
    assert write_table(COLUMNS, [row], "fr") == (
        b'\xef\xbb\xbfFormation;Date;Lieu de la s\xc3\xa9ance\r\n"\xc3\x89couter; dire";\'-2;\r\n'
    )
    assert write_table(COLUMNS, [row], "en").decode("utf-8-sig") == "Course,Date,Place\r\nÉcouter; dire,'-2,\r\n"


def test_a_cell_that_is_far_too_long_is_a_bad_line() -> None:
    sheet: Sheet = read_table(f"Formation\n{'a' * 200_000}\nB\n", COLUMNS)
    assert [(one.line) for one in sheet.bad] == [2]
    assert [row.line for row in sheet.rows] == [3]


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-24",
        " 24/11/2026 ",
        "24/11/26",
        "24.11.2026",
        "24 nov. 2026",
        "24\u00a0Novembre 2026",
        "24 Nov 2026",
        "mardi 24 novembre 2026",
        "Tue. 24th November, 2026",
    ],
)
def test_a_day_however_it_is_written(written: str) -> None:
    assert read_day(written) == date(2026, 11, 24)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_french_and_iso_write_it(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day.day}/{day.month}/{day.year}"):
        assert read_day(written) == day


@pytest.mark.parametrize(("written", "month"), [("1er août 26", 8), ("1 FÉVR. 2026", 2), ("1 sept 2026", 9)])
def test_months_lose_their_accents_and_their_end(written: str, month: int) -> None:
    assert read_day(written) == date(2026, month, 1)


@pytest.mark.parametrize(
    "written", ["", "31/02/2026", "24/13/2026", "24 jui 2026", "24 brumaire 2026", "24/11", "hier"]
)
def test_no_day_is_guessed(written: str) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [("14h", "14:00"), ("14:00", "14:00"), (" 9h30", "09:30"), ("14:00:00", "14:00"), ("25h", None), ("soir", None)],
)
def test_an_hour_however_it_is_written(written: str, read: str | None) -> None:
    assert read_time(written) == read

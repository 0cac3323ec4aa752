"""Tables as spreadsheets save them (CSV): read whatever separates cells, written so that they open anywhere. Pure.

No line is lost silently: each that holds something becomes a `Row` or a `BadRow`, or the whole table is refused.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.chat.words import Say
from handlers.chat.written import read_hour

DELIMITERS: Final = ";,\t"
BY_LANGUAGE: Final = {"fr": ";", "en": ","}
"""What spreadsheets expect between two cells, where a comma is the decimal sign and where it is not."""

_MARK: Final = "\ufeff"
"""Says to spreadsheets that a file is UTF-8; read back, it is no part of the first header."""
_ENDS: Final = "\r\n"
_TOLD: Final = re.compile(r"sep=([;,\t|])[\r\n]*", re.IGNORECASE)
"""A first line by which some spreadsheets tell the separator."""
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED: Final = re.compile(r"''*[=+\-@\t\r]")

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_NAMED: Final = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4}|\d{2})", re.ASCII
)
_SECONDS: Final = re.compile(r"(?<=:\d\d):00$", re.ASCII)
_MONTHS: Final = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)


@dataclass(frozen=True)
class Column:
    """A column: `name` in the code, its headers in English and in French, and others that mean the same.

    Headers are recognised whatever their capitals, accents, spaces and signs. A row without a required cell is bad.
    """

    name: str
    en: str
    fr: str
    also: tuple[str, ...] = ()
    required: bool = False

    def header(self, language: str) -> str:
        """What is written above it."""
        return self.fr if language == "fr" else self.en

    @property
    def both(self) -> str:
        """Its headers in both languages, for whoever has to write one."""
        return self.en if self.en == self.fr else f"{self.fr} / {self.en}"

    def is_called(self, header: str) -> bool:
        """Whether this header names it."""
        return _plain(header) in {_plain(one) for one in (self.name, self.en, self.fr, *self.also)}


@dataclass(frozen=True)
class Row:
    """A good line: its cells by the name of their column, all columns present, without the spaces around them.

    `line` is where it begins in the file, the first line being 1.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class BadRow:
    """A line that could not be read, and why."""

    line: int
    why: Say


@dataclass(frozen=True)
class Sheet:
    """What a table holds. `unknown`: headers that mean nothing to us, whose cells were left out."""

    rows: Sequence[Row]
    bad: Sequence[BadRow]
    unknown: Sequence[str]


class BadTableError(Exception):
    """Nothing of a table can be read; `say` tells why, and what to do."""

    def __init__(self, say: Say) -> None:
        super().__init__(say.key)
        self.say = say


def read_table(text: str, columns: Sequence[Column]) -> Sheet:
    """The rows under the first line that holds something, which names the columns.

    Raises BadTableError when that line names too few of them, one of them twice, or a quote is never closed.
    """
    text = text.removeprefix(_MARK)
    if not text.strip(f"{DELIMITERS} \r\n"):
        raise BadTableError(Say("help.table.empty"))
    lines = list(io.StringIO(text, newline=""))
    told = _TOLD.fullmatch(lines[0])
    delimiter = told[1] if told else _delimiter(lines, columns)
    records = ((line, cells) for line, cells in _records(lines, delimiter, 1 if told else 0) if cells)
    _, header = next(records, (0, Say("help.table.empty")))
    if isinstance(header, Say):
        raise BadTableError(header)
    while not header[-1]:  # of a line that holds something: what stands further right has no column
        header.pop()
    named = _named(header, columns)
    rows: list[Row] = []
    bad: list[BadRow] = []
    for line, cells in records:
        read = cells if isinstance(cells, Say) else _row(cells, header, named, columns)
        if isinstance(read, Say):
            bad.append(BadRow(line, read))
        else:
            rows.append(Row(line, read))
    unknown = [one for place, one in enumerate(header) if one and place not in named.values()]
    return Sheet(rows, bad, unknown)


def _delimiter(lines: Sequence[str], columns: Sequence[Column]) -> str:
    """The one with which the first line names most columns, then has most cells."""

    def found(delimiter: str) -> tuple[int, int]:
        first = next((cells for _, cells in _records(lines, delimiter, 0) if cells), [])
        header = first if isinstance(first, list) else []
        return sum(any(column.is_called(cell) for cell in header) for column in columns), len(header)

    return max(DELIMITERS, key=found)


def _records(lines: Sequence[str], delimiter: str, skipped: int) -> Iterator[tuple[int, list[str] | Say]]:
    """Each record with the line where it begins: its cells, none where it is blank, or what is wrong with it."""
    reader = csv.reader(iter(lines[skipped:]), delimiter=delimiter, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if skipped + reader.line_num >= len(lines) and "end of data" in str(error):
                raise BadTableError(Say("help.table.quote", line=line)) from error
            yield from ((one, Say("help.table.row")) for one in range(line, skipped + reader.line_num + 1))
        else:
            clean = [_armed(cell.strip()) for cell in cells]
            yield line, clean if any(clean) else []


def _named(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """The place of each column that is there."""
    places = {one.name: [place for place, cell in enumerate(header) if one.is_called(cell)] for one in columns}
    missing = [one for one in columns if not places[one.name] and (one.required or not any(places.values()))]
    if missing:
        raise BadTableError(Say("help.table.no_column", names=", ".join(one.both for one in missing)))
    twice = next((header[found[1]] for found in places.values() if len(found) > 1), None)
    if twice is not None:
        raise BadTableError(Say("help.table.twice", name=twice))
    return {name: found[0] for name, found in places.items() if found}


def _row(
    cells: Sequence[str], header: Sequence[str], named: Mapping[str, int], columns: Sequence[Column]
) -> dict[str, str] | Say:
    """The cells by column, or what is wrong with them; spreadsheets leave out the empty ones at the end of a line."""
    if any(cells[len(header) :]):
        return Say("help.table.too_many", cells=len(cells), columns=len(header))
    found = {one.name: "" for one in columns}
    found |= {name: cells[place] for name, place in named.items() if place < len(cells)}
    missing = [header[named[one.name]] for one in columns if one.required and not found[one.name]]
    return Say("help.table.missing", names=", ".join(missing)) if missing else found


def write_table(columns: Sequence[Column], rows: Iterable[Mapping[str, str]], language: str) -> bytes:
    """A CSV for a reader of this language, whose spreadsheet opens it with its accents and runs nothing of it.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, as the OWASP advises against CSV
    injection; `read_table` takes it off. A column that a row does not have is left empty.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=BY_LANGUAGE.get(language, ","), lineterminator=_ENDS)
    writer.writerow([_harmless(one.header(language)) for one in columns])
    writer.writerows([_harmless(row.get(one.name, "")) for one in columns] for row in rows)
    return (_MARK + written.getvalue()).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _armed(cell: str) -> str:
    """The cell as it was before `_harmless`."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def read_day(written: str) -> date | None:
    """The day written `24/11/2026`, `24/11/26`, `24 nov. 2026`, `mardi 24 novembre 2026` or `2026-11-24`, else None.

    The day comes before the month, as in Europe.
    """
    plain = " ".join(_unaccented(written).lower().split())
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _NUMBERS.fullmatch(plain):
        day, month, year = found.groups()
    elif found := _NAMED.fullmatch(plain):
        day, name, year = found.groups()
        month = _month(name)
    else:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def read_time(written: str) -> str | None:
    """The time written `14h`, `9h30`, `14:00` or, as spreadsheets do, `14:00:00`, as `14:00`; None when it is none."""
    return read_hour(_SECONDS.sub("", written.strip()))


def _month(name: str) -> str:
    """The number of the only month that begins so; 0 where none does, or more than one (`jui`)."""
    found = [number for number, names in enumerate(_MONTHS, 1) if any(one.startswith(name) for one in names)]
    return str(found[0]) if len(found) == 1 else "0"


def _plain(header: str) -> str:
    return "".join(sign for sign in _unaccented(header).casefold() if sign.isalnum())


def _unaccented(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))

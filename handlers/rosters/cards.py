"""What animators see of tables of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.cards import Button, Buttons, Card, Document, Heading, Note, Text, card
from handlers.chat.forms import FileField, Form
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.rosters.rules import Problem

MOST_PROBLEMS = 12
"""Lines told with their reason in one message; the others are named by their number."""
MOST_NUMBERS = 100


@dataclass(frozen=True)
class Counts:
    """What a table does: new sessions (`past`: over already), sessions that were there, entries added to lists."""

    sessions: int
    past: int
    already: int
    people: int


def import_form(community_id: int) -> Form:
    """The form that takes the table."""
    table = FileField(
        "table", Say("rosters.form.table"), ("table",), hint=Say("rosters.form.table_hint"), required=True
    )
    return Form(Say("rosters.form.title"), Say("rosters.form.look"), to("rosters.look", community_id), (table,))


def preview(
    community: tuple[int, str], file_id: int, counts: Counts, problems: Sequence[Problem], unknown: Sequence[str]
) -> Card:
    """What the table would do; nothing is done yet. `community`: its number and name."""
    number, name = community
    changes = counts.sessions or counts.people
    buttons = [
        Button(Say("rosters.button.announce"), to("rosters.take", number, file_id, 1), "good"),
        Button(Say("rosters.button.quietly"), to("rosters.take", number, file_id, 0)),
    ]
    if counts.sessions == counts.past:
        buttons = [Button(Say("rosters.button.take"), to("rosters.take", number, file_id, 0), "good")]
    return card(
        Say("rosters.preview"),
        Heading(Say("rosters.preview_of", community=name)),
        *_counted(counts),
        *_problems(problems),
        Note(Say("rosters.unknown_columns", names=", ".join(unknown))) if unknown else None,
        Text(Say("rosters.nothing_yet" if changes else "rosters.nothing_new")),
        Buttons(*buttons) if changes else None,
    )


def _counted(counts: Counts) -> list[Text | Note]:
    parts: list[Text | Note] = [
        Text(Say("rosters.new_sessions", n=counts.sessions)),
        Text(Say("rosters.new_people", n=counts.people)),
    ]
    if counts.past:
        parts.append(Note(Say("rosters.past", n=counts.past)))
    if counts.already:
        parts.append(Note(Say("rosters.already", n=counts.already)))
    return parts


def _problems(problems: Sequence[Problem]) -> list[Heading | Text | Note]:
    if not problems:
        return []
    told: list[Heading | Text | Note] = [Heading(Say("rosters.left_out"))]
    told += [Text(Say("rosters.line", line=one.line, why=one.why)) for one in problems[:MOST_PROBLEMS]]
    rest = list(dict.fromkeys(str(one.line) for one in problems[MOST_PROBLEMS:]))
    numbers = ", ".join(rest[:MOST_NUMBERS]) + ("…" if len(rest) > MOST_NUMBERS else "")
    return [*told, Note(Say("rosters.other_lines", n=len(rest), lines=numbers))] if rest else told


def taken(counts: Counts, *, announced: bool) -> Card:
    """It is done."""
    return card(
        Say("rosters.taken"),
        Text(Say("rosters.taken")),
        *_counted(counts),
        Note(Say("rosters.announced")) if announced and counts.sessions > counts.past else None,
    )


def written(community: str, document: Document) -> Card:
    """The message that carries the table."""
    said = Say("rosters.written", community=community)
    return card(said, Text(said), document, Note(Say("rosters.written_next")))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    problems = [
        Problem(4, Say("rosters.bad.date", written="31/02/2027")),
        Problem(7, Say("rosters.bad.unknown", written="Lina <Moreau>")),
    ]
    here = (1, "Donner du feedback")
    document = Document("file:12", Say("rosters.document", community=here[1]), Say("rosters.document_again"))
    return {
        "import": import_form(1),
        "preview": preview(here, 12, Counts(3, 1, 1, 24), problems, ("Notes",)),
        "preview of past ones": preview(here, 12, Counts(2, 2, 0, 12), problems * 8, ()),
        "preview of nothing new": preview(here, 12, Counts(0, 0, 3, 0), [], ()),
        "taken": taken(Counts(3, 1, 1, 24), announced=True),
        "written": written(here[1], document),
    }

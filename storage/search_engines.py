"""What each database needs to search: an index of its own beside the table `documents`, and its way to ask it.

SQLite: an FTS5 table kept by triggers, so that whatever writes documents (a copy, too) keeps it. PostgreSQL: a
generated `tsvector` column with a GIN index; no extension is needed. Both hold stems that `storage.words` has cut, and
must not cut them again. They are no tables of the code: `is_ours` keeps them out of drafted migrations. A migration
that makes `documents` again (SQLite changes tables so) must make the triggers again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    DDL,
    ColumnElement,
    Float,
    Integer,
    SQLColumnExpression,
    Text,
    case,
    column,
    event,
    func,
    literal_column,
    select,
)
from sqlalchemy import Table as Columns
from sqlalchemy import table as named_table
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY, TSVECTOR

FTS = "documents_fts"
VECTOR = "words_vector"
GIN = "ix_documents_words_vector"

_COLUMNS = "title_words, theme_words, body_words"
_OLD = "old.title_words, old.theme_words, old.body_words"
_NEW = "new.title_words, new.theme_words, new.body_words"
_TAKE_OUT = f"INSERT INTO {FTS}({FTS}, rowid, {_COLUMNS}) VALUES ('delete', old.id, {_OLD});"
_PUT_IN = f"INSERT INTO {FTS}(rowid, {_COLUMNS}) VALUES (new.id, {_NEW});"

SQLITE_DDL = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5({_COLUMNS}, content='documents', content_rowid='id', tokenize='ascii')",
    f"CREATE TRIGGER documents_inserted AFTER INSERT ON documents BEGIN {_PUT_IN} END",
    f"CREATE TRIGGER documents_deleted AFTER DELETE ON documents BEGIN {_TAKE_OUT} END",
    f"CREATE TRIGGER documents_updated AFTER UPDATE ON documents BEGIN {_TAKE_OUT} {_PUT_IN} END",
)
POSTGRESQL_DDL = (
    f"ALTER TABLE documents ADD COLUMN {VECTOR} tsvector NOT NULL GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', theme_words), 'B') || "
    "setweight(to_tsvector('simple', body_words), 'D')) STORED",
    f"CREATE INDEX {GIN} ON documents USING gin ({VECTOR})",
)


def made_with(documents: Columns) -> None:
    """Has the index made whenever the table is made from the code; migrations make it themselves."""
    for dialect, statements in (("sqlite", SQLITE_DDL), ("postgresql", POSTGRESQL_DDL)):
        for statement in statements:
            made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # it comes without types
            event.listen(documents, "after_create", made)


def is_ours(name: str | None, kind: str, parents: Mapping[str, Any]) -> bool:
    """Whether Alembic, which finds this in a database, should look for it in the code (its `include_name`)."""
    if kind == "table":
        return name is None or not name.startswith(FTS)
    return parents.get("table_name") != "documents" or name not in (VECTOR, GIN)


Alternatives = Iterable[str]
"""Stems of which one is enough."""


@dataclass(frozen=True)
class Question:
    """Stems to find: one of `every` group, or of any. `whole`: the groups without what was not typed itself."""

    groups: Sequence[Alternatives]
    whole: Sequence[Alternatives]
    every: bool = True


@dataclass(frozen=True)
class Answer:
    """SQL for a question: which documents answer it, in which order (best first)."""

    matched: ColumnElement[bool]
    order: Sequence[ColumnElement[Any]]


def answer(dialect: str, documents: Columns, question: Question) -> Answer:
    """Whole words first, then those in the title, then in the theme; then as the database weighs them."""
    return _postgresql(question) if dialect == "postgresql" else _sqlite(documents.c.id, question)


def stands(dialect: str, stem: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether any document holds this stem."""
    if dialect == "postgresql":
        asked = func.to_tsquery(literal_column("'simple'", REGCONFIG), "'" + stem + "'", type_=TSQUERY)
        vector: ColumnElement[Any] = literal_column(f"documents.{VECTOR}", TSVECTOR)
        return (
            select(literal_column("1"))
            .select_from(named_table("documents"))
            .where(vector.bool_op("@@")(asked))
            .exists()
        )
    matched = literal_column(FTS).op("MATCH", is_comparison=True)('"' + stem + '"')
    return select(_FOUND.c.rowid).where(matched).exists()


_FOUND = named_table(FTS, column("rowid", Integer), column("rank", Float))


def _sqlite(document_id: ColumnElement[int], question: Question) -> Answer:
    wide = _fts_words(question.groups, question.every)

    def among(words: str) -> ColumnElement[bool]:
        matched = literal_column(FTS).op("MATCH", is_comparison=True)(words)
        return document_id.in_(select(_FOUND.c.rowid).where(matched).correlate(None))

    matched = literal_column(FTS).op("MATCH", is_comparison=True)(wide)
    order = (
        case((among(_fts_words(question.whole, question.every)), 0), else_=1),
        case((among(f"{{title_words}} : ({wide})"), 0), (among(f"{{title_words theme_words}} : ({wide})"), 1), else_=2),
        _FOUND.c.rank,
    )
    weighed = _FOUND.c.rank.op("MATCH", is_comparison=True)("bm25(10.0, 4.0, 1.0)")
    return Answer((_FOUND.c.rowid == document_id) & matched & weighed, order)


def _fts_words(groups: Sequence[Alternatives], every: bool) -> str:
    ors = ("(" + " OR ".join(f'"{stem}"' for stem in sorted(group)) + ")" for group in groups)
    return (" AND " if every else " OR ").join(ors)


def _postgresql(question: Question) -> Answer:
    vector: ColumnElement[Any] = literal_column(f"documents.{VECTOR}", TSVECTOR)

    def asked(groups: Sequence[Alternatives], places: str = "") -> ColumnElement[Any]:
        ors = ("(" + " | ".join(f"'{stem}'{places}" for stem in sorted(group)) + ")" for group in groups)
        words = (" & " if question.every else " | ").join(ors)
        return func.to_tsquery(literal_column("'simple'", REGCONFIG), words, type_=TSQUERY)

    wide = asked(question.groups)
    order = (
        case((vector.bool_op("@@")(asked(question.whole)), 0), else_=1),
        case(
            (vector.bool_op("@@")(asked(question.groups, ":A")), 0),
            (vector.bool_op("@@")(asked(question.groups, ":AB")), 1),
            else_=2,
        ),
        -func.ts_rank(literal_column("'{0.1, 0.2, 0.4, 1.0}'::float4[]", Text), vector, wide),
    )
    return Answer(vector.bool_op("@@")(wide), order)

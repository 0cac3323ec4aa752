"""What each database needs to search: see `storage.search_engines`.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 21:00:00

"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = "title_words, theme_words, body_words"
OLD = "old.title_words, old.theme_words, old.body_words"
NEW = "new.title_words, new.theme_words, new.body_words"
TAKE_OUT = f"INSERT INTO documents_fts(documents_fts, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});"
PUT_IN = f"INSERT INTO documents_fts(rowid, {COLUMNS}) VALUES (new.id, {NEW});"

SQLITE = (
    f"CREATE VIRTUAL TABLE documents_fts USING fts5({COLUMNS}, content='documents', content_rowid='id',"
    " tokenize='ascii')",
    f"CREATE TRIGGER documents_inserted AFTER INSERT ON documents BEGIN {PUT_IN} END",
    f"CREATE TRIGGER documents_deleted AFTER DELETE ON documents BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER documents_updated AFTER UPDATE ON documents BEGIN {TAKE_OUT} {PUT_IN} END",
)
POSTGRESQL = (
    "ALTER TABLE documents ADD COLUMN words_vector tsvector NOT NULL GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', theme_words), 'B') || "
    "setweight(to_tsvector('simple', body_words), 'D')) STORED",
    "CREATE INDEX ix_documents_words_vector ON documents USING gin (words_vector)",
)


def upgrade() -> None:
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_documents_words_vector", table_name="documents")
        op.drop_column("documents", "words_vector")
        return
    for name in ("documents_inserted", "documents_deleted", "documents_updated"):
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table("documents_fts")

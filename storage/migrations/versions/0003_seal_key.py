"""The key of the seals, drawn by chance once for each database: see `storage.seals`.

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-23 00:00:00

"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS = sa.table("seal_keys", sa.column("key", sa.String))


def upgrade() -> None:
    """Draws the key."""
    op.execute(KEYS.insert().values(key=secrets.token_hex(32)))


def downgrade() -> None:
    """Forgets the key: nobody can change what they answered any more."""
    op.execute(KEYS.delete())

"""Indexes for the parked cards and for the ids of authors, so that an import of one note reads neither from every card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both indexes."""
    op.create_index("cards_by_author", "cards", ["author_id"], unique=False, sqlite_where=sa.text("author_id <> ''"))
    op.create_index("cards_parked", "cards", ["merged_into"], unique=False, sqlite_where=sa.text("state = 'parked'"))

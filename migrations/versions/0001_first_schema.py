"""The first schema: sources, cards, batches, the review log, schedules, days and rounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What the queue needs of a card is repeated in its schedule; triggers keep it so, whoever writes.
# The search index cannot be kept by triggers: with trusted_schema=OFF they may not touch a virtual table.
KEPT_EQUAL = (
    """
    CREATE TRIGGER cards_kept_in_schedules AFTER UPDATE OF deck, state, buried_until ON cards BEGIN
      UPDATE schedules SET deck = new.deck, is_askable = (new.state = 'active'), buried_until = new.buried_until
      WHERE card_id = new.id;
    END
    """,
    """
    CREATE TRIGGER schedules_filled AFTER INSERT ON schedules BEGIN
      UPDATE cards SET is_unseen = 0 WHERE id = new.card_id AND is_unseen = 1;
    END
    """,
    """
    CREATE TRIGGER schedules_emptied AFTER DELETE ON schedules BEGIN
      UPDATE cards SET is_unseen = 1
      WHERE id = old.card_id AND NOT EXISTS (SELECT 1 FROM schedules WHERE card_id = old.card_id);
    END
    """,
    """
    CREATE VIRTUAL TABLE cards_text USING fts5(
      question, answer, tags, context, content='cards', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
    )
    """,
)


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "batches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("undone_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "learners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mtime_ns", sa.Integer(), nullable=False),
        sa.Column("is_bundled", sa.Boolean(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("path"),
    )
    op.create_table(
        "batch_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_batch_changes_batch_id"), "batch_changes", ["batch_id"], unique=False)
    op.create_table(
        "cards",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("buried_until", sa.String(), nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("is_bundled", sa.Boolean(), nullable=False),
        sa.Column("is_unseen", sa.Boolean(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("own_tags", sa.String(), nullable=False),
        sa.Column("sibling", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("end_line", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('active', 'suspended', 'parked')", name="card_state"),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["cards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("cards_by_deck", "cards", ["deck"], unique=False)
    op.create_index("cards_by_sibling", "cards", ["sibling"], unique=False, sqlite_where=sa.text("sibling <> ''"))
    op.create_index("cards_by_key", "cards", ["question_key"], unique=False)
    op.create_index("cards_by_source", "cards", ["source_id", "position"], unique=False)
    op.create_index(
        "cards_unseen",
        "cards",
        ["is_bundled", "position", "number"],
        unique=False,
        sqlite_where=sa.text("state = 'active' AND is_unseen = 1"),
    )
    op.create_table(
        "days",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.String(), nullable=False),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("showings", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.Integer(), nullable=False),
        sa.Column("young", sa.Integer(), nullable=False),
        sa.Column("young_passed", sa.Integer(), nullable=False),
        sa.Column("mature", sa.Integer(), nullable=False),
        sa.Column("mature_passed", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("hard", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("easy", sa.Integer(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
        ),
        sa.PrimaryKeyConstraint("learner_id", "study_day", "deck"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stubs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("end_line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stubs_source_id"), "stubs", ["source_id"], unique=False)
    op.create_table(
        "places",
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["cards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
        ),
        sa.PrimaryKeyConstraint("card_id", "source_id"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.Integer(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.String(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("scheduler", sa.String(), nullable=False),
        sa.Column("scheduler_version", sa.String(), nullable=False),
        sa.Column("shift", sa.Integer(), nullable=False),
        sa.Column("cancels", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.CheckConstraint("quality BETWEEN 0 AND 5", name="review_quality"),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["cards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reviews_by_card", "reviews", ["learner_id", "card_id", "id"], unique=False)
    op.create_index("reviews_by_day", "reviews", ["learner_id", "study_day"], unique=False)
    op.create_table(
        "schedules",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("is_askable", sa.Boolean(), nullable=False),
        sa.Column("buried_until", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("repetition", sa.Integer(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("ease", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("repeat_on", sa.String(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("scheduler", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["cards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
        ),
        sa.PrimaryKeyConstraint("learner_id", "card_id"),
    )
    op.create_index(
        "schedules_by_deck",
        "schedules",
        ["learner_id", "deck", "due"],
        unique=False,
        sqlite_where=sa.text("is_askable = 1"),
    )
    op.create_index(
        "schedules_by_due", "schedules", ["learner_id", "due"], unique=False, sqlite_where=sa.text("is_askable = 1")
    )
    op.create_index(
        "schedules_queue",
        "schedules",
        ["learner_id", "interval", "due", "card_id"],
        unique=False,
        sqlite_where=sa.text("is_askable = 1"),
    )
    op.create_index(
        "schedules_repeats",
        "schedules",
        ["learner_id", "repeat_on"],
        unique=False,
        sqlite_where=sa.text("repeat_on IS NOT NULL"),
    )
    for statement in KEPT_EQUAL:
        op.execute(statement)
    op.execute("INSERT INTO learners (id, name) VALUES (1, 'me')")
    op.execute("INSERT INTO meta (key, value) VALUES ('device', lower(hex(randomblob(4))))")

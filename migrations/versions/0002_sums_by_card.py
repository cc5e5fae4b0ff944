"""Sums of the log by card and by slip, filled from the log, and indexes for undo and for the next number of a device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COUNTING = "entry IN ('scheduled', 'repeat', 'practice') AND id NOT IN (SELECT id FROM temp.undone)"
IS_DUE = "entry = 'scheduled' AND before IS NOT NULL"
IS_MATURE = "json_extract(CASE WHEN json_valid(before) THEN before END, '$.interval') >= 21"

CARD_SUMS = f"""
INSERT INTO card_sums (learner_id, card_id, showings, unseen, young, young_passed, mature, mature_passed,
  again, hard, good, easy, elapsed_ms)
SELECT learner_id, card_id, count(*), sum(entry = 'scheduled' AND before IS NULL),
  sum({IS_DUE} AND NOT {IS_MATURE}), sum({IS_DUE} AND NOT {IS_MATURE} AND quality >= 3),
  sum({IS_DUE} AND {IS_MATURE}), sum({IS_DUE} AND {IS_MATURE} AND quality >= 3),
  sum(quality < 3), sum(quality = 3), sum(quality = 4), sum(quality = 5), sum(elapsed_ms)
FROM reviews WHERE {COUNTING} GROUP BY learner_id, card_id
"""
SLIP_SUMS = f"""
INSERT INTO slip_sums (learner_id, card_id, function, slip, tries)
SELECT learner_id, card_id, coalesce(json_extract(answer, '$.function'), ''),
  coalesce(json_extract(each.value, '$.slip'), ''), count(*)
FROM (
  SELECT learner_id, card_id, answer FROM reviews
  WHERE answer <> '{{}}' AND json_valid(answer) AND json_type(answer, '$.tries') = 'array' AND {COUNTING}
), json_each(answer, '$.tries') each
WHERE each.type = 'object' AND json_extract(each.value, '$.verdict') IN ('right', 'wrong')
GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    """Add both tables and both indexes, then fill the tables."""
    op.create_table(
        "card_sums",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
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
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"]),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"]),
        sa.PrimaryKeyConstraint("learner_id", "card_id"),
    )
    op.create_table(
        "slip_sums",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("slip", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"]),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"]),
        sa.PrimaryKeyConstraint("learner_id", "card_id", "function", "slip"),
    )
    op.create_index(
        "reviews_cancels", "reviews", ["cancels", "id"], unique=False, sqlite_where=sa.text("entry = 'cancel'")
    )
    op.create_index("reviews_by_device", "reviews", ["device", "sequence"], unique=False)

    link = op.get_bind()
    op.execute("CREATE TEMP TABLE undone (id TEXT PRIMARY KEY)")
    cancels = link.exec_driver_sql(
        "SELECT id, cancels FROM reviews WHERE entry = 'cancel' AND cancels IS NOT NULL ORDER BY id DESC"
    ).fetchall()
    for entry in sorted(undone_by(cancels)):
        link.exec_driver_sql("INSERT INTO undone VALUES (?)", (entry,))
    op.execute(sa.text(CARD_SUMS.replace(":", "\\:")))
    op.execute(sa.text(SLIP_SUMS.replace(":", "\\:")))
    op.execute("DROP TABLE temp.undone")


def undone_by(cancels: list[tuple[str, str]]) -> set[str]:
    """The entries that do not count, given every undo with what it takes back, the newest first."""
    undone: set[str] = set()
    for own, taken_back in cancels:
        if own not in undone:
            undone.add(taken_back)
    return undone

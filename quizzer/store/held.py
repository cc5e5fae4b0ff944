"""Held: how many cards wait for tomorrow because a sibling, a card of the same text, comes or came today."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any


def count_held(
    connection: sqlite3.Connection, learner_id: int, day: date, where: str, values: Sequence[Any]
) -> tuple[int, int]:
    """Due and unseen cards that are held on `day`; `where` narrows the cards, as `AND ... c.deck ...` or empty.

    Of the cards of one text one is asked, a due one before an unseen one; none when one has been asked already.
    """
    text = day.isoformat()
    row = connection.execute(
        "SELECT coalesce(sum(CASE WHEN was_asked THEN due ELSE max(0, due - 1) END), 0), "
        "coalesce(sum(CASE WHEN was_asked OR due THEN unseen ELSE max(0, unseen - 1) END), 0) FROM ("
        "SELECT sum(may_be_asked AND is_due) AS due, sum(may_be_asked AND is_unseen) AS unseen, "
        "max(was_asked) AS was_asked FROM ("
        "SELECT c.source_id, c.sibling, coalesce(s.last_day >= ?, 0) AS was_asked, coalesce(s.due <= ?, 0) AS is_due, "
        f"c.is_unseen, (c.state = 'active' AND (c.buried_until IS NULL OR c.buried_until <= ?) {where}) AS may_be_asked "
        "FROM cards c INDEXED BY cards_by_sibling LEFT JOIN schedules s ON s.card_id = c.id AND s.learner_id = ? WHERE c.sibling <> '') "
        "GROUP BY source_id, sibling)",
        (text, text, text, *values, learner_id),
    ).fetchone()
    return int(row[0]), int(row[1])

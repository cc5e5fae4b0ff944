"""Held: how many cards wait for tomorrow because a sibling, a card of the same text, comes or came today."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any


def count_held(
    connection: sqlite3.Connection, learner_id: int, day: date, where: str, values: Sequence[Any]
) -> dict[str, tuple[int, int]]:
    """Due and unseen cards that are held on `day`, by deck; `where` narrows the cards, as `AND ... c.deck ...` or empty.

    Of the cards of one text one is asked, a due one before an unseen one; none when one has been asked already. Where
    they lie in several decks, the first of these that has such a card is the one that asks.
    """
    text = day.isoformat()
    rows = connection.execute(
        "SELECT deck, "
        "sum(CASE WHEN was_asked OR due_before THEN due ELSE max(0, due - 1) END), "
        "sum(CASE WHEN was_asked OR any_due OR unseen_before THEN unseen ELSE max(0, unseen - 1) END) FROM ("
        "SELECT deck, due, unseen, max(was_asked) OVER whole AS was_asked, max(due) OVER whole AS any_due, "
        "coalesce(max(due) OVER before, 0) AS due_before, coalesce(max(unseen) OVER before, 0) AS unseen_before FROM ("
        "SELECT source_id, sibling, deck, sum(may_be_asked AND is_due) AS due, "
        "sum(may_be_asked AND is_unseen) AS unseen, max(was_asked) AS was_asked FROM ("
        "SELECT c.source_id, c.sibling, c.deck, coalesce(s.last_day >= ?, 0) AS was_asked, "
        "coalesce(s.due <= ?, 0) AS is_due, c.is_unseen, "
        f"(c.state = 'active' AND (c.buried_until IS NULL OR c.buried_until <= ?) {where}) AS may_be_asked "
        "FROM cards c INDEXED BY cards_by_sibling LEFT JOIN schedules s ON s.card_id = c.id AND s.learner_id = ? "
        "WHERE c.sibling <> '') GROUP BY source_id, sibling, deck) "
        "WINDOW whole AS (PARTITION BY source_id, sibling), before AS (PARTITION BY source_id, sibling ORDER BY deck "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) GROUP BY deck",
        (text, text, text, *values, learner_id),
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}

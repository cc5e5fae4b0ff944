"""Cards as a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from quizzer.domain.scheduling import effective
from quizzer.services.exporting import Contents

CSV_COLUMNS = (
    "id", "deck", "kind", "state", "source", "context", "question", "answer", "tags", "repetition", "interval",
    "ease_factor", "due", "lapses", "reviews", "last_reviewed",
)  # fmt: skip


def to_csv(contents: Contents, *, is_raw: bool = False) -> str:
    """One row a card, with a byte order mark so that spreadsheets read UTF-8.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe, unless `is_raw`.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for card in contents.cards:
        schedule = contents.schedules.get(card.id)
        showings = [review for review in effective(contents.log.get(card.id, ())) if review.is_showing]
        row = [
            card.id, card.deck, str(card.kind), str(card.state),
            f"{contents.names.get(card.path, '')}:{card.line}" if card.path else "", " > ".join(card.context),
            card.question, card.answer, " ".join(card.tags),
            *((schedule.repetition, schedule.interval, schedule.ease_factor, schedule.due.isoformat(), schedule.lapses)
              if schedule else ("", "", "", "", "")),
            len(showings), showings[-1].study_day.isoformat() if showings else "",
        ]  # fmt: skip
        writer.writerow([cell if is_raw else guarded(cell) for cell in row])
    return out.getvalue()


def guarded(cell: object) -> object:
    """The cell, unable to start a formula in a spreadsheet.

    >>> guarded("=1+1"), guarded("ok")
    ("'=1+1", 'ok')
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + cell
    return cell

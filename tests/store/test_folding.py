"""The fold over narrow rows comes out as the fold over whole entries."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.scheduling import SM2, Scheduler, replay
from quizzer.domain.stats import Sums
from quizzer.schedulers.fsrs import Fsrs
from quizzer.services.clock import make_clock
from quizzer.services.study import Desk
from quizzer.store.connection import connect
from quizzer.store.folding import fold
from quizzer.store.log import ReviewLog
from quizzer.store.repository import Repository
from tests.services.season import import_notes, study


def live(home: Home, settings: Settings, folder: Path) -> date:
    """Every kind of entry: shown, repeated, undone, redone, put off, merged."""
    import_notes(home, settings, folder)
    last = study(home, settings, 60)
    clock = make_clock(settings, {"QUIZZER_NOW": f"{last}T20:00:00+00:00"})
    repository = Repository(home.database)
    cards = repository.cards()
    with Desk(home, settings, clock) as desk:
        for card in cards[:4]:
            desk.postpone(card)
        desk.undo()
    repository.close()
    with closing(connect(home.database)) as connection:
        # As a merge leaves them: the history of one belongs to the other.
        old, new = (row[0] for row in connection.execute("SELECT card_id FROM reviews GROUP BY card_id LIMIT 2"))
        connection.execute("UPDATE cards SET merged_into = ? WHERE id = ?", (new, old))
    return last


@pytest.mark.parametrize("is_out_of_order", [False, True])
@pytest.mark.parametrize("scheduler", [SM2, Fsrs()], ids=lambda s: s.name)
def test_narrow_rows_give_what_whole_entries_give(
    home: Home, settings: Settings, tmp_path: Path, scheduler: Scheduler, is_out_of_order: bool
) -> None:
    live(home, settings, tmp_path / "notes")
    with closing(connect(home.database)) as connection:
        if is_out_of_order:
            connection.execute("UPDATE reviews SET rowid = -rowid")
        wanted, sums = {}, Sums()
        for card_id, entries in ReviewLog(connection, home.database).by_card():
            wanted[card_id] = replay(scheduler, entries)
            sums.add_log(entries)
        found = fold(connection, 1, lambda _: scheduler)
        kinds = {row[0] for row in connection.execute("SELECT entry FROM reviews")}
    assert kinds >= {"scheduled", "repeat", "postponed", "cancel"}
    assert found.schedules == wanted
    assert found.sums == sums
    assert sums.slips

"""The fold over narrow rows comes out as the fold over whole entries."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.memory import find_showings
from quizzer.domain.scheduling import SM2, Scheduler, replay
from quizzer.domain.stats import Sums
from quizzer.schedulers.fsrs import Fsrs
from quizzer.services.clock import make_clock
from quizzer.services.study import Desk
from quizzer.store.connection import connect
from quizzer.store.folding import fold
from quizzer.store.log import ReviewLog
from quizzer.store.repository import Repository
from quizzer.store.showings import read_showings
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
        wanted, sums, showings = {}, Sums(), {}
        for card_id, entries in ReviewLog(connection, home.database).by_card():
            wanted[card_id] = replay(scheduler, entries)
            sums.add_log(entries)
            showings[card_id] = find_showings(entries)
        found = fold(connection, 1, lambda _: scheduler)
        shown = read_showings(connection)
        kinds = {row[0] for row in connection.execute("SELECT entry FROM reviews")}
    assert kinds >= {"scheduled", "repeat", "postponed", "cancel"}
    assert found.schedules == wanted
    assert found.sums == sums
    assert shown == showings
    assert sums.slips


def test_a_rebuild_puts_right_what_differs_and_writes_nothing_else(
    home: Home, settings: Settings, tmp_path: Path
) -> None:
    live(home, settings, tmp_path / "notes")
    tables = ("days", "card_sums", "slip_sums", "schedules")
    with closing(connect(home.database)) as connection:
        log = ReviewLog(connection, home.database)
        log.rebuild(lambda _: SM2, "sm2")
        whole = [set(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]
        assert all(whole)
        before = connection.total_changes
        log.rebuild(lambda _: SM2, "sm2")
        assert connection.total_changes == before + 1  # the fact that says by which rules
        connection.execute("UPDATE days SET showings = 0 WHERE rowid = (SELECT min(rowid) FROM days)")
        connection.execute("UPDATE days SET study_day = 'no day' WHERE rowid = (SELECT max(rowid) FROM days)")
        connection.execute("UPDATE card_sums SET good = good + 1")
        connection.execute("DELETE FROM slip_sums")
        connection.execute("UPDATE schedules SET due = '2020-01-01', last_day = '2019-01-01'")
        log.rebuild(lambda _: SM2, "sm2")
        assert [set(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables] == whole

"""Upgrades of a real file of schema 1, with sixty days of study and undone reviews in it: nothing is lost, a kill at any
moment leaves the old schema or the new one, and the backup made before is the old file."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.services import health
from quizzer.store import backup, migrate
from quizzer.store.connection import SCHEMA_VERSION, check, connect
from quizzer.store.log import ReviewLog
from quizzer.store.sums import read_sums

OLD = Path(__file__).parent.parent / "data" / "schema1.db.gz"
KILLS = 80
KEPT = (
    "cards",
    "sources",
    "reviews",
    "schedules",
    "days",
    "batches",
    "batch_changes",
    "rounds",
    "stubs",
    "places",
    "meta",
)


@pytest.fixture
def old(home: Home) -> Home:
    """A home whose database is of schema 1."""
    home.database.parent.mkdir(parents=True)
    home.database.write_bytes(gzip.decompress(OLD.read_bytes()))
    assert check(home.database) == 1
    return home


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in KEPT}


def sums(path: Path) -> object:
    with closing(connect(path)) as connection:
        return read_sums(connection)


def test_a_file_of_schema_1_keeps_every_row_and_gets_its_sums(old: Home, settings: Settings) -> None:
    before = rows(old.database)
    assert any(row[10] == "cancel" for row in before["reviews"])
    migrate.ensure(old.database, old.backups)
    assert check(old.database) == SCHEMA_VERSION
    assert rows(old.database) == before
    with closing(connect(old.database)) as connection:
        filled = read_sums(connection)
    assert len(filled.cards) > 5
    assert any(slip for _, _, slip in filled.slips)
    assert health.examine(old, settings).findings == ()
    health.rebuild(old, settings)
    assert sums(old.database) == filled


def test_the_backup_before_the_upgrade_is_the_old_file(old: Home) -> None:
    before = rows(old.database)
    migrate.ensure(old.database, old.backups)
    (made,) = backup.find(old.backups)
    assert made.reason == "before-upgrade"
    assert check(made.path) == 1
    assert rows(made.path) == before
    backup.restore(made.path, old.database, old.backups)
    assert check(old.database) == 1
    migrate.ensure(old.database, old.backups)
    assert rows(old.database) == before


def test_any_command_upgrades_and_doctor_only_looks(old: Home, capsys: pytest.CaptureFixture[str]) -> None:
    before = old.database.read_bytes()
    assert run(["doctor"]) == 0
    assert old.database.read_bytes() == before
    assert run(["stats"]) == 0
    assert check(old.database) == SCHEMA_VERSION
    assert "slips in" in capsys.readouterr().out


def test_undo_after_the_upgrade_keeps_the_sums_true(
    old: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2026-09-01T09:00")
    for _ in range(6):
        assert run(["undo"]) == 0
    assert run(["undo", "--redo"]) == 0
    assert health.examine(old, settings).findings == ()


def test_a_damaged_answer_does_not_stop_the_upgrade(old: Home) -> None:
    with closing(sqlite3.connect(old.database)) as connection:
        connection.execute("UPDATE reviews SET answer = '{\"tries\": [' WHERE answer <> '{}'")
        connection.commit()
    migrate.ensure(old.database, old.backups)
    assert check(old.database) == SCHEMA_VERSION


def apart(work: Callable[[], int]) -> tuple[int, int]:
    """Do it in a process of its own; its exit status and what it says."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.write(writing, str(work()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return status, int(said or b"0")


def upgrade(home: Home, die_at: int | None) -> int:
    """Upgrade, dying by SIGKILL at that step of SQLite's machine; how many steps of 50 instructions it took."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def connect_counting(path: Path, *, is_read_only: bool = False) -> sqlite3.Connection:
        connection = connect(path, is_read_only=is_read_only)
        connection.set_progress_handler(step, 50)
        return connection

    migrate.connect = connect_counting  # type: ignore[attr-defined]
    migrate.ensure(home.database, home.backups)
    return steps


def test_a_kill_at_any_moment_leaves_a_file_that_can_be_upgraded(old: Home, settings: Settings) -> None:
    before, original = rows(old.database), old.database.read_bytes()
    status, steps = apart(lambda: upgrade(old, None))
    assert status == 0
    assert steps > KILLS
    wanted = sums(old.database)
    seen = set()
    for kill in range(KILLS):
        for path in old.database.parent.glob("quizzer.db*"):
            path.unlink()
        old.database.write_bytes(original)
        status, _ = apart(lambda kill=kill: upgrade(old, 1 + kill * steps // KILLS))  # type: ignore[misc]
        assert os.WTERMSIG(status) == signal.SIGKILL
        seen.add(check(old.database))
        assert rows(old.database) == before
        migrate.ensure(old.database, old.backups)
        assert check(old.database) == SCHEMA_VERSION
        assert sums(old.database) == wanted
    assert 1 in seen
    assert health.examine(old, settings).findings == ()


@pytest.mark.parametrize("table", ["days", "card_sums", "slip_sums"])
def test_doctor_finds_a_wrong_sum_and_mends_it(old: Home, settings: Settings, table: str) -> None:
    migrate.ensure(old.database, old.backups)
    wanted = sums(old.database)
    column = "tries" if table == "slip_sums" else "good"
    with closing(sqlite3.connect(old.database)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE rowid = (SELECT max(rowid) FROM {table})")
        connection.commit()
    (finding,) = health.examine(old, settings).findings
    assert finding.can_be_rebuilt
    assert "in 1 places" not in finding.message
    health.rebuild(old, settings)
    assert health.examine(old, settings).findings == ()
    assert sums(old.database) == wanted


def test_the_log_is_given_card_by_card_with_merged_histories(old: Home) -> None:
    migrate.ensure(old.database, old.backups)
    with closing(connect(old.database)) as connection:
        log = ReviewLog(connection, old.database)
        alone = {card_id: [entry.id for entry in entries] for card_id, entries in log.by_card()}
        first, second, *_ = alone
        connection.execute("UPDATE cards SET merged_into = ? WHERE id = ?", (first, second))
        joined = {card_id: [entry.id for entry in entries] for card_id, entries in log.by_card()}
    wanted = {**alone, first: sorted(alone[first] + alone[second])}
    del wanted[second]
    assert joined == wanted

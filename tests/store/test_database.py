"""The database file: how it is made, opened, refused and kept."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

import quizzer.store.tables  # noqa: F401  (registers the tables)
from quizzer.errors import StoreError
from quizzer.store import backup, migrate
from quizzer.store.connection import SCHEMA_VERSION, check, connect, is_replaced, writing
from quizzer.store.engine import open_engine


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "quizzer.db"
    migrate.ensure(path, tmp_path / "backups")
    return path


PRAGMAS = [
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("busy_timeout", 5000),
]


@pytest.mark.parametrize(("name", "value"), PRAGMAS)
def test_every_connection_has_its_pragmas(database: Path, name: str, value: object) -> None:
    plain = connect(database)
    assert plain.execute(f"PRAGMA {name}").fetchone()[0] == value
    plain.close()
    engine = open_engine(connect(database))
    with engine.connect() as pooled:
        assert pooled.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value
    engine.dispose()


def test_the_migrations_make_what_the_models_say(database: Path) -> None:
    engine = open_engine(connect(database))
    with engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={"include_object": lambda o, name, kind, *_: not str(name).startswith(("cards_text", "alembic"))},
            ),
            SQLModel.metadata,
        )
    engine.dispose()
    assert differences == []


def test_a_new_database_is_current_and_left_alone(database: Path, tmp_path: Path) -> None:
    assert check(database) == SCHEMA_VERSION
    before = database.read_bytes()
    migrate.ensure(database, tmp_path / "backups")
    assert database.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def _text(path: Path) -> None:
    path.write_text("my notes, not a database\n" * 20)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def _foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


def _header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def _use(path: Path, backups: Path) -> None:
    migrate.ensure(path, backups)
    with closing(connect(path)) as connection:
        connection.execute("SELECT count(*) FROM cards").fetchone()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_text, "not a SQLite database"),
        (_empty, "is empty"),
        (_zeros, "not a SQLite database"),
        (_foreign, "not quizzer's"),
        (_header_only, "damaged"),
        (_newer, "newer quizzer"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(database: Path, tmp_path: Path, damage, words: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    damage(database)
    before = database.read_bytes()
    with pytest.raises(StoreError) as refusal:
        _use(database, tmp_path / "backups")
    assert words in refusal.value.message
    assert refusal.value.hint
    assert database.read_bytes() == before


def test_a_backup_is_verified_and_restores_exactly(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    _add_card(database, "one")
    made = backup.make(database, folder, reason="test")
    assert backup.verify(made.path).cards == 1
    _add_card(database, "two")
    replaced = backup.restore(made.path, database, folder)
    assert backup.verify(database).cards == 1
    assert replaced is not None
    assert backup.verify(replaced.path).cards == 2
    assert not database.with_name("quizzer.db-wal").exists()


def test_what_was_replaced_meanwhile_is_not_written_to(database: Path, tmp_path: Path) -> None:
    made = backup.make(database, tmp_path / "backups", reason="test")
    connection = connect(database)
    assert not is_replaced(connection, database)
    with writing(connection, database):
        connection.execute("INSERT INTO meta (key, value) VALUES ('a', 'kept')")
    backup.restore(made.path, database, tmp_path / "backups")
    assert is_replaced(connection, database)
    with pytest.raises(StoreError, match="was replaced"), writing(connection, database):
        connection.execute("UPDATE meta SET value = 'lost' WHERE key = 'a'")
    assert connection.execute("SELECT value FROM meta WHERE key = 'a'").fetchone() == ("kept",)
    connection.close()


def _elsewhere(path: Path, statement: str) -> str:
    """What a process of its own gets for a statement; it opens the database and closes it again."""
    code = (
        "import sys; from pathlib import Path; from quizzer.store.connection import connect\n"
        "connection = connect(Path(sys.argv[1]))\n"
        "print(connection.execute(sys.argv[2]).fetchall())\n"
        "connection.close()"
    )
    done = subprocess.run([sys.executable, "-c", code, path, statement], capture_output=True, text=True, check=True)
    return done.stdout


def test_looking_at_the_file_takes_no_lock_from_those_who_write_it(database: Path) -> None:
    """Else the next program to close it would take away the log, and what is written afterwards would be lost."""
    connection = connect(database)
    with writing(connection, database):
        connection.execute("INSERT INTO meta (key, value) VALUES ('first', '1')")
    assert check(database) == SCHEMA_VERSION
    with closing(connect(database, is_read_only=True)) as other:
        assert other.execute("SELECT 1").fetchone() == (1,)
    assert not is_replaced(connection, database)
    _elsewhere(database, "INSERT INTO meta (key, value) VALUES ('second', '2') RETURNING key")
    assert database.with_name("quizzer.db-wal").exists()
    with writing(connection, database):
        connection.execute("INSERT INTO meta (key, value) VALUES ('third', '3')")
    assert "third" in _elsewhere(database, "SELECT key FROM meta")
    connection.close()


def test_a_file_is_known_again_under_its_own_name(database: Path, tmp_path: Path) -> None:
    connection = connect(database)
    aside = tmp_path / "aside.db"
    database.rename(aside)
    assert not is_replaced(connection, database)  # taken away, not replaced
    with pytest.raises(StoreError, match="taken away"), writing(connection, database):
        connection.execute("INSERT INTO meta (key, value) VALUES ('a', 'lost')")
    database.write_bytes(aside.read_bytes())
    assert is_replaced(connection, database)
    aside.rename(database)
    assert not is_replaced(connection, database)
    with writing(connection, database):
        connection.execute("INSERT INTO meta (key, value) VALUES ('a', 'kept')")
    link = tmp_path / "link.db"
    link.symlink_to(database)
    assert not is_replaced(connection, link)
    connection.close()


def test_a_connection_leaves_no_file_open(database: Path) -> None:
    connect(database).close()  # whatever is opened once and kept is open now
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("open files are counted on Linux")
    before = len(list(folder.iterdir()))
    for _ in range(3):
        connection = connect(database)
        check(database)
        connection.close()
    connect(database)
    gc.collect()
    assert len(list(folder.iterdir())) == before


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_no_database(tmp_path: Path, make: Callable[[Path], None]) -> None:
    place = tmp_path / "thing.db"
    make(place)
    with pytest.raises(StoreError, match="not a SQLite database"):
        check(place)


def test_the_log_of_a_database_that_is_gone_is_not_written_into_a_new_one(database: Path, tmp_path: Path) -> None:
    connection = connect(database)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    _add_card(database, "one")
    log = database.with_name("quizzer.db-wal").read_bytes()
    assert log
    database.unlink()
    migrate.ensure(database, tmp_path / "backups")
    assert backup.verify(database).cards == 0
    aside = next(tmp_path.glob("quizzer.db-wal.left-*"))
    assert aside.read_bytes() == log
    connection.close()


@pytest.mark.parametrize("fixed", ["quizzer.db", "."])
def test_what_cannot_be_written_can_be_looked_at(database: Path, monkeypatch: pytest.MonkeyPatch, fixed: str) -> None:
    _add_card(database, "one")
    asked = os.access
    place = database.parent / fixed

    def access(path: Path, mode: int) -> bool:
        return asked(path, mode) and not (mode == os.W_OK and path == place)

    monkeypatch.setattr(os, "access", access)
    assert check(database) == SCHEMA_VERSION
    connection = connect(database)
    assert connection.execute("SELECT count(*) FROM cards").fetchone() == (1,)
    with pytest.raises(StoreError, match="cannot be written"), writing(connection, database):
        connection.execute("DELETE FROM cards")
    connection.close()
    assert not database.with_name("quizzer.db-wal").exists()


def _add_card(database: Path, card_id: str) -> None:
    connection = connect(database)
    columns = (
        "id, deck, kind, state, is_flagged, is_bundled, is_unseen, question, answer, question_key, context, options, tags, "
        "own_tags, sibling, author_id, confidence, data, position, line, created_at, updated_at"
    )
    connection.execute(
        f"INSERT INTO cards ({columns}) VALUES (?, 'd', 'basic', 'active', 0, 0, 1, 'q', 'a', 'q', '[]', '[]', '[]', "
        "'[]', '', '', 'sure', '{}', 0, 0, 0, 0)",
        (card_id,),
    )
    connection.close()


def test_two_starts_at_once_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "quizzer.db"
    code = f"from pathlib import Path; from quizzer.store import migrate; migrate.create(Path({str(path)!r}))"
    starts = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [start.wait() for start in starts] == [0, 0]
    assert check(path) == SCHEMA_VERSION
    assert [p.name for p in tmp_path.iterdir() if ".new" in p.name] == []

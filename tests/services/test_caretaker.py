"""Backups that nobody asked for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from quizzer.config import DEFAULTS, Home, Settings, find_home
from quizzer.domain.candidates import Selection
from quizzer.services.clock import make_clock
from quizzer.services.importing import Importer, Request
from quizzer.services.study import Desk
from quizzer.store import backup

NOTE = "".join(f"### What is number {n} called?\n\nIt is called by the name {n}.\n\n" for n in range(40))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = find_home(str(tmp_path / "home"), {})
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text(NOTE, encoding="utf-8")
    take_in(home, tmp_path / "notes")
    return home


def take_in(home: Home, notes: Path) -> None:
    importer = Importer(home, DEFAULTS, make_clock(DEFAULTS, {}))
    preview = importer.look(Request((notes,)))
    with closing(importer.intake()) as repository:
        importer.apply(repository, preview)


def grade(home: Home, count: int, settings: Settings = DEFAULTS) -> str:
    """Grade some cards in one session; what was said of its backup."""
    with Desk(home, settings, make_clock(settings, {})) as desk:
        sitting = desk.start(Selection())
        for _ in range(count):
            sitting.advance()
            sitting.grade(4)
        desk.caretaker.finish()
        return desk.caretaker.take_problem()


def test_a_day_of_use_leaves_one_backup_that_verifies(home: Home) -> None:
    assert backup.find(home.backups) == []
    grade(home, 3)
    grade(home, 2)
    (made,) = backup.find(home.backups)
    assert made.reason == "by-itself"
    held = backup.verify(made.path)
    assert held.cards == 40
    assert held.reviews >= 1


def test_a_backup_of_yesterday_is_followed_by_one_of_today(home: Home) -> None:
    grade(home, 1)
    (made,) = backup.find(home.backups)
    yesterday = made.path.with_name(f"20200101T000000000000-{made.reason}.db")
    made.path.rename(yesterday)
    grade(home, 1)
    assert [each.path != yesterday for each in backup.find(home.backups)] == [True, False]


def test_who_only_looks_makes_none(home: Home) -> None:
    with Desk(home, DEFAULTS, make_clock(DEFAULTS, {})) as desk:
        desk.start(Selection()).advance()
    assert backup.find(home.backups) == []


def test_a_folder_that_takes_no_backup_is_told_and_no_grade_is_lost(home: Home) -> None:
    home.backups.write_text("a file stands in the way", encoding="utf-8")
    assert "No backup could be made" in grade(home, 2)
    with Desk(home, DEFAULTS, make_clock(DEFAULTS, {})) as desk:
        assert len(desk.log.newest(10)) == 2


def test_an_import_that_changes_much_is_preceded_by_a_backup(home: Home, tmp_path: Path) -> None:
    note = tmp_path / "notes" / "a.md"
    note.write_text(NOTE.replace("name 1.", "name one."), encoding="utf-8")
    take_in(home, tmp_path / "notes")
    assert backup.find(home.backups) == []
    note.write_text(NOTE.replace("It is called", "People call it"), encoding="utf-8")
    take_in(home, tmp_path / "notes")
    (made,) = backup.find(home.backups)
    assert made.reason == "before-import"
    assert backup.verify(made.path).cards == 40

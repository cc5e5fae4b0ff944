"""What a fresh interpreter loads: the domain is pure, help is instant, the first card needs no ORM."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "alembic", "markdown_it", "rapidfuzz", "fsrs")

ORM = ("sqlmodel", "sqlalchemy", "alembic", "textual")

COMPARING = ("quizzer.notes.reader", "quizzer.notes.table", "quizzer.domain.matching", "quizzer.store.intake")
"""What an import that finds nothing new has no use for."""

CASES = [
    ("import quizzer.domain.session", (*HEAVY, "yaml", "click", "sqlite3")),
    ("import quizzer.domain.queue, quizzer.domain.plan, quizzer.domain.reconcile", (*HEAVY, "yaml", "sqlite3")),
    ("import quizzer.cli; quizzer.cli.run(['--help'])", (*HEAVY, "yaml", "sqlite3")),
    ("import quizzer.services.study, quizzer.services.exercise", HEAVY),
]


@pytest.mark.parametrize(("statement", "absent"), CASES)
def test_what_is_not_loaded(statement: str, absent: tuple[str, ...]) -> None:
    code = f"import sys\n{statement}\nprint([m for m in {absent!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_due_count_loads_no_orm() -> None:
    code = (
        "import sys, quizzer.cli\n"
        "quizzer.cli.run(['add', 'q', 'a'])\n"
        "gone = [m for m in sys.modules if m.split('.')[0] in ('quizzer', 'sqlmodel', 'sqlalchemy', 'alembic')]\n"
        "[sys.modules.pop(m) for m in gone]\n"
        "import quizzer.cli\n"
        "quizzer.cli.run(['due', '--count'])\n"
        f"print([m for m in {ORM!r} if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-2:] == ["1", "[]"]


def test_only_the_first_import_loads_the_orm(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    text = "## What is a token?\n\nA piece of text.\n"
    told = []
    for now in (text, text, f"{text}\n## What is a prompt?\n\nWhat is put in.\n"):
        note.write_text(now, "utf-8")
        os.utime(note, ns=(0, len(now)))
        code = (
            "import sys, quizzer.cli\n"
            f"quizzer.cli.run(['import', {str(tmp_path)!r}])\n"
            f"print([m for m in {HEAVY + COMPARING!r} if m in sys.modules])"
        )
        told.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert "sqlalchemy" in told[0]
    assert told[1].startswith("0 files read, 1 unchanged")
    assert told[1].splitlines()[-1] == "[]"
    assert "1 card stored" in told[2]
    assert not [name for name in ORM if name in told[2].splitlines()[-1]]

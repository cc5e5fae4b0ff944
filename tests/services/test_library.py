"""quizzer from Python: what the commands print, as values."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import quizzer
from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.errors import QuizzerError
from tests.services.season import import_notes, study

Said = pytest.CaptureFixture[str]


def said(capsys: Said, *arguments: str) -> object:
    capsys.readouterr()
    assert run(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_it_gives_what_the_commands_print(
    home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    import_notes(home, settings, tmp_path / "notes")
    study(home, settings, 30)
    monkeypatch.setenv("QUIZZER_NOW", "2026-08-20T09:00:00+00:00")
    told = said(capsys, "due", "--json")
    listed = said(capsys, "cards", "--json", "--deck", "serving")
    assert isinstance(told, dict)
    assert isinstance(listed, list)
    with quizzer.open(home.data) as library:
        assert library.today().as_json() == told
        assert [deck.name for deck in library.decks()] == [deck["deck"] for deck in told["decks"]]
        assert [card.id for card in library.cards(deck="serving")] == [line["id"] for line in listed]
        due = library.due()
        families = {(card.path, card.sibling) if card.sibling else card.id for card in due}
        assert len(families) == told["due"] > 0
        schedules = library.schedules()
        assert [schedules[card.id].due for card in due] == sorted(schedules[card.id].due for card in due)
        assert {card.id for card in library.due(deck="serving")} <= {line["id"] for line in listed}
        whole = list(library.log())
        assert [entry for entry in whole if entry.card_id == due[0].id] == list(library.log(due[0]))
        assert list(library.log(due[0].id)) == list(library.log(due[0]))
        assert library.cards(state="suspended") == []


def test_an_empty_home_has_nothing_and_a_file_is_no_home(tmp_path: Path) -> None:
    with quizzer.open(tmp_path / "new") as library:
        assert (library.decks(), library.cards(), library.due(), list(library.log())) == ((), [], [], [])
    (tmp_path / "file").write_text("")
    with pytest.raises(QuizzerError, match="is a file"):
        quizzer.open(tmp_path / "file")


def test_importing_quizzer_loads_nothing_else() -> None:
    code = (
        "import sys, quizzer; print([name for name in sys.modules if name.startswith(('quizzer.', 'sql', 'textual'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Every reading command prints the JSON that `quizzer/cli/output.schema.json` describes, and has no other field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import quizzer.cli
from quizzer.cli import COMMANDS, run
from quizzer.config import Home, Settings
from tests.services.elsewhere.made import MnemosyneFile
from tests.services.season import import_notes, study

Said = pytest.CaptureFixture[str]
SCHEMA = json.loads((Path(quizzer.cli.__file__).parent / "output.schema.json").read_text("utf-8"))
NOTE = "# Open\n\n## What is left open?\n\n## What is a token?\n\nA piece of text.\n"

SHAPES: list[tuple[str, list[str]]] = [
    ("due", ["due"]),
    ("cards", ["cards"]),
    ("cards", ["cards", "--parked"]),
    ("stubs", ["stubs"]),
    ("stats", ["stats"]),
    ("decks", ["decks"]),
    ("bundled", ["decks", "--bundled"]),
    ("card", ["card", "show", "CARD"]),
    ("plan", ["plan"]),
    ("plan", ["plan", "--on", "2026-12-24"]),
    ("simulate", ["simulate", "--days", "3"]),
    ("calc", ["calc", "2*3"]),
    ("calc", ["calc", "kv_cache_bytes(layers=2, hidden_size=64, heads=2, tokens=8, dtype=float16)"]),
    ("plugins", ["plugins"]),
    ("config", ["config", "get"]),
    ("doctor", ["doctor"]),
    ("backups", ["backup", "list"]),
    ("check", ["check", "NOTE"]),
    ("import", ["import", "NOTE", "--dry-run"]),
    ("arrived", ["import", "COLLECTION", "--dry-run"]),
]


@pytest.fixture
def lived(home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Path:
    """A home with a past, a note with an open question, a collection of another program."""
    import_notes(home, settings, tmp_path / "notes")
    study(home, settings, 25)
    monkeypatch.setenv("QUIZZER_NOW", "2026-08-20T09:00:00+00:00")
    (tmp_path / "notes" / "open.md").write_text(NOTE)
    run(["import", str(tmp_path / "notes"), "--yes"])
    run(["plan", "--add", "Acme", "--on", "2026-09-20", "--minutes", "20"])
    run(["backup", "create"])
    made = MnemosyneFile(tmp_path / "default.db")
    made.fact(1, f="Why?", b="So")
    made.card("one", 1, "1.1")
    capsys.readouterr()
    return tmp_path


def shaped(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}


def test_each_command_prints_what_is_described(lived: Path, capsys: Said) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert {name for name, _ in SHAPES} == set(SCHEMA["properties"]) - {
        "fit"
    }  # wants a longer past; tests/cli/test_fitting.py
    run(["cards", "--json"])
    card = next(card["id"] for card in json.loads(capsys.readouterr().out) if card["reviews"])
    note = lived / "notes" / "open.md"
    words = {"CARD": card, "NOTE": str(note), "COLLECTION": str(lived / "default.db")}
    for name, command in SHAPES:
        code = run([*(words.get(word, word) for word in command), "--json"])
        said = capsys.readouterr().out
        assert code in (0, 1), command
        jsonschema.validate(json.loads(said), shaped(name))
        assert json.loads(said) != [] or name == "plugins" or "--parked" in command


def test_a_home_without_cards_prints_the_same_shapes(capsys: Said) -> None:
    for name in ("due", "cards", "stubs", "stats", "decks", "plan", "backups"):
        command = {"backups": ["backup", "list"]}.get(name, [name])
        assert run([*command, "--json"]) == 0
        jsonschema.validate(json.loads(capsys.readouterr().out), shaped(name))


def test_every_command_that_only_reads_has_json() -> None:
    reading = {command[0] for _, command in SHAPES} | {"fit"}
    writing = {"review", "mock", "add", "report", "export", "undo", "serve", "help", "setup", "init"}
    assert set(COMMANDS) - reading <= writing

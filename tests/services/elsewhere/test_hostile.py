"""Damaged and hostile files: one clear line, nothing stored, the home as it was."""

from __future__ import annotations

import copy
import json
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from tests.services.elsewhere.made import MNEMOSYNE, MnemosyneFile, hashcards_file, shared_cards
from tests.services.season import import_notes, study

Said = pytest.CaptureFixture[str]


def zipped(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "."), data)


def lying(path: Path) -> None:
    """A member that unpacks to more than it says."""
    zipped(path, collection__anki2=b"x" * 50_000_000)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(data)


def database(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(script)


def endless(path: Path) -> None:
    """Tables that are views over a query without end."""
    names = ("facts", "data_for_fact", "cards", "tags_for_card", "tags", "log", "fact_views")
    loop = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS _id, i AS id FROM n"
    database(path, "".join(f"CREATE VIEW {name} AS {loop};" for name in names))


def torn(path: Path) -> None:
    made = MnemosyneFile(path)
    for number in range(300):
        made.run("INSERT INTO facts (_id, id, extra_data) VALUES (?, 'f', ?)", (number, "x" * 500))
    path.write_bytes(path.read_bytes()[:40_000])


def bomb(path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    zipped(path, cards__xml=f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><openSM2sync>&e11;</openSM2sync>'.encode())


FILES: list[tuple[str, str, Callable[[Path], object]]] = [
    ("empty package", "x.apkg", lambda path: path.write_bytes(b"")),
    ("no package", "x.apkg", lambda path: path.write_bytes(b"PK\x03\x04 and no more")),
    ("package of nothing", "x.apkg", lambda path: zipped(path)),
    ("package without a database", "x.apkg", lambda path: zipped(path, collection__anki2=b"not a database at all")),
    ("package that lies", "x.apkg", lying),
    ("empty zstandard", "x.colpkg", lambda path: zipped(path, collection__anki21b=b"\x28\xb5\x2f\xfd\x00\x00")),
    ("empty database", "x.db", lambda path: path.write_bytes(b"")),
    ("text as a database", "x.db", lambda path: path.write_text("Q: a\nA: b\n")),
    ("header alone", "x.db", lambda path: path.write_bytes(b"SQLite format 3\x00")),
    ("database of nobody", "x.db", lambda path: database(path, "CREATE TABLE shop (id, price);")),
    ("views without end", "x.db", endless),
    ("torn database", "x.db", torn),
    ("Mnemosyne without its columns", "x.db", lambda path: database(path, MNEMOSYNE + "ALTER TABLE log DROP COLUMN grade;")),
    ("hashcards without notes", "x.db", lambda path: hashcards_file(path, [("a" * 64, "2026-01-01T00:00:00", "good")])),
    ("shared cards of nothing", "x.cards", lambda path: zipped(path)),
    ("shared cards cut short", "x.cards", lambda path: zipped(path, cards__xml=b"<openSM2sync><log")),
    ("entities that grow", "x.cards", bomb),
    ("shared cards in no encoding", "x.cards", lambda path: zipped(path, cards__xml=b"<openSM2sync>\xff\xfe</openSM2sync>")),
    ("an export of nothing", "x.json", lambda path: path.write_text("{}")),
    ("an export nested deep", "x.json", lambda path: path.write_text('{"version": 1, "cards": ' + "[" * 100_000)),
    ("an export in no encoding", "x.json", lambda path: path.write_bytes(b'{"version": 1, "cards": ["\xff"]}')),
]  # fmt: skip


@pytest.mark.parametrize(("_title", "name", "make"), FILES, ids=[case[0] for case in FILES])
def test_a_hostile_file_is_one_line(
    _title: str, name: str, make: Callable[[Path], object], tmp_path: Path, home: Home, capsys: Said
) -> None:
    make(tmp_path / name)
    assert run(["import", str(tmp_path / name)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("quizzer: ")
    assert str(tmp_path / name) in said.err
    assert len(said.err.splitlines()) <= 2
    assert not home.database.exists()


def test_pictures_stay_in_their_folder(tmp_path: Path, home: Home) -> None:
    names = ["../../evil.png", "/etc/evil.png", "..\\evil.png", "a/b.png", "ok.png"]
    entries = [
        ({"type": "16", "o_id": "f"}, {"f": "See?", "b": "".join(f'<img src="{name}">' for name in names)}),
        ({"type": "6", "o_id": "c", "fact": "f", "fact_v": "1.1"}, {}),
    ]
    shared_cards(tmp_path / "x.cards", entries)
    with zipfile.ZipFile(tmp_path / "x.cards", "a") as package:
        for name in names:
            package.writestr(name, b"\x89PNG")
    assert run(["import", str(tmp_path / "x.cards")]) == 0
    assert all(file.parent == home.data / "media" for file in tmp_path.rglob("*.png"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An export with a short past."""
    folder = tmp_path_factory.mktemp("small")
    home, settings = Home(folder / "home", folder / "home" / "config.toml"), Settings(time_zone="UTC")
    import_notes(home, settings, folder / "notes")
    study(home, settings, 6)
    assert run(["--home", str(home.data), "export", "--out", str(folder / "x.json")]) == 0
    value: dict[str, Any] = json.loads((folder / "x.json").read_text())
    return value


def first(value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(card for card in value["cards"] if len(card["reviews"]) > 1)
    return found


def circle(value: dict[str, Any]) -> None:
    one, two = first(value)["reviews"][:2]
    one |= {"entry": "cancel", "cancels": two["id"]}
    two |= {"entry": "cancel", "cancels": one["id"]}


def merged_in_a_circle(value: dict[str, Any]) -> None:
    one, two = value["cards"][:2]
    one["merged_into"], two["merged_into"] = two["id"], one["id"]


SPOILT: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("a huge number", lambda v: first(v)["reviews"][0].update(reviewed_at=10**30)),
    ("a negative time", lambda v: first(v)["reviews"][0].update(reviewed_at=-1)),
    ("no date", lambda v: first(v)["reviews"][0].update(study_day="2026-02-31")),
    ("a text for a number", lambda v: first(v)["reviews"][0].update(elapsed_ms="soon")),
    ("a number for a text", lambda v: first(v).update(question=7)),
    ("a text for a list", lambda v: first(v).update(tags="abc")),
    ("a list for an object", lambda v: first(v).update(data=[])),
    ("a quality of seven", lambda v: first(v)["reviews"][0].update(quality=7)),
    ("an interval without end", lambda v: first(v)["reviews"][0]["after"].update(interval=10**13)),
    ("an ease below the floor", lambda v: first(v)["reviews"][0]["after"].update(ease=1)),
    ("no number", lambda v: first(v)["reviews"][0]["after"].update(stability=float("nan"))),
    ("an id that is none", lambda v: first(v)["reviews"][0].update(id="zzz")),
    ("an id twice", lambda v: v["cards"].append(copy.deepcopy(v["cards"][0]))),
    ("undone in a circle", circle),
    ("merged in a circle", merged_in_a_circle),
    ("an undo of nothing", lambda v: first(v)["reviews"][0].update(entry="cancel")),
    ("topics that are none", lambda v: v["rounds"].append({"id": "r", "name": "r", "day": "2026-01-01", "minutes": 5, "topics": "[", "created_at": 1})),
    ("a line without end", lambda v: first(v).update(source="a.md:" + "9" * 40)),
]  # fmt: skip


@pytest.mark.parametrize(("_title", "spoil"), SPOILT, ids=[case[0] for case in SPOILT])
def test_a_spoilt_export_is_one_line(
    _title: str,
    spoil: Callable[[dict[str, Any]], object],
    small: dict[str, Any],
    tmp_path: Path,
    home: Home,
    capsys: Said,
) -> None:
    value = copy.deepcopy(small)
    spoil(value)
    (tmp_path / "x.json").write_text(json.dumps(value))
    assert run(["import", str(tmp_path / "x.json")]) == 1
    said = capsys.readouterr().err
    assert "nothing was stored" in said
    assert len(said.splitlines()) == 2
    assert not home.database.exists()


def test_controls_in_an_export_become_marks(small: dict[str, Any], tmp_path: Path, capsys: Said) -> None:
    value = copy.deepcopy(small)
    first(value).update(question="a\x00b\x1b]52;c;eA==\x07")
    (tmp_path / "x.json").write_text(json.dumps(value))
    assert run(["import", str(tmp_path / "x.json")]) == 0
    run(["cards", "--json"])
    assert "a␀b␛]52;c;eA==␇" in [card["question"] for card in json.loads(capsys.readouterr().out.partition("\n")[2])]


@pytest.mark.parametrize("moment", [0.15, 0.4, 0.7, 1.0, 1.4])
def test_a_restore_that_is_killed_is_there_or_not(
    moment: float, small: dict[str, Any], tmp_path: Path, home: Home, capsys: Said
) -> None:
    (tmp_path / "x.json").write_text(json.dumps(small))
    command = [sys.executable, "-m", "quizzer", "import", str(tmp_path / "x.json")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert run(["import", str(tmp_path / "x.json")]) == 0
    assert run(["export", "--out", str(tmp_path / "again.json")]) == 0
    assert json.loads((tmp_path / "again.json").read_text()) == small
    capsys.readouterr()
    assert run(["doctor"]) == 0


def test_two_restores_at_once(small: dict[str, Any], tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "x.json").write_text(json.dumps(small))
    run(["add", "there", "already"])
    command = [sys.executable, "-m", "quizzer", "import", str(tmp_path / "x.json")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert run(["doctor"]) == 0
    run(["cards", "--json"])
    assert capsys.readouterr().out.count('"id"') == len(small["cards"]) + 1


def test_a_file_too_large_names_the_setting(tmp_path: Path, capsys: Said) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    assert run(["import", str(tmp_path / "large.csv")]) == 1
    assert "file_limit_mib" in capsys.readouterr().err

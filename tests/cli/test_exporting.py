"""`quizzer export`: what is chosen, where it goes, and what happens when it cannot go there."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from tests.services.season import import_notes, study

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def season(home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_notes(home, settings, tmp_path / "notes")
    study(home, settings, 8)
    monkeypatch.setenv("QUIZZER_NOW", "2026-08-20T09:00:00+00:00")


def exported(out: Path, *words: str) -> list[dict[str, object]]:
    assert run(["export", "--out", str(out), "--force", *words]) == 0
    cards: list[dict[str, object]] = json.loads(out.read_text())["cards"]
    return cards


def test_a_dash_is_standard_output(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", "--out", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["cards"]
    assert run(["report", "--format", "md", "--out", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"# Progress")
    assert not (tmp_path / "-").exists()


CHOICES: list[tuple[tuple[str, ...], Callable[[dict[str, object]], bool]]] = [
    (("--deck", "Numbers"), lambda card: card["deck"] == "Numbers"),
    (("--tag", "serving"), lambda card: any(str(tag).startswith("serving") for tag in card["tags"])),  # type: ignore[attr-defined]
    (("--since", "2026-07-06"), lambda card: any(day(card, n) >= "2026-07-06" for n in range(99))),
    (("--until", "2026-07-01"), lambda card: any("" < day(card, n) <= "2026-07-01" for n in range(99))),
    (
        ("--since", "2026-07-02", "--until", "2026-07-03", "--deck", "serving"),
        lambda card: card["deck"] == "serving" and any("2026-07-02" <= day(card, n) <= "2026-07-03" for n in range(99)),
    ),
]  # fmt: skip


def day(card: dict[str, object], number: int) -> str:
    reviews = [review for review in card["reviews"] if review["entry"] in ("scheduled", "repeat", "practice")]  # type: ignore[attr-defined]
    return str(reviews[number]["study_day"]) if number < len(reviews) else ""


@pytest.mark.parametrize(("words", "is_wanted"), CHOICES, ids=[" ".join(case[0]) for case in CHOICES])
def test_what_is_chosen(
    words: tuple[str, ...], is_wanted: Callable[[dict[str, object]], bool], tmp_path: Path, capsys: Said
) -> None:
    everything = exported(tmp_path / "all.json")
    chosen = exported(tmp_path / "some.json", *words)
    assert chosen == [card for card in everything if is_wanted(card)]
    assert 0 < len(chosen) < len(everything)
    other = ["--home", str(tmp_path / "other")]
    assert run([*other, "import", str(tmp_path / "some.json")]) == 0
    assert run([*other, "export", "--out", str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "some.json").read_bytes()
    for form in ("jsonl", "csv", "md", "html", "apkg"):
        out = tmp_path / f"some.{form}"
        assert run(["export", "--out", str(out), *words]) == 0
        assert out.stat().st_size > 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "some.csv").read_text("utf-8-sig"))))
    assert [row["id"] for row in rows] == [card["id"] for card in chosen]
    assert len((tmp_path / "some.jsonl").read_text().splitlines()) == len(chosen)
    assert zipfile.is_zipfile(tmp_path / "some.apkg")


def test_nothing_chosen_and_days_turned_round(tmp_path: Path, capsys: Said) -> None:
    assert run(["export", "--tag", "no such tag", "--out", str(tmp_path / "x.json")]) == 0
    assert "the export is empty" in capsys.readouterr().err
    assert run(["export", "--since", "2026-08-02", "--until", "2026-08-01"]) == 2
    assert run(["export", "--deck", "no such deck"]) == 2
    assert "no such deck" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "report"])
def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path, capsys: Said, command: str) -> None:
    out = tmp_path / "mine.html"
    out.write_text("mine")
    assert run([command, "--out", str(out)]) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert run([command, "--out", str(out), "--force"]) == 0
    assert out.read_text().startswith("<!doctype html>")


def test_a_pipe_is_written_into_and_never_replaced(tmp_path: Path, capsys: Said) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        assert run(["export", "--format", "json", "--out", str(pipe)]) == 0
        assert json.loads(read.result())["cards"]
    # Whoever forgot to start the reader would else wait without knowing what for.
    assert "waits for what reads it" in capsys.readouterr().err
    assert run(["export", "--format", "apkg", "--out", str(pipe)]) == 1
    assert "cannot hold a file" in capsys.readouterr().err
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["no/folder/x.json", "no/folder/x.apkg", "."])
def test_a_place_that_cannot_be_written(name: str, tmp_path: Path, capsys: Said) -> None:
    assert run(["export", "--out", str(tmp_path / name)]) == 1
    assert "cannot write" in capsys.readouterr().err
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".new")]


SHARED_MEMORY = 32_768
"""Bytes of the file by which SQLite's readers know of each other; it has to fit on the disk that is full."""


def quizzer(*words: str, stdout: int = subprocess.PIPE, most: int = -1) -> subprocess.CompletedProcess[bytes]:
    """In a process of its own; `most` bytes in a file, and the disk is full."""

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "quizzer", *words], stdout=stdout, stderr=subprocess.PIPE, preexec_fn=fill, check=False
    )


@pytest.mark.parametrize("form", ["json", "apkg"])
def test_a_full_disk_is_said_and_leaves_nothing(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    done = quizzer("export", "--out", str(folder / f"x.{form}"), most=SHARED_MEMORY)
    assert done.returncode == 1, done.stderr
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_a_disk_without_room_to_open_the_database_is_said() -> None:
    done = quizzer("export", most=SHARED_MEMORY // 2)
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr
    assert b"free some space" in done.stderr
    assert b"NOT saved" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("words", [("export",), ("cards", "--json")])
def test_a_full_standard_output_is_said(words: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = quizzer(*words, stdout=full)
    finally:
        os.close(full)
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_an_export_is_readable_by_its_owner_as_any_new_file(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        run(["export", "--out", str(tmp_path / "x.json")])
        assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == 0o644
    finally:
        os.umask(old)


def test_the_page_loads_nothing_and_shows_every_card(tmp_path: Path) -> None:
    run(["add", "See ![pic](https://example.org/x.png)?", "[link](https://example.org) <script>alert(1)</script>"])
    run(["export", "--out", str(tmp_path / "x.html")])
    page = (tmp_path / "x.html").read_text()
    assert page.count("<section>") == len(exported(tmp_path / "x.json"))
    assert not re.search(r"(?:src|srcset|data|poster)\s*=|<link|@import|url\(|<script", page)


def test_the_page_keeps_the_lines_of_a_note_as_the_screens_do(tmp_path: Path) -> None:
    run(["add", "Which come first?", "a. the oven\nb. the dough"])
    run(["export", "--out", str(tmp_path / "x.html")])
    assert re.search(r"a\. the oven<br ?/?>\s*b\. the dough", (tmp_path / "x.html").read_text())
    run(["config", "set", "line_breaks", "no"])
    run(["export", "--out", str(tmp_path / "y.html")])
    assert re.search(r"a\. the oven\s+b\. the dough", (tmp_path / "y.html").read_text())


def test_the_markdown_gives_the_cards_again(tmp_path: Path, capsys: Said) -> None:
    run(["export", "--out", str(tmp_path / "x.md")])
    other = ["--home", str(tmp_path / "other")]
    assert run([*other, "import", str(tmp_path / "x.md"), "--yes"]) == 0
    run([*other, "export", "--out", str(tmp_path / "again.json")])
    again = json.loads((tmp_path / "again.json").read_text())["cards"]
    questions = {str(card["question"]).split("\n")[0] for card in exported(tmp_path / "x.json")}
    assert {card["question"].split("\n")[0] for card in again} >= {q for q in questions if "[…]" not in q}


def test_formulas_of_a_page_are_drawn_and_those_of_markdown_kept(tmp_path: Path) -> None:
    """The page has no script that could set TeX."""
    run(["add", "What is $x_1^2$ <here>?", "$$\\frac{a}{b} < c$$"])
    run(["export", "--out", str(tmp_path / "x.html")])
    run(["export", "--out", str(tmp_path / "x.md")])
    page, text = (tmp_path / "x.html").read_text("utf-8"), (tmp_path / "x.md").read_text("utf-8")
    assert '<span class="formula">x₁²</span>' in page
    assert '<span class="displayed"> a\n╶─╴ &lt; c\n b</span>' in page
    assert "frac" not in page
    assert "\\(" not in page
    assert "$x_1^2$" in text
    assert "\\frac{a}{b}" in text


def test_an_export_comes_back_into_the_home_that_wrote_it(tmp_path: Path, capsys: Said) -> None:
    notes = tmp_path / "own"
    notes.mkdir()
    (notes / "a.md").write_text("## What is a warm-up?\n\nSmall steps first.\n")
    out = str(tmp_path / "progress.json")
    assert run(["import", str(notes), "--yes"]) == 0
    assert run(["export", "--out", out]) == 0
    count = len(json.loads(Path(out).read_text())["cards"])
    for _ in range(2):
        capsys.readouterr()
        assert run(["import", out]) == 0
        assert f": 0 cards and 0 log entries came back, {count} were here already." in capsys.readouterr().out
    assert run(["doctor"]) == 0
    assert run(["import", "--undo"]) == 0
    assert "the import of own" in capsys.readouterr().out

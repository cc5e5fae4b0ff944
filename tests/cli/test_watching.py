"""Notes that are imported again whenever one is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quizzer.cli import run
from quizzer.errors import Overtaken, QuizzerError
from quizzer.services.importing import Importer

Said = pytest.CaptureFixture[str]
NOTE = "## What is a cog?\n\nA tooth of wood.\n"


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What happens to the notes while they are watched, one step after the other, until somebody interrupts it."""

    def take_place(*steps: Callable[[], object]) -> None:
        def watch(*_paths: Path) -> Iterator[object]:
            for step in steps:
                step()
                yield set()
            raise KeyboardInterrupt

        monkeypatch.setattr("watchfiles.watch", watch)

    return take_place


def test_each_save_is_imported_and_what_is_no_note_is_passed_over(
    tmp_path: Path, capsys: Said, saves: Callable[..., None]
) -> None:
    note = tmp_path / "a.md"
    note.write_text(NOTE)
    saves(
        lambda: note.write_text(NOTE.replace("wood", "steel or brass")), lambda: (tmp_path / "x.json").write_text("{}")
    )
    assert run(["import", str(tmp_path), "--watch"]) == 0
    said = capsys.readouterr()
    assert said.out.count("file read") == 2
    assert "Nothing changed" not in said.out
    assert said.err.splitlines() == ["Watching; Ctrl+C ends it.", "No longer watching."]


def test_a_round_that_fails_does_not_end_it(
    tmp_path: Path, capsys: Said, saves: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "a.md"
    note.write_text(NOTE)
    taken = Importer.apply

    def refuse(*_arguments: object, **_named: object) -> None:
        raise QuizzerError("something else was imported meanwhile")

    def fails() -> None:
        note.write_text(NOTE.replace("wood", "steel or brass"))
        monkeypatch.setattr(Importer, "apply", refuse)

    saves(fails, lambda: monkeypatch.setattr(Importer, "apply", taken))
    assert run(["import", str(tmp_path), "--watch"]) == 0
    said = capsys.readouterr()
    assert said.out.count("file read") == 2
    assert "something else was imported" in said.err


def test_a_round_that_was_overtaken_is_done_again(
    tmp_path: Path, capsys: Said, saves: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "a.md"
    note.write_text(NOTE)
    apply, times = Importer.apply, iter([True, True, False])

    def sometimes(*arguments: Any, **named: Any) -> object:
        if next(times):
            raise Overtaken
        return apply(*arguments, **named)

    monkeypatch.setattr(Importer, "apply", sometimes)
    saves()
    assert run(["import", str(tmp_path), "--watch"]) == 0
    said = capsys.readouterr()
    assert "1 card stored" in said.out
    assert "meanwhile" not in said.err


def test_what_is_not_there_cannot_be_watched(tmp_path: Path, capsys: Said) -> None:
    assert run(["import", str(tmp_path / "none"), "--watch"]) == 1
    assert "is not there" in capsys.readouterr().err


def test_an_interruption_is_no_unanswered_question(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Importer, "survey", interrupt)
    assert run(["import", str(tmp_path)]) == 130
    assert "nobody is there" not in capsys.readouterr().err


def test_who_interrupts_the_storing_is_told_what_stands(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.md").write_text(NOTE)
    monkeypatch.setattr(Importer, "apply", interrupt)
    assert run(["import", str(tmp_path)]) == 130
    assert "each is whole" in capsys.readouterr().err

"""Doubts that show only where several cards are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.services.checking import find_doubts
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Request

ASPECTS = "# {name}\n\n## Definition\n\n{name} turns.\n\n## Where it is used\n\nIn {name} mills.\n\n## Pros\n\nIt is {name}.\n"

AGREEING = [
    ("aspects of two things", [ASPECTS.format(name="Gear") + ASPECTS.format(name="Wheel")]),
    ("aspects in two files", [ASPECTS.format(name="Gear"), ASPECTS.format(name="Wheel")]),
    ("symbols of two formulas", ["## Power\n\n- **P**: power in watts\n- **I**: current in amperes\n\n## Control\n\n- **P**: the part in proportion\n- **I**: the sum of errors\n"]),
    ("one answer twice", ["## What is a gear?\n\nA wheel with teeth.\n", "## What is a gear?\n\nA wheel\nwith teeth.\n"]),
]  # fmt: skip
DISAGREEING = [
    ("in two files", ["## What is a gear?\n\nA wheel.\n", "# Parts\n\n## What is a gear?\n\nA toothed wheel.\n"]),
    (
        "in one file",
        [
            "# A\n\n## What does the gear of a clock do?\n\nIt turns.\n\n# B\n\n## What does the gear of a clock do?\n\nIt counts.\n"
        ],
    ),
    (
        "with headings around",
        ["# Parts\n\n## What is a gear?\n\nA wheel.\n", "# Parts\n\n## What is a gear?\n\nA toothed wheel.\n"],
    ),
    ("a term twice", ["## Parts\n\n- **Gear**: a wheel\n- **Gear**: a toothed wheel\n"]),
]


def contradictions(home: Home, settings: Settings, clock: Clock, folder: Path, notes: list[str]) -> list[str]:
    folder = folder / "notes"
    folder.mkdir()
    for number, note in enumerate(notes):
        (folder / f"{number}.md").write_text(note, encoding="utf-8")
    importer = Importer(home, settings, clock)
    preview = importer.read(importer.survey_all(Request(paths=(folder,))))
    return [problem.message for problem in find_doubts(preview) if "another answer" in problem.message]


@pytest.mark.parametrize(("title", "notes"), AGREEING, ids=[case[0] for case in AGREEING])
def test_equal_words_about_different_things_are_no_contradiction(
    home: Home, settings: Settings, clock: Clock, title: str, notes: list[str], tmp_path: Path
) -> None:
    assert contradictions(home, settings, clock, tmp_path, notes) == []


@pytest.mark.parametrize(("title", "notes"), DISAGREEING, ids=[case[0] for case in DISAGREEING])
def test_one_question_with_two_answers_is_told(
    home: Home, settings: Settings, clock: Clock, title: str, notes: list[str], tmp_path: Path
) -> None:
    assert len(contradictions(home, settings, clock, tmp_path, notes)) == 1


def test_of_what_lies_among_notes_and_is_none_nothing_is_to_be_mended(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    files = {
        "notes/a.md": "## What is a tooth?\n",
        "notes/site.yml": "name: x\n",
        "notes/LICENSE.md": "Permission is hereby granted.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def told(path: Path) -> list[tuple[str, str]]:
        importer = Importer(home, settings, clock)
        return [
            (Path(p.path).name, p.message[:10])
            for p in find_doubts(importer.read(importer.survey_all(Request(paths=(path,)))))
        ]

    assert told(tmp_path / "notes") == [("a.md", "no answer:")]
    assert [name for name, _ in told(tmp_path / "notes/LICENSE.md")] == ["LICENSE.md"]


def test_every_line_is_told_of_a_file_as_it_was_named(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(
        "## What is a tooth?\n\n## What is a cog of wood?\n\nA tooth.\n\n## What is a cog of wood?\n\nA wheel.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    importer = Importer(home, settings, clock)
    problems = find_doubts(importer.read(importer.survey_all(Request(paths=(Path("a.md"),)))))
    assert [(p.path, p.line) for p in problems] == [("a.md", 1), ("a.md", 7)]
    assert problems[1].message.endswith("a.md:3")

"""What the person set for folders: decks, tags, marks and files left out, noticed when it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizzer.config import Home, Settings
from quizzer.config_file import load, store
from quizzer.domain.plan import Fate
from quizzer.errors import QuizzerError
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Preview, Request
from tests.services.test_reimport import opened, write

NOTE = "# Palabras\n\nla casa => the house\n\nel perro <=> the dog\n"
LINES = "Why is water wet?\n%\nIt clings.\n\nBy its bonds.\n+++\n"
DECK = "deck: Own\ncards:\n  - question: What is uno?\n    answer: one\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write(
        tmp_path / "vault", {"es/words.md": NOTE, "es/old/words.md": NOTE, "es/more.yaml": DECK, "plain.md": NOTE}
    )


def importer_with(home: Home, settings: Settings, clock: Clock, folders: dict[str, dict[str, Any]]) -> Importer:
    return Importer(home, replace(settings, folders=folders), clock)


def look(importer: Importer, path: Path) -> Preview:
    return importer.look(Request((path,)))


def asked(preview: Preview, name: str) -> list[str]:
    return [d.question for file in preview.files if file.source.path.endswith(name) for d in file.reading.drafts]


def test_rules_hold_below_their_folder_and_nowhere_else(
    home: Home, settings: Settings, clock: Clock, vault: Path
) -> None:
    rules = {
        "separator": "=>",
        "reversed_separator": "<=>",
        "tags": ["language"],
        "deck": "Spanish",
        "ignore": "old/, *.tmp",
    }
    preview = look(importer_with(home, settings, clock, {str(vault / "es"): rules}), vault)
    assert asked(preview, "es/words.md") == ["la casa", "el perro", "the dog"]
    assert "la casa" not in asked(preview, "plain.md")
    assert [left.reason for left in preview.left_out] == ["left out by your settings for its folder"]
    by_name = {Path(file.source.path).name: file for file in preview.files}
    assert {d.deck for d in by_name["words.md"].reading.drafts} == {"Spanish"}
    assert {d.tags for d in by_name["words.md"].reading.drafts} == {("language",)}
    assert {(d.deck, d.tags) for d in by_name["more.yaml"].reading.drafts} == {("Own", ("language",))}


def test_an_inner_folder_s_rules_come_on_top(home: Home, settings: Settings, clock: Clock, vault: Path) -> None:
    folders = {
        str(vault / "es" / "old"): {"separator": "<=>", "tags": "old"},
        str(vault): {"separator": "=>", "deck": "All", "tags": "vault"},
    }
    preview = look(importer_with(home, settings, clock, folders), vault)
    (inner,) = [file for file in preview.files if file.source.path.endswith("old/words.md")]
    assert [(d.question, d.tags, d.deck) for d in inner.reading.drafts if d.convention == "front::back"] == [
        ("el perro", ("vault", "old"), "All")
    ]


def test_lines_may_part_a_card_and_end_it(home: Home, settings: Settings, clock: Clock, tmp_path: Path) -> None:
    folder = write(tmp_path / "lines", {"a.md": LINES})
    rules = {"line_separator": "%", "card_end": "+++"}
    preview = look(importer_with(home, settings, clock, {str(folder): rules}), folder)
    (reading,) = preview.readings()
    (draft,) = reading.drafts
    assert (draft.question, draft.answer) == ("Why is water wet?", "It clings.\n\nBy its bonds.")


def test_a_change_of_the_rules_is_noticed(home: Home, settings: Settings, clock: Clock, vault: Path) -> None:
    def take(folders: dict[str, dict[str, Any]]) -> Preview:
        importer = importer_with(home, settings, clock, folders)
        with opened(importer) as repository:
            preview = importer.prepare(repository, Request((vault,)))
            importer.apply(repository, preview, is_parking_forced=True)
            return preview

    rules = {str(vault / "es"): {"separator": "=>"}}
    take({})
    assert take({}).unchanged == 4
    changed = take(rules)
    assert changed.unchanged == 0
    assert changed.plan.count()[Fate.NEW] > 0
    assert take(rules).unchanged == 4
    assert take({}).plan.count()[Fate.PARKED] > 0


def test_a_file_that_is_left_out_from_now_on_loses_its_cards_until_it_comes_back(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    vault = write(tmp_path / "vault", {"a.md": "## Why a?\n\nSo it is.\n", "old/b.md": "## Why b?\n\nSo it was.\n"})

    def take(folders: dict[str, dict[str, Any]], path: Path = vault) -> dict[Fate, int]:
        importer = importer_with(home, settings, clock, folders)
        with opened(importer) as repository:
            preview = importer.prepare(repository, Request((path,)))
            importer.apply(repository, preview, is_parking_forced=True)
            return {fate: count for fate, count in preview.plan.count().items() if count}

    assert take({}) == {Fate.NEW: 2}
    leaving_out = {str(vault): {"ignore": ["old/"]}}
    assert take(leaving_out) == {Fate.UNCHANGED: 1, Fate.PARKED: 1}
    assert take(leaving_out) == {}
    assert take({}) == {Fate.UNCHANGED: 1, Fate.REVIVED: 1}
    assert take(leaving_out, vault / "a.md") == {Fate.UNCHANGED: 1}


def test_the_settings_say_what_a_folder_may_have(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    store(path, "folders.~/notes/v1.2.separator", "=>")
    assert load(path).folders == {"~/notes/v1.2": {"separator": "=>"}}
    with pytest.raises(QuizzerError, match="no setting 'seperator'"):
        store(path, "folders.~/notes.seperator", "=>")
    path.write_text('[folders."~/notes"]\nseperator = "=>"\n')
    with pytest.raises(QuizzerError, match="no setting 'seperator'"):
        load(path)
    path.write_text('[folders]\nnotes = "x"\n')
    with pytest.raises(QuizzerError, match=r"folders\.notes is a table"):
        load(path)

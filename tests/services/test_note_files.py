"""Which files an import is about: gone, unreadable, moved between folders, read alone, from standard input."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.cards import Card
from quizzer.domain.plan import Fate
from quizzer.errors import Overtaken, QuizzerError
from quizzer.services import storing
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Preview, Request, Summary
from tests.domain.edits import ALL, BEFORE, GQA, NOTE, PARTED, ROPE
from tests.services.test_reimport import history, opened, take_in, write


@pytest.fixture
def importer(home: Home, settings: Settings, clock: Clock) -> Importer:
    return Importer(home, settings, clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "notes", {**BEFORE, "deep/more.md": "### What is a token?\nA piece of text with a number.\n"}
    )


def ask(importer: Importer, *paths: Path, text: str | None = None) -> tuple[Preview, Summary]:
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request(paths, text=text))
        return preview, importer.apply(repository, preview, is_parking_forced=True)


def states(importer: Importer) -> set[str]:
    return {state for state, _ in history(importer.home).values()}


def decks(importer: Importer) -> set[str]:
    with opened(importer) as repository:
        return {card.deck for card in repository.cards()}


def test_a_folder_that_is_not_there_now_parks_nothing(importer: Importer, folder: Path) -> None:
    ask(importer, folder)
    folder.rename(folder.with_name("elsewhere"))
    preview, _ = ask(importer)
    assert preview.is_any_refused
    assert states(importer) == {"active"}


@pytest.mark.parametrize("text", ["\0\1\2\3" * 500, "x" * (3 * 2**20)])
def test_a_file_that_is_refused_keeps_its_cards(importer: Importer, folder: Path, text: str) -> None:
    ask(importer, folder)
    (folder / "llm.md").write_text(text)
    ask(importer, folder)
    assert states(importer) == {"active"}
    (folder / "llm.md").write_text(NOTE + "\n")
    preview, _ = ask(importer, folder)
    assert preview.plan.count() == {Fate.UNCHANGED: len(ALL)}


def test_a_single_file_that_was_deleted_is_gone_without_an_error(importer: Importer, folder: Path) -> None:
    ask(importer, folder / "llm.md")
    (folder / "llm.md").unlink()
    preview, _ = ask(importer)
    assert not preview.is_any_refused
    assert states(importer) == {"parked"}


def test_a_note_moved_to_a_folder_that_is_read_alone_takes_its_history_along(
    importer: Importer, folder: Path, tmp_path: Path
) -> None:
    ask(importer, folder)
    other = tmp_path / "other"
    other.mkdir()
    shutil.move(folder / "llm.md", other / "models.md")
    preview, _ = ask(importer, other)
    assert preview.plan.count() == {Fate.MOVED: len(ALL)}
    preview, _ = ask(importer, folder)
    assert states(importer) == {"active"}
    assert preview.plan.count()[Fate.PARKED] == 0


def test_a_file_deleted_in_a_folder_that_was_not_asked_about_parks_nothing(
    importer: Importer, folder: Path, tmp_path: Path
) -> None:
    ask(importer, folder)
    (folder / "llm.md").unlink()
    ask(importer, write(tmp_path / "other", {"x.md": "### What is a monad?\nA monoid of endofunctors.\n"}))
    assert states(importer) == {"active"}
    ask(importer, folder)
    assert states(importer) == {"active", "parked"}


def test_a_file_read_alone_stays_in_the_deck_of_its_folder(importer: Importer, folder: Path) -> None:
    ask(importer, folder)
    assert decks(importer) == {"llm", "deep/more"}
    (folder / "deep" / "more.md").write_text("### What is a token?\nA piece of text with a number of its own.\n")
    preview, _ = ask(importer, folder / "deep" / "more.md")
    assert preview.plan.count() == {Fate.EDITED: 1}
    (folder / "deep" / "new.md").write_text("### What is a monad?\nA monoid of endofunctors.\n")
    ask(importer, folder / "deep" / "new.md")
    assert decks(importer) == {"llm", "deep/more", "deep/new"}
    assert ask(importer)[1].is_changed is False


def test_what_comes_through_standard_input_later_leaves_the_earlier_cards(importer: Importer) -> None:
    ask(importer, text=GQA)
    ask(importer, text=ROPE)
    assert {question: state for question, (state, _) in history(importer.home).items()} == {
        ALL["gqa"]: "active", ALL["rope"]: "active",
    }  # fmt: skip
    preview, _ = ask(importer, text=ROPE.replace("alone", "only"))
    assert preview.plan.count() == {Fate.EDITED: 1}


def test_what_was_not_parked_for_want_of_a_word_is_asked_again(importer: Importer, folder: Path) -> None:
    ask(importer, folder)
    write(folder, {**PARTED})
    for _ in range(2):
        _, summary = take_in(importer, folder, forced=False)
        assert summary.withheld == 4
    assert states(importer) == {"active"}
    take_in(importer, folder, forced=True)
    assert states(importer) == {"active", "parked"}
    assert take_in(importer, folder, forced=False)[1].is_changed is False


def test_what_is_stored_while_a_plan_is_made_is_not_stored_again(
    importer: Importer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(importer) as repository:
        asked = repository.candidates

        def overtaken(*arguments: Any, **named: Any) -> list[Card]:
            known = asked(*arguments, **named)
            monkeypatch.undo()
            take_in(importer, folder)
            return known

        monkeypatch.setattr(repository, "candidates", overtaken)
        preview = importer.prepare(repository, Request((folder,)))
        with pytest.raises(Overtaken):
            importer.apply(repository, preview)
    assert len(history(importer.home)) == 6


def test_two_imports_that_store_at_the_same_time_store_each_card_once(
    importer: Importer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "FILES_AT_ONCE", 1)
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request((folder,)))
        with pytest.raises(Overtaken):
            importer.apply(repository, preview, progress=lambda *_: take_in(importer, folder) and None)
    assert take_in(importer, folder)[1].is_changed is False
    assert len(history(importer.home)) == 6


def test_a_plan_that_is_out_of_date_is_not_carried_out(importer: Importer, folder: Path) -> None:
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request((folder,)))
        importer.apply(repository, preview)
        with pytest.raises(QuizzerError, match="meanwhile"):
            importer.apply(repository, preview)
    assert len(history(importer.home)) == 6


def test_a_deck_named_in_the_note_moves_its_cards(importer: Importer, folder: Path) -> None:
    ask(importer, folder)
    write(folder, {"llm.md": "---\ndeck: Models\n---\n" + NOTE})
    preview, _ = ask(importer, folder / "llm.md")
    assert preview.plan.count() == {Fate.MOVED: len(ALL)}
    assert "Models" in decks(importer)


def test_a_card_that_its_tool_had_suspended_begins_so(importer: Importer, tmp_path: Path) -> None:
    note = tmp_path / "n.org"
    note.write_text("* What is a warp? :fc:suspended:\nThreads.\n* What is a block? :fc:\nWarps.\n")
    ask(importer, note)
    assert sorted(state for state, _ in history(importer.home).values()) == ["active", "suspended"]
    note.write_text(note.read_text().replace("Threads.", "Threads in step."))
    ask(importer, note)
    assert sorted(state for state, _ in history(importer.home).values()) == ["active", "suspended"]

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.cards import Reading
from quizzer.domain.plain_text import is_clean
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.library import Found, Limits, find, interpret, read

SUFFIXES = (".md", ".yaml", ".org", ".txt", "")


def adds_up(reading: Reading) -> bool:
    count = reading.coverage
    return count.lines == count.card + count.context + count.stub + count.dropped + count.blank


def one(path: Path) -> Found:
    (found,) = find([path])
    assert isinstance(found, Found)
    return found


def test_files_are_read_by_their_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("## Why α?\r\n\r\nBecause.\r\n".encode())
    (tmp_path / "b.yaml").write_text("cards: [{question: Q?, answer: A}]", "utf-8")
    readings = [read(found) for found in find([tmp_path]) if isinstance(found, Found)]
    assert [[draft.question for draft in reading.drafts] for reading in readings] == [["Why α?"], ["Q?"]]
    assert all(adds_up(reading) for reading in readings)


ALONE = [
    ("n.md", "## Why?\n\nSo.\n"),
    ("n.txt", "Why?\nSo it is.\n"),
    ("n.org", "* Why?\n  So it is.\n"),
    ("n.yaml", "cards: [{question: Why?, answer: So.}]"),
    ("n.csv", "front,back\nWhy?,So\n"),
]


@pytest.mark.parametrize(("name", "text"), ALONE, ids=[name for name, _ in ALONE])
def test_a_folder_may_be_left_alone_whatever_lies_in_it(name: str, text: str) -> None:
    assert interpret(text.encode(), name).drafts
    reading = interpret(text.encode(), name, rules=FrontMatter({"quizzer": ("false",)}))
    assert (reading.drafts, reading.problems) == ((), ())
    assert adds_up(reading)
    assert "quizzer: false" in reading.dropped[0].reason


def test_settings_of_an_org_note() -> None:
    note = "#+TITLE: Gears\n#+DECK: Clocks\n#+FILETAGS: :a:\n\n* What is a gear?\n  A wheel.\n"
    reading = interpret(note.encode(), "n.org")
    assert (reading.deck, reading.drafts[0].tags) == ("Clocks", ("a",))
    assert interpret(note.replace("#+DECK: Clocks", "#+QUIZZER: false").encode(), "n.org").drafts == ()


@pytest.mark.parametrize("key", ["excalidraw-plugin", "kanban-plugin"])
def test_what_a_plugin_draws_is_no_note(key: str) -> None:
    note = f"---\n{key}: parsed\n---\n\n# Elements\nGear and wheel ^a1\n\n## What turns?\n\nThe gear.\n"
    assert interpret(note.encode(), "n.md").is_not_notes
    assert interpret(note.encode(), "n.md", confirmed=True).drafts


def test_a_list_in_json_is_a_deck_and_other_json_is_no_note() -> None:
    reading = interpret(b'[\n {"question": "What is a cog?", "answer": "A tooth."},\n {"front": "x"}\n]\n', "n.json")
    assert [(draft.question, draft.answer, draft.line) for draft in reading.drafts] == [
        ("What is a cog?", "A tooth.", 2)
    ]
    assert [problem.line for problem in reading.problems] == [3]
    for other in (
        b'{"a": 1}',
        b"[1, 2]",
        b'{"cards": 3}',
        b'{"a": "# What is it?"',
        b"[" * 9000,
        b"# What is it?\n\nIt.",
    ):
        assert interpret(other, "n.json").drafts == ()
        assert interpret(other, "n.json").problems


def test_the_settings_of_a_program_are_no_deck() -> None:
    compose = "x-base: &base\n  image: a\nservices:\n  web:\n    <<: *base\n"
    assert interpret(compose.encode(), "n.yml").is_not_notes
    assert not interpret(b"cards: &x\n  - *x\n", "n.yml").is_not_notes


def test_repairs_and_problems_of_the_text_are_told() -> None:
    reading = interpret("## Why?\n\nA â†’ b.\n".encode(), "n.md")
    assert reading.drafts[0].answer == "A → b."
    assert [(repair.line, repair.path) for repair in reading.repairs] == [(3, "n.md")]
    assert interpret("## Why?\n\nA â†’ b.\n".encode(), "n.md", repair=False).drafts[0].answer == "A â†’ b."
    assert "Windows-1252" in interpret(b"## Why?\n\ncaf\xe9\n", "n.md").problems[0].message


def test_what_changed_since_it_was_found_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 100)
    found = one(file)
    assert "larger than the limit" in read(found, limits=Limits(max_bytes=99)).problems[0].message
    file.unlink()
    assert read(found).is_refused
    os.mkfifo(file)
    refused = read(found)
    assert refused.is_refused
    assert "not a regular file" in refused.problems[0].message


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"", b"\n", b"\0\0", b"%PDF-1.7", b"\xff\xfe", b"# x", b"\x1b[2J", b"-" * 5000])
def test_odd_files_give_a_reading(data: bytes, suffix: str) -> None:
    reading = interpret(data, "n" + suffix)
    assert adds_up(reading)
    assert reading.drafts == ()


PIECES = st.sampled_from(
    ["# H", "## Why?", "Q: x", "A: y", "C: a [b] c", "---", "?", "??", "a::b", "a:::b", "==x==", "{{c1::x}}", "{x}", "- ",
     "  ", "\t", "\n", "\n\n", "```", "~~~", "$$", "<!--", "-->", "> ", "[!sr] q", "#card", "#flashcard", "1. ", "| a | b |",
     "|---|---|", "* ", "** ", ":fc:", ":PROPERTIES:", ":END:", "cards:", "- question: q", "#separator:tab", "\x1b", "é", "\r",
     "<details>", "<summary>", "</details>", "\u202e", "<!--SR:!2026-01-01,3,250-->", "^id", "card-repeats:: 2", "%%"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(SUFFIXES), st.booleans())
def test_any_pieces_of_notes_are_counted_once_and_clean(text: str, suffix: str, confirmed: bool) -> None:
    reading = interpret(text.encode(), "n" + suffix, confirmed=confirmed)
    assert adds_up(reading)
    for draft in reading.drafts:
        assert draft.question.strip()
        assert draft.answer.strip()
        assert is_clean(draft.question + draft.answer)
        assert 1 <= draft.line <= draft.end_line <= reading.coverage.lines


@settings(max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(SUFFIXES))
def test_any_bytes_give_a_reading(data: bytes, suffix: str) -> None:
    assert adds_up(interpret(data, "n" + suffix))

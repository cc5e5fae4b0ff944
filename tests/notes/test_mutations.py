"""Notes in every syntax, cut and patched at random: always a reading, every line counted once; and written another way, the same cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.plain_text import is_clean
from quizzer.notes.doubts import doubts
from quizzer.notes.library import interpret
from tests.notes.dialects import test_hashcards, test_obsidian, test_other_tools
from tests.notes.test_org import CASES as ORG_CASES
from tests.notes.wild_notes import WILD, leaves_fence_open, notes_of, score

NOTES = [
    *(note for _, note, _ in test_obsidian.CASES),
    *(note for _, note in test_obsidian.NEVER),
    *(note for _, note, _ in test_hashcards.CASES),
    *(note for _, _, note, _ in test_other_tools.CASES),
    *(note for _, note in test_other_tools.NEVER),
]
ORG_NOTES = [text for _, text, _ in ORG_CASES]
MARKS = st.sampled_from(
    ["---\n", "?\n", "::", ":::", "==", "{{c1::", "}}", "{", "]", "\nQ: ", "\nA: ", "\nC: ", " #card", "#flashcards\n", "START\n",
     "END\n", "```\n", "$$", "<!--", "-->", "> ", "\n- ", "\n1. ", "\t", "\n\n", "|", "# ", "<details>", "%%", "\x1b", "\r", "é", ""]
)  # fmt: skip
PATCHES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), MARKS), max_size=6)


@pytest.mark.parametrize("suffix", [".md", ".org"])
@settings(max_examples=150)
@given(data=st.data(), patches=PATCHES)
def test_a_damaged_note_still_gives_a_reading(
    suffix: str, data: st.DataObject, patches: list[tuple[int, int, str]]
) -> None:
    note = data.draw(st.sampled_from(ORG_NOTES if suffix == ".org" else NOTES))
    for start, length, mark in patches:
        note = note[:start] + mark + note[start + length :]
    reading = interpret(note.encode(), f"n{suffix}", confirmed=True)
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank
    for draft in reading.drafts:
        assert draft.question.strip()
        assert draft.answer.strip()
        assert is_clean(draft.question + draft.answer)
        assert 1 <= draft.line <= draft.end_line <= count.lines
    doubts(reading)


WILD_NOTES = [note.text for path in sorted(WILD.glob("*.md")) for note in notes_of(path)]


def _dropped(lines: list[str], at: int, count: int) -> list[str]:
    return lines[:at] + lines[at + count :]


def _doubled(lines: list[str], at: int, count: int) -> list[str]:
    return lines[: at + count] + lines[at:]


def _turned(lines: list[str], at: int, count: int) -> list[str]:
    return lines[:at] + lines[at : at + count][::-1] + lines[at + count :]


def _deepened(lines: list[str], at: int, count: int) -> list[str]:
    return lines[:at] + [" " * 4 * count + line for line in lines[at : at + count]] + lines[at + count :]


def _quoted(lines: list[str], at: int, count: int) -> list[str]:
    return lines[:at] + ["> " * count + line for line in lines[at : at + count]] + lines[at + count :]


def _joined(lines: list[str], at: int, count: int) -> list[str]:
    return [*lines[:at], " ".join(lines[at : at + count]), *lines[at + count :]]


def _opened(lines: list[str], at: int, count: int) -> list[str]:
    marks = [
        "```",
        "~~~",
        "$$",
        "<details>",
        "<table>",
        "<!--",
        "- " * count,
        "#" * (count % 7),
        "| a | b |",
        ":::",
        "> [!x]",
    ]
    return [*lines[:at], marks[count % len(marks)], *lines[at:]]


CHANGES = st.sampled_from([_dropped, _doubled, _turned, _deepened, _quoted, _joined, _opened])


@settings(max_examples=300)
@given(
    text=st.sampled_from(WILD_NOTES),
    changes=st.lists(st.tuples(CHANGES, st.integers(0, 60), st.integers(1, 12)), max_size=8),
    bad=st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=4)), max_size=4),
)
def test_a_stranger_s_note_in_disorder_still_gives_a_reading(
    text: str, changes: list[tuple[Callable[[list[str], int, int], list[str]], int, int]], bad: list[tuple[int, bytes]]
) -> None:
    lines = text.split("\n")
    is_cut_across = bool(bad) or any(change not in (_dropped, _doubled) for change, _, _ in changes)
    for change, at, count in changes:
        lines = change(lines, at % (len(lines) + 1), count)
    data = "\n".join(lines).encode()
    for at, piece in bad:
        data = data[:at] + piece + data[at:]
    reading = interpret(data, "n.md", confirmed=True)
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank
    for draft in reading.drafts:
        assert draft.question.strip()
        assert draft.answer.strip()
        assert is_clean(draft.question + draft.answer)
        assert 1 <= draft.line <= draft.end_line <= count.lines
        assert is_cut_across or not leaves_fence_open(draft.answer)
    doubts(reading)


_MARKED = re.compile(
    r"::|#card|#flash|\{\{|==|<!--|^\?\??$|^%|card-|:drill|^(?:```|~~~|START|END|@|Q\.|\+\+\+)", re.MULTILINE
)
"""Listings, and the marks of tools, in which every sign counts."""
_ASKING = r"(?:What|Why|How|When|Where|Which|Who|Can|Do|Does|Is|Are|Should|Explain|Describe|Define|Compare)\b"
_PLAIN_TERM = r"(?m)^(\s*(?:[-*+]\s+|\d+[.)]\s+)?)\*\*([A-Za-z][^*:?.!\n]{3,60})"
_OWN_WAYS = {
    "numbers with brackets": (r"(?m)^(\d{1,3})\)(\s+\S)", r"\1.\2"),
    "a blank before the question mark": (rf"(?m)^(#+ {_ASKING}[^?\n]*\w)\?$", r"\1 ?"),
    "two question marks": (rf"(?m)^(#+ {_ASKING}[^?\n]*\w)\?$", r"\1??"),
    "small letters": (rf"(?m)^#+ {_ASKING}", lambda found: found[0].lower()),
    "the colon within": (rf"{_PLAIN_TERM}\*\*:[ ]+(?=\S)", r"\1**\2:** "),
    "the colon behind": (rf"{_PLAIN_TERM}:\*\*[ ]+(?=\S)", r"\1**\2**: "),
    "labels in full": (r"(?m)^(\**)Q(:\**)[ ]([^\n]+\n+)\1A\2[ ]", r"\1Question\2 \3\1Answer\2 "),
    "line ends": (r"\n", "\r\n"),
}  # fmt: skip
"""What may be written one way or the other, and means the same."""
_FEW = 60
"""Notes of each way are read, spread over all of them."""


@pytest.mark.parametrize("way", _OWN_WAYS)
def test_another_way_of_writing_gives_the_same_cards(way: str) -> None:
    old, new = _OWN_WAYS[way]
    changed = [
        replace(note, text=text)
        for path in sorted(WILD.glob("*.md"))
        for note in notes_of(path)
        if "[" not in note.title
        and not _MARKED.search(note.text)
        and (text := re.sub(old, new, note.text)) != note.text
    ]
    assert changed
    sample = changed[:: max(1, len(changed) // _FEW)]
    assert not [(note.title, found) for note in sample if (found := score(note, note.read()).complaints)]

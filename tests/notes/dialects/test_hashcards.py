from __future__ import annotations

import pytest

from quizzer.domain.cards import Kind
from quizzer.notes.reader import read_note
from tests.notes.dialects.test_obsidian import Cards, cards

HEAD = "---\ndialect: hashcards\n---\n"

CASES: list[tuple[str, str, Cards]] = [
    ("question", HEAD + "Q: What is FLOP?\nA: One operation.", [("What is FLOP?", "One operation.")]),
    (
        "over several lines",
        HEAD + "Q: What\nis it?\n\nA: first\n\nsecond\n---\nQ: R?\nA: S",
        [("What\nis it?", "first\n\nsecond"), ("R?", "S")],
    ),
    ("cloze", HEAD + "C: Each [warp] has [32] threads.", [("Each […] has 32 threads.", "warp"), ("Each warp has […] threads.", "32")]),
    ("escaped bracket", HEAD + "C: The list \\[1\\] is [short].", [("The list \\[1\\] is […].", "short")]),
    ("links hide nothing", HEAD + "C: See [here](a.md), [[there]] and ![p](q.png): [yes].", [("See here, there and ![p](q.png): […].", "yes")]),
    ("index", HEAD + "C: Take x[0] and x[i] of the [batch].", [("Take x[0] and x[i] of the […].", "batch")]),
    ("code and formula", HEAD + "C: `a[0]` and $x[1]$ are [scalars].", [("`a[0]` and $x[1]$ are […].", "scalars")]),
    ("heading ends a card", HEAD + "Q: a?\nA: b\n# Next\nQ: c?\nA: d", [("a?", "b"), ("c?", "d")]),
    ("no front matter", "Q: What is FLOP?\nA: One operation.\n\nC: A [warp] here.", [("What is FLOP?", "One operation."), ("A […] here.", "warp")]),
    ("cloze alone above a rule", HEAD + "C: A [warp].\n---\n\nC: A [block].\n---\n", [("A […].", "warp"), ("A […].", "block")]),
    ("fence", HEAD + "Q: a?\nA: b\n```\nQ: not\nC: [x]\n---\n```\n", [("a?", "b\n```\nQ: not\nC: [x]\n---\n```")]),
    ("one line after a rule", "Q: What is FLOP?\nA: One operation.\n---\nwarp::32 threads\n\nC: A [block] there.\n", [("What is FLOP?", "One operation."), ("warp", "32 threads"), ("A […] there.", "block")]),
    ("one card under a name", '---\nname = "Chips"\n---\nC: A [warp]\nhas 32 \\[or so\\] threads.', [("A […]\nhas 32 \\[or so\\] threads.", "warp")]),
    ("a name and a question", '---\nname = "Chips"\n---\n\nQ: What is a warp?\nA: Threads.\n\nStill the answer.', [("What is a warp?", "Threads.\n\nStill the answer.")]),
    ("one line", HEAD + "Warp size::32", [("Warp size", "32")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cards_of_hashcards(title: str, note: str, expected: Cards) -> None:
    assert cards(note) == expected
    assert read_note(note, "n.md").dialect == "hashcards"


NEVER = [
    ("lettered options", "A: one\nB: two [2]\nC: three [3]\nD: four [4]\n"),
    ("query matrix", "Q: query matrix [n, d]\nK: key matrix [n, d]\nV: value matrix [n, d]\n"),
    ("a name in YAML", "---\nname: Chips\n---\nC: drive [main]\n"),
    ("single line with a bracket", "C: drive [main]\n"),
    ("brackets in prose", "# T\n\nThe shape is [batch, seq, d] and x[0] is first.\n"),
]


@pytest.mark.parametrize(("title", "note"), NEVER, ids=[case[0] for case in NEVER])
def test_letters_that_are_no_tags(title: str, note: str) -> None:
    reading = read_note(note, "n.md")
    assert reading.dialect == ""
    assert all(draft.kind is not Kind.CLOZE for draft in reading.drafts)


def test_what_is_incomplete_is_told() -> None:
    reading = read_note(HEAD + "Q: open?\n\nC: no gap\n", "n.md")
    assert reading.drafts == ()
    assert [stub.question for stub in reading.stubs] == ["open?"]
    assert [(problem.line, problem.message) for problem in reading.problems] == [(6, "a cloze without [brackets]")]


def test_answers_that_answer_nothing_are_told() -> None:
    reading = read_note(HEAD + "A: lost\n---\nQ: one?\nA: first\n\nA: second\n", "n.md")
    assert [(draft.question, draft.answer) for draft in reading.drafts] == [("one?", "first")]
    assert [(problem.line, problem.message) for problem in reading.problems] == [
        (4, "an answer without a question"),
        (9, "a second answer to one question"),
    ]
    assert reading.coverage.dropped == 5


def test_the_name_in_the_front_matter_is_the_deck() -> None:
    (draft,) = read_note('---\ndialect = "hashcards"\nname = "GPU"\n---\nQ: a?\nA: b\n', "n.md").drafts
    assert draft.deck == "GPU"

from __future__ import annotations

import pytest

from quizzer.domain.cards import CardDraft, Reading, Stub
from quizzer.notes.doubts import MOST_WORDS, doubts
from quizzer.notes.library import interpret


def about(question: str, answer: str) -> list[str]:
    draft = CardDraft(question=question, answer=answer, path="n.md", line=3, end_line=4)
    return [problem.message for problem in doubts(Reading("n.md", drafts=(draft,)))]


DOUBTFUL = [
    ("only a link", "What is RoPE?", "[paper](https://example.org/rope)", "the answer is only a link"),
    ("two questions", "What is GQA? When does it help?", "Shared heads.", "two questions in one"),
    ("two on two lines", "What is GQA?\nWhere is it used?", "Shared heads.", "two questions in one"),
    ("too long", "Why?", "word " * (MOST_WORDS + 1), "too long to recall"),
    ("memory", "How much memory does the cache take?", "192", "a number without a unit"),
    ("bandwidth", "What is the bandwidth of the device?", "~2,000", "a number without a unit"),
    ("power of ten", "How long does an epoch take?", "3e4", "a number without a unit"),
]

FINE = [
    ("why after a question", "Is the cost linear? Why?", "Yes."),
    ("one question", "What is `a?b? c`?", "An expression."),
    ("question marks in code", "What is printed?\n```\na? b? c?\n```", "1"),
    ("long code", "How?", "```\n" + "word " * 400 + "\n```"),
    ("unit", "How much memory does the cache take?", "192 MiB"),
    ("count", "How many heads are there?", "32"),
    ("a size that is a count", "What is the vocabulary size?", "50257"),
    ("number asked for its own sake", "What is 2 to the tenth?", "1024"),
    ("link with a statement", "What is RoPE?", "A rotation of queries and keys, see [paper](https://example.org)."),
]


@pytest.mark.parametrize(("title", "question", "answer", "message"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_what_may_want_mending_is_told(title: str, question: str, answer: str, message: str) -> None:
    (found,) = about(question, answer)
    assert message in found


@pytest.mark.parametrize(("title", "question", "answer"), FINE, ids=[case[0] for case in FINE])
def test_what_is_well_written_is_left_alone(title: str, question: str, answer: str) -> None:
    assert about(question, answer) == []


def test_open_questions_are_told_with_their_line() -> None:
    reading = interpret(b"## Why does it help?\n\n## How does it work?\n\nSo.\n", "n.md")
    assert [(problem.line, problem.message) for problem in doubts(reading)] == [(1, "no answer: Why does it help?")]


def test_siblings_are_told_once_and_refused_files_not_at_all() -> None:
    draft = CardDraft(question="A? B?", answer="c", path="n.md", line=3, end_line=4, sibling="k")
    assert len(doubts(Reading("n.md", drafts=(draft, draft)))) == 1
    stub = Stub("x?", "n.md", 1, 1)
    assert doubts(Reading("n.md", stubs=(stub,), is_refused=True)) == ()


def test_a_guess_at_damaged_text_is_told_and_what_is_certain_is_not() -> None:
    note = "## What turns â†’?\n\nThe wheel, size âˆ width, turns the gear.\n"
    told = [(problem.line, problem.message) for problem in doubts(interpret(note.encode(), "n.md"))]
    assert told == [(3, "damaged text, and a guess what it was: The wheel, size ∝ width, turns the gear.")]

"""Drafts made into computed cards."""

import pytest

from quizzer.answers.computed import load
from quizzer.answers.drafts import computed_draft
from quizzer.domain.cards import CardDraft, Kind

QUESTION = "How big is the KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens in fp16?"


def draft(question, answer, **fields):
    return CardDraft(question=question, answer=answer, path="notes.md", line=7, end_line=9, **fields)


def test_a_numeric_question_becomes_a_computed_card():
    made, problem = computed_draft(draft(QUESTION, "192 MiB"))
    assert (made.kind, made.answer, problem) == (Kind.COMPUTED, "192 MiB", None)
    assert load(made.question, made.data).variant().expected.truth == 201_326_592


def test_a_disagreement_is_told_at_its_line():
    made, problem = computed_draft(draft(QUESTION, "It is 96 MB."))
    assert made.kind is Kind.COMPUTED
    assert (problem.path, problem.line, problem.is_refusal) == ("notes.md", 7, False)
    assert problem.message == "your note says 96 MB; computed 201,326,592 B = 192 MiB = 201.3 MB"


def test_what_was_missing_is_told():
    made, problem = computed_draft(draft(QUESTION.replace(" in fp16", ""), "192 MB"))
    assert made.kind is Kind.BASIC
    assert problem.message == "not computed as kv_cache_bytes: dtype is not stated"


@pytest.mark.parametrize(
    ("question", "fields"),
    [("What is a KV cache?", {}), (QUESTION, {"kind": Kind.CHOICE}), (QUESTION, {"data": {"level": "hard"}})],
)
def test_everything_else_stays_as_it_is(question, fields):
    given = draft(question, "It holds K and V.", **fields)
    assert computed_draft(given) == (given, None)

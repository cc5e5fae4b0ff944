from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import quizzer.notes
from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.deck_card import FIELDS
from quizzer.notes.deck_file import read_block, read_deck

SCHEMA = json.loads((Path(quizzer.notes.__file__).parent / "deck.schema.json").read_text("utf-8"))

GOOD = [
    ("written answer", "question: Why?\nanswer: Because.", {"kind": Kind.BASIC, "answer": "Because."}),
    ("text that looks like other types", "question: When?\nanswer: 12:30", {"answer": "12:30"}),
    ("negative word", "question: Is it?\nanswer: no", {"answer": "no"}),
    ("own id and tags", "id: a1\nquestion: Q?\nanswer: A\ntags: [x, y/z]", {"author_id": "a1", "tags": ("x", "y/z")}),
    ("tags as text", "question: Q?\nanswer: A\ntags: 'x, #y'", {"tags": ("x", "y")}),
    (
        "function",
        "question: How big?\nfunction: kv_cache_bytes\nparameters: {layers: 24, memory: 80 GB}\nunit: MiB",
        {
            "kind": Kind.COMPUTED,
            "answer": "`kv_cache_bytes(layers=24, memory=80 GB)`",
            "data": {
                "function": "kv_cache_bytes",
                "parameters": {"layers": "24", "memory": "80 GB"},
                "unit": "MiB",
            },
        },
    ),
    (
        "formula with drawn parameters",
        "question: Q?\nformula: 2*n*d\nparameters:\n  n: {choices: [1, 2]}\n  d: {range: [64, 4096], log: true}\n"
        "  e: {range: [1, 9], step: 2}\n  f: {expression: 2*n}\n  v: [1, 2.5]\ntolerance: 2 %\nprefix: binary",
        {
            "kind": Kind.COMPUTED,
            "answer": "`2*n*d`",
            "data": {
                "formula": "2*n*d",
                "parameters": {
                    "n": {"choices": ["1", "2"]},
                    "d": {"range": ["64", "4096"], "log": True},
                    "e": {"range": ["1", "9"], "step": "2"},
                    "f": {"expression": "2*n"},
                    "v": ["1", "2.5"],
                },
                "prefix": "binary",
                "tolerance": "2 %",
            },
        },
    ),
    (
        "steps, hints, slips",
        "question: Q?\nformula: n\nparameters: {n: 1}\nsteps:\n- count\n- {name: total, formula: n, text: so}\n"
        "hints: {0.5: 'half?'}\nslips: [{name: half, ratio: 0.5, message: 'Both?'}]\nlevel: hard\nas_of: 2026-01-01",
        {
            "data": {
                "formula": "n",
                "parameters": {"n": "1"},
                "steps": [{"text": "count"}, {"name": "total", "formula": "n", "text": "so"}],
                "slips": [{"name": "half", "ratio": "0.5", "message": "Both?"}],
                "level": "hard",
                "as_of": "2026-01-01",
                "hints": {"0.5": "half?"},
            }
        },
    ),
    (
        "choice by text",
        "question: Which?\noptions: [LayerNorm, RMSNorm]\nanswer: rmsnorm",
        {"kind": Kind.CHOICE, "options": ("LayerNorm", "RMSNorm"), "answer": "B. RMSNorm", "data": {"right": ["B"]}},
    ),
    (
        "choice by letters",
        "question: Which?\noptions: [one, two, three]\nanswer: a, C",
        {"answer": "A. one\nC. three", "data": {"right": ["A", "C"]}},
    ),
]

BAD = [
    ("unknown field", "question: Q?\nanwser: A", 2, "anwser: unknown field; did you mean `answer`?"),
    ("no question", "answer: A", 1, "question: is missing"),
    ("empty question", "question:\nanswer: A", 1, "question: is missing"),
    ("no answer", "question: Q?", 1, "answer: is missing"),
    ("doubled field", "question: Q?\nanswer: A\nanswer: B", 3, "answer: is written twice"),
    ("both ways", "question: Q?\nfunction: f\nformula: n", 3, "formula: a card has a function or a formula"),
    ("list as question", "question: [a]\nanswer: A", 1, "question: must be text"),
    ("unit without formula", "question: Q?\nanswer: A\nunit: MB", 3, "unit: belongs to a card with"),
    ("prefix", "question: Q?\nformula: n\nprefix: metric", 3, "prefix: must be one of"),
    ("parameter name", "question: Q?\nformula: n\nparameters: {N: 1}", 3, "parameters.N: a name is"),
    ("parameter twice", "question: Q?\nformula: n\nparameters:\n  n: 1\n  n: 2", 5, "parameters.n: is written twice"),
    ("parameter without value", "question: Q?\nformula: n\nparameters:\n  n:", 4, "parameters.n: has no value"),
    ("range of three", "question: Q?\nformula: n\nparameters: {n: {range: [1, 2, 3]}}", 3, "parameters.n.range: must"),
    (
        "two ways to draw",
        "question: Q?\nformula: n\nparameters: {n: {choices: [1], range: [1, 2]}}",
        3,
        "exactly one of",
    ),
    ("step and log", "question: Q?\nformula: n\nparameters: {n: {range: [1, 2], step: 1, log: true}}", 3, "either"),
    ("parameter field", "question: Q?\nformula: n\nparameters: {n: {chioces: [1]}}", 3, "did you mean `choices`?"),
    ("one option", "question: Q?\noptions: [a]\nanswer: a", 2, "options: must be a list of 2"),
    ("right option unknown", "question: Q?\noptions: [a, b]\nanswer: x", 3, "answer: must be the letter"),
    ("slip field", "question: Q?\nformula: n\nslips: [{nmae: x}]", 3, "slips[1].nmae: unknown field"),
    (
        "too many parameters",
        "question: Q?\nformula: n\nparameters: {" + ", ".join(f"p{i}: 1" for i in range(21)) + "}",
        3,
        "at most 20",
    ),
]


def as_deck(card: str) -> str:
    return "cards:\n  - " + card.replace("\n", "\n    ") + "\n  - question: Neighbour?\n    answer: Kept.\n"


@pytest.mark.parametrize(("title", "card", "expected"), GOOD, ids=[case[0] for case in GOOD])
def test_cards_are_read_field_by_field(title: str, card: str, expected: dict[str, object]) -> None:
    reading = read_deck(as_deck(card), "deck.yaml")
    assert reading.problems == ()
    draft = reading.drafts[0]
    assert draft.confidence is Confidence.EXPLICIT
    assert (draft.line, draft.end_line) == (2, 2 + card.count("\n"))
    for name, value in expected.items():
        assert getattr(draft, name) == value
    json.dumps(dict(draft.data))


@pytest.mark.parametrize(("title", "card", "line", "message"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_card_is_refused_by_field_and_its_neighbour_kept(title: str, card: str, line: int, message: str) -> None:
    reading = read_deck(as_deck(card), "deck.yaml")
    assert [draft.question for draft in reading.drafts] == ["Neighbour?"]
    assert not reading.is_refused
    (problem,) = reading.problems
    assert message in problem.message
    assert problem.line == line + 1
    assert problem.is_refusal


@pytest.mark.parametrize("card", [case[1] for case in GOOD], ids=[case[0] for case in GOOD])
def test_the_schema_accepts_what_is_read(card: str) -> None:
    Draft202012Validator(SCHEMA).validate(yaml.load(as_deck(card), Loader=yaml.BaseLoader))


SCHEMA_CANNOT_SAY = {"doubled field", "parameter twice", "right option unknown", "parameter without value"}


@pytest.mark.parametrize("case", [case for case in BAD if case[0] not in SCHEMA_CANNOT_SAY], ids=lambda case: case[0])
def test_the_schema_refuses_what_is_refused(case: tuple[str, str, int, str]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(yaml.load(as_deck(case[1]), Loader=yaml.BaseLoader))


def test_the_schema_is_sound_and_names_the_same_fields() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["$defs"]["card"]["properties"]) == set(FIELDS)


def test_deck_name_and_tags_reach_every_card() -> None:
    reading = read_deck("deck: Serving\ntags: a, b\ncards:\n- {question: Q?, answer: A, tags: [c, a]}\n", "d.yaml")
    assert reading.deck == "Serving"
    assert (reading.drafts[0].deck, reading.drafts[0].tags) == ("Serving", ("a", "b", "c"))


def test_an_id_is_given_once() -> None:
    reading = read_deck("cards: [{id: x, question: Q?, answer: A}, {id: x, question: R?, answer: B}]", "d.yaml")
    assert [draft.question for draft in reading.drafts] == ["Q?"]
    assert "x is the id of the card at line 1" in reading.problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("site_name: docs\nnav: []\n", 1, "not a deck"),
        ("- a\n- b\n", 1, "not a deck"),
        ("", 1, "not a deck"),
        ("cards: 5\n", 1, "cards: must be a list"),
        ("cards: []\ncards: []\n", 2, "cards: is written twice"),
        ("cards:\n- question: 'open\n", 3, "not YAML"),
        ("cards: &a []\nmore: *a\n", 1, "anchors"),
    ],
)
def test_what_is_no_deck_is_refused_whole(text: str, line: int, message: str) -> None:
    reading = read_deck(text, "d.yaml")
    assert reading.is_refused
    assert reading.drafts == ()
    (problem,) = reading.problems
    assert message in problem.message
    assert problem.line in (line, line - 1)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("question: Q?\nanswer: A", ["Q?"]),
        ("- question: Q?\n  answer: A\n- question: R?\n  answer: B", ["Q?", "R?"]),
        ("tags: t\ncards:\n- question: Q?\n  answer: A", ["Q?"]),
    ],
)
def test_a_fenced_block_holds_a_card_or_a_list_or_a_deck(text: str, questions: list[str]) -> None:
    drafts, problems = read_block(text, "note.md", 10)
    assert [draft.question for draft in drafts] == questions
    assert problems == ()
    assert all(draft.line > 10 for draft in drafts)


@pytest.mark.parametrize("text", ["", "a: [", "just words", "question: Q?"])
def test_a_bad_block_is_a_problem_with_its_line_in_the_note(text: str) -> None:
    drafts, problems = read_block(text, "note.md", 10)
    assert drafts == ()
    assert [problem.path for problem in problems] == ["note.md"]
    assert problems[0].line in (11, 12)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["cards:", "- question: Q?", "  answer: A", "  id: x", "", "# c", "  tags: [", "deck: d", "x"])
    )
)
def test_any_lines_are_counted_once(lines: list[str]) -> None:
    reading = read_deck("".join(f"{line}\n" for line in lines), "d.yaml")
    count = reading.coverage
    assert count.lines == len(lines)
    assert count.card + count.context + count.stub + count.dropped + count.blank == count.lines
    assert reading.is_refused or reading.drafts or not count.card


@pytest.mark.parametrize(
    ("declared", "complaints"),
    [("1", []), ("2", ["count: the deck says 2, it holds 1"]), ("many", ["count: the deck says many, it holds 1"])],
)
def test_a_deck_that_miscounts_its_cards_is_told(declared: str, complaints: list[str]) -> None:
    found = read_deck(f"deck: D\ncount: {declared}\ncards:\n  - {{question: Q?, answer: A}}\n", "d.yaml")
    assert [problem.message for problem in found.problems] == complaints
    assert len(found.drafts) == 1

"""CSV and TSV: delimiter, names of columns, mapping, cells that hold lines, rows that are no cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.notes.library import interpret
from quizzer.notes.table import read_table, sniff
from quizzer.notes.table_columns import BadMapping, read_mapping

Cards = list[tuple[str, str]]

CASES: list[tuple[str, bytes, str, Cards]] = [
    ("comma", b"Question,Answer\nWhat?,That.\n", "", [("What?", "That.")]),
    ("semicolon", b"Frage;Antwort\nWas, bitte?;Das, gern.\n", "", [("Was, bitte?", "Das, gern.")]),
    ("tab and spaces", b"front\tback\n a b \t c \n", "", [("a b", "c")]),
    ("pipe", b"Term|Definition\nKV|cache\n", "", [("KV", "cache")]),
    ("mark and windows lines", b"\xef\xbb\xbffront,back\r\na,b\r\n", "", [("a", "b")]),
    ("utf-16", b"\xff\xfe" + "front\tback\nä\tö\n".encode("utf-16-le"), "", [("ä", "ö")]),
    ("windows-1252", "front,back\nGröße,Maß\n".encode("cp1252"), "", [("Größe", "Maß")]),
    ("quoted lines", b'front,back\n"a\nb","c ""d"", e"\n', "", [("a\nb", 'c "d", e')]),
    ("guards taken off", b"front,back\n'=1+1,'- no\n'quoted',-1\n", "", [("=1+1", "- no"), ("'quoted'", "-1")]),
    ("mapped by name", b"n,Deutsch,English\n1,Ein,One\n", "front=english,back=Deutsch", [("One", "Ein")]),
    ("mapped by number", b"1,Ein,One\n2,Zwei,Two\n", "front=3,back=2", [("One", "Ein"), ("Two", "Zwei")]),
    ("by number below known names", b"Question,Answer\nWhat?,That.\n", "front=1,back=2", [("What?", "That.")]),
    ("the order of columns", b"Answer,Question\nThat,What?\n", "", [("What?", "That")]),
    ("a word is no answer", b"Question,A,Definition\nq,a,d\n", "", [("q", "a")]),
]  # fmt: skip


@pytest.mark.parametrize(("_title", "data", "columns", "expected"), CASES, ids=[case[0] for case in CASES])
def test_tables(_title: str, data: bytes, columns: str, expected: Cards) -> None:
    reading = interpret(data, "words.csv", columns=columns)
    assert [(draft.question, draft.answer) for draft in reading.drafts] == expected
    counts = reading.coverage
    assert counts.card + counts.context + counts.stub + counts.dropped + counts.blank == counts.lines


def test_every_field() -> None:
    text = 'id,front,back,tags,deck,context\n7,q,a,"llm::kv, serving",A::B > C,One > Two\n8,q2,a2,x y,,\n'
    one, two = read_table(text, "t.csv").drafts
    assert (one.author_id, one.tags, one.deck, one.context) == ("row:7", ("llm/kv", "serving"), "A/B/C", ("One", "Two"))
    assert (two.author_id, two.tags, two.deck, two.context) == ("row:8", ("x", "y"), "", ())


def test_bad_rows_are_said_by_line() -> None:
    reading = read_table('front,back\n"two\nlines",b\n,nothing\nopen,\n\nlong,b,c\nshort\n', "t.csv")
    assert [draft.line for draft in reading.drafts] == [2, 7]
    assert [(p.line, p.message) for p in reading.problems] == [
        (4, "a row without a front is no card"),
        (8, "1 cell where the others have 2"),
    ]
    assert [(stub.question, stub.line) for stub in reading.stubs] == [("open", 5), ("short", 8)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("front", "FIELD=COLUMN"),
        ("nose=1", "a field is one of"),
        ("front=1,front=2", "given twice"),
        ("front=1", "both want a column"),
        ("front=1,back=", "FIELD=COLUMN"),
    ],
)
def test_a_mapping_that_is_none(text: str, said: str) -> None:
    with pytest.raises(BadMapping, match=said):
        read_mapping(text)


def test_a_column_that_is_not_there_names_those_that_are() -> None:
    reading = interpret(b"Deutsch,English\nEin,One\n", "words.csv", columns="front=English,back=German")
    assert reading.is_refused
    assert reading.problems[0].message == "there is no column 'German'; there are: Deutsch, English"


def test_a_number_beyond_the_last_column_is_said() -> None:
    reading = interpret(b"Ein,One\nZwei,Two\n", "words.csv", columns="front=1,back=3")
    assert reading.is_refused
    assert reading.problems[0].message == "there is no column '3'; the first row has 2"


def test_a_huge_cell_is_read_whole() -> None:
    (draft,) = read_table(f'front,back\nq,"{"x" * 1_000_000}"\n', "t.csv").drafts
    assert len(draft.answer) == 1_000_000


@given(st.text(max_size=300), st.sampled_from(["", "front=1,back=2", "front=front,back=back"]))
def test_any_text_gives_rows_or_a_line(text: str, columns: str) -> None:
    reading = interpret(("front,back\n" + text).encode("utf-8", "replace"), "t.csv", columns=columns)
    counts = reading.coverage
    assert counts.card + counts.context + counts.stub + counts.dropped + counts.blank == counts.lines
    assert sniff(text) in "\t;,|"

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.cards import Kind
from quizzer.notes.anki_text import looks_like_export, read_export
from quizzer.notes.html_text import html_as_markdown

Cards = list[tuple[str, str]]
TAB = "#separator:tab\n#html:true\n"

CASES: list[tuple[str, str, Cards]] = [
    ("tabs", TAB + "What?\tThat.\nWhy?\tSo.\n", [("What?", "That."), ("Why?", "So.")]),
    ("commas and quotes", '#separator:comma\n"What, now?","That, ""then""."\n', [("What, now?", 'That, "then".')]),
    ("semicolon", "#separator:semicolon\nA;B\n", [("A", "B")]),
    ("no header", "A\tB\nC\tD\n", [("A", "B"), ("C", "D")]),
    ("new line in a field", TAB + '"What?"\t"one\ntwo"\nWhy?\tSo.', [("What?", "one\ntwo"), ("Why?", "So.")]),
    ("html", TAB + "<b>What</b> &lt; x?\tone<br>two<div>three</div>", [("**What** < x?", "one\ntwo\nthree")]),
    ("plain text", "#separator:tab\n#html:false\na <b>\tx &lt;\n", [("a <b>", "x &lt;")]),
    ("more columns", TAB + "A\tB\t\tC\n", [("A", "B\n\nC")]),
    ("cloze", TAB + "A {{c1::warp::unit}} has {{c2::32}}.\textra\n", [("A [unit]… has 32.", "warp\n\nextra"), ("A warp has […].", "32\n\nextra")]),
    ("both ways", TAB + "#notetype:Basic (and reversed card)\nA\tB\n", [("A", "B"), ("B", "A")]),
    ("remark", TAB + "# remark\nA\tB\n", [("A", "B")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_exports_give_their_cards(title: str, text: str, expected: Cards) -> None:
    assert looks_like_export(text)
    reading = read_export(text, "n.txt")
    assert [(draft.question, draft.answer) for draft in reading.drafts] == expected
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Riga;56.9;24.1\nBasel;47.6;7.6\nLyon;45.8;4.8\nBerlin;52.5;13.4\n",
        "int a = 5;\nint b = 6;\nreturn a;\nx = y; z = w;\n",
        "One thing; another.\nA third.\nA fourth; and\nso on; too.\n",
        "I went\thome; it was late.\n\nNothing <b>more</b>.\n",
        "- a; b\n- c; d\n- e; f\n- g; h\n",
    ],
)
def test_measurements_programs_and_prose_are_no_export(text: str) -> None:
    assert not looks_like_export(text)


def test_columns_with_a_meaning_are_not_text() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "g1\tBasic\tML::Serving\tWhat?\tThat.\tllm gpu::memory\n"
    )
    (draft,) = read_export(text, "n.txt").drafts
    assert (draft.question, draft.answer, draft.author_id) == ("What?", "That.", "g1")
    assert (draft.deck, draft.tags, draft.line) == ("ML/Serving", ("llm", "gpu/memory"), 7)


def test_a_row_without_a_back_is_a_stub() -> None:
    reading = read_export(TAB + "Open?\t\n\tonly a back\nA\tB\n", "n.txt")
    assert [stub.question for stub in reading.stubs] == ["Open?"]
    assert [(item.line, item.reason) for item in reading.dropped] == [(4, "a row without a front")]
    assert (reading.coverage.card, reading.coverage.stub, reading.coverage.dropped, reading.coverage.context) == (
        1,
        1,
        1,
        2,
    )


def test_siblings_and_kinds() -> None:
    drafts = read_export(TAB + "{{c1::a}} {{c2::b}}\t\n{{c1::alone}} x\t\n", "n.txt").drafts
    assert drafts[0].sibling == drafts[1].sibling != ""
    assert drafts[2].sibling == ""
    assert {draft.kind for draft in drafts} == {Kind.CLOZE}


def test_a_field_beyond_measure_is_refused_with_its_file() -> None:
    csv.field_size_limit(2**30)  # as another reader may have left it
    reading = read_export(TAB + "A\t" + "x" * 140_000, "n.txt")
    assert reading.is_refused
    assert reading.drafts == ()


@pytest.mark.parametrize(
    "text", ["", "\n", "Some prose.\nMore of it.\n", "# Heading\n\ntext\n", "\tcode\n\tcode\n", "a\tb\n"]
)
def test_prose_is_no_export(text: str) -> None:
    assert not looks_like_export(text)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a<br/>b<p>c</p>", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<pre><code>x &lt; 1<br>y</code></pre>", "```\nx < 1\ny\n```"),
        ('<img src="a.png" width=3> [sound:b.mp3]', "![](a.png)"),
        ('<a href="https://x.y/z">w</a>', "[w](https://x.y/z)"),
        ("\\(x^2\\) [$]y[/$] \\[z\\]", "$x^2$ $y$ $$z$$"),
        ("<script>alert(1)</script><span style='x'>t</span>", "alert(1)t"),
        ("a &#27;[31m b", "a [31m b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_as_markdown(html) == markdown


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([TAB, "a", "\t", "\n", '"', "{{c1::x}}", "#deck:d\n", "<b>", "#x", "\n\n", ",", "<pre>"]),
        max_size=30,
    )
)
def test_any_rows_are_counted_once(parts: list[str]) -> None:
    reading = read_export("".join(parts), "n.txt")
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank

"""Tags of HTML in a note are marks of the author, save where the note is about them."""

from __future__ import annotations

import pytest

from quizzer.notes.reader import read_note

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("in inline code", "## What is `<ul>` for?\nIt holds `<li>`; `<details>` folds, `<!-- so -->` is a comment.\n", [("What is `<ul>` for?", "It holds `<li>`; `<details>` folds, `<!-- so -->` is a comment.")]),
    ("amid a sentence", "## What does <ul> do?\nThe <ul> tag holds items, <br> tags break lines.\n", [("What does `<ul>` do?", "The `<ul>` tag holds items, `<br>` tags break lines.")]),
    ("compared", "## Difference between <b> and <strong>\nThe second is a matter of weight, not of looks.\n", [("Difference between `<b>` and `<strong>`", "The second is a matter of weight, not of looks.")]),
    ("terms of a list", "- **`<ol>`**: a list with numbers\n- **`<ul>`**: a list with dots\n- `<p>` - a paragraph of text\n", [("`<ol>`", "a list with numbers"), ("`<ul>`", "a list with dots"), ("`<p>`", "a paragraph of text")]),
    ("terms of a table", "| Tag | Meaning |\n|---|---|\n| `<p>` | paragraph |\n| `<hr>` | rule |\n", [("`<p>`", "paragraph"), ("`<hr>`", "rule")]),
    ("marks of the author", "## What is a <em>rudder</em>?\nIt <b>steers</b> H<sub>2</sub>O.\n", [("What is a rudder?", "It **steers** H<sub>2</sub>O.")]),
    ("marks over several lines", "## <b>What is a keel?\n<p>A fin</p> below <b>the\nboat</b>.\n", [("What is a keel?", "A fin below the\nboat.")]),
    ("a list on one line", "## What is aft?\n<ul><li>the rudder</li><li>the tiller</li></ul>\n", [("What is aft?", "- the rudder\n- the tiller")]),
    ("a list in a cell", "## Ends of a boat\n| end | has |\n|---|---|\n| aft | <ul><li>rudder</li><li>tiller</li></ul> |\n", [("Ends of a boat", "| end | has |\n|---|---|\n| aft | rudder; tiller |")]),
    ("a break", "## What is aft?\nThe rudder <br> and the tiller.\n", [("What is aft?", "The rudder <br> and the tiller.")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_tags_that_a_note_speaks_of_stay(title: str, note: str, expected: list[tuple[str, str]]) -> None:
    assert [(draft.question, draft.answer) for draft in read_note(note, "n.md").drafts] == expected

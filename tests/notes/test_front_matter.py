from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.notes.front_matter import FrontMatter, read_front_matter
from quizzer.notes.reader import read_note

CASES = [
    ("yaml", "---\ndeck: Serving\ntags: [a, b/c]\n---", {"deck": "Serving", "tags": ("a", "b/c")}),
    ("yaml list", "---\ntags:\n  - a\n  - '#b'\n---", {"tags": ("a", "b")}),
    ("words with spaces", "---\ntags: a b\n---", {"tags": ("a", "b")}),
    ("words with commas", "---\ntags: 'two words, b'\n---", {"tags": ("two words", "b")}),
    ("toml", '+++\ndeck = "D"\ntags = ["a", "b"]\n+++', {"deck": "D", "tags": ("a", "b")}),
    ("toml between dashes", '---\nname = "D"\n---', {"name": "D"}),
    ("case of keys", "---\nDeck: D\n---", {"deck": "D"}),
    ("broken yaml", "---\ntitle: a: b\ntags: [x, y]\ndeck: D\n---", {"title": "a: b", "tags": ("x", "y"), "deck": "D"}),
    ("broken list", "---\n@: x\ntags:\n- a\n- b\n---", {"tags": ("a", "b")}),
    ("text that looks like other types", "---\nat: 12:30\nquizzer: no\n---", {"at": "12:30", "quizzer": "no"}),
    ("nothing", "---\n---", {}),
    ("merge bomb", "---\na: &a {x: 1}\nb: {<<: [*a, *a]}\ndeck: D\n---", {"deck": "D"}),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_settings_are_read_as_text(title: str, text: str, expected: dict[str, str | tuple[str, ...]]) -> None:
    settings = read_front_matter(text.split("\n"))
    for key, value in expected.items():
        assert (settings.text(key) if isinstance(value, str) else settings.words(key)) == value
    if not expected:
        assert settings == FrontMatter()


@pytest.mark.parametrize("word", ["false", "No", "OFF"])
def test_no_is_no(word: str) -> None:
    settings = read_front_matter(["---", f"quizzer: {word}", "---"])
    assert settings.says_no("quizzer")
    assert not settings.says_yes("quizzer")
    assert not settings.says_no("other")


@given(
    st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["---", "+++", "a: b", "a = 1", "- x", "a: [", "a = ["])))
)
def test_any_lines_give_settings(lines: list[str]) -> None:
    settings = read_front_matter(lines)
    assert all(isinstance(value, tuple) for value in settings.values.values())


@pytest.mark.parametrize(
    ("line", "deck"), [("deck: [unclosed", "unclosed"), ('deck: "half', "half"), ("deck: [a, b", "a, b")]
)
def test_what_is_never_closed_is_said(line: str, deck: str) -> None:
    reading = read_note(f"---\ntitle: x\n{line}\n---\n## What is it?\nThat.\n", "n.md")
    assert reading.deck == deck
    assert [(problem.line, line in problem.message) for problem in reading.problems] == [(3, True)]
    assert [draft.question for draft in reading.drafts] == ["What is it?"]


def test_healthy_settings_say_nothing() -> None:
    assert read_note("---\ntitle: What: a colon\ntags: [a, b]\n---\n## What is it?\nThat.\n", "n.md").problems == ()

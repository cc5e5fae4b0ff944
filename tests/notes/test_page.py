"""What holds for every card of a part of a note."""

from __future__ import annotations

import pytest

from quizzer.notes.reader import read_note

UNDER_A_TAGGED_HEADING = {
    "labelled": "**Q:** What does an encoder see?\n\n**A:** Both sides.",
    "table of terms": "| Term | Definition |\n|---|---|\n| Encoder | reads both sides |\n| Decoder | reads the left side |",
    "fold": "<details>\n<summary>What does an encoder see?</summary>\n\nBoth sides.\n\n</details>",
    "definition list": "Encoder\n:   Reads both sides.\n\nDecoder\n:   Reads the left side.",
    "bold terms": "- **Encoder** - reads both sides.\n- **Decoder** - reads the left side.",
    "numbered": "1. What does an encoder see?\n\n   Ans. Both sides.\n\n2. What does a decoder see?\n\n   Ans. The left side.",
    "block": "```quizzer\nquestion: What does an encoder see?\nanswer: Both sides.\n```",
    "deeper heading": "### What does an encoder see?\n\nBoth sides.",
}


@pytest.mark.parametrize("body", UNDER_A_TAGGED_HEADING.values(), ids=UNDER_A_TAGGED_HEADING)
def test_a_tag_on_a_heading_holds_for_the_cards_under_it(body: str) -> None:
    text = f"---\ntags: [models]\n---\n\n# Models #nlp\n\n## Words #easy\n\n{body}\n\n## Later\n\nNothing is simple here.\n"
    first, *others, last = read_note(text, "models.md").drafts
    assert first.context[:2] == ("Models", "Words")
    assert {draft.tags for draft in (first, *others)} == {("models", "nlp", "easy")}
    assert last.tags == ("models", "nlp")


def test_a_cards_own_tag_comes_last_and_once() -> None:
    text = "## Part #core\n\n### What is a token? #deep #core\n\nA piece of text.\n"
    (draft,) = read_note(text, "tokens.md").drafts
    assert draft.tags == ("core", "deep")


@pytest.mark.parametrize("body", ["Encoder::reads both sides", "An encoder reads ==both== sides."])
def test_cards_of_an_explicit_syntax_carry_the_tags_around_them(body: str) -> None:
    text = f"---\ntags: [models]\ndialect: osr\n---\n\n# Models\n\n## Words #easy\n\n{body}\n"
    (draft,) = read_note(text, "models.md").drafts
    assert draft.tags == ("models", "easy")

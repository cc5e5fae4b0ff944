from __future__ import annotations

from quizzer.domain.cards import Kind
from quizzer.notes.reader import read_note

NOTE = """---
deck: Serving
tags: [llm]
---
# Memory

Text.

```quizzer
- question: How big?
  formula: 2*n
  parameters: {n: 4}
- question: Bad
  anwser: x
```

```yaml
question: Not a card?
answer: Only code.
```
"""


def test_blocks_give_cards_with_the_context_of_the_note() -> None:
    reading = read_note(NOTE, "note.md")
    (draft,) = [draft for draft in reading.drafts if draft.convention == "quizzer block"]
    assert (draft.question, draft.kind, draft.line, draft.end_line) == ("How big?", Kind.COMPUTED, 10, 12)
    assert (draft.context, draft.tags, draft.deck) == (("Memory",), ("llm",), "Serving")
    (problem,) = reading.problems
    assert (problem.line, problem.is_refusal) == (14, True)
    assert "did you mean `answer`?" in problem.message
    assert any(item.line == 13 and "anwser" in item.reason for item in reading.dropped)


def test_a_block_in_a_list_is_read_without_its_margin() -> None:
    reading = read_note("- item\n\n  ~~~ quizzer\n  question: Q?\n  answer: |\n    A\n  ~~~\n", "n.md")
    assert [(draft.question, draft.answer) for draft in reading.drafts if draft.convention == "quizzer block"] == [
        ("Q?", "A")
    ]


def test_a_note_can_ask_to_be_left_alone() -> None:
    reading = read_note("---\nquizzer: false\n---\n## What?\n\nThat.\n", "n.md")
    assert reading.drafts == ()
    assert {item.reason for item in reading.dropped} == {"front matter", "it is set to `quizzer: false`"}

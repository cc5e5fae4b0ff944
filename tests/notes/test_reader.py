"""Notes in every convention, as data: `cases/*.md` hold a title, a note and the cards a person would want from it.

A case begins with a line `@@@ title`; the note follows, then a line `@@@` and what is expected: `card:` with the
question, its answer in lines behind `|`, optionally `kind:`, `context:` and `options:`; `stub:` with a question.
Nothing else may be found in the note.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.cards import CardDraft
from quizzer.notes.reader import read_note

CASES = Path(__file__).parent / "cases"


@dataclass
class Expected:
    question: str
    answer: list[str] = field(default_factory=list)
    kind: str | None = None
    context: str | None = None
    options: str | None = None

    def seen_in(self, draft: CardDraft) -> dict[str, str]:
        """The draft, reduced to what the case speaks of."""
        seen = {"question": draft.question, "answer": draft.answer}
        if self.kind is not None:
            seen["kind"] = draft.kind.value
        if self.context is not None:
            seen["context"] = " > ".join(draft.context)
        if self.options is not None:
            seen["options"] = " / ".join(draft.options)
        return seen

    def wanted(self) -> dict[str, str]:
        wanted = {"question": self.question.replace("\\n", "\n"), "answer": "\n".join(self.answer)}
        for name in ("kind", "context", "options"):
            if getattr(self, name) is not None:
                wanted[name] = getattr(self, name)
        return wanted


@dataclass
class Case:
    title: str
    note: str
    cards: list[Expected]
    stubs: list[str]


def cases_of(path: Path) -> list[Case]:
    cases = []
    parts = path.read_text(encoding="utf-8").split("\n@@@ ")
    for part in parts[1:]:
        head, _, expectation = part.partition("\n@@@\n")
        title, _, note = head.partition("\n")
        case = Case(title, note, [], [])
        for line in expectation.splitlines():
            key, _, value = line.partition(": ")
            if line.startswith("|"):
                case.cards[-1].answer.append(line[2:])
            elif key == "card":
                case.cards.append(Expected(value))
            elif key in {"kind", "options"} or key.rstrip(":") == "context":
                setattr(case.cards[-1], key.rstrip(":"), value)
            elif key == "stub":
                case.stubs.append(value)
            elif line.strip():
                raise ValueError(f"{path.name}: {title}: {line}")
        cases.append(case)
    return cases


ALL = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted(CASES.glob("*.md"))
    for case in cases_of(path)
]


@pytest.mark.parametrize("case", ALL)
def test_a_note_gives_the_cards_that_a_person_wants(case: Case) -> None:
    reading = read_note(case.note, "folder/file.md")
    expected = sorted(case.cards, key=lambda card: card.question)
    found = sorted(reading.drafts, key=lambda draft: draft.question)
    for index, draft in enumerate(found):
        if index < len(expected) and draft.question == expected[index].wanted()["question"]:
            assert expected[index].seen_in(draft) == expected[index].wanted()
    assert [draft.question for draft in found] == [card.wanted()["question"] for card in expected]
    assert sorted(stub.question for stub in reading.stubs) == sorted(case.stubs)
    for card, draft in zip(expected, found, strict=True):
        assert card.seen_in(draft) == card.wanted()


PIECES = st.sampled_from(
    [
        "# Title", "## What is it?", "### Term: text", "##tight", "#tag", "```", "```python", "~~~", "    code", "$$", "$x$",
        "<!-- c -->", "<!--", "-->", "---", "===", "***", "Q: why?", "A: because", "**Q1.** Why?", "**ANS** <br>", "Ans.",
        "1. What?", "2. Term: def", "- item", "- [ ] a", "- [x] b", "  - nested", "* **Term** - text", "**Bold line**", "A) x", "B) y",
        "Answer: B", "<details>", "<summary>Why?</summary>", "</details>", "| a | b |", "|---|---|", "| c | d |", "> quote",
        "> **Term** is", "> [!note] x", "!!! note", '??? question "Why?"', '=== "Answer"', "    indented", ":   meaning",
        "term", "Plain question?", "plain answer text here.", "[a](#a)", "![[x.png]]", "", "", "%%", "\\[", "<br>", "\t", "+++",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("\n".join)))
@settings(max_examples=300)
def test_every_line_of_any_text_ends_in_exactly_one_place(text: str) -> None:
    reading = read_note(text, "any.md")
    coverage = reading.coverage
    counted = coverage.card + coverage.context + coverage.stub + coverage.dropped + coverage.blank
    assert (
        counted
        == coverage.lines
        == len(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")) * bool(text)
    )
    assert coverage.dropped == 0 or reading.dropped
    for draft in reading.drafts:
        assert draft.question.strip()
        assert draft.answer.strip()
        assert 1 <= draft.line <= draft.end_line <= coverage.lines


@pytest.mark.parametrize(
    "note",
    [
        "## What is tar?\n\n*Topic/Tool: archives*\n\n**Ans:** A file of files.\n",
        "## Which is a fruit?\n\n- A. a plum\n- B. a stone\n\n**Answer:** A\n**Tema:** gardens\n",
    ],
)
def test_a_line_that_only_files_a_question_is_counted_beside_its_card(note: str) -> None:
    reading = read_note(note, "note.md")
    assert (len(reading.drafts), reading.coverage.context) == (1, 1)

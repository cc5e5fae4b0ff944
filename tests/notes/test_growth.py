"""Reading grows with the length of a note, whatever it is made of: counted in calls, which are the same on any machine."""

import sys

import pytest

from quizzer.notes.reader import read_note
from quizzer.notes.remembered import forget

FEW, TIMES = 60, 4
SLACK = 1.1

PARTS = {
    "headings that ask": "## What is part {n}?\n\nPart {n} turns.\n\n",
    "headings without text": "## Heading {n}\n",
    "headings in levels": "# Book {n}\n\n## Part {n}\n\nIt is part {n}.\n\n### Detail {n}\n\n- small\n\n",
    "terms in headings": "### Gear{n}: a wheel\n\nIt turns {n} times.\n\n",
    "titles in two parts": "### Part{n}: Gears and Wheels\n\nIt turns {n} times.\n\n",
    "answers under questions": "## What is part {n}?\n\n### Answer\n\nIt turns {n} times.\n\n",
    "terms under their kind": "- gears {n}\n  - **gear {n}**: turns\n  - **wheel {n}**: rolls\n",
    "titles of questions": "- Sample questions\n\n",
    "bold terms": "- **Part {n}**: a thing that turns {n} times\n",
    "bold lines": "**What is part {n}?**\n\nIt turns {n} times.\n\n",
    "labels": "Q: What is part {n}?\nA: A thing that turns {n} times.\n\n",
    "answers in one paragraph": "A. part {n} turns\n",
    "answers elsewhere": "{n}. What is part {n}?\n",
    "numbered questions": "{n}. What is part {n}?\n   A thing that turns.\n\n",
    "lettered options": "{n}. What is part {n}?\n   a) a gear\n   b) a wheel\n   c) {n}\n\n   Answer: b\n\n",
    "folds": "<details>\n<summary>What is part {n}?</summary>\n\nIt turns {n} times.\n\n</details>\n\n",
    "folds left open": "<details>\nPart {n} turns.\nWhat is part {n}?\n",
    "answers in folds left open": "<summary>Answer</summary>\n<details>\nPart {n} turns.\n",
    "directives left open": "```{{note}}\nPart {n} turns.\n",
    "containers left open": "::: {{note}}\nPart {n} turns.\n",
    "questions in a row": "Why is it so?\n",
    "tables": "| Part {n} | Use |\n|---|---|\n| gear {n} | turns |\n| wheel {n} | rolls |\n\n",
    "one table": "| gear {n} | turns |\n",
    "bullets": "- gear {n}\n  - turns {n} times\n",
    "paragraphs": "The gear of part {n} turns, and the wheel rolls on it.\n\n",
    "quotations": "> [!question] What is part {n}?\n> It turns {n} times.\n\n",
    "code": "```python\npart = {n}\n```\n\nIt turns.\n\n",
    "fences left open": "```\npart = {n}\n\n## What is part {n}?\n\n",
    "tags of HTML": "<p>part {n}\n<ul><li>gear</li>\n",
    "footnotes": "Part {n} turns[^{n}].\n\n[^{n}]: Many times.\n\n",
    "one-line cards": "part {n}::turns {n} times\n",
    "parted cards": "## Part {n}\n\nWhat is it?\n\n%\n\nIt turns {n} times.\n\n[#gear]() [#part{n}](p.md)\n\n",
    "separators apart": "#flashcards/gear\n\nWhat is part {n}?\n\n?\n\nIt turns.\n\n",
    "lines of signs": "What is part {n}?\n!---\nIt turns.\n<!--SR:!2027-01-01,3,250-->\n\n",
    "blocks on one line": "- STARTI [Basic] What is part {n}? Back: It turns. ENDI\n",
    "marked cards": "What is part {n}? #flashcard #gear\nIt turns {n} times.\n---\n",
    "gaps": "Part {n} has ==gears== and {{{{c1::wheels}}}}.\n\n",
    "links": "- [part {n}](#part-{n})\n",
    "versions": "## v1.{n}.0\n\n- part {n} turns\n\n",
    "days": "## 2024-01-{n}\n\nPart {n} turns. TODO: oil it?\n\n",
    "terms of one line": "gear {n} - a wheel with teeth\n",
    "speakers": "Interviewer: What is part {n}?\nMe: A thing that turns.\n\n",
    "one level in another": "- Part {n}\n\t- What is it?\n\t\t- A thing that turns.\n",
    "underlined headings": "Part {n}\n------\n\nIt turns.\n\n",
    "formulas": "$$\nx_{n} = {n}\n$$\n\nwhere $x_{n}$ is part {n}.\n\n",
    "pages of slides": "Part {n}\n• gear\n• wheel\n{n}\n",
    "titles behind pictures": "🔧 Part {n}\nIt turns.\n🔩 Screw {n}\nIt holds.\n",
    "asides of an assistant": "It turns {n} times.\n\n---\n\nWould you like more?\n\n---\n\n## Part {n}\n\n",
    "results of tests": "Question {n}\nSkipped\nWhat turns?\nCorrect answer\na gear\na plate\nOverall explanation\nIt has teeth.\n",
    "tables drawn with crosses": "+------+------+\n| gear | turns |\n+======+======+\n| {n} | rolls |\n+------+------+\n\n",
    "properties": "- part {n}\n  id:: {n}\n  turns:: yes\n",
    "labels that name": "## Part {n}\n\nQ: the gear of part {n}\nIt turns.\n\n",
    "lists under bold questions": "## Part {n}\n\n**What is part {n}?**\n\n1. a gear\n2. a wheel\n\n",
    "letters that count": "Q{n} what is part {n}\nA{n} a thing that turns\n\n",
    "numbers of questions": "### Question {n}\n\nPart {n} turns.\n\n**Answer**\n\nIt is so.\n\n",
    "names over lists": "Gear {n}\n- turns\n- rolls\n\n",
}


def calls(text: str) -> int:
    """How many functions reading the text calls."""
    count = 0

    def see(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    forget()
    sys.setprofile(see)
    try:
        read_note(text, "note.md")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_work_grows_with_the_note(part: str) -> None:
    short, long = ("".join(part.format(n=n) for n in range(1, count + 1)) for count in (FEW, FEW * TIMES))
    read_note(short, "note.md")  # what is made once, is made here
    assert calls(long) < calls(short) * TIMES * SLACK


LONG = {
    "blanks in a tag": "## <a" + " " * 20_000 + "x\n\nIt turns.\n",
    "breaks": "What is a gear?\n" + "<br>" * 40_000 + ":\n",
    "breaks behind a label": "**Q:** **a" + "<br>" * 40_000 + "x\n**A:** b\n",
    "blanks behind a bold mark": "**a" + " " * 100_000 + "x\n- b\n",
    "links left open": "1. a: " + "[a](" * 40_000 + ":\n\n   text\n",
    "a word and a sum": "w" * 20_000 + "\n" + "w" * 200 + " = " + "w" * 200 + "1\n" + "x - y\n" * 3,
}


@pytest.mark.parametrize("note", LONG.values(), ids=LONG)
def test_a_long_line_is_read(note: str) -> None:
    """A pattern that goes back over such a line would not end in a person's day."""
    reading = read_note(note, "note.md")
    coverage = reading.coverage
    told = coverage.card + coverage.context + coverage.stub + coverage.dropped + coverage.blank
    assert told == coverage.lines == note.count("\n")


@pytest.mark.parametrize(
    ("opening", "closing"), [("::: {note}", ":::"), ("<details>", "</details>"), ("<ul><li>", "</li></ul>")]
)
def test_what_stands_deep_in_itself_is_read(opening: str, closing: str) -> None:
    deep = 3000
    note = "\n".join([*[opening] * deep, "A part turns.", *[closing] * deep])
    assert read_note(note, "note.md").coverage.lines == 2 * deep + 1

"""Doubts about one note: what its author may want to mend so that its cards can be learnt.

Nothing here keeps a card from being imported. Doubts that show only across files (one question with two answers) are
found where all files are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import CardDraft, Kind, Problem, Reading
from quizzer.domain.plain_text import one_line
from quizzer.notes.dialects.marks import FILLER, masked
from quizzer.notes.hollow import is_only_links

MOST_WORDS = 250
"""Words of running text that a person can be asked to recall at once; code and tables are looked at, not recalled."""
_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_QUESTION_END = re.compile(r"\?+(?=[\s)\"'”*_]|$)")
_SECOND_THOUGHT = re.compile(
    r"\?\s*(?:\(?(?:why|and why|how so|why not|why or why not|explain)\b[^?]{0,40}\?\)?|[*_\s)]*$)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"[~≈≃±<>=\s*_$]*[-+]?\d[\d.,_]*(?:\s*(?:[eE]|[x×·]\s*10\^?)[-+{]*\d+}?)?[\s*_$.]*")
_MEASURE = re.compile(
    r"\bhow (?:much|big|large|long|fast|far|wide|heavy|hot)\b|\b(?:size|memory|bandwidth|latency|throughput|duration|weight"
    r"|speed|time|capacity|power|cost|price|storage|footprint|distance|temperature)\b[^?.]{0,60}(?:\?|\bof\b|$)",
    re.IGNORECASE,
)
_NOT_A_MEASURE = re.compile(
    r"\bhow many\b|\bratio\b|\bfactor\b|\bcomplexity\b|\bbatch size\b|\b(?:vocabulary|vocab|kernel|window|hidden|head|group|step"
    r"|beam|population|sample|codebook|filter|stride|context)\s+(?:size|length)\b|\btemperature\b",
    re.IGNORECASE,
)


def doubts(reading: Reading) -> tuple[Problem, ...]:
    """Every doubt about what one file gave, by line; a file that was refused has said so already."""
    found = [
        Problem(stub.path, stub.line, f"no answer: {one_line(stub.question, 80)}")
        for stub in reading.stubs
        if not reading.is_refused
    ]
    found += [
        Problem(repair.path, repair.line, f"damaged text, and a guess what it was: {one_line(repair.after, 80)}")
        for repair in reading.repairs
        if not repair.is_certain
    ]
    seen: set[str] = set()
    for draft in reading.drafts:
        if draft.sibling and draft.sibling in seen:
            continue  # what is wrong with one sibling is wrong with the text of all
        seen.add(draft.sibling)
        found += [Problem(draft.path, draft.line, message) for message in _about(draft)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def _about(draft: CardDraft) -> Iterator[str]:
    if is_only_links(draft.answer):
        yield f"the answer is only a link: {one_line(draft.question, 80)}"
    if draft.kind in (Kind.BASIC, Kind.LIST) and holds_two_questions(draft.question):
        yield f"two questions in one: {one_line(draft.question, 80)}"
    words = count_words(draft.answer)
    if draft.kind not in (Kind.COMPUTED, Kind.TABLE) and words > MOST_WORDS:
        yield f"an answer of {words} words is too long to recall: {one_line(draft.question, 80)}"
    if draft.kind is not Kind.CLOZE and lacks_unit(draft.question, draft.answer):
        yield f"a number without a unit: {one_line(draft.question, 60)} {one_line(draft.answer, 20)}"


def holds_two_questions(question: str) -> bool:
    """Whether two things are asked; a short `Why?` after a question belongs to it.

    >>> holds_two_questions("What is GQA? When is it used?"), holds_two_questions("Is it linear? Why?")
    (True, False)
    """
    text = masked(_FENCED.sub("", question)).replace(FILLER, "x")
    ends = list(_QUESTION_END.finditer(text))
    return len(ends) > 1 and not _SECOND_THOUGHT.match(text, ends[0].start())


def count_words(answer: str) -> int:
    """Words of running text, code blocks and tables left out."""
    text = _FENCED.sub("", answer)
    return sum(len(line.split()) for line in text.split("\n") if not line.lstrip().startswith("|"))


def lacks_unit(question: str, answer: str) -> bool:
    """Whether a measure is asked for and a bare number is the whole answer."""
    if not _BARE_NUMBER.fullmatch(answer.strip()):
        return False
    return bool(_MEASURE.search(question)) and not _NOT_A_MEASURE.search(question)

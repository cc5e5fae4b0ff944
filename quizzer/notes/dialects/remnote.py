"""RemNote: an outline whose arrows make cards.

- Warp >> 32 threads            asked forwards          - Warp << 32 threads     asked backwards
- Warp <> 32 threads            both ways               - SM :: a core           a concept: both ways
    - limit ;; 48 warps         what is said of the concept above
- Steps of a launch >>>         the points below are the answer (also `:::`, `;;;`, or an arrow with nothing behind)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, context_at, leading_tags, question_text
from quizzer.notes.dialects.marks import masked
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "RemNote"
_ARROW = late(r"\s(?P<arrow>>{2,3}|<{2,3}|<>|<->|==|:{2,3}|;{2,3})(?:1\.|A\))?(?:\s+(?=\S)|$)")
_SURE = frozenset({">>", ">>>", "<<", "<>", ";;", ";;;"})
_SIGNS = (">>", "<>", ";;", "<<", "::")
_WORD = re.compile(r"\w")


def count_arrows(page: Page) -> float:
    """How much a note looks like RemNote: from two bullets on with an arrow no other tool writes, every arrow counts."""
    sure = others = 0
    for line in page.outline.lines if page.outline.holds(*_SIGNS) else ():
        if line.kind is LineKind.ITEM and any(sign in line.content for sign in _SIGNS):
            found = _split(line)
            sure += found is not None and found[1] in _SURE
            others += found is not None and found[1] not in _SURE
    return sure / 2 + others if sure > 1 else 0.0


def read(page: Page) -> Iterator[Find]:
    """Every bullet with an arrow."""
    lines = page.outline.lines
    above: list[Line] = []
    for number, line in enumerate(lines):
        if line.kind is not LineKind.ITEM:
            continue
        while above and above[-1].indent >= line.indent:
            above.pop()
        found = _split(line) if page.is_free(number) else None
        if found:
            yield from _card(page, number, *found, above)
        above.append(line)


def _split(line: Line) -> tuple[str, str, str] | None:
    """Front, arrow and back of a bullet; the back is empty when the points below it are meant."""
    plain = masked(line.content)
    found = _ARROW.search(plain)
    if not found or _ARROW.search(plain, found.end()):
        return None  # none, or the steps of something: `measure >> cut >> sew`
    front, back = line.content[: found.start()].strip(), line.content[found.end() :].strip()
    return (front, found["arrow"], back) if _WORD.search(front) and (not back or _WORD.search(back)) else None


def _card(page: Page, start: int, front: str, arrow: str, back: str, above: list[Line]) -> Iterator[Find]:
    lines = page.outline.lines
    end = start + 1
    deeper = end
    while deeper < len(lines) and (not lines[deeper].body or lines[deeper].indent > lines[start].indent):
        deeper += 1
    if not back:
        end = deeper
        while end > start + 1 and not lines[end - 1].body:
            end -= 1
    answer = back_text(lines[start + 1 : end], back)
    tags, front = leading_tags(front)
    question = question_text(front)
    if arrow.startswith(";") and above:
        question = f"{_name(above[-1])}: {question}"
    source = Source(start, end, NAME, tags)
    if arrow.startswith("<<") and back:
        question, answer = back, question
    names = tuple(_name(line) for line in above if not (arrow.startswith(";") and line is above[-1]))
    for find in basic(page, source, question, answer, is_reversed=arrow in ("<>", "<->", "::", ":::") and bool(answer)):
        if isinstance(find.value, str):
            yield find
            continue
        yield replace(find, value=replace(find.value, context=(*context_at(page, start), *names)))


def _name(line: Line) -> str:
    """What a bullet names: its front when it is a card itself."""
    found = _split(line)
    return question_text(found[0] if found else line.content)

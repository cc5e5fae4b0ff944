"""Units: a question, wherever a convention found it, with the lines that may answer it.

Every convention that looks for questions ends here, so that a hidden answer, an `Ans.` label, lettered options or an
empty body mean the same whether the question was a heading, a number, a bold line or a fold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.attempts import attempted, right_answer
from quizzer.notes.backs import back_text
from quizzer.notes.choice_cards import choice_card
from quizzer.notes.choices import Choice, are_only_options, count_options, read_choice
from quizzer.notes.details import CONTAINER_STARTS, is_answer_summary, is_remark_summary, opens_answer, read_container
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links, names_by_links
from quizzer.notes.labels import Role, read_label
from quizzer.notes.lines import read_lines, split_lines
from quizzer.notes.nested_answers import answers_item, comes_to, sets_code, tells_part, tells_problem
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.shown_below import count_shown
from quizzer.notes.titles import is_attribute
from quizzer.notes.transclusions import shown_sections
from quizzer.notes.wording import asks, is_question, words_of

_SUMMARY = late(r"<summary\b[^<>]*>(?P<summary>.{0,600}?)</summary>(?P<tail>.*)$", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_LETTER = late(
    r"^(?:>\s*)*(?:(?:[-*+•]\s+)?(?:\*\*|__)[A-Z](?:\*\*|__)\s)|^(?:[-*+•]\s+)?(?:\*\*|__)?[(\[]?[A-Z](?:\*\*|__)?\s*[)\].:–—-]{1,2}(?:\*\*|__)?\s"
)
_ASKS_TO_CHOOSE = late(
    r"\bwhich (?:one )?of (?:the|these)\b|\bfollowing\b|\bchoose\b|\bselect\b|\bpick\b", re.IGNORECASE
)
_ASKS_FOR_ONE = late(
    r"\b(?:what|who|when|where|why|how) (?:is|was|does|did|do|can|should|would)\b|\bwhich\b|\bhow (?:many|much|long)\b",
    re.IGNORECASE,
)
_ASKS_FOR_MANY = late(
    r"\b(?:types|kinds|steps|stages|phases|ways|methods|differences?|pros|cons|advantages|parts|components|reasons|examples"
    r"|list|name|explain|describe|compare)\b",
    re.IGNORECASE,
)
_HOW_CAN = late(r"\b(?:how (?:can|could|do|would) (?:we|you|i|one)|which|what (?:are|can|could))\b", re.IGNORECASE)
_FILED_UNDER = late(
    r"^(?:[-*+>]\s+)?[(\[]?[*_]{0,2}(?:tool|topic|category|difficulty|level|tags?|compan(?:y|ies)|asked (?:in|at|by)|frequency|domain|subject|section|marks"
    r"|source|reference|skills?|type|importance|role|experience|(?:sub)?tema|referencia|fuente|dificultad|nivel|thema|quelle|schwierigkeit(?:sgrad)?"
    r"|难度|考点|来源|标签|知识点|категория|сложность|источник)(?:\s?/\s?[a-z]+)?\s*(?:[*_]{2})?\s*[:：].{1,200}$",
    re.IGNORECASE,
)
"""What a collection says of a question between it and the answer, and the question does not."""
_LEFT_OPEN = re.compile(
    r"\n[*_\-• ]{0,6}(?:the )?(?:correct|right|real|actual|better|model)(?: answer| one)?\s*[*_]{0,2}:[*_]{0,2}\s*$",
    re.IGNORECASE,
)
"""What was said is followed by what should have been said, and that is not written yet: `**Correct:**`."""
_BULLET = re.compile(r"^[-*+]\s+(?=\S)")
_TESTED = re.compile(
    r"^\W*(?:what (?:the |an |your )?interviewers? (?:is|are|want|test|look|expect|check|listen)|why (?:interviewers|they) ask|interviewer['’]?s? (?:intent|expectation|goal)s?"
    r"|what (?:a |an )?(?:strong|good|great|solid|senior) (?:answers?|candidates?|responses?) (?:includes?|covers?|mentions?|says?))\b",
    re.IGNORECASE,
)
"""`**What the interviewer is testing**`, above the answer."""
_IS_KIND = re.compile(
    r"^\[(?:mcq|msq|mcsa|tf|t/f|true[ /]?(?:or )?false|multiple choice|single choice|short(?: answer)?|essay|numeric(?:al)?)\]$",
    re.IGNORECASE,
)
"""The kind of question, above the question: `Q7. [MCQ]`."""
_ROW = re.compile(r"^[-*+•>\s]{0,4}[(\[]?[aA][)\].:]\s+\S[^\n]*?\s[(\[]?[bB][)\].:]\s")
"""Options in a row: `(a) clay  (b) slip`."""
_NEXT_BUT_ONE = re.compile(r"^[-*+•]\s+[(\[]?[C-E][)\]]\s")
_ITALIC = re.compile(r"^([*_])(?![*_\s]).*[^*_\s]\1$")
_INSTRUCTS = re.compile(r"\b(?:choose|select|pick|tick|mark|hint|assume|given|suppose)\b", re.IGNORECASE)
_BOLD = frozenset({"**", "__"})
_BOLD_PART = late(r"^(?P<mark>\*\*|__)(?:\(?(?:[ivx]{1,4}|[a-h])[.)]\s*)(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)$")
_FEWEST_TOLD = 3
_FEWEST_ANSWERING = 8
"""Words, with which the text below a question is an answer."""
_LONGEST_STEM = 40
"""A label this many lines below its question labels something else."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A question and what stands under it; lines count from 0, ends are one past the last."""

    question: str
    """The first line of the question as it should be read; may be empty when it stands in the body."""
    start: int
    """Where the question begins."""
    body: int
    """The first line that may belong to the answer."""
    end: int
    convention: str
    first: str = ""
    """Text of the answer that stands on the question's own line."""
    context: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    confidence: Confidence = Confidence.SURE


def read_unit(page: Page, unit: Unit) -> Find | None:
    """The card or the stub that a unit is; None when there is no question in it."""
    lines = page.kept(unit.body, unit.end)
    taken = [*range(unit.start, unit.body), *page.free_lines(unit.body, unit.end)]
    span = (unit.start, unit.end)
    stem: list[Line] = []
    first = unit.first.removeprefix("||").lstrip()  # `**Why?** || So that …`, parted by a mark of the author's own
    choice = None if first else read_choice(lines, unit.question)
    if choice:
        return _choice_card(page, unit, choice, lines, taken)
    if not first:
        split = answer_start(lines, unit.question) or attempted(lines)
        if split is not None:
            at, first = right_answer(lines, split[0]) or split
            is_quoted = lines[at].kind is LineKind.QUOTE
            stem, lines = lines[: split[0]], _unquoted(lines[at + 1 :]) if is_quoted else lines[at + 1 :]
            if unit.question.rstrip("*_ ").endswith(("?", "？", ".")) and _tells_aside(stem):
                stem, lines = [], [*lines, *stem]
        elif shown := count_shown(lines, unit.question):
            stem, lines = lines[:shown], lines[shown:]
    question = _question(unit.question, stem)
    if not question:
        return None
    answer, quoted = shown_sections(page, back_text(lines, first))
    is_open = is_empty(answer) or (answer[-3:].rstrip("*_ \n").endswith(":") and bool(_LEFT_OPEN.search(answer)))
    if not first and _goes_on_asking(lines):
        return Find(taken, page.stub(f"{question}\n\n{answer}", span, context=unit.context))
    if (
        is_open
        or (is_only_links(answer) and not _lists_names(question, answer))
        or (not first and _is_open_choice(page, question, lines))
    ):
        return Find(taken, page.stub(question, span, context=unit.context))
    draft = page.card(
        question,
        answer,
        span,
        convention=unit.convention,
        context=unit.context,
        confidence=unit.confidence,
        tags=unit.tags,
    )
    filed = _filed(page, taken, stem) if unit.question else ()
    return Find([*(n for n in taken if n not in filed), *quoted], draft, context=filed)


def _goes_on_asking(lines: Sequence[Line]) -> bool:
    """Are all the lines below a question bold as a whole, each the next part of what is asked: `**ii) What is it for?**`"""
    asked = [found["text"] for line in lines if line.body[:2] in _BOLD and (found := _BOLD_PART.match(line.body[:600]))]
    return bool(asked) and len(asked) == sum(bool(line.body) for line in lines) and all(map(_asks_part, asked))


def _asks_part(text: str) -> bool:
    return is_question(front_text(text))


def _lists_names(question: str, answer: str) -> bool:
    """Does a question that wants several things have them below it, each the name of a page elsewhere?"""
    return bool(_ASKS_FOR_MANY.search(question) or _HOW_CAN.search(question)) and names_by_links(answer)


def _tells_aside(stem: Sequence[Line]) -> bool:
    """Does a paragraph in italics stand between a whole question and its answer: how the answer was found?"""
    above = next((line for line in stem if line.body), None)
    if above is None or above.kind is not LineKind.TEXT or not _ITALIC.match(above.body):
        return False
    return above.body[-2] not in ":?" and not _INSTRUCTS.search(above.body) and len(words_of(above.body)) > _FEWEST_TOLD


def _choice_card(page: Page, unit: Unit, choice: Choice, lines: list[Line], taken: list[int]) -> Find | None:
    """A question with options; what only files it is read with the card and stands on it no more."""
    bare = read_choice([line for line in lines if not _is_filed(line)], unit.question)
    filed, choice = _filed(page, taken, lines) if bare else (), bare or choice
    draft = choice_card(
        page,
        _question(unit.question, choice.stem),
        choice,
        (unit.start, unit.end),
        convention=unit.convention,
        context=unit.context,
        confidence=unit.confidence,
        tags=unit.tags,
    )
    return Find(set(taken).difference(filed), draft, context=filed) if draft.question else None


def _is_filed(line: Line) -> bool:
    return not line.is_masked and bool(_FILED_UNDER.match(line.body))


def _filed(page: Page, numbers: Iterable[int], lines: Iterable[Line]) -> tuple[int, ...]:
    """Where those of the lines stand that only file the question."""
    filed = {id(line) for line in lines if _is_filed(line)}
    return tuple(n for n in numbers if id(page.outline.lines[n]) in filed) if filed else ()


def _is_open_choice(page: Page, question: str, lines: Sequence[Line]) -> bool:
    """Are these the options of a quiz whose key is elsewhere? One lettered list alone may be the answer itself."""
    if not are_only_options(lines) or _ASKS_FOR_MANY.search(question):
        return False
    if _ASKS_TO_CHOOSE.search(question):
        return True
    if page.is_quiz is None:
        page.is_quiz = count_options(page.outline.lines) > 1
    return page.is_quiz and bool(_ASKS_FOR_ONE.search(question))


def _unquoted(lines: Sequence[Line]) -> list[Line]:
    """The lines that go on with a quoted answer as its text, without their `>`; its label was quoted with them."""
    rest = list(lines)
    end = next((at for at, line in enumerate(rest) if not line.body.startswith(">")), len(rest))
    inner = "\n".join(re.sub(r"^\s*>[ \t]?", "", line.text) for line in rest[:end])
    return [*read_lines(split_lines(inner)), *rest[end:]] if inner.strip() else rest[end:]


def answer_start(lines: list[Line], question: str) -> tuple[int, str] | None:
    """Where a label or a fold says that the answer begins: its place in `lines`, and the text on that line.

    What stands before belongs to the question. Under a question that is complete, though, a fold after some text
    is only more of its answer, and so is an `Explanation:`, and so is an explanation folded away under what only states.
    """
    words = 0
    is_asked = is_question(question) or is_attribute(question)
    is_shown = False
    for at, line in enumerate(lines[:_LONGEST_STEM]):
        if line.is_masked or not line.body:
            is_shown |= line.kind is LineKind.CODE
            continue
        is_answered = words >= _FEWEST_ANSWERING and asks(question)
        is_asked = is_asked or is_question(line.body)
        label = read_label(line.body)
        is_answer = label is not None and label.role is Role.ANSWER and not is_option(lines, at, label.is_letter)
        if is_answer and ((line.indent > 1 and answers_item(lines, at)) or comes_to(lines[:at], question, label)):
            return None
        if is_answer and "olution" in line.body[:24] and tells_problem(lines[: at + 1]):
            is_answer = False  # what was done about the problem: both are told
        if is_answer and line.kind is LineKind.QUOTE and words >= _FEWEST_TOLD and asks(question):
            continue  # what one could say, behind the answer
        is_told = words or (is_shown and sets_code(question))
        if label and is_answer and not (label.is_explanation and is_told):
            return at, " ".join(part for part in (label.text, label.tail) if part)
        tail = fold_tail(line.body)
        if tail is not None and not is_answered and not (words and not is_asked and _is_remark(line.body)):
            return at, tail
        if words and _TESTED.match(line.body) and not (is_answered and tells_part(lines[:at])):
            return at, line.body  # belongs with the answer, and is no part of what is asked
        words += 0 if words >= _FEWEST_ANSWERING or _is_only_tags(line.body) else len(words_of(line.body))
    return None


def fold_tail(body: str) -> str | None:
    """The text after a summary that only says `Show answer`; None when the line opens no such fold."""
    if opens_answer(body):
        return ""
    container = read_container(body) if body.startswith(CONTAINER_STARTS) else None
    if container:
        is_answer = container.folds and not container.is_closing and is_answer_summary(container.title)
        return "" if is_answer or container.type in {"answer", "solution"} else None
    found = _SUMMARY.search(body) if "<" in body else None
    return found["tail"].strip() if found and is_answer_summary(found["summary"]) else None


def _is_remark(body: str) -> bool:
    found = _SUMMARY.search(body)
    return found is not None and is_remark_summary(found["summary"])


def _is_only_tags(body: str) -> bool:
    return body.startswith("<") and not _TAGS.sub("", body).strip()


def is_option(lines: list[Line], at: int, is_letter: bool) -> bool:
    """Is the `A:` on this line one of several lettered options or points?"""
    if not is_letter:
        return False
    if at and _LETTER.match(lines[at - 1].body) and not read_label(lines[at - 1].body):
        return True  # `S - …`, `T - …`, `A - …`: letters of a word that is spelt out
    if _ROW.match(lines[at].body[:400]):
        return True
    for line in lines[at + 1 : at + 12]:
        stripped = line.body.lstrip("-*+• >([").lstrip("*_")
        if stripped[:1] in {"B", "b"} and stripped[1:2] in {":", ".", ")", "]"}:
            return True
    below = lines[at + 1].body if at + 1 < len(lines) else ""
    return bool(_NEXT_BUT_ONE.match(below)) and below[0] == lines[at].body[0]  # `- A) …`, `- C) …`: those not taken


def _question(first: str, stem: Iterable[Line]) -> str:
    first = "" if stem and _IS_KIND.match(first) else first
    rest = back_text(line for line in stem if line.kind is not LineKind.RULE and not (first and _is_filed(line)))
    if not first:
        return front_text(_BULLET.sub("", rest)) if "\n" not in rest else rest
    return f"{first}\n\n{rest}" if rest else first

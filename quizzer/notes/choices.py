"""Choices: the lettered or ticked options under a question, and which of them is right.

    - A: `0`                      - [ ] before the softmax
    - B: `NaN`                    - [x] after the softmax
    **Answer: B** …               Explanation: …

Letters alone prove nothing, because an answer may be a lettered list: only when a label, a tick or a mark says which
option is right is the list a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.details import CONTAINER_STARTS, is_answer_summary, read_container
from quizzer.notes.labels import Role, read_label
from quizzer.notes.marked_bullets import marked_bullets
from quizzer.notes.option_ends import end_of_options
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.right_options import (
    hides_answer,
    names_letters,
    numbers_told,
    told_answer,
    with_callout_told,
    without_label,
)
from quizzer.notes.signed_options import signed_options

_LETTERED = re.compile(
    r"^(?:[-*+•]\s+)?(?:\[[ xX]\]\s*)?(?P<open>\*\*|__)?[(\[]?(?P<letter>[A-Ha-h])(?:\*\*|__)?[.):\]](?:\*\*|__)?\s+(?P<text>\S.*)$"
)
_BEHIND_LETTER = frozenset(".):]*_")
_TICKED = re.compile(r"^(?:(?:[-*+]|\d+[.)])\s+)?\[(?P<tick>[ xX✓✔]?)\]\s*(?P<text>.*)$")
_RIGHT_MARK = late(
    r"(?<!\s)(?:\s{3,}[xX]$|\s*(?:✅|✔️?|☑️?|\(correct(?: answer)?\)|\[correct\]|<-+\s*(?:correct|answer)|←\s*(?:correct|answer))\s*(?:\.\s*)?$)"
    r"|^\s*(?:✅|✔️?|☑️?)\s*",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"^[A-H][.)](?=[A-Z][a-z])")
"""A letter without a blank behind it: `[x] B.Increase it`."""
_OWN_ANSWER = re.compile(
    r"^\W{0,4}your (?:answer|choice|response)\W{1,4}\(?[A-H](?:[,; ]+[A-H])*\)?\W{0,4}$", re.IGNORECASE
)
"""What was ticked in the test, right or wrong."""
_IN_A_ROW = late(r"(?:^|(?<=\s))[(\[]?([A-Ha-h])[)\].]\s+(\S.*?)(?=\s+[(\[]?[A-Ha-h][)\].]\s|$)")
_OPENS_ROW = frozenset("([aA")
_MARKED = late(r"^(?P<mark>\*{1,3}|_{1,3})(?P<text>[(\[]?[A-Ha-h][.):\]]\s(?:(?!(?P=mark)).)+)(?P=mark)$")
_OPTIONS = late(r"^\W*(?:answer\s+)?(?:options|choices)\W*$", re.IGNORECASE)
"""A label between the question and its options, which says nothing: `**Options:**`."""
_TAG = re.compile(r"^</?(?:div|ol|section|p)\b[^<>]*>$", re.IGNORECASE)
_MOST = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of a question; what stands before them belongs to the question, what follows explains."""

    stem: tuple[Line, ...]
    options: tuple[str, ...]
    right: tuple[int, ...]
    """Places of the right options, from 0."""
    explanation: str

    @property
    def letters(self) -> list[str]:
        """The letters of what is right, as a card keeps them."""
        return [chr(65 + place) for place in self.right]

    @property
    def answer(self) -> str:
        """Letter and text of what is right, then the explanation."""
        told = "\n".join(
            f"{letter}. {self.options[place]}" for letter, place in zip(self.letters, self.right, strict=True)
        )
        return f"{told}\n\n{self.explanation}" if self.explanation else told


@dataclass(slots=True)
class _Option:
    start: int
    text: str
    is_right: bool
    is_marked: bool = False
    """In bold or italics as a whole, which says so when the others are not."""


def read_choice(lines: Sequence[Line], question: str = "") -> Choice | None:
    """The choice that the lines under a question hold; None when they hold none or do not say what is right."""
    lines = with_callout_told(_spread(lines))
    marked = _options(lines)
    are_numbered = sum(line.marker[:1].isdecimal() for line in lines) > 1
    marked = marked if len(marked) > 1 else _counted(lines) if are_numbered else []
    numbered = _counted_by_number(lines) if are_numbered and not marked else []
    bulleted = [] if marked or numbered else [_Option(*bullet) for bullet in marked_bullets(lines)]
    marked = marked or numbered or bulleted or [_Option(*option) for option in signed_options(lines, question)]
    if len(marked) < 2 or _is_answered(lines[: marked[0].start]):
        return None
    end = end_of_options(lines, marked[-1].start)
    explanation_lines = list(lines[end:])
    right = [place for place, option in enumerate(marked) if option.is_right]
    emphasised = [place for place, option in enumerate(marked) if option.is_marked]
    if not right and len(emphasised) == 1:
        right = emphasised
    again = [] if right else _ticked_again(explanation_lines, marked)
    if again:
        right = again
    texts = [option.text for option in marked]
    first, told = ("", []) if bulleted else told_answer(explanation_lines, texts, by_number=bool(numbered))
    right = told or right
    explanation_lines = [line for line in explanation_lines if not _OWN_ANSWER.match(line.body)]
    if not right or len(right) == len(marked):
        return None
    edges = [*(option.start for option in marked), end]
    options = tuple(
        _option_text(option, lines[option.start + 1 : edges[place + 1]]) for place, option in enumerate(marked)
    )
    return Choice(
        stem=tuple(line for line in lines[: marked[0].start] if line.is_masked or not _OPTIONS.match(line.body)),
        options=options,
        right=tuple(right),
        explanation=without_label(back_text(explanation_lines, first)),
    )


def _is_answered(stem: Sequence[Line]) -> bool:
    """Does a label above the options tell the answer in words, so that they belong to something else?"""
    labels = (read_label(line.body) for line in stem if line.body and not line.is_masked)
    return any(
        label is not None
        and label.role is Role.ANSWER
        and not label.is_letter
        and " " in label.text
        and not names_letters(label.text)
        for label in labels
    )


def _ticked_again(lines: list[Line], options: Sequence[_Option]) -> list[int]:
    """The places that are ticked where an answer repeats the list of options; that list is taken out of `lines`."""
    places = {" ".join(option.text.split()): place for place, option in enumerate(options)}
    found = {
        at: places[text]
        for at, line in enumerate(lines)
        if (ticked := _TICKED.match(line.body)) and (text := " ".join(ticked["text"].split())) in places
    }
    right = [place for at, place in found.items() if (tick := _TICKED.match(lines[at].body)) and tick["tick"].strip()]
    if len(found) == len(options) and right:
        lines[:] = [line for at, line in enumerate(lines) if at not in found]
        return right
    return []


def are_only_options(lines: Sequence[Line]) -> bool:
    """Is there nothing under a question but lettered options, so that nothing says which of them is right?"""
    first = next((line.body for line in lines if line.body and not line.is_masked), "")
    if first[:1] not in _OPENS_ROW and not _LETTERED.match(first):
        return False
    lines = [line for line in _spread(lines) if line.body and not line.is_masked]
    options = [_LETTERED.match(line.body) for line in lines]
    letters = [found["letter"].upper() for found in options if found]
    return 2 <= len(letters) <= _MOST and len(letters) == len(lines) and letters == list("ABCDEFGH"[: len(letters)])


def is_lettered(line: Line, place: int) -> bool:
    """Is the line the option that stands at this place, from 0, of a lettered list?"""
    found = None if line.is_masked else _LETTERED.match(line.body)
    return found is not None and ord(found["letter"].upper()) - 65 == place


def is_marked_right(line: Line) -> bool:
    """Does a mark on the line say that this option is right: `B. Porcelain. (correct)`?"""
    body = line.body
    may_be_marked = not body.isascii() or "<-" in body or "correct" in body.lower() or body.endswith(("x", "X"))
    return may_be_marked and not line.is_masked and bool(_RIGHT_MARK.search(body))


def count_options(lines: Sequence[Line]) -> int:
    """How often a list of lettered options begins: a line `A)` with `B)` right below it."""
    letters = [found["letter"].upper() if (found := _LETTERED.match(line.body)) else "" for line in lines if line.body]
    return sum(pair == ("A", "B") for pair in pairwise(letters)) + sum(
        len(_IN_A_ROW.findall(line.body)) > 1
        for line in lines
        if "A" in line.body[:5].upper() and len(line.body) < 1000
    )


def _spread(lines: Sequence[Line]) -> Sequence[Line]:
    """With options that stand in a row, `(a) Mars (b) Venus`, on a line each."""
    if not any(line.body[:1] in _OPENS_ROW for line in lines):
        return lines
    spread: list[Line] = []
    for line in lines:
        may_be_row = line.body[:1] in _OPENS_ROW and not line.is_masked and len(line.body) <= 1000
        rows = _IN_A_ROW.findall(line.body) if may_be_row else []
        letters = [row[0].lower() for row in rows]
        is_row = len(rows) > 1 and letters == [chr(97 + place) for place in range(len(rows))]
        if not is_row or not _IN_A_ROW.match(line.body):
            spread.append(line)
            continue
        for letter, text in rows:
            body = f"{letter.upper()}) {text.strip()}"
            spread.append(replace(line, text=body, body=body, indent=0))
    return spread


def _options(lines: Sequence[Line]) -> list[_Option]:
    """The first run of at least two options."""
    found: list[_Option] = []
    for at, line in enumerate(lines):
        if line.is_masked or not line.body:
            continue
        option = _read_option(line, len(found))
        if option is None:
            if found and line.body.startswith(CONTAINER_STARTS) and _opens_answer(line.body):
                break
            label = read_label(line.body) if found else None
            if label and label.role is Role.ANSWER and len(found) > 1:
                break
            continue
        option.start = at
        found.append(option)
        if len(found) == _MOST:
            break
    return found


def _counted(lines: Sequence[Line]) -> list[_Option]:
    """The numbered items, counted from one, that stand right above a fold or a label whose answer is one letter of them."""
    answer = next((at for at, line in enumerate(lines) if not line.is_masked and hides_answer(line.body)), None)
    if answer is None:
        return []
    above = [at for at in range(answer) if lines[at].body and not _TAG.match(lines[at].body)]
    items = [at for at in above if lines[at].kind is LineKind.ITEM and lines[at].number is not None]
    if not 1 < len(items) <= _MOST or above[-len(items) :] != items:
        return []
    if [lines[at].number for at in items] != list(range(1, len(items) + 1)):
        return []
    told = next((line.body for line in lines[answer + 1 :] if line.body), "")
    if not names_letters(told):
        return []
    return [_Option(at, lines[at].content, is_right=False) for at in items]


def _counted_by_number(lines: Sequence[Line]) -> list[_Option]:
    """The numbered items, counted from one, right above a label that says which of the numbers are right: `Answer: 2`."""
    said = ((at, numbers_told(line.body)) for at, line in enumerate(lines) if line.body and not line.is_masked)
    told = next((each for each in said if each[1]), None)
    if told is None:
        return []
    above = [at for at in range(told[0]) if lines[at].body]
    items = [at for at in above if lines[at].kind is LineKind.ITEM and lines[at].number is not None]
    numbers = [lines[at].number for at in items]
    if not 1 < len(items) <= _MOST or above[-len(items) :] != items or numbers != list(range(1, len(items) + 1)):
        return []
    if told[1][-1] > len(items):
        return []
    return [_Option(at, lines[at].content, is_right=lines[at].number in told[1]) for at in items]


def _opens_answer(body: str) -> bool:
    """`::: {.callout-note title="Answer"}`: what follows may repeat the options."""
    container = read_container(body)
    return bool(container and container.title and is_answer_summary(container.title))


def _read_option(line: Line, place: int) -> _Option | None:
    marked = _MARKED.match(line.body) if line.body[0] in "*_" else None
    if marked:
        option = _read_option(replace(line, body=marked["text"]), place)
        return replace(option, is_marked=True) if option else None
    ticked = _TICKED.match(line.body) if "[" in line.body else None
    may_be_lettered = not line.body[0].isalpha() or line.body[1:2] in _BEHIND_LETTER
    lettered = _LETTERED.match(line.body) if may_be_lettered else None
    if lettered and ord(lettered["letter"].upper()) - 65 == place:
        text = lettered["text"]
        if lettered["open"] and text.endswith(lettered["open"]) and text.count(lettered["open"]) % 2:
            text = text.removesuffix(lettered["open"]).rstrip()
    elif ticked:
        tight = _TIGHT.match(ticked["text"])
        text = ticked["text"][2:] if tight and ord(tight[0][0]) - 65 == place else ticked["text"]
    else:
        return None
    is_right = bool(ticked and ticked["tick"].strip())
    shorter = _RIGHT_MARK.sub("", text)
    return _Option(0, shorter.strip(), is_right or shorter != text)


def _option_text(option: _Option, more: Sequence[Line]) -> str:
    return back_text(more, option.text)

"""Results of tests copied from the page of a course: what the page draws as circles and ticks is left as words between the lines.

    Question 12                                 3.
    Incorrect                                   Question 3
    Which clay bears the hottest fire?          Why is slip sieved?
    Your answer is incorrect                    1 / 1 point
    Earthenware
    Correct answer                              x For the grit
    Porcelain
    Overall explanation                         For the colour
    It is fired at 1300 °C.                     Correct
    Domain                                      Grit shows in the mould.
    Materials

They are written as a heading, ticked options and an explanation. No line is added and none is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late

_HEAD = re.compile(
    r"^(?:#{1,6}\s+)?question \d{1,3}\s*:?\s*(?:(?:skipped|incorrect|correct|unanswered)\s*)?$", re.IGNORECASE
)
_COUNT = re.compile(r"^\d{1,3}\.$")
_STATUS = re.compile(r"^(?:skipped|incorrect|correct|unanswered)$", re.IGNORECASE)
_POINTS = re.compile(r"^\(?(?:\d{1,2}(?:\.\d+)? ?/ ?)?\d{1,2}(?:\.\d+)? points?\)?$", re.IGNORECASE)
_IS_RIGHT = late(r"^(?:correct (?:answer|selection)|your (?:answer|selection) is correct)$", re.IGNORECASE)
_IS_WRONG = late(r"^your (?:answer|selection) is incorrect$", re.IGNORECASE)
_EXPLAINS = re.compile(r"^overall explanation$", re.IGNORECASE)
_FILED = re.compile(r"^(?:domain|resources)$", re.IGNORECASE)
_TICK = re.compile(r"^(?:x|✓|✔️?|✅|☑️?|\[x\]|\(x\))\s+(?=\S)")
_BOX = re.compile(r"^[-*]\s+\[[ xX]\]\s")
_FEWEST = 2


def with_quiz_marks(text: str) -> str:
    """The text with such questions as notes have them; any other text unchanged."""
    lowered = text.casefold()
    if "\noverall explanation" not in lowered and " point" not in lowered:
        return text
    if lowered.count("question ") < _FEWEST:
        return text
    lines = text.split("\n")
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line.strip())]
    if len(heads) < _FEWEST:
        return text
    told = sum(bool(_EXPLAINS.match(line.strip()) or _POINTS.match(line.strip())) for line in lines)
    if told < _FEWEST or told * 3 < len(heads) * 2:
        return text
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        block = lines[start:end]
        if any(_BOX.match(line.strip()) for line in block):
            continue
        lines[start:end] = (
            _explained(block) if any(_EXPLAINS.match(line.strip()) for line in block) else _pointed(block)
        )
        if start and _COUNT.match(lines[start - 1].strip()):
            lines[start - 1] = ""
    return "\n".join(lines)


def _explained(block: Sequence[str]) -> list[str]:
    """A question whose right option is named above it."""
    lines = ["", *(line.strip() for line in block[1:])]
    told = next(at for at, line in enumerate(lines) if _EXPLAINS.match(line))
    if _STATUS.match(next((line for line in lines if line), "")):
        lines[next(at for at, line in enumerate(lines) if line)] = ""
    body = [at for at in range(told) if lines[at]]
    marks = [at for at in body if _IS_RIGHT.match(lines[at]) or _IS_WRONG.match(lines[at])]
    above = [at for at in body if not marks or at < marks[0]]
    asked = next((at for at in reversed(above) if lines[at].endswith(("?", "？"))), above[0] if above else told)
    _ask(lines, [at for at in body if at <= asked], block[0])
    is_right = False
    for at in body:
        if at in marks:
            is_right = bool(_IS_RIGHT.match(lines[at]))
            lines[at] = ""
        elif at > asked:
            lines[at], is_right = f"- [{'x' if is_right else ' '}] {lines[at]}", False
    rest = list(block[told + 1 :])
    filed = next((at for at, line in enumerate(rest) if _FILED.match(line.strip())), len(rest))
    return [*lines[:told], "Explanation:", *rest[:filed], *[""] * (len(rest) - filed)]


def _pointed(block: Sequence[str]) -> list[str]:
    """A question with its points below it and a tick before the right option."""
    lines = ["", *(line.strip() for line in block[1:])]
    points = next((at for at, line in enumerate(lines) if _POINTS.match(line)), None)
    ticked = [at for at, line in enumerate(lines) if points is not None and at > points and _TICK.match(line)]
    if points is None:
        return list(block)
    _ask(lines, [at for at in range(points) if lines[at]], block[0])
    lines[points] = ""
    told = next((at for at in range(len(lines) - 1, points, -1) if _STATUS.match(lines[at])), len(lines))
    if not ticked and told == len(lines):  # nobody says which is right
        return [*lines[: points + 1], *_lettered(lines[points + 1 :])]
    if not ticked:
        return [*lines[: points + 1], *(block[at] if at != told else "" for at in range(points + 1, len(block)))]
    for at in range(points + 1, told):
        if lines[at]:
            is_right = at in ticked
            lines[at] = f"- [{'x' if is_right else ' '}] {_TICK.sub('', lines[at]) if is_right else lines[at]}"
    if told < len(lines):
        lines[told] = "Explanation:"
    while lines and _COUNT.match(next((line for line in reversed(lines) if line), "")):
        lines[next(at for at in range(len(lines) - 1, -1, -1) if lines[at])] = ""
    return lines


def _lettered(lines: Sequence[str]) -> list[str]:
    """Options with letters before them."""
    letters = iter("ABCDEFGH")
    return [f"{next(letters, 'H')}. {line}" if line and not _COUNT.match(line) else "" for line in lines]


def _ask(lines: list[str], asked: Sequence[int], head: str) -> None:
    """Make a heading of the lines of a question, with the number that stood above it."""
    if not asked:
        return
    question = " ".join(lines[at].lstrip("# ") for at in asked)
    for at in asked:
        lines[at] = ""
    lines[asked[0]] = f"## {' '.join(head.strip('#: ').split()[:2])}: {question}"

"""Options without letters, told apart by a sign: `✅ a sum` under `❌ a product`, or `a sum (correct)` among plain ones.

Signs also stand before what is good and bad about a thing, so such a list is a choice only under a question that wants
one thing, and only when one option is right and several are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line, LineKind

_RIGHT = "✅✔☑🟢👉"
_WRONG = "❌✗✘❎🔴✖"
_SIGNED = re.compile(rf"^(?:[-*+•]\s+|\d{{1,2}}[.)]\s+)?(?P<sign>[{_RIGHT}{_WRONG}])️?\s*(?P<text>\S.*)$")
_TOLD = late(
    r"^(?P<text>.*\S)\s*(?:✅|✔️?|☑️?|\((?:correct|right)(?: answer| option)?\)|\[correct\]|<-+\s*(?:correct|right|answer).*|←\s*(?:correct|right|answer).*)\s*\.?$",
    re.IGNORECASE,
)
_SAID = late(r"(?:correct|right|answer)\W*$", re.IGNORECASE)
_WANTS_ONE = late(
    r"\b(?:which|what|who|where)\b|^\W*(?:how (?:many|much)|select|choose|pick)\b|\btrue or false\b|_{3,}|[:：]\W*$",
    re.IGNORECASE,
)
_WANTS_MANY = late(
    r"\b(?:pros|cons|advantages|disadvantages|benefits|drawbacks|limitations|trade-?offs?|do'?s|best practices|when (?:to|should|would)|which (?:are|ones)|check all|select all|all that apply)\b",
    re.IGNORECASE,
)
_CLOSING = frozenset(")]")
_FEWEST = 3
_MOST = 8


def signed_options(lines: Sequence[Line], question: str) -> list[tuple[int, str, bool]]:
    """Where each option stands, its text, and whether it is right; none when the lines are no such list."""
    told = [(at, line) for at, line in enumerate(lines) if line.body and not line.is_masked]
    options = _by_signs(told) or _by_mark(told)
    return options if options and _WANTS_ONE.search(question) and not _WANTS_MANY.search(question) else []


def _by_signs(told: Sequence[tuple[int, Line]]) -> list[tuple[int, str, bool]]:
    """A sign before every option."""
    signed = (place for place, (_, line) in enumerate(told) if not line.body.isascii() and _SIGNED.match(line.body))
    first = next(signed, None)
    options: list[tuple[int, str, bool]] = []
    for at, line in told[first:] if first is not None else ():
        found = _SIGNED.match(line.body)
        if not found:
            break
        options.append((at, found["text"], found["sign"] in _RIGHT))
    return options if _is_choice(options) else []


def _by_mark(told: Sequence[tuple[int, Line]]) -> list[tuple[int, str, bool]]:
    """Bullets side by side, one of which says that it is right."""
    first = next((place for place, (_, line) in enumerate(told) if line.kind is LineKind.ITEM), None)
    if first is None:
        return []
    options: list[tuple[int, str, bool]] = []
    for at, line in told[first:]:
        if line.kind is not LineKind.ITEM or line.indent != told[first][1].indent:
            break
        found = _TOLD.match(line.content) if _may_be_told(line.content) else None
        options.append((at, (found["text"] if found else line.content).strip(), found is not None))
    is_said = any(
        is_right and _SAID.search(told[first + place][1].content) for place, (*_, is_right) in enumerate(options)
    )
    return options if _is_choice(options, 2 if is_said else _FEWEST) else []


def _may_be_told(text: str) -> bool:
    """Does it hold an arrow or a sign, or end with a bracket?"""
    return not text.isascii() or "<-" in text or text.rstrip().rstrip(".").rstrip()[-1:] in _CLOSING


def _is_choice(options: Sequence[tuple[int, str, bool]], fewest: int = _FEWEST) -> bool:
    return fewest <= len(options) <= _MOST and sum(is_right for *_, is_right in options) == 1

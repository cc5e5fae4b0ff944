"""What the author said to a question first, where what should have been said stands below it.

    Q: Why is slip sieved?              Q: Which cone is earthenware?
    My answer: to mix it                I said: 6
    Correct: to take out the grit       Should have said: 04

The attempt is no answer; it is read with the card and is not on it. A better answer adds to the first, and both stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line

_ATTEMPT = late(
    r"^\W*(?:(?:my|your)\s+(?:first\s+|own\s+|actual\s+)?(?:answer|attempt|guess|try|response)"
    r"|(?:what\s+)?(?:i|you)\s+(?:said|wrote|answered|picked|guessed|chose|put))\s*[*_]{0,3}\s*:",
    re.IGNORECASE,
)
_RIGHT = late(
    r"^\W*(?:the\s+)?(?:correct(?:ion|ed)?|right|real|actual|expected|official|should\s+(?:have\s+(?:said|been)|be)|should['’]ve\s+(?:said|been))"
    r"(?:\s+(?:answer|one|solution|response|version))?\s*(?P<inside>[*_]{0,3})\s*:(?P<behind>[*_]{0,3})\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_FAR = 12
"""So many lines below an attempt stands what is right."""


def right_answer(lines: Sequence[Line], attempt: int) -> tuple[int, str] | None:
    """Where what is right stands below the attempt on this line, and the text on that line; None where neither is told."""
    if not _ATTEMPT.match(lines[attempt].body):
        return None
    for number in range(attempt + 1, min(attempt + 1 + _FAR, len(lines))):
        line = lines[number]
        found = None if line.is_masked else _RIGHT.match(line.body)
        if found:
            return number, found["text"]
    return None


def attempted(lines: Sequence[Line]) -> tuple[int, str] | None:
    """Where an attempt without a label of an answer stands right below the question, and what is right below that."""
    first = next((number for number, line in enumerate(lines) if line.body), None)
    return (first, "") if first is not None and right_answer(lines, first) else None

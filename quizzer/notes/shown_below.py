"""What stands below a question and is asked about: the listing that it speaks of, the names that it wants explained.

    What does the code below print?        Explain the following flags:
    ```python                              - sticky bit
    print(3 % 2)                           - set group id
    ```

Where nothing else follows, such a question has no answer yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.wording import asks, words_of

_ASKS_OF_CODE = re.compile(
    r"\b(?:this|the following|the|below) (?:code|snippet|program|function|query|print|return|output|do|evaluate|raise|crash|work|compile|wrong|throw)\b"
    r"|\bwhat(?:['’]s| is| will be) (?:the|its) output\b|\b(?:spot|find) the (?:bug|error)\b|\b(?:code|snippet|query) (?:below|above)\b",
    re.IGNORECASE,
)
"""Nobody can answer this without the listing under it."""
_CODE = r"(?:code|snippet|program|function|class|method|query|statements?|expressions?|loop|script|alerts?|(?:code|config(?:uration)?) file)"
_THIS_WORKS = r"\bmake this work\b"
_POINTS_AT_CODE = late(
    rf"\b(?:following|below) (?:\w+ ){{0,2}}{_CODE}\b|\b{_CODE} (?:shown |given |written )?(?:below|above)\b|{_THIS_WORKS}",
    re.IGNORECASE,
)
"""Points at the listing under it."""
_ASKS_FOR_RESULT = late(
    r"\bwhat(?:['’]s| is| are| was| were| will be| would be)? (?:the )?(?:final |printed |return )?(?:values?|outputs?|results?|outcome) (?:of|in|for|when|if|is|are)\b"
    r"|\bwhat(?: \S+){1,4} (?:prints?|printed|returns?|returned|logs?|logged|outputs?|displayed)\b",
    re.IGNORECASE,
)
"""Asks what comes out of a listing, which is no listing itself."""
_RUNS = re.compile(
    r"\w\s*=\s*\S|\w\s*\(|;\s*$|^\s*(?:for|if|while|def|class|select|print)\b", re.MULTILINE | re.IGNORECASE
)
"""Something happens in the listing."""
_HOLDS_CODE = re.compile(r"`[^`]*[(\[{=+][^`]*`")
_WANTS_CODE = late(
    rf"^(?!.*{_THIS_WORKS})\W*(?:please )?(?:write|implement|rewrite|refactor|convert|complete|fix|create|make|optimi[sz]e|translate|how)\b",
    re.IGNORECASE,
)
"""The listing under this may be what is wanted."""
_SETS_CODE = late(
    rf"^\W*(?:please )?(?:(?:re-?)?implement|refactor|code up) \w|^\W*(?:please )?(?:re)?write (?:[\w-]+ ){{1,6}}?(?:algorithm|regex|decorator|generator|{_CODE})\b",
    re.IGNORECASE,
)
"""A task whose solution is a listing; in a manual, `Create …` and `Write a Dockerfile` are steps instead."""
_EXPLAINS_EACH = late(
    r"^\W*(?:(?:briefly|please|can you|could you) )*(?:explain|describe|define|discuss|compare|differentiate|distinguish)\b.{0,40}\b(?:following|these|below)\b.{0,60}$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"[:=]\s|\s[-–—]\s|->|→|\w{5}\.\s+\S")
_LONGEST_NAME = 8


def coding_tasks(lines: Sequence[Line], numbers: Sequence[int]) -> list[int]:
    """Those of these items that set a task like `Implement softmax.`, when a listing right below one of them solves it."""
    tasks = [n for n in numbers if _SETS_CODE.match(lines[n].content)]
    are_solved = any(
        line.kind is LineKind.CODE
        for n in tasks
        if (line := next((line for line in lines[n + 1 : n + 4] if line.body), None)) is not None
    )
    return tasks if are_solved else []


def count_shown(lines: Sequence[Line], question: str) -> int:
    """How many of the lines below a question are what it asks about."""
    if _EXPLAINS_EACH.match(question) and not asks(question):
        return _names(lines)
    first = next((at for at, line in enumerate(lines) if line.body), len(lines))
    end = first
    while end < len(lines) and lines[end].kind is LineKind.CODE:
        end += 1
    if end == first:
        return 0
    is_of_code, wants_result = bool(_ASKS_OF_CODE.search(question)), bool(_ASKS_FOR_RESULT.search(question))
    if not is_of_code and not wants_result and not _POINTS_AT_CODE.search(question):
        return 0
    is_told = any(line.body and line.kind in {LineKind.TEXT, LineKind.QUOTE, LineKind.CODE} for line in lines[end:])
    if is_told:
        return end if is_of_code else 0
    if _WANTS_CODE.match(question) or any(line.body for line in lines[end:]):
        return 0
    listing = "\n".join(line.text for line in lines[first:end])
    is_run = bool(_RUNS.search(listing)) and not _HOLDS_CODE.search(question)
    return end if _POINTS_AT_CODE.search(question) or (wants_result and is_run) else 0


def _names(lines: Sequence[Line]) -> int:
    """All lines, where they are a list of names of which nothing is said; else none."""
    told = [line for line in lines if line.body]
    are_names = all(line.kind is LineKind.ITEM and _is_name(line.content) for line in told)
    return len(lines) if len(told) > 1 and are_names else 0


def _is_name(text: str) -> bool:
    return 0 < len(words_of(text)) <= _LONGEST_NAME and not _SAYS.search(text) and not asks(text)

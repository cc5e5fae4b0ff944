"""Questions that an author set in boxes, each in a fence of its own.

    ```
    What does a heddle do?
    ```

For Markdown this is code. Where most fences of a note hold nothing else they are read as paragraphs; the marks of the
fence become blank lines, so that every line stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.notes.wording import asks, is_question, words_of

_FEWEST = 3
_FEWEST_WORDS = 3
_OPENS = re.compile(r"^```[ \t]*(?:te?xt|plain(?:text)?)?[ \t]*$", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:[-+*•]|\d{1,3}[.)])\s|^\s*(?:```|~~~)")
_CODE = re.compile(r"[{};]|\w\(\)|==|^\s*(?:#|//|\$|>)")


def without_question_fences(text: str) -> str:
    """The text with questions in fences, or indented as code, as paragraphs; any other text as it is."""
    return _without_blocks(_without_fences(text))


def _without_fences(text: str) -> str:
    if text.count("\n```") < 2 * _FEWEST - 1:
        return text
    lines = text.split("\n")
    fences = list(_fences(lines))
    asking = [(start, end) for start, end in fences if _asks(lines[start + 1 : end])]
    if len(asking) < _FEWEST or len(asking) * 3 < len(fences) * 2:
        return text
    for start, end in asking:
        said = [line.strip() for line in lines[start + 1 : end] if line.strip()]
        question = " ".join(said) + ("?" if len(said) > 1 and not asks(said[-1]) else "")
        lines[start : end + 1] = ["", question, *[""] * (end - start - 1)]
    return "\n".join(lines)


def _without_blocks(text: str) -> str:
    """The text with questions that are indented as code is at the margin, two or more lines of nothing else."""
    if "\n    " not in text or "?" not in text:
        return text
    lines = text.split("\n")
    start = 0
    is_listed = False
    while start < len(lines):
        if not lines[start].startswith("    "):
            is_listed = bool(_LISTED.match(lines[start])) or (
                is_listed and (not lines[start] or lines[start][0] == " ")
            )
            start += 1
            continue
        end = start
        while end < len(lines) and lines[end].startswith("    ") and not lines[end].startswith("     "):
            end += 1
        if not is_listed and end - start > 1 and all(_asks([line]) for line in lines[start:end]):
            lines[start:end] = [line.strip() for line in lines[start:end]]
        start = max(end, start + 1)
    return "\n".join(lines)


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the fences that name no language begin and end."""
    opened = -1
    is_plain = False
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if opened < 0:
            opened, is_plain = number, bool(_OPENS.match(line))
            continue
        if is_plain:
            yield opened, number
        opened = -1


def _asks(lines: Sequence[str]) -> bool:
    """Do these lines ask in words: one of them, or several the last of which asks?"""
    said = [line.strip() for line in lines if line.strip()]
    if not said or any(_CODE.search(line) for line in said):
        return False
    return len(words_of(said[-1])) >= _FEWEST_WORDS and (asks(said[-1]) or is_question(said[-1]))

"""Obsidian_to_Anki: blocks between `START` and `END`, or on one line between `STARTI` and `ENDI`.

START
Basic
What does prefill fill?
Back: The KV cache.
Tags: serving
END

The block may stand in a comment, so that the note does not show it: `%%ANKI` … `END%%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text, without_foreign_marks
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "START … END"
_OPENING = late(r"^(?:(?P<comment>%%|<!--)\s*(?:START|ANKI)|START(?P<inline>I\s.*)?)$")
_CLOSING = re.compile(r"^END(?:\s*(?:%%|-->))?$")
_INLINE = late(r"\bSTARTI\s+\[([^\[\]]+)\]\s+((?:(?!\bSTARTI\b|\bENDI\b).)*)\bENDI\b")
_QUESTION = re.compile(r"^Question:\s*")
_FIELD = late(r"(?:^|\s)(Front|Back|Text|Extra|Back Extra|Tags):\s*", re.IGNORECASE)
_FIELD_LINE = re.compile(r"^(Front|Back|Text|Extra|Back Extra|Tags|References?|Sources?):\s*", re.IGNORECASE)
_STYLES = (Style.ANKI, Style.NUMBERED, Style.BRACE)
_LONGEST = 300


def read(page: Page) -> Iterator[Find]:
    """Every block of the note."""
    lines = page.outline.lines
    for number, line in enumerate(lines) if page.outline.holds("START", "ANKI") else ():
        if "STARTI" in line.body and "ENDI" in line.body and not line.is_masked and page.is_free(number):
            for inline in _INLINE.finditer(line.body):
                parts = _FIELD.split(without_foreign_marks(_QUESTION.sub("", inline[2])))
                yield from _read_fields(page, number, number + 1, inline[1], _paired(parts))
            continue
        opening = _OPENING.match(line.body) if line.body.startswith(("START", "%%", "<!--")) else None
        if not opening or (line.is_masked and not opening["comment"]) or not page.is_free(number):
            continue
        if not opening["inline"]:
            last = min(len(lines), number + _LONGEST)
            end = next((at for at in range(number + 1, last) if _CLOSING.match(lines[at].body)), None)
            if end is not None and end > number + 2:
                kept = [each.text for each in lines[number + 2 : end] if not _is_id(each, opening["comment"])]
                parts = [""]
                for text in kept:
                    found = _FIELD_LINE.match(text)
                    if found:
                        parts += [found[1], text[found.end() :]]
                    else:
                        parts[-1] += f"\n{text}"
                yield from _read_fields(page, number, end + 1, lines[number + 1].body, _paired(parts))


def _is_id(line: Line, comment: str | None) -> bool:
    """A comment in a block, or in a block that is a comment itself a line with the id that the tool wrote."""
    return line.body.startswith("<!--") if comment else line.kind is LineKind.COMMENT


def _paired(parts: list[str]) -> dict[str, str]:
    """Fields by name in lower case; text before the first name is the front."""
    fields = {"front": parts[0].strip()} if parts[0].strip() else {}
    for name, text in zip(parts[1::2], parts[2::2], strict=False):
        fields.setdefault(name.casefold(), text.strip())
    return fields


def _read_fields(page: Page, start: int, end: int, note_type: str, fields: dict[str, str]) -> Iterator[Find]:
    source = Source(start, end, NAME, tuple(fields.get("tags", "").replace(",", " ").split()))
    front = fields.get("front") or fields.get("text", "")
    back = fields.get("back") or fields.get("extra") or fields.get("back extra", "")
    if "cloze" in note_type.casefold():
        yield from clozes(page, source, front, find_deletions(front, _STYLES), back)
    elif front or back:
        yield from basic(page, source, question_text(front), back, is_reversed="revers" in note_type.casefold())
    else:  # the type was left out, and so was the answer
        yield from basic(page, source, question_text(note_type), "")

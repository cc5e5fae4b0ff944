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
from dataclasses import replace

from quizzer.domain.cards import CardDraft
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
_QUOTE = re.compile(r"^(?:>[ \t]?)+")
_HOLDS_BLOCK = late(r"^(?:\[![\w|-]+\][+-]?(?:\s.*)?|%%|(?:TARGET DECK|FILE TAGS)\b.*|(?:START|END)?\s*(?:%%|-->))$")
"""The title of a callout around a block, the marks of a comment, and where the block is filed."""
_OWN_FIELD = re.compile(r"^[A-Z][\w -]{0,30}:(?=\s|$)")
_BESIDE = frozenset({"tags", "reference", "references", "source", "sources"})
"""Fields beside front and back."""
_STYLES = (Style.ANKI, Style.NUMBERED, Style.BRACE)
_LONGEST = 300


def read(page: Page) -> Iterator[Find]:
    """Every block of the note."""
    lines = page.outline.lines
    for number, line in enumerate(lines) if page.outline.holds("START", "ANKI") else ():
        if "STARTI" in line.body and "ENDI" in line.body and not line.is_masked and page.is_free(number):
            for inline in _INLINE.finditer(line.body):
                parts = _FIELD.split(without_foreign_marks(_QUESTION.sub("", inline[2])))
                yield from _read_fields(page, Source(number, number + 1, NAME), inline[1], _paired(parts))
            continue
        body = _body(line)
        opening = _OPENING.match(body) if body.startswith(("START", "%%", "<!--")) else None
        if not opening or (line.is_masked and not opening["comment"]) or not page.is_free(number):
            continue
        if not opening["inline"]:
            last = min(len(lines), number + _LONGEST)
            end = next((at for at in range(number + 1, last) if _CLOSING.match(_body(lines[at]))), None)
            if end is not None and end > number + 2:
                yield from _read_block(page, number, end, opening["comment"])


def _body(line: Line) -> str:
    """A line without the marks of a quotation, for a block may stand in a callout that folds it away."""
    return _QUOTE.sub("", line.body) if line.body.startswith(">") else line.body


def _read_block(page: Page, start: int, end: int, comment: str | None) -> Iterator[Find]:
    lines = page.outline.lines
    is_quoted = lines[start].body.startswith(">")
    kept = [
        (_QUOTE.sub("", each.text.lstrip()) if is_quoted else each.text).rstrip()
        for each in lines[start + 2 : end]
        if not _is_id(each, comment)
    ]
    parts = [""]
    for text in kept:
        found = _FIELD_LINE.match(text)
        if found:
            parts += [found[1], text[found.end() :]]
        else:
            parts[-1] += f"\n{text}"
    if len(parts) < 2 or {name.casefold() for name in parts[1::2]} <= _BESIDE:
        parts = _own_fields(kept) or parts
    deck, aside = _around(page, start, end) if is_quoted else ("", ())
    source = Source(start, end + 1, NAME, aside=aside)
    for find in _read_fields(page, source, _body(lines[start + 1]), _paired(parts)):
        if deck and isinstance(find.value, CardDraft):
            find = replace(find, value=replace(find.value, deck=deck))
        yield find


def _own_fields(kept: list[str]) -> list[str]:
    """The fields of a type of one's own, the first of which is the front: `Word: shed`, `Meaning: a gap`."""
    starts = [n for n, text in enumerate(kept) if _OWN_FIELD.match(text)]
    first = next((n for n, text in enumerate(kept) if text.strip()), -1)
    if len(starts) < 2 or starts[0] != first:
        return []
    texts = ["\n".join(kept[n:end]) for n, end in zip(starts, [*starts[1:], len(kept)], strict=True)]
    named = [_OWN_FIELD.sub("", text, count=1).strip() for text in texts if not _FIELD_LINE.match(text)]
    told = [part for text in texts if (found := _FIELD_LINE.match(text)) for part in (found[1], text[found.end() :])]
    return [named[0], "Back", "\n\n".join(filter(None, named[1:])), *told]


def _around(page: Page, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The deck that the callout around a block names, and the lines of it that only hold the block."""
    lines = page.outline.lines
    aside: list[int] = []
    deck = ""
    for numbers in (range(start - 1, -1, -1), range(end + 1, len(lines))):
        for number in numbers:
            body = _body(lines[number])
            if not lines[number].body.startswith(">") or not (_HOLDS_BLOCK.match(body) or not body):
                break
            aside.append(number)
            deck = deck or (body.partition(":")[2].strip() if body.startswith("TARGET DECK") else "")
            if body.startswith("[!"):
                break
    return deck, tuple(sorted(aside))


def _is_id(line: Line, comment: str | None) -> bool:
    """A comment in a block, or in a block that is a comment itself a line with the id that the tool wrote."""
    return line.body.startswith("<!--") if comment else line.kind is LineKind.COMMENT


def _paired(parts: list[str]) -> dict[str, str]:
    """Fields by name in lower case; text before the first name is the front."""
    fields = {"front": parts[0].strip()} if parts[0].strip() else {}
    for name, text in zip(parts[1::2], parts[2::2], strict=False):
        fields.setdefault(name.casefold(), text.strip())
    return fields


def _read_fields(page: Page, source: Source, note_type: str, fields: dict[str, str]) -> Iterator[Find]:
    source = replace(source, tags=tuple(fields.get("tags", "").replace("::", "/").replace(",", " ").split()))
    front = fields.get("front") or fields.get("text", "")
    back = fields.get("back") or fields.get("extra") or fields.get("back extra", "")
    if "cloze" in note_type.casefold():
        yield from clozes(page, source, front, find_deletions(front, _STYLES), back)
    elif front or back:
        yield from basic(page, source, question_text(front), back, is_reversed="revers" in note_type.casefold())
    else:  # the type was left out, and so was the answer
        yield from basic(page, source, question_text(note_type), "")

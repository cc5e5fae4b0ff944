"""flashcards-obsidian 2: a fence with the fields of one card, and a note that is itself the answer to what its settings ask.

```flashcard
front: What does a scheduler choose?        type: basic, reversed or cloze
back: The next batch.
```

test:                                       each entry is asked of the first paragraph;
  - What does a scheduler choose?           `title` asks by the name of the file, `cloze` hides its highlights
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, paragraph_end, question_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "flashcard fields"
_FENCE = late(r"^(`{3,}|~{3,})\s*flashcard\s*$", re.IGNORECASE)
_FIELD = re.compile(r"^(front|back|type|content):\s*(.*)$")
_STYLES = (Style.ANKI, Style.NUMBERED, Style.HIGHLIGHT)
_KEY = "test"
_ASKS = re.compile(r"[?？]\W*$|(?:\S+\s+){2}\S")
"""A question of one's own, and no `true` or name of a test."""


def read(page: Page) -> Iterator[Find]:
    """Every such fence, and the cards of the whole note."""
    lines = page.outline.lines
    for number, line in enumerate(lines) if page.outline.holds("flashcard") else ():
        found = _FENCE.match(line.body) if line.kind is LineKind.CODE and page.is_free(number) else None
        if found:
            end = number + 1
            while end < len(lines) and lines[end].kind is LineKind.CODE and lines[end].body != found[1]:
                end += 1
            inside = [each.text for each in lines[number + 1 : end]]
            yield from _card(page, Source(number, min(end + 1, len(lines)), NAME), _fields(inside))
    if page.settings.values.get(_KEY):
        yield from _of_note(page)


def _fields(lines: list[str]) -> dict[str, str]:
    """Fields by name; what follows a field's line goes on with it."""
    fields: dict[str, str] = {}
    name = ""
    for text in lines:
        found = _FIELD.match(text)
        if found:
            name = found[1]
            fields[name] = found[2].strip().strip("|>")
        elif name:
            fields[name] += f"\n{text}"
    return {key: value.strip() for key, value in fields.items()}


def _card(page: Page, source: Source, fields: Mapping[str, str]) -> Iterator[Find]:
    front, back, kind = (fields.get(name, "") for name in ("front", "back", "type"))
    deletions = find_deletions(front, _STYLES) if kind == "cloze" else []
    if deletions:
        yield from clozes(page, source, front, deletions, back)
    elif kind == "reminder":
        yield Find(source.lines, "a reminder without a question")
    else:
        yield from basic(page, source, question_text(front), back, is_reversed=kind == "reversed")


def _of_note(page: Page) -> Iterator[Find]:
    """What the settings ask of the first paragraph."""
    lines = page.outline.lines
    kinds = {LineKind.TEXT, LineKind.ITEM, LineKind.QUOTE}
    start = next((n for n in page.free_lines(0, len(lines)) if lines[n].kind in kinds), None)
    asked = page.settings.values[_KEY]
    if start is None or not all(each in ("title", "reversed", "cloze") or _ASKS.search(each) for each in asked):
        return
    end = paragraph_end(page, start)
    text, source = back_text(lines[start:end]), Source(start, end, NAME)
    name = os.path.splitext(os.path.basename(page.path))[0]
    for each in dict.fromkeys(asked):
        if each == "cloze":
            yield from clozes(page, source, text, find_deletions(text, _STYLES))
        else:
            question = name if each in ("title", "reversed") else each
            yield from basic(page, source, question_text(question), text, is_reversed=each == "reversed")

"""Answers that show a part of the same note, by its heading or by the id of a block.

`![[#Definition]]` stands for the text under that heading, `![[#^a1b2c3]]` for the block that ends with `^a1b2c3`, and an
outliner's `((id))` or `{{embed ((id))}}` for the block with that `id::`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page

_SHOWN = late(r"^(?:[-*]\s+)?!\[\[(?P<note>[^\[\]#|]*)#(?P<title>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]$")
_BESIDE = late(r"\(\([0-9a-f]{8}-[0-9a-f-]{20,30}\)\)\s*")
"""A reference amid other words, which are the text."""
_REFERRED = late(r"^(?:[-*]\s+)?(?:\{\{embed\s+)?\(\((?P<id>[0-9a-f-]{20,40})\)\)(?:\s*\}\})?$")


def shown_sections(page: Page, answer: str) -> tuple[str, list[int]]:
    """The answer with the parts of this note that it shows in full, and the lines of whole sections among them.

    A block stays where it is as well: only a section is there to be shown. The answer comes back as it was when it
    shows nothing of this note.
    """
    if "![[" not in answer and "((" not in answer:
        return answer, []
    texts: list[str] = []
    lines: list[int] = []
    for text in answer.splitlines():
        section, block = _part(page, text.strip())
        if section:
            texts.append(back_text(page.outline.lines[section.start : section.tree_end]))
            lines += range(section.line, section.tree_end)
        else:
            texts.append(back_text(block) if block else "" if _REFERRED.match(text.strip()) else _BESIDE.sub("", text))
    return "\n".join(texts).strip("\n"), lines


def _part(page: Page, text: str) -> tuple[Section | None, Sequence[Line]]:
    """The section or the block of this note that a line shows."""
    referred = _REFERRED.match(text)
    if referred:
        return None, _block(page.outline.lines, f"id:: {referred['id']}")
    shown = _SHOWN.match(text)
    if not shown or not _is_this_note(page, shown["note"]):
        return None, ()
    if shown["title"].startswith("^"):
        return None, _block(page.outline.lines, shown["title"].strip())
    wanted = _key(shown["title"].rsplit("#", 1)[-1])
    return next((each for each in page.outline.sections[1:] if _key(front_text(each.title)) == wanted), None), ()


def _is_this_note(page: Page, note: str) -> bool:
    name = page.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return not note.strip() or note.strip().split("/")[-1].casefold() == name.casefold()


def _block(lines: Sequence[Line], mark: str) -> Sequence[Line]:
    """The item with what is nested in it, or the paragraph, that bears this mark; nothing when none does."""
    at = next((n for n, line in enumerate(lines) if line.body.endswith(mark) and not line.is_masked), None)
    if at is None:
        return ()
    start = at
    while start and lines[start].kind is not LineKind.ITEM and lines[start - 1].body:
        start -= 1
    end = at + 1
    while (
        end < len(lines)
        and lines[end].body
        and (lines[start].kind is not LineKind.ITEM or _is_below(lines, start, end))
    ):
        end += 1
    return lines[start:end]


def _is_below(lines: Sequence[Line], item: int, number: int) -> bool:
    return lines[number].indent > lines[item].indent or lines[number].is_masked


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", title)).casefold()

"""Answers that show a part of the same note: `![[#Definition]]` stands for the text under that heading."""

from __future__ import annotations

import re

from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Section
from quizzer.notes.page import Page

_SHOWN = re.compile(r"^!\[\[(?P<note>[^\[\]#|]*)#(?P<title>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]$")


def shown_sections(page: Page, answer: str) -> tuple[str, list[int]]:
    """The answer with the sections of this note that it shows in full, and their lines; as it was when it shows none."""
    if "![[" not in answer:
        return answer, []
    texts: list[str] = []
    lines: list[int] = []
    for text in answer.splitlines():
        found = _SHOWN.match(text.strip())
        section = _section(page, found["note"], found["title"]) if found else None
        if section is None:
            texts.append(text)
            continue
        texts.append(back_text(page.outline.lines[section.start : section.tree_end]))
        lines += range(section.line, section.tree_end)
    return ("\n".join(texts), lines) if lines else (answer, [])


def _section(page: Page, note: str, title: str) -> Section | None:
    if (
        note.strip()
        and note.strip().split("/")[-1].casefold() != page.path.rsplit("/", 1)[-1].rsplit(".", 1)[0].casefold()
    ):
        return None
    wanted = _key(title.rsplit("#", 1)[-1])
    return next((each for each in page.outline.sections[1:] if _key(front_text(each.title)) == wanted), None)


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", title)).casefold()

"""Lines in italics by which somebody divides a note, read like the bold lines that others write: `*Why cone 6?*`.

    *A fire that went wrong*
    The shelf fell at noon.

    *Biggest pot so far*
    Forty kilos, thrown in three parts.

Three or more make the habit, when nearly every line that is in italics as a whole stands right above its text.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import outside_fences

_ITALIC = re.compile(r"^(?P<mark>[*_])(?=[^\s*_])(?P<text>[^*_]{2,118}[^\s*_.,;)])(?P=mark)[ \t]*$")
_FEWEST = 3
_NEARLY_ALL = 0.7
_NO_TEXT = ("#", "![", "|", ">", "---", "===", "***", "$$", "```", "~~~")


def with_bold_titles(text: str) -> str:
    """The text with such lines in bold."""
    if text.count("*\n") + text.count("_\n") < _FEWEST or "**" in text:
        return text
    lines = text.split("\n")
    found = [at for at, line in outside_fences(lines) if line[:1] in ("*", "_") and _ITALIC.match(line)]
    heads = [at for at in found if _opens(lines, at)]
    if len(heads) < _FEWEST or len(heads) < _NEARLY_ALL * len(found):
        return text
    for at in heads:
        italic = _ITALIC.match(lines[at])
        lines[at] = f"**{italic['text']}**" if italic else lines[at]
    return "\n".join(lines)


def _opens(lines: list[str], at: int) -> bool:
    """Does the line open a paragraph or stand under a heading, with text right below it?"""
    above = lines[at - 1].strip() if at else ""
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return (not above or above.startswith("#")) and bool(below) and not below.startswith(_NO_TEXT)

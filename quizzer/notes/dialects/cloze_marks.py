"""The marks that hide text, by style, because tools disagree on what a bracket, a brace or a highlight means.

| style     | marks                                   | read                                            |
|-----------|-----------------------------------------|-------------------------------------------------|
| ANKI      | `{{c1::x::hint}}`                       | in every note                                   |
| LOGSEQ    | `{{cloze x}}`, `{{c1 x}}`               | in every note                                   |
| CURLY     | `{{x}}`, `{{1::x}}`                     | where a dialect says so                         |
| HIGHLIGHT | `==x==`, `==1;;x;;hint==`, `==x==^[hint]`, `==x==[^ash]` | where a dialect says so                       |
| BOLD      | `**x**`, `**x**^[hint]`, `**x**[^1]`     | where a note says so in its settings            |
| NUMBERED  | `{1:x}`, `{1|x}`, `{c1:x}`, `{c1::x}`   | where a dialect says so                         |
| BRACE     | `{x}`                                   | where a dialect says so                         |
| BRACKET   | `[x]`                                   | where a dialect says so                         |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum

from quizzer.domain.patterns import late
from quizzer.notes.dialects.cloze import MAX_DELETIONS, Deletion
from quizzer.notes.dialects.marks import FILLER, masked


class Style(Enum):
    """One family of cloze marks."""

    ANKI = "anki"
    LOGSEQ = "logseq"
    CURLY = "curly"
    HIGHLIGHT = "highlight"
    BOLD = "bold"
    NUMBERED = "numbered"
    BRACE = "brace"
    BRACKET = "bracket"


_ANKI = late(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).){1,500})\}\}", re.DOTALL)
_LOGSEQ = late(r"\{\{(?:cloze|c(\d{1,3})) +((?:(?!\{\{|\}\}).){1,500})\}\}")
_CURLY = late(r"(?<!\$)\{\{(?:(\d{1,3})::)?((?:(?!\{\{|\}\})[^\n]){1,300})\}\}")
_HIGHLIGHT = late(
    r"(?<![A-Za-z0-9_=!<>])==(?=[^\s=])((?:(?!==)[^\n]){1,300})(?<=[^\s=])==(?![A-Za-z0-9_=])"
    r"(?:\^\[(?P<hint>[^\[\]\n]{1,100})\])?(?:\[\^(?P<group>\w{1,8})\])?"
)
_BOLD = late(
    r"(?<![\w*])\*\*(?=[^\s*])((?:(?!\*\*)[^\n]){1,300})(?<=[^\s*])\*\*(?![\w*])"
    r"(?:\^\[(?P<hint>[^\[\]\n]{1,100})\])?(?:\[\^(?P<group>\w{1,8})\])?"
)
_NUMBERED = late(r"(?<![\w\\^_{}$])\{c?(\d{1,3})(?:::?|\|)((?:[^{}\n]){1,300})\}(?!\})")
_BRACE = late(r"(?<![\w\\^_{}$#%])\{([^{}\n|:\"'\\]{1,200})\}(?!\})")
_BRACKET = late(r"(?<![!\\\[])\[((?:[^\[\]\n\\]|\\.){1,300})\](?![\[(:])")
_INDEX = late(r"-?\d+(?:\s*[:,]\s*-?\d*)*|:|[a-z](?:\s*[+-]\s*\d+)?|[:.]{1,3}")
_TASK = re.compile(r"[ xX/-]")


def _plain(found: re.Match[str], text: str) -> Deletion:
    return Deletion(found.start(), found.end(), text[found.start(2) : found.end(2)].strip(), group=found[1] or "")


def _with_hint(mark: str) -> Callable[[re.Match[str], str], Deletion]:
    def read(found: re.Match[str], text: str) -> Deletion:
        hidden, _, hint = text[found.start(2) : found.end(2)].partition(mark)
        return Deletion(found.start(), found.end(), hidden.strip(), hint.strip(), found[1] or "")

    return read


def _curly(found: re.Match[str], text: str) -> Deletion | None:
    inner = found[2].strip()
    is_template = not found[1] and (
        re.match(r"(?:cloze |c\d+(?:::| )|[#/>!%&]|query|renderer|embed|tp\.|date|title)", inner) or "::" in inner
    )
    return None if is_template else _plain(found, text)


def _highlight(found: re.Match[str], text: str) -> Deletion:
    parts = [part.strip() for part in text[found.start(1) : found.end(1)].split(";;")]
    group = parts.pop(0) if len(parts) > 1 and re.fullmatch(r"\d{1,4}", parts[0]) else ""
    hint = parts.pop() if len(parts) > 1 else ""
    group = group or found["group"] or ""
    actions = group if re.fullmatch(r"[ash]*a[ash]*", group) else ""
    hint = found["hint"] or hint
    return Deletion(found.start(), found.end(), " ".join(parts), hint, "" if actions else group, actions)


def _brace(found: re.Match[str], text: str) -> Deletion:
    return Deletion(found.start(), found.end(), text[found.start(1) : found.end(1)].strip())


def _bracket(found: re.Match[str], text: str) -> Deletion | None:
    inner = text[found.start(1) : found.end(1)].strip()
    is_attached = found.start() > 0 and (text[found.start() - 1].isalnum() or text[found.start() - 1] in "_)]")
    if not inner or inner.startswith("^") or (is_attached and _INDEX.fullmatch(inner)):
        return None
    if _TASK.fullmatch(inner) and re.match(r"\s*(?:[-*+]|\d+[.)])\s*$", text[: found.start()].rsplit("\n", 1)[-1]):
        return None
    return Deletion(found.start(), found.end(), inner.replace("\\[", "[").replace("\\]", "]"))


_READERS: dict[Style, tuple[re.Pattern[str], str, Callable[[re.Match[str], str], Deletion | None]]] = {
    Style.ANKI: (_ANKI, "{{c", _with_hint("::")),
    Style.LOGSEQ: (_LOGSEQ, "{{c", _with_hint("\\\\")),
    Style.CURLY: (_CURLY, "{{", _curly),
    Style.HIGHLIGHT: (_HIGHLIGHT, "==", _highlight),
    Style.BOLD: (_BOLD, "**", _highlight),
    Style.NUMBERED: (_NUMBERED, "{", _plain),
    Style.BRACE: (_BRACE, "{", _brace),
    Style.BRACKET: (_BRACKET, "[", _bracket),
}


def openings(styles: Iterable[Style]) -> tuple[str, ...]:
    """What a text must hold somewhere before it can hide anything in these styles."""
    return tuple({_READERS[style][1] for style in styles})


def find_deletions(text: str, styles: Iterable[Style]) -> list[Deletion]:
    """The deletions in a text, in order and apart; marks in code, formulas, addresses and comments are none.

    Of marks that overlap, those of the earlier style stand. A text with more than `MAX_DELETIONS` has none.
    """
    wanted = [style for style in styles if _READERS[style][1] in text]
    if not wanted:
        return []
    shown = masked(text)
    found: list[Deletion] = []
    for style in wanted:
        pattern, _, read = _READERS[style]
        for match in pattern.finditer(shown):
            if match[0].strip(FILLER) != match[0]:
                continue
            if len(found) > MAX_DELETIONS:
                return []
            deletion = read(match, text)
            if deletion and deletion.hidden and not any(_overlap(deletion, other) for other in found):
                found.append(deletion)
    return sorted(found, key=lambda deletion: deletion.start)


def _overlap(one: Deletion, other: Deletion) -> bool:
    return one.start < other.end and other.start < one.end

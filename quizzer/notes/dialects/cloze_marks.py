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
| AT        | `{@{x}@}`                               | in every note: nothing else is written so       |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from quizzer.domain.patterns import late
from quizzer.notes.dialects.cloze import MAX_DELETIONS, Deletion
from quizzer.notes.dialects.marks import FILLER, FORMULAS, masked


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
    AT = "at"


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
_AT = late(r"\{@\{((?:(?!\{@\{|\}@\}).){1,1500})\}@\}", re.DOTALL)
_INDEX = late(r"-?\d+(?:\s*[:,]\s*-?\d*)*|:|[a-z](?:\s*[+-]\s*\d+)?|[:.]{1,3}")
_TASK = re.compile(r"[ xX/-]")


_ANKI_MARK = re.compile(r"\{\{c(\d{1,3})::|\}\}")
_NESTED = late(r"\{\{c\d{1,3}::(?:(?!\}\}|\{\{).){0,500}\{\{c\d", re.DOTALL)


def _anki(found: re.Match[str], text: str) -> Deletion:
    """One deletion of Anki's: a brace of its own text may stand right before the closing ones."""
    start, end, stop = found.start(2), found.end(2), found.end()
    while text[stop : stop + 1] == "}" and text.count("{", start, end) > text.count("}", start, end):
        end, stop = end + 1, stop + 1
    return _hinted(text, (found.start(), stop), (start, end), found[1])


def _hinted(text: str, span: tuple[int, int], body: tuple[int, int], group: str) -> Deletion:
    raw, _, hint = text[body[0] : body[1]].partition("::")
    hidden = raw.strip()
    start = body[0] + len(raw) - len(raw.lstrip())
    return Deletion(*span, hidden, hint.strip(), group, body=(start, start + len(hidden)))


def _nested(shown: str, text: str) -> list[Deletion]:
    """Anki's deletions, some of them inside others."""
    open_ones: list[tuple[re.Match[str], list[Deletion]]] = []
    found: list[Deletion] = []
    for mark in _ANKI_MARK.finditer(shown):
        if mark[1]:
            open_ones.append((mark, []))
        elif open_ones:
            opening, inner = open_ones.pop()
            body = (opening.end(), mark.start())
            made = _hinted(text, (opening.start(), mark.end()), body, opening[1])
            if inner:
                tail = text[inner[-1].end : body[1]]
                hint = tail.partition("::")[2]
                body = (body[0], body[1] - (len(hint) + 2 if hint else 0))
                whole = "".join(_without_marks(text, body, inner))
                made = replace(made, hidden=whole.strip(), hint=hint.strip(), inner=tuple(inner), body=body)
            (open_ones[-1][1] if open_ones else found).append(made)
    return found


def _without_marks(text: str, span: tuple[int, int], inner: Iterable[Deletion]) -> Iterator[str]:
    at = span[0]
    for deletion in inner:
        yield text[at : deletion.start] + deletion.hidden
        at = deletion.end
    yield text[at : span[1]]


def _in_formula(deletion: Deletion, formulas: Sequence[tuple[int, int]]) -> Deletion:
    """The deletion with its text a formula of its own, when it is a part of one."""
    is_part = any(start < deletion.start and deletion.end < end for start, end in formulas)
    return replace(deletion, hidden=f"${deletion.hidden}$") if is_part and "$" not in deletion.hidden else deletion


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
    Style.ANKI: (_ANKI, "{{c", _anki),
    Style.LOGSEQ: (_LOGSEQ, "{{c", _with_hint("\\\\")),
    Style.CURLY: (_CURLY, "{{", _curly),
    Style.HIGHLIGHT: (_HIGHLIGHT, "==", _highlight),
    Style.BOLD: (_BOLD, "**", _highlight),
    Style.NUMBERED: (_NUMBERED, "{", _plain),
    Style.BRACE: (_BRACE, "{", _brace),
    Style.BRACKET: (_BRACKET, "[", _bracket),
    Style.AT: (_AT, "{@{", _brace),
}


def openings(styles: Iterable[Style]) -> tuple[str, ...]:
    """What a text must hold somewhere before it can hide anything in these styles."""
    return tuple({_READERS[style][1] for style in styles})


def find_deletions(text: str, styles: Iterable[Style], *, is_export: bool = False) -> list[Deletion]:
    """The deletions in a text, in order and apart; marks in code, formulas, addresses and comments are none.

    Anki's may stand in formulas, and where Anki itself wrote the text (`is_export`) anywhere. Of marks that overlap,
    those of the earlier style stand. A text with more than `MAX_DELETIONS` has none.
    """
    wanted = [style for style in styles if _READERS[style][1] in text]
    if not wanted:
        return []
    shown = masked(text)
    found: list[Deletion] = []
    if Style.ANKI in wanted:
        found = _anki_deletions(text, text if is_export else masked(text, formulas=False))
        wanted.remove(Style.ANKI)
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


def _anki_deletions(text: str, shown: str) -> list[Deletion]:
    found = _nested(shown, text) if _NESTED.search(shown) else [_anki(match, text) for match in _ANKI.finditer(shown)]
    found = [deletion for deletion in found if deletion.hidden]
    formulas = [match.span() for match in FORMULAS.finditer(text)] if "$" in text or "\\" in text else []
    kept = [_in_formula(deletion, formulas) for deletion in found] if formulas else found
    return kept if len(kept) <= MAX_DELETIONS else []


def _overlap(one: Deletion, other: Deletion) -> bool:
    return one.start < other.end and other.start < one.end

"""Blocks of Org in Markdown, as Logseq writes them: `#+BEGIN_QUOTE` … `#+END_QUOTE`, and so notes, tips, code, queries."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"^(?P<margin>[ \t]*)(?P<bullet>[-*+][ \t]+)?#\+begin_(?P<name>[a-z]+)\b[ \t]*(?P<word>\S*)", re.I)
_ENDS = re.compile(r"^[ \t]*#\+end_([a-z]+)[ \t]*$", re.I)
_FENCE = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:`{3,}|~{3,})")
_CODE = frozenset({"src", "example", "export", "verbatim"})
_HIDDEN = frozenset({"query", "comment"})
_LONGEST = 300


def with_org_blocks(text: str) -> str:
    """Code in fences, quotes behind `>`, queries in comments, and the text of every other block by itself.

    >>> with_org_blocks("- #+BEGIN_QUOTE\\n  So said a weaver.\\n  #+END_QUOTE\\n")
    '- > So said a weaver.\\n\\n\\n'
    """
    if "#+BEGIN_" not in text and "#+begin_" not in text:
        return text
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if _FENCE.match(lines[at]):
            at = _after_fence(lines, at)
            continue
        begin = _BEGINS.match(lines[at])
        end = _end_of(lines, at, begin["name"].casefold()) if begin else None
        if begin and end is not None:
            lines[at : end + 1] = _shown(begin, lines[at + 1 : end])
            at = end
        at += 1
    return "\n".join(lines)


def _after_fence(lines: list[str], at: int) -> int:
    closing = (n for n in range(at + 1, len(lines)) if _FENCE.match(lines[n]))
    return next(closing, at) + 1


def _end_of(lines: list[str], start: int, name: str) -> int | None:
    for number in range(start + 1, min(len(lines), start + _LONGEST)):
        ends = _ENDS.match(lines[number])
        if ends and ends[1].casefold() == name:
            return number
        if _BEGINS.match(lines[number]):
            break
    return None


def _shown(begin: re.Match[str], inside: list[str]) -> list[str]:
    """What stands in place of a block; as many lines as it had."""
    margin, bullet, name = begin["margin"], begin["bullet"] or "", begin["name"].casefold()
    inner = margin + " " * len(bullet)
    if name in _CODE:
        return [f"{margin}{bullet}```{begin['word'] if name == 'src' else ''}", *inside, f"{inner}```"]
    if name in _HIDDEN:
        return [f"{inner}<!-- {name} -->"] * (len(inside) + 2)
    mark = "> " if name in ("quote", "verse") else ""
    said = [f"{inner}{mark}{line.strip()}" for line in inside]
    first = said[0][len(inner) :] if said else ""
    return [f"{margin}{bullet}{first}", *said[1:], "", ""] if said else [f"{margin}{bullet}", ""]

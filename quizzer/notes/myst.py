"""Directives of MyST, in which the pages of a Jupyter Book are written: fences whose name stands in braces.

    ```{admonition} Definition           > [!definition] Definition
    :class: tip                          >
    **Rank** is the number of …          > **Rank** is the number of …
    ```

Those that hold text are read as callouts, line by line, because fenced text would be taken for code; formulas, figures and
cells become what Markdown has for them. A fence of colons is a container that is read as it is, except for exercises,
solutions and statements with nothing folded inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late

_OPENING = late(
    r"^(?P<indent> {0,3})(?P<fence>`{3,}|~{3,}|:{3,}) ?\{(?P<name>[A-Za-z][\w:-]*)\}[ \t]*(?P<title>.*?)[ \t]*$"
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}|:{3,})")
_OPTION = re.compile(r"^\s*:[\w-]+:.*$")
_ROLE = late(
    r"\{(?:term|ref|numref|doc|eq|prf:ref|index)\}`([^`<>\n]*?)\s*(?:<[^`<>\n]*>)?`|\s?\{cite(?::\w+)?\}`+[^`\n]*`+"
)
_TARGET = re.compile(r"^\([\w:.-]+\)=\s*$")
_NEXT_CELL = re.compile(r"^\+\+\+(?: *\{.*\})?\s*$")
_STATEMENTS = frozenset(
    {"definition", "theorem", "lemma", "proposition", "corollary", "axiom", "law", "property", "algorithm", "principle"}
)
_TASKS = frozenset({"exercise", "problem", "solution", "answer"})
_TEXTS = _STATEMENTS | _TASKS | frozenset({
    "admonition", "note", "tip", "important", "warning", "caution", "attention", "danger", "error", "hint", "seealso", "example", "question",
    "dropdown", "topic", "margin", "sidebar", "epigraph", "remark", "proof", "observation", "conjecture", "criterion", "assumption",
})  # fmt: skip
_LISTS = frozenset(
    {"tableofcontents", "toctree", "contents", "bibliography", "footbibliography", "include", "eval-rst"}
)
_PICTURES = frozenset({"figure", "image"})
_CELLS = frozenset({"code-cell", "code-block", "code", "literalinclude"})
_KIND = re.compile(
    r"^(definition|theorem|lemma|proposition|corollary|axiom|algorithm|question|exercise|example)\b", re.IGNORECASE
)
_DEEPEST = 6


def without_directives(text: str) -> str:
    """The text with every directive as plain Markdown, in the same number of lines."""
    if "{" not in text or ("```{" not in text and ":::{" not in text and "::: {" not in text and "~~~{" not in text):
        return text
    return "\n".join(_converted(text.split("\n"), 0))


def _converted(lines: Sequence[str], depth: int) -> list[str]:
    result: list[str] = []
    ends = _ends(lines)
    at = 0
    while at < len(lines):
        end = ends.get(at)
        if end is None:
            result.append(
                ""
                if _TARGET.match(lines[at]) or _NEXT_CELL.match(lines[at])
                else _ROLE.sub(lambda role: role[1] or "", lines[at])
            )
            at += 1
            continue
        opening = _OPENING.match(lines[at])
        is_container = lines[at].lstrip().startswith(":")
        is_deep = depth >= _DEEPEST
        if opening and not is_deep and (not is_container or _stands_alone(opening["name"], lines[at + 1 : end])):
            result += _directive(opening, lines[at + 1 : end], depth)
        elif is_container and not is_deep:
            result += [lines[at], *_converted(lines[at + 1 : end], depth + 1), lines[end]]
        else:
            result += lines[at : end + 1]
        at = end + 1
    return result


def _ends(lines: Sequence[str]) -> dict[int, int]:
    """The line that closes each fence that is closed. Containers of colons stand in one another, the others do not."""
    fences = [(number, found[1]) for number, line in enumerate(lines) if (found := _FENCE.match(line))]
    ends: dict[int, int] = {}
    containers: list[tuple[int, str]] = []
    for number, fence in fences:
        if fence[0] == ":" and lines[number].strip() != fence:
            containers.append((number, fence))
        elif fence[0] == ":" and containers and len(fence) >= len(containers[-1][1]):
            ends[containers.pop()[0]] = number
    nearest: dict[str, int] = {}
    for number, fence in reversed(fences):
        if fence[0] == ":":
            continue
        closing = [end for bare, end in nearest.items() if bare.startswith(fence)]  # as long, or longer
        if closing:
            ends[number] = min(closing)
        if lines[number].strip() == fence:
            nearest[fence] = number
    return ends


def _stands_alone(name: str, body: Sequence[str]) -> bool:
    """Is this container of colons an exercise, a solution or a statement with no container in it?"""
    bare = name.casefold().removeprefix("prf:").removeprefix("proof:")
    return bare in _STATEMENTS | _TASKS and not any(line.lstrip().startswith(":::") for line in body)


def _directive(opening: re.Match[str], body: Sequence[str], depth: int) -> list[str]:
    name = opening["name"].casefold().removeprefix("prf:").removeprefix("proof:")
    options = _count_options(body)
    rest = [""] * options + list(body[options:])
    if name in _TEXTS:
        title = "" if name in {"solution", "answer"} else opening["title"]  # there it is the name of the exercise
        inside = [f"> {line}".rstrip() for line in _converted(body[options:], depth + 1)]
        return [f"> [!{_type(name, title)}] {title}".rstrip(), *inside, *[""] * (options + 1)]
    if name == "math":
        return ["$$", *rest, "$$"]
    if name == "glossary":
        return ["", *_terms(rest), ""]
    if name == "list-table":
        return _table(rest)
    if name in _PICTURES:
        return [f"![]({opening['title']})", *rest, ""]
    if name in _LISTS:
        return [""] * (len(body) + 2)
    ticks = opening["fence"]
    if name in _CELLS and ticks[0] != ":":
        return [f"{ticks}{'python' if name == 'code-cell' else opening['title']}", *rest, ticks]
    return [opening[0], *body, ticks]


def _count_options(body: Sequence[str]) -> int:
    """How many lines at the top are settings: `:class: tip`, or YAML between two rules."""
    if body and body[0].strip() == "---":
        return next((number + 1 for number in range(1, len(body)) if body[number].strip() == "---"), 0)
    return next((number for number, line in enumerate(body) if not _OPTION.match(line)), len(body))


def _type(name: str, title: str) -> str:
    kind = _KIND.match(title) if name in {"admonition", "dropdown"} else None
    if kind:
        return kind[1].casefold()
    return ("question" if title.endswith("?") else "note") if name in {"admonition", "dropdown"} else name


def _table(body: Sequence[str]) -> list[str]:
    """A table written as a list of lists, `* - cell`, in rows; as many lines as the directive has with its fences."""
    rows: list[list[str]] = []
    for line in body:
        text = line.strip()
        row, cell = text.startswith(("* -", "- -")), text.startswith("- ")
        if row:
            rows.append([text[3:].strip()])
        elif cell and rows:
            rows[-1].append(text[2:].strip())
        elif rows:
            rows[-1][-1] = f"{rows[-1][-1]} {text}".strip()
    width = max(map(len, rows), default=0)
    drawn = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    ruled = [*drawn[:1], "|" + "---|" * width, *drawn[1:]] if rows else []
    return [*ruled, *[""] * (len(body) + 2 - len(ruled))][: len(body) + 2]


def _terms(body: Sequence[str]) -> list[str]:
    """The terms of a glossary at the margin, what is said of each indented below it, as a definition list."""
    result: list[str] = []
    is_below = False
    for line in body:
        is_text = line.startswith((" ", "\t"))
        result.append(f":   {line.strip()}" if is_text and not is_below and line.strip() else line)
        is_below = is_text if line.strip() else is_below
    return result

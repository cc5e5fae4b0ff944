"""`<details>` blocks, and containers (`::: details Title`) that are the same without tags: a summary that is always seen
and text that is folded away. Admonitions of MkDocs are such blocks where their titles say that they hold an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzer.domain.patterns import late
from quizzer.notes.mkdocs import ADMONITION

_TAG = late(r"<(/?)(details|summary)\b[^<>]*>", re.IGNORECASE)
_CONTAINER = late(
    r"^\s*(?P<colons>:{3,})\s*(?:(?P<type>[A-Za-z][\w-]*)\s*(?:\[(?P<label>[^\[\]]*)\])?\s*)?(?:\{(?P<settings>[^{}]*)\})?\s*(?P<title>.*?)\s*:*\s*$"
)
_SHORTCODE = late(
    r"^\s*\{\{[<%]\s*(?P<end>/?)\s*(?P<type>details|spoiler|expand|collapse|toggle|accordion|answer|solution)\b(?P<settings>[^{}]*?)[%>]\}\}\s*$"
)
CONTAINER_STARTS = (":::", "{{<", "{{%")
"""How a line begins that opens or closes a container."""
ADMONITION_STARTS = ("???", "!!!")
_TELLS = re.compile(r"\b(?:answers?|solutions?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"]*)\"")
_TITLE = re.compile(r"\btitle\s*=\s*\"([^\"]*)\"")
_FOLDING = frozenset({"details", "collapse", "spoiler", "toggle", "question", "faq", "quiz", "exercise"}) | {
    "expand",
    "accordion",
    "dropdown",
}
_DIRECTIVE = re.compile(r"^[A-Za-z][\w-]*$")
"""What names a container between braces, as MyST writes it: `:::{dropdown} Title`."""
_CODE_SPAN = re.compile(r"(`+)[^`]{0,200}\1")
_MARKUP = re.compile(r"<[^<>]{0,200}>|[*_`#]")
_ANSWER = late(
    r"^\W*(?:click|tap)\b(?!.*\?).*$|^\W*(?:(?:show|see|view|click|tap|toggle|reveal|expand|open|check|hidden|possible|sample|model|suggested|my|the"
    r"|correct|full|detailed|short|long|more|further|here|to|for|me|on|one|an?)\W+)*"
    r"(?:answers?|ans|solutions?|soln?|explanations?|responses?|rationales?|feedback|hints?|spoilers?|reveal|expand|details|click here|show more|here|me)\b"
    r"(?:\W+(?:here|below|answer|solution|explanation|rationale|key|and|to|expand|why|each|options?|\d+))*\W*(?:\([^()?]*\)\W*)?$",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^\W*(?:(?:more|further|full|long|detailed|short)\s+)?(?:explanations?|details)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Details:
    """One block; lines count from 0, ends are one past the last line."""

    start: int
    end: int
    summary: str
    """The text between the summary tags, lines kept."""
    summary_end: int
    """The line on which the summary ends."""
    tail: str
    """What follows the summary on that line."""
    depth: int
    """How many other blocks it stands in."""
    has_inner: bool
    """True when it holds further blocks."""

    @property
    def is_answer(self) -> bool:
        """Does the summary only say that an answer is folded away here?"""
        return is_answer_summary(self.summary)


def is_answer_summary(summary: str) -> bool:
    """Is this summary a label such as `Show answer`, and not text of its own?"""
    text = " ".join(_MARKUP.sub(" ", summary).split())
    return not text or bool(_ANSWER.match(text[:120]))


def is_remark_summary(summary: str) -> bool:
    """Does this summary say more of what stands before it (`Explanation`, `Details`), answered or not?"""
    return bool(_REMARK.match(" ".join(_MARKUP.sub(" ", summary).split())))


def opens_answer(body: str) -> bool:
    """Does an admonition of MkDocs begin here that holds an answer: `??? note "Show answer"`?"""
    found = ADMONITION.match(body[:400]) if body.startswith(ADMONITION_STARTS) else None
    title = (found["title"] or "") if found else ""
    return bool(title) and is_answer_summary(title) and (body[0] == "?" or bool(_TELLS.search(title)))


@dataclass(frozen=True, slots=True)
class Container:
    """The line that opens (`::: tip Title`) or closes (`:::`) a container."""

    type: str
    """`tip`, `details`; empty on the closing line and where only settings in braces are given."""
    title: str
    is_closing: bool

    @property
    def folds(self) -> bool:
        """Is its body folded away behind its title, or the answer to what this asks?"""
        is_asked = self.title.rstrip().endswith(("?", "？"))
        return self.type in _FOLDING or is_asked or (bool(self.title) and is_answer_summary(self.title))


def read_container(text: str) -> Container | None:
    """The container that a line opens or closes; None for any other line."""
    text = text[:400]
    if "{{" in text:
        code = _SHORTCODE.match(text)
        quoted = _QUOTED.search(code["settings"]) if code else None
        return Container(code["type"], quoted[1] if quoted else "", bool(code["end"])) if code else None
    found = _CONTAINER.match(text) if text.lstrip().startswith(":::") else None
    if not found:
        return None
    settings = found["settings"] or ""
    named = _TITLE.search(settings)
    title = (found["label"] or "") or (named[1] if named else found["title"])
    type = found["type"] or (
        settings if _DIRECTIVE.match(settings) else "collapse" if named and "collapse" in settings else ""
    )
    return Container(type.casefold(), title, not (found["type"] or settings or title))


@dataclass(slots=True)
class _Open:
    start: int
    depth: int
    summary_start: tuple[int, int] | None = None
    summary: str = ""
    summary_end: int = -1
    tail: str = ""
    has_inner: bool = False


def find_details(texts: Sequence[str], candidates: Iterable[int]) -> tuple[Details, ...]:
    """Every block, in the order in which they start.

    `texts` are the lines of the note, `candidates` the numbers of those that may hold a tag. A block that is
    never closed ends with the note.
    """
    found: list[Details] = []
    stack: list[_Open] = []
    containers: list[_Open | None] = []
    for number in candidates:
        text = texts[number]
        if opens_answer(text.strip()):
            found.append(_indented(texts, number, len(stack)))
            continue
        container = read_container(text)
        if container:
            _read_container(container, number, stack, containers, found)
            continue
        plain = _CODE_SPAN.sub(lambda span: " " * len(span[0]), text) if "`" in text else text
        for tag in _TAG.finditer(plain):
            name, is_closing = tag[2].lower(), bool(tag[1])
            if name == "details" and not is_closing:
                if stack:
                    stack[-1].has_inner = True
                stack.append(_Open(number, len(stack)))
            elif name == "details" and stack:
                found.append(_closed(stack.pop(), number + 1))
            elif name == "summary" and stack and stack[-1].summary_end < 0:
                _read_summary(stack[-1], is_closing, number, tag, texts)
    while stack:
        found.append(_closed(stack.pop(), len(texts)))
    return tuple(sorted(found, key=lambda block: (block.start, block.depth)))


def _indented(texts: Sequence[str], start: int, depth: int) -> Details:
    """The admonition that begins on a line, with what is indented below it."""
    margin = len(texts[start]) - len(texts[start].lstrip())
    end = start + 1
    while end < len(texts) and (not texts[end].strip() or texts[end][: margin + 2].isspace()):
        end += 1
    while not texts[end - 1].strip():
        end -= 1
    title = ADMONITION.match(texts[start].strip()[:400])
    return Details(start, end, (title["title"] if title else "") or "", start, "", depth, has_inner=False)


def _read_container(
    container: Container, number: int, stack: list[_Open], containers: list[_Open | None], found: list[Details]
) -> None:
    """Open or close a container; those that fold are blocks, the others only have to be told from them."""
    if not container.is_closing:
        block = _Open(number, len(stack), None, container.title, number) if container.folds else None
        containers.append(block)
        if block:
            if stack:
                stack[-1].has_inner = True
            stack.append(block)
        return
    block = containers.pop() if containers else None
    if block and block in stack:
        while stack[-1] is not block:
            found.append(_closed(stack.pop(), number))
        found.append(_closed(stack.pop(), number + 1))


def _read_summary(block: _Open, is_closing: bool, number: int, tag: re.Match[str], texts: Sequence[str]) -> None:
    if not is_closing:
        block.summary_start = (number, tag.end())
        return
    if block.summary_start is None:
        return
    first, column = block.summary_start
    if first == number:
        block.summary = texts[number][column : tag.start()]
    else:
        between = texts[first + 1 : min(number, first + 40)]
        block.summary = "\n".join([texts[first][column:], *between, texts[number][: tag.start()]])
    block.summary_end = number
    block.tail = re.sub(r"</details\b.*$", "", texts[number][tag.end() :], flags=re.IGNORECASE | re.DOTALL)


def _closed(block: _Open, end: int) -> Details:
    summary_end = block.summary_end if block.summary_end >= 0 else block.start
    return Details(block.start, end, block.summary.strip(), summary_end, block.tail, block.depth, block.has_inner)

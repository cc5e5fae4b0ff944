"""One-line cards: `front::back`, and `front:::back` for both directions.

Two colons also join the parts of C++ and Rust paths, name Dataview fields, shorten IPv6 addresses, declare Haskell
types and open fenced blocks. So both sides must hold words, and a note that does not say that it holds flashcards is
given the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, leading_tags, question_text, without_foreign_marks
from quizzer.notes.dialects.marks import FILLER, masked
from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.properties import is_property_name
from quizzer.notes.remembered import remembered
from quizzer.notes.titles import is_housekeeping_title

NAME = "front::back"
_QUOTED = re.compile(r"^(?:>\s*)+(?:\[![\w|-]+\][+-]?\s*)?")
"""What stands before the text of a quotation, or of the title of a callout."""
_COLONS = re.compile(r":{2,}")
_AT = re.compile(r"(?<!\d):{1,2}@:{1,2}(?!\d)")
"""Colons that somebody made unmistakable: `:@:` for one direction, `::@::` for both."""
_FILED = frozenset({"TARGET DECK", "FILE TAGS"})
_ASKED = re.compile(r"^([^?？]{3,}[?？])\s+(\?{1,2})\s+(?=\S)")
"""A question mark by itself behind that of the question: `What is a reed? ? A comb`."""
_TAGS_BEHIND = re.compile(r"(?<=[^\s#])(?:\s+#(?![0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?$)[^\W\d][\w/-]*)+$")
_ARROWS = " \t→←"
_BRACES = late(r"\{\{?(?:[^{}\n]|\{\{[^{}\n]{1,200}\}\}){1,300}\}\}?")
_WORD = re.compile(r"\w")
_ADDRESS = re.compile(r"[0-9A-Fa-f:.%/]*\d[0-9A-Fa-f:.%/]*")
_NAMESPACES = frozenset(
    {
        "std", "boost", "torch", "at", "c10", "cuda", "thrust", "cub", "cutlass", "cute", "tf",
        "tensorflow", "nvinfer1", "absl", "eigen", "cv", "ns", "crate", "self", "super", "core", "alloc",
        "tokio", "serde", "chrono", "fs", "io", "mem", "fmt", "ranges", "views", "detail", "internal",
        "proto", "grpc", "google", "llvm", "mlir", "triton",
    }
)  # fmt: skip
_CODE_TOKEN = re.compile(r"[(<_;{]|::|->|\w\.\w|^[a-z]+[A-Z]|^~")
_ONLY_PAGES = re.compile(r"(?:\[\[[^\[\]]+\]\][\s,;]*)+")
_TYPE_NAME = re.compile(r"[a-z_]\w*'*$")


@dataclass(frozen=True, slots=True)
class Split:
    """A line taken apart at its separator."""

    front: str
    back: str
    is_reversed: bool
    is_plain: bool
    """True when hardly anything but a card is written so; False leaves room for a path or a field."""


def split_line(text: str, *, is_declared: bool) -> Split | None:
    """The two sides of a one-line card; None when the colons mean something else.

    `is_declared` says that the note calls itself flashcards, so that doubtful lines are cards.
    """
    at = _AT.search(masked(text)) if ":@:" in text else None
    if at:
        front, back = text[: at.start()].strip(_ARROWS), text[at.end() :].strip(_ARROWS)
        return Split(front, back, len(at[0]) > 3, True) if _is_text(front) and _is_text(back) else None
    asked = _ASKED.match(text) if is_declared and "?" in text else None
    if asked:
        return Split(asked[1], text[asked.end() :], len(asked[2]) > 1, True)
    shown = _BRACES.sub(lambda found: FILLER * len(found[0]), masked(text)) if "::" in text else ""
    runs = list(_COLONS.finditer(shown))
    for width in (3, 2):
        run = next((run for run in runs if run.end() - run.start() == width), None)
        if run:
            front, back = text[: run.start()].strip(), text[run.end() :].strip()
            if not _is_text(front) or not _is_text(back) or _is_something_else(front, back):
                return None
            left, right = text[run.start() - 1].isspace(), text[run.end()].isspace()
            doubt = _doubt(front, back, left, right)
            if doubt is None or (doubt and not is_declared):
                return None
            return Split(front, back, width == 3, len(front.split()) > 1 or (left and right))
    return None


def _is_text(side: str) -> bool:
    return bool(_WORD.search(masked(side).replace(FILLER, "x")))


def _is_something_else(front: str, back: str) -> bool:
    if front.startswith(
        (
            "..",
            ":",
            "|",
            "@",
            "#include",
            "//",
            "import ",
            "from ",
            "using ",
            "TARGET DECK:",
            "FILE TAGS:",
            "Deck: ",
            "Tags: ",
        )
    ) or front.endswith(":"):
        return True
    if re.search(r"[\[(][^\[\]()]*$", front) and re.search(r"^[^\[\]()]*[\])]", back):
        return True  # an inline field: [due:: 2026-01-01]
    return is_property_name(front.strip("*_ "))


def _doubt(front: str, back: str, space_left: bool, space_right: bool) -> bool | None:
    """None when the colons are certainly no separator, True when they may be none, False when they are one."""
    if front.endswith(("?", "？")):
        return False
    left, right = masked(front).split()[-1], masked(back).split()[0]
    if not space_left and not space_right:
        are_addresses = _ADDRESS.fullmatch(left) and _ADDRESS.fullmatch(right)
        if are_addresses and (front == left or not (left + right).isdecimal()):
            return None
        if left.casefold().strip("&*(") in _NAMESPACES or _CODE_TOKEN.search(right) or re.search(r"[<>_\\]$|^&", left):
            return None
        if left.endswith("/") and (front == left or right[0].isalnum()):
            return None
        return front == left and left.islower()
    if space_right and not space_left and len(front.split()) == 1 and _ONLY_PAGES.fullmatch(back):
        return None  # a field that names other notes
    if space_left and space_right:
        return bool(_TYPE_NAME.fullmatch(front)) and ("->" in back or back.istitle())
    return space_right and len(front.split()) == 1  # key:: value


def inline_reader(*, is_declared: bool) -> Callable[[Page], Iterator[Find]]:
    """The syntax, for notes that call themselves flashcards and for those that do not."""

    kinds = (LineKind.TEXT, LineKind.ITEM, *((LineKind.QUOTE,) if is_declared else ()))

    def read(page: Page) -> Iterator[Find]:
        for number, line in enumerate(page.outline.lines):
            is_marked = any(mark in line.body for mark in ("::", ":@:", " ? ", " ?? "))
            if not is_marked or not page.is_free(number) or line.kind not in kinds or _is_filing(page, number):
                continue
            tags, text = leading_tags(_content(line))
            split = split_line(without_foreign_marks(text), is_declared=is_declared or _is_beside(page, number))
            if split and not is_housekeeping_title(page.section_at(number).title):
                yield from read_card(page, number, tags, split)

    return read


def _is_beside(page: Page, number: int) -> bool:
    """Does a bullet right above or below, at the same margin, hold what can only be a card: `slow cooling:: an hour a cone`?"""
    lines = page.outline.lines
    line = lines[number]
    beside = (lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines))
    near = (each for each in beside if each.kind is line.kind is LineKind.ITEM and each.indent == line.indent)
    splits = (split_line(_content(each), is_declared=False) for each in near if "::" in each.body)
    return any(split is not None and split.is_plain for split in splits)


def _content(line: Line) -> str:
    if line.kind is LineKind.QUOTE:
        return _QUOTED.sub("", line.body)
    return _QUOTED.sub("", line.content) if line.kind is LineKind.ITEM else line.body


def read_card(page: Page, start: int, tags: tuple[str, ...], split: Split) -> Iterator[Find]:
    """The card of one line, with the deeper items under a list item as the rest of its answer."""
    lines = page.outline.lines
    end = start + 1
    if lines[start].kind is LineKind.ITEM:
        while end < len(lines) and page.is_free(end) and lines[end].indent > lines[start].indent:
            if "::" in lines[end].body and not lines[end].is_masked:
                break
            end += 1
    aside = (end,) if end < len(lines) and lines[end].kind is LineKind.COMMENT and "SR:" in lines[end].text else ()
    standings = tuple(read_sr(line.text for line in lines[start : end + len(aside)]))
    back = without_foreign_marks(split.back)
    filed = _TAGS_BEHIND.search(back)
    if filed and _files_cards(page.outline.text):  # `front::back #weave`
        back, tags = back[: filed.start()], (*tags, *(tag.lstrip("#") for tag in filed[0].split()))
    answer = back_text(lines[start + 1 : end], back)
    source = Source(start, end, NAME, tags, standings, aside)
    yield from basic(page, source, question_text(split.front), answer, is_reversed=split.is_reversed)


def _is_filing(page: Page, number: int) -> bool:
    """Is this the deck or the tags of the file, on the line below their name?"""
    return number > 0 and page.outline.lines[number - 1].body.rstrip(":") in _FILED


@remembered
def _files_cards(text: str) -> bool:
    """Do tags end more than one card of the note? By itself `join #general` may be what is answered."""
    lines = (line for line in text.split("\n") if "::" in line and "#" in line)
    ends = (line for line in lines if _TAGS_BEHIND.search(without_foreign_marks(line)))
    return len(list(islice(ends, 2))) > 1


def count_inline(page: Page) -> float:
    """How strongly the lines of a note look like one-line cards: 1 for a plain one, 0.5 for a doubtful one."""
    score = 0.0
    for number, line in enumerate(page.outline.lines) if page.outline.holds("::") else ():
        if "::" in line.body and line.kind in (LineKind.TEXT, LineKind.ITEM) and not _is_filing(page, number):
            split = split_line(_content(line), is_declared=False)
            score += 0.0 if split is None else 1.0 if split.is_plain else 0.5
    return score

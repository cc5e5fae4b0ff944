"""Backs: lines of a note, made into the answer of a card.

The text stays Markdown and keeps every word. What goes is what only made sense in the file: its indentation, the
tags that wrap an answer, comments, rules and links to the top around it, advertisements after the last card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.breaks import without_breaks
from quizzer.notes.closed_fences import with_closed_fences
from quizzer.notes.code_spans import outside_code
from quizzer.notes.details import CONTAINER_STARTS, is_answer_summary, read_container
from quizzer.notes.fronts import COLOUR, SPAN
from quizzer.notes.indentation import dedented
from quizzer.notes.literal_tags import marked_literals
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.pasted_tables import with_tables
from quizzer.notes.properties import is_written_by_a_tool

_COMMENT = late(r"<!--.*?-->|<!--.*$|%%[^%\n]{1,400}%%")
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.{0,600}?)</summary>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!]|%%")
_WRAPPER = late(
    r"</?(?:details|summary|div|center|p|section|article|aside|span|font|big|small|mark)\b(?![^<>]*\bclassName=)[^<>]*>",
    re.IGNORECASE,
)
_PAIR = re.compile(r"<(b|strong|i|em|code|kbd)>((?:(?!</?\1>).)*)</\1>", re.IGNORECASE)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "kbd": "`"}
_HEADING_TAG = re.compile(r"<h([1-6])\b[^<>]*>\s*(.*?)\s*</h\1>", re.IGNORECASE)
_LONE_TAG = re.compile(r"</?(?:b|strong|i|em|h[1-6])\b[^<>]*>", re.IGNORECASE)
_HTML_ITEM = re.compile(r"^(\s*)<li\b[^<>]*>\s*", re.IGNORECASE)
_LIST_TAG = re.compile(r"</?(?:li|ul|ol)\b[^<>]*>", re.IGNORECASE)
_LISTS = re.compile(r"(?<!\S)<(?:ul|ol)\b[^<>]*>\s*(?=<li\b)", re.IGNORECASE)
_NEXT_ITEM = re.compile(r"\s*</li>\s*<li\b[^<>]*>\s*", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^<>]*(?:/>|>\s*</a>)", re.IGNORECASE)
_TO_TOP = late(
    r"(?<!\s)\s*(?:\*\*|\()?\[[^\[\]]{0,40}(?:\btop\b|\bback\b|\bhome\b|\bindex\b|contents|⬆|↑|🔝|🔼|▲)[^\[\]]{0,40}\]\(#?[^()\s]*\)"
    r"(?:\*\*|\))?\s*$",
    re.IGNORECASE,
)
_FOREIGN_MARKS = re.compile(r"(?:(?<!\s)\s+|(?<=>))\^(?:[A-Za-z][A-Za-z0-9-]+|[A-Za-z0-9-]{3,})$")
_PICTURES = frozenset({"figure", "image"})
_EMPTY_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s*$")
_CITE = re.compile(r"^\{%-?\s*(?:cite|reference)\b[^{}]*%\}\s?|\s?\{%-?\s*(?:cite|reference)\b[^{}]*%\}")
_ICON = late(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:(?:\{[^{}]*\})?[ \t]?")
"""A picture by its name, as MkDocs draws it: `:material-book:`."""
_POLITE = re.compile(
    r"^(?:(?:sure(?: thing)?|certainly|absolutely|(?:great|good|excellent) question|happy to help|glad you asked)\s*!\s+)+(?=\S)",
    re.IGNORECASE,
)
"""With what an assistant opens an answer."""
_INDENTED = re.compile(r"^\s*(?:&(?:nbsp|emsp|ensp);\s*)+")
"""How text is indented that a site would draw without its blanks."""
_LEADS = frozenset("→⇒➡✅✔☑👉💡-=")
_LED_BY = re.compile(r"^\s*(?:[→⇒➡✅✔☑👉💡]\ufe0f?|[-=]>)\s+(?=\S)")
"""What points from a question to the answer behind it on the line."""
_POINTS_DOWN = frozenset("→⇒➡✅👉💡👇⬇")
"""By itself above an answer."""
_WANT_CARE = ("\t", "\n\n\n", "```", "~~~")
"""Tables out of a spreadsheet, more than one blank line, fences; most answers have none of them."""


def back_text(lines: Iterable[Line], first: str = "") -> str:
    """The answer that these lines give.

    `first` is text that stands before them, such as what follows a label on its own line.
    """
    texts: list[str] = []
    is_code: list[bool] = []
    for line in lines:
        if line.kind is LineKind.COMMENT or line.kind is LineKind.FRONT_MATTER:
            continue
        if line.kind is LineKind.CODE or line.kind is LineKind.MATH:
            shown = line.text.rstrip().split("\n")  # more than one where a fence stands in the place of a tag
            texts += shown
            is_code += [True] * len(shown)
        elif is_written_by_a_tool(line.body):
            continue
        else:
            texts.append(
                _clean(line.text) if not line.body.startswith(CONTAINER_STARTS) else _container_title(line.text)
            )
            is_code.append(False)
    texts = dedented(texts, is_code)
    head = _clean(first).strip() if first else ""
    if head:
        texts, is_code = [head, *texts], [False, *is_code]
    texts, is_code = _trimmed(texts, is_code)
    if len(texts) > 1 and not is_code[0] and texts[0].strip().rstrip("\ufe0f") in _POINTS_DOWN:
        texts, is_code = _trimmed(texts[1:], is_code[1:])
    if texts and not is_code[0]:
        texts[0] = _opened(texts[0], texts[1:])
    whole = "\n".join(texts)
    if not any(mark in whole for mark in _WANT_CARE) and not whole.startswith("\n"):
        return whole
    if "\t" in whole:
        texts = with_tables(texts, is_code)
    return "\n".join(with_closed_fences(_spaced(texts, is_code)))


def _opened(text: str, others: Sequence[str]) -> str:
    """The first line of an answer without what only leads to it: a courtesy, an arrow; arrows in a row are a list."""
    if "!" in text[:40]:
        text = _POLITE.sub("", text, count=1)
    if text.lstrip()[:1] in _LEADS and not any(other.lstrip()[:1] in _LEADS for other in others):
        text = _LED_BY.sub("", text, count=1)
    return text


def _clean(text: str) -> str:
    if ":" in text and "-" in text:
        text = _ICON.sub("", text)
    if "&" in text[:40]:
        text = _INDENTED.sub("", text)
    if "{%" in text:
        text = _CITE.sub("", text)
    if "[[#" in text:
        text = COLOUR.sub("", text)
    if "]{" in text:
        text = SPAN.sub(r"\1", text)
    if "<" in text and _TAG.search(text):
        text = outside_code(text, _without_tags)
    elif "%%" in text:
        text = outside_code(text, lambda shown: _COMMENT.sub("", shown))
    if "](" in text and text.rstrip().endswith((")", "**")):
        text = _TO_TOP.sub("", text)
    text = text.rstrip()
    return _FOREIGN_MARKS.sub("", text).rstrip() if "^" in text else text


def _without_tags(text: str) -> str:
    text = _SUMMARY.sub(_shown_summary, _COMMENT.sub("", text))
    text = _ANCHOR.sub("", text)
    text = _HEADING_TAG.sub(lambda heading: f"{'#' * int(heading[1])} {heading[2]}", text)
    return without_breaks(outside_code(marked_literals(text), _without_wrappers))


def _without_wrappers(text: str) -> str:
    text = _WRAPPER.sub("", text)
    text = _PAIR.sub(lambda pair: _marked(pair[1].lower(), pair[2]), text)
    text = _NEXT_ITEM.sub("; " if "|" in text else "\n- ", text)
    return _LIST_TAG.sub("", _HTML_ITEM.sub(r"\1- ", _LONE_TAG.sub("", _LISTS.sub("", text))))


def _container_title(text: str) -> str:
    """What a person reads of the line that opens or closes a container: its title."""
    container = read_container(text)
    if container is None:
        return _clean(text)
    if container.type in _PICTURES and container.title:
        return f"![]({container.title})"
    title = "" if is_answer_summary(container.title) else container.title
    return f"{text[: len(text) - len(text.lstrip())]}**{title}**" if title else ""


def _shown_summary(summary: re.Match[str]) -> str:
    """A summary that only says `Answer` goes; any other is a line that a person wrote."""
    return "" if is_answer_summary(summary[1]) else summary[1]


def _marked(tag: str, inner: str) -> str:
    mark = _MARKS[tag]
    stripped = inner.strip()
    if not stripped or mark in stripped:
        return inner
    return inner.replace(stripped, f"{mark}{stripped}{mark}", 1)


def _trimmed(texts: list[str], is_code: list[bool]) -> tuple[list[str], list[bool]]:
    start, end = 0, len(texts)
    while start < end and not is_code[start] and _is_edge(texts[start]):
        start += 1
    while end > start and not is_code[end - 1] and (_is_edge(texts[end - 1]) or _EMPTY_ITEM.match(texts[end - 1])):
        if _is_number(texts, start, end - 1):
            break
        end -= 1
    return texts[start:end], is_code[start:end]


def _is_number(texts: Sequence[str], start: int, last: int) -> bool:
    """Is the last line a number that ends a sentence, `23.`, and not the next item of a list?"""
    found = _NUMBER_ALONE.match(texts[last])
    if not found or found[1] in {"0", "1"}:
        return False
    return not any(_NUMBERED.match(text) for text in texts[start:last])


_NUMBER_ALONE = re.compile(r"^\s*(\d+)\.\s*$")
_NUMBERED = re.compile(r"^\s*\d+[.)](?:\s|$)")
_RULE = re.compile(r"^\s*(?:[-*_=][ \t]*){3,}$|^\s*<hr\s*/?>\s*$", re.IGNORECASE)


_OPENS_EDGE, _CLOSES_EDGE = frozenset("-*_=<"), frozenset("-*_=>")


def _is_edge(text: str) -> bool:
    body = text.strip().strip(">").strip()
    if not body or body == "\\":
        return True
    if body[0] not in _OPENS_EDGE or body[-1] not in _CLOSES_EDGE:
        return False
    return bool(_RULE.match(body)) or body.lower() in {"<br>", "<br/>", "<br />"}


def _spaced(texts: Sequence[str], is_code: Sequence[bool]) -> list[str]:
    """At most one blank line between two blocks; code keeps its own."""
    result: list[str] = []
    for text, code in zip(texts, is_code, strict=True):
        if not text and not code and result and not result[-1]:
            continue
        result.append(text)
    return result

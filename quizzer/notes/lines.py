"""Lines: what each line of a note is, and the text that must not be interpreted.

CommonMark is the guide here and not the judge, because notes are written by people: a paragraph indented with
a tab is a paragraph, `##Heading` is a heading, `#tag` is not. One pass over the lines, each looked at a bounded
number of times, so that the time grows with the text and never with its shape; nothing here can fail.
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.counted_lines import mark_counted
from quizzer.notes.dates import is_date
from quizzer.notes.front_matter import front_matter_end
from quizzer.notes.heading_outlines import with_bullets
from quizzer.notes.line import MASKED, Line
from quizzer.notes.masks import LineKind, Masks, fenced, indent_of
from quizzer.notes.pictured_items import mark_pictured
from quizzer.notes.wrappings import find_wrapping

__all__ = ["MASKED", "Line", "LineKind", "indent_of", "read_lines", "split_lines"]


def split_lines(text: str) -> list[str]:
    """Lines as an editor counts them: only `\\n`, `\\r\\n` and `\\r` end one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


_ATX = re.compile(r"^(#{1,6})(?:[ \t]+(.*)|)$")
_TIGHT_ATX = re.compile(r"^(#{2,6})([^\s#].*)$")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+$")
_ONLY_MARKS = re.compile(r"^[=*_~–—─━═-]{5,}\s*$")
"""`# ========`: a bar above or below a title."""
_WIKI_HEADING = re.compile(r"^(={2,4}) +([^\s=](?:[^=]{0,70}[^\s=])?) +\1$")
"""`== Kilns ==`, as wikis and people who write plain text set it; highlighted text has no blanks inside its marks."""
_HTML_HEADING = late(
    r"^(?:<(?:div|center|p|a|section)\b[^<>]*>\s*)*<h([1-6])\b[^<>]*>\s*(.*?\S)\s*</h\1>\s*(?:</(?:div|center|p|a|section)>\s*)*$",
    re.IGNORECASE,
)
_HTML_ITEM = re.compile(r"^<li\b[^<>]*>\s*(.*?)\s*(?:</li>)?$", re.IGNORECASE)
_HTML_BOLD = re.compile(r"<(b|strong)>\s*([^<>]+?)\s*</\1>", re.IGNORECASE)
_MARKERS = "-*+•◦▪▫‣●○■⏵➤►▸➔→✓✔"
_ITEM = re.compile(rf"^([{_MARKERS}]|\d{{1,4}}[.)])\ufe0f?(?:[ \t]+(.*)|)$")
_KEYCAPS = re.compile(r"^((?:\d\ufe0f?\u20e3){1,3}|🔟)\s*(.*)$")
"""A number as a picture of keys: `1️⃣ What is a kernel?`."""
_TIGHT_ITEM = re.compile(r"^(\d{1,3}[.)])((?:\*\*)?[^\W\d_].*)$")
_RULE = re.compile(r"^(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|<hr\s*/?>|([─━═╌┄—])\2{3,}|[⸺⸻]+|={5,})$", re.IGNORECASE)
_TABLE_RULE = late(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")


def read_lines(raw: list[str]) -> list[Line]:
    """Every line with its kind."""
    front_end = front_matter_end(raw)
    lines = [Line(text, text.strip(), 0, LineKind.FRONT_MATTER) for text in raw[:front_end]]
    raw = with_bullets(raw, front_end)
    masks = Masks(raw)
    wrapping = find_wrapping(raw, front_end)
    at = front_end
    while at < len(raw):
        text = raw[at]
        body = text.strip()
        if not body:
            lines.append(Line(text, "", 0, LineKind.BLANK))
            at += 1
            continue
        if at in wrapping:
            lines.append(Line(text, body, 0, LineKind.TEXT))
            at += 1
            continue
        mask = masks.starting(at, body)
        if mask is not None:
            kind, end = mask
            lines.extend(Line(masked, masked.strip(), indent_of(masked), kind) for masked in fenced(raw[at:end]))
            at = end
            continue
        lines.append(_read_line(text, body, lines))
        at += 1
    _mark_tables(lines)
    mark_counted(lines)
    mark_pictured(lines)
    _mark_dates(lines)
    return lines


def _read_line(text: str, body: str, before: list[Line]) -> Line:
    indent = indent_of(text)
    first = body[0]
    if first == "#" and indent < 4:
        found = _ATX.match(body) or _TIGHT_ATX.match(body)
        if found and _ONLY_MARKS.match(found[2] or ""):
            return Line(text, body, indent, LineKind.RULE)
        if found:
            content = _CLOSING.sub("", found[2] or "") if body[-1] == "#" else found[2] or ""
            return Line(text, body, indent, LineKind.HEADING, content=content, level=len(found[1]))
    if first == ">":
        return Line(text, body, indent, LineKind.QUOTE)
    if first == "<" and len(body) < 1000:
        found = None if _is_in_paragraph(before) else _HTML_HEADING.match(body)
        if found:
            return Line(text, body, indent, LineKind.HEADING, content=found[2], level=int(found[1]))
        found = _HTML_ITEM.match(body)
        if found:
            content = _HTML_BOLD.sub(r"**\2**", found[1])
            return Line(text, body, indent, LineKind.ITEM, "-", content, indent + 2)
    wiki = _WIKI_HEADING.match(body) if first == "=" and not indent else None
    if wiki:
        return Line(text, body, indent, LineKind.HEADING, content=wiki[2], level=len(wiki[1]))
    if first in "=-~^" and body[-1] == first and _underlines(body, indent, before):
        line = before[-1]
        line.kind, line.level, line.content = LineKind.HEADING, "=-~^".index(first) + 1, line.body
        line.marker = ""
        return Line(text, body, indent, LineKind.HEADING)
    if first in "-*_<─━═╌┄—⸺⸻=" and (body[-1] == first or first in "<⸺⸻") and _RULE.match(body):
        return Line(text, body, indent, LineKind.RULE)
    keycaps = _KEYCAPS.match(body) if "⃣" in body[:9] or first == "🔟" else None
    if keycaps is not None:
        number = "10" if first == "🔟" else re.sub(r"\D", "", keycaps[1])
        return Line(text, body, indent, LineKind.ITEM, f"{number}.", keycaps[2], indent + 3)
    found = (_ITEM.match(body) or _TIGHT_ITEM.match(body)) if first in _MARKERS or first.isdecimal() else None
    if found:
        return _read_item(text, body, indent, found)
    if first == "[" and _BARE_BOX.match(body):
        return Line(text, body, indent, LineKind.ITEM, "-", body, indent)
    return Line(text, body, indent, LineKind.TEXT)


def _is_in_paragraph(before: list[Line]) -> bool:
    """Does a line of plain text stand right above, so that a tag below it is shown and not used?"""
    above = before[-1] if before else None
    return (
        above is not None and above.kind is LineKind.TEXT and not above.body.startswith("<") and above.body[-1] != ">"
    )


def _read_item(text: str, body: str, indent: int, found: re.Match[str]) -> Line:
    content = (found[2] or "").strip()
    heading = _ATX.match(content) if content.startswith("#") else None
    column = indent + len(body) - len(content) if content else indent + len(found[1]) + 1
    if heading and heading[2]:
        return Line(text, body, indent, LineKind.HEADING, found[1], heading[2], column, len(heading[1]))
    return Line(text, body, indent, LineKind.ITEM, found[1], content, column)


_BARE_BOX = re.compile(r"^\[[ xX]\]\s+\S")
"""A box to tick without the bullet before it."""
_SETEXT = re.compile(r"^(?:=+|-{2,}|~{4,}|\^{4,})$")


def _underlines(body: str, indent: int, before: list[Line]) -> bool:
    """Is this the underline of a heading, and not a rule drawn right below the end of an answer?"""
    if not _SETEXT.match(body) or indent > 3 or not before:
        return False
    title = before[-1]
    if title.kind is LineKind.ITEM and title.number is not None and abs(len(title.body) - len(body)) <= 2:
        return not title.indent and (len(before) < 2 or before[-2].kind is LineKind.BLANK)  # `2. Replication`
    if title.kind is not LineKind.TEXT:
        return False
    is_as_long = len(body) > 3 and abs(len(title.body) - len(body)) < 2
    is_first = len(before) < 2 or before[-2].kind in {LineKind.BLANK, LineKind.FRONT_MATTER, LineKind.RULE}
    if not is_first and not (is_as_long and title.body.isupper()):
        return False
    if title.indent > 3 or len(title.body) > 90:
        return False
    if body[0] in "~^":
        return True  # as long as its title, or it would have opened a fence
    if body[0] == "=":
        return len(body) >= 3 or len(title.body) < 4
    if is_as_long:
        return True  # as long as its title: `Least recently used (LRU)`
    is_sentence = title.body.rstrip("*_")[-1:] in ".,;!)" or title.body.startswith(("!", "[", "<", "|", "$"))
    return not is_sentence and (len(body) > 3 or len(title.body) <= 6 or not _has_atx_heading(before))


def _has_atx_heading(before: list[Line]) -> bool:
    """In a note that writes its headings with `#`, three dashes are a rule. A few lines back are enough to know."""
    return any(line.kind is LineKind.HEADING and line.body.startswith("#") for line in before[-200:])


def _mark_dates(lines: list[Line]) -> None:
    """In a journal without headings but its title, dates on lines of their own head its entries."""
    dates = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.TEXT
        and line.indent < 2
        and is_date(line.body)
        and (not number or lines[number - 1].is_gap)
    ]
    headings = [line for line in lines if line.kind is LineKind.HEADING] if len(dates) > 1 else []
    if len(dates) < 2 or len(headings) > 1:
        return
    if headings and (
        headings[0] is not next(line for line in lines if line.body and line.kind is not LineKind.COMMENT)
        or not _holds_notes(lines[dates[0] :])
    ):
        return
    for number in dates:
        line = lines[number]
        line.kind, line.level, line.content = LineKind.HEADING, 1 + len(headings), line.body


def _holds_notes(lines: list[Line]) -> bool:
    """Does a journal under a title ask or list something, rather than tell a story with its dates?"""
    return any(line.kind is LineKind.ITEM or "?" in line.body for line in lines)


def _mark_tables(lines: list[Line]) -> None:
    at = 1
    while at < len(lines):
        line = lines[at]
        header = lines[at - 1]
        may_be_rule = "|" in line.body and line.body[0] in "|:- " and header.kind in {LineKind.TEXT, LineKind.ITEM}
        if may_be_rule and "|" in header.body and _TABLE_RULE.match(line.body):
            header.kind = LineKind.TABLE
            while at < len(lines) and "|" in lines[at].body and not lines[at].is_masked:
                lines[at].kind = LineKind.TABLE
                at += 1
        at += 1

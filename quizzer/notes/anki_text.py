"""Anki's text export: rows of fields, told apart by header lines such as `#separator:tab`.

Front and back are the first two columns that are not a guid, deck, note type or tags; a note type with two directions
gives two siblings, `{{c1::…}}` a card for each number. Rows written by hand for the same import need no header: tabs or
semicolons part them, the last of three columns may hold their tags, and a row without a back is an open question.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

from quizzer.domain.cards import CardDraft, Confidence, Coverage, Dropped, Kind, Problem, Reading, Stub
from quizzer.domain.patterns import late
from quizzer.domain.plain_text import one_line
from quizzer.notes.dialects.cloze import make_clozes, sibling_key
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.hollow import is_empty
from quizzer.notes.html_text import html_as_markdown
from quizzer.notes.outline import split_lines
from quizzer.notes.table_columns import known_columns

NAME = "Anki text export"
_TITLE = re.compile(r"^(?!\S*\d\S*$).*[^\W\d_]{2}", re.DOTALL)
"""Words, and no number or id by itself."""
_HEADER = re.compile(r"^#([a-z][a-z ]*):(.*)$", re.IGNORECASE)
_KEYS = frozenset(
    {"separator", "html", "deck", "tags", "columns", "notetype", "if matches"}
    | {f"{name} column" for name in ("guid", "deck", "tags", "notetype")}
)
_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "space": " ",
    "pipe": "|",
    "colon": ":",
    "\\t": "\t",
    "": "\t",
}
_COLUMNS = {
    "tags": "tags",
    "tag": "tags",
    "deck": "deck",
    "guid": "guid",
    "notetype": "notetype",
    "note type": "notetype",
}
"""Names of columns that hold no text of a card."""
_LINES_TO_LOOK_AT = 50
_FEWEST_ROWS = 4
"""Of rows that semicolons part: fewer are prose."""
_LONGEST_FRONT = 300
_LIKE_PROSE = re.compile(r"[-*+>#]\s|\d{1,3}[.)]\s|[\s;]")
_WORD = re.compile(r"[^\W\d_]{2}")
_HTML = late(r"</?(?:b|i|u|br|div|span|img|a|li|sub|sup)\b[^<>]*>", re.IGNORECASE)
_MOST_CELL = 2**17
"""Letters of a cell: more is no card but a broken quotation mark that swallows the file."""
_REVERSED = re.compile(r"revers|both|bidirectional", re.IGNORECASE)
_TAG_WORDS = re.compile(r"[\s,]+")
_TAGS = re.compile(r"[^\W\d_][\w:/-]*(?: [^\W\d_][\w:/-]*){0,2}")


@dataclass(frozen=True, slots=True)
class _Row:
    """One note of the export; lines count from 0, the end is one past the last."""

    cells: list[str]
    start: int
    end: int


@dataclass(slots=True)
class _Tally:
    """What the rows gave, and where their lines went."""

    drafts: list[CardDraft] = field(default_factory=list)
    stubs: list[Stub] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def looks_like_export(text: str) -> bool:
    """Whether a text file is an export: it says so, or each of its lines is a row."""
    head = text[:20_000]
    lines = [line for line in head.split("\n")[: _LINES_TO_LOOK_AT + 1] if line.strip()][:_LINES_TO_LOOK_AT]
    if any(_is_header(line) for line in takewhile(_is_remark, lines)):
        return True
    rows = list(dropwhile(_is_remark, lines))
    tabs = {line.count("\t") for line in rows}
    if len(rows) > 1 and len(tabs) == 1 and tabs != {0} and not any(line.startswith("\t") for line in rows):
        return True
    return _are_parted_by_semicolons(rows) or ("\n\n" not in head.strip() and _have_open_rows(rows))


def _is_remark(line: str) -> bool:
    return line.startswith("#")


def _is_header(line: str) -> bool:
    found = _HEADER.match(line)
    return found is not None and found[1].strip().casefold() in _KEYS


def _are_parted_by_semicolons(lines: Sequence[str]) -> bool:
    """Equally many cells on nearly every line, a short front and a back among them: neither prose nor a program is like that."""
    if len(lines) < _FEWEST_ROWS or any(";" not in line or _LIKE_PROSE.match(line) for line in lines):
        return False
    try:
        rows = list(csv.reader(lines, delimiter=";"))
    except csv.Error:
        return False
    width, count = Counter(len(row) for row in rows).most_common(1)[0]
    if count * 5 < len(rows) * 4 or any(len(row) < width for row in rows):
        return False  # a meaning may hold a semicolon of its own
    if not all(row[0].strip() and row[1].strip() and len(row[0]) <= _LONGEST_FRONT for row in rows):
        return False
    return sum(bool(_WORD.search(row[1])) for row in rows) * 2 > len(rows)  # else measurements


def _have_open_rows(lines: Sequence[str]) -> bool:
    """Rows of two cells beside rows without a back, with the tags of HTML that Anki writes."""
    parted = [[cell.strip() for cell in line.split("\t")] for line in lines if "\t" in line]
    return len(parted) > 2 and all(len(row) == 2 and all(row) for row in parted) and any(map(_HTML.search, lines))


def read_export(text: str, path: str) -> Reading:
    """Everything an export gave. Any text is accepted; what is not a table is refused with its line."""
    lines = split_lines(text)
    settings, top = _read_header(lines)
    tally = _Tally()
    problems: tuple[Problem, ...] = ()
    try:
        rows = list(_rows(lines, top, settings))
        places = _places(settings, rows)
        for row in rows[_names_columns(rows) :]:
            _read_row(tally, row, settings, places, path)
    except csv.Error as error:
        message = f"not a table: {one_line(str(error), 100)}"
        problems = (Problem(path, top + 1, message, is_refusal=True),)
        tally = _Tally(dropped=[Dropped(path, top + 1, max(top + 1, len(lines)), message)])
    return Reading(
        path,
        drafts=tuple(tally.drafts),
        stubs=tuple(tally.stubs),
        dropped=tuple(tally.dropped),
        problems=problems,
        coverage=_count(lines, tally),
        dialect=NAME,
        deck=_deck(settings.get("deck", "")),
        is_refused=bool(problems),
    )


def _read_header(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The settings at the top, names in lower case, and the first line below them."""
    settings: dict[str, str] = {}
    top = 0
    for line in lines:
        found = _HEADER.match(line)
        if found and found[1].strip().casefold() in _KEYS:
            settings[found[1].strip().casefold()] = found[2].strip("\r\n")
        elif line.strip() and not _is_remark(line):
            break
        top += 1
    return settings, top


def _rows(lines: Sequence[str], top: int, settings: Mapping[str, str]) -> Iterator[_Row]:
    word = settings.get("separator", "").strip().casefold()
    separator = _SEPARATORS.get(word, word[:1]) if "separator" in settings else _guess(lines[top:])
    start = top
    csv.field_size_limit(_MOST_CELL)  # it holds for the whole process: whoever reads a table says its own
    reader = csv.reader((line + "\n" for line in lines[top:]), delimiter=separator)
    for cells in reader:
        end = top + reader.line_num
        if any(cell.strip() for cell in cells) and not _is_remark(lines[start]):
            yield _Row(cells, start, end)
        start = end


def _guess(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return next((mark for mark in "\t;|," if mark in first), "\t")


def _column(settings: Mapping[str, str], name: str) -> int:
    """The place of a column that the header names, from 0; -1 when it names none."""
    text = settings.get(f"{name} column", "").strip()
    return int(text) - 1 if re.fullmatch(r"[1-9]\d{0,2}", text) else -1


def _names_columns(rows: Sequence[_Row]) -> bool:
    """Does the first row hold names, as spreadsheets write them?"""
    return bool(rows) and {"front", "back"} <= known_columns(rows[0].cells).keys()


def _places(settings: Mapping[str, str], rows: Sequence[_Row]) -> dict[str, int]:
    """The columns that hold no text of a card: those that the header names, else a last one whose words are tags."""
    places = {name: _column(settings, name) for name in ("guid", "deck", "tags", "notetype")}
    told = settings.get("columns", "")
    names = rows[0].cells if not told and _names_columns(rows) else told.split("\t" if "\t" in told else ",")
    names = told.split() if len(names) == 1 else names
    for at, name in enumerate(names):
        meaning = _COLUMNS.get(name.strip().casefold(), "")
        if meaning and places[meaning] < 0:
            places[meaning] = at
    widths = {len(row.cells) for row in rows}
    if not told and max(places.values()) < 0 and len(rows) > 1 and len(widths) == 1 and widths != {1} and widths != {2}:
        last = [row.cells[-1].strip() for row in rows]
        if all(map(_TAGS.fullmatch, last)) and len(set(last)) <= len(last) // 2:
            places["tags"] = len(rows[0].cells) - 1
    return places


def _deck(name: str) -> str:
    return "/".join(part.strip() for part in one_line(name).split("::") if part.strip())


def _read_row(tally: _Tally, row: _Row, settings: Mapping[str, str], places: Mapping[str, int], path: str) -> None:
    cells = {name: row.cells[at].strip() for name, at in places.items() if 0 <= at < len(row.cells)}
    is_html = settings.get("html", "true").strip().casefold() != "false"
    fields = [
        html_as_markdown(cell) if is_html else cell.replace("\r", "").strip()
        for at, cell in enumerate(row.cells)
        if at not in places.values()
    ]
    if any("{{c" in text and "::image-occlusion:" in text for text in fields):
        reason = "a picture with shapes over it, which only Anki draws"
        tally.dropped.append(Dropped(path, row.start + 1, row.end, reason))
        return
    first, *rest = _in_order(fields) or [""]
    back = "\n\n".join(part for part in rest if part)
    base = CardDraft(
        question=first,
        answer=back,
        path=path,
        line=row.start + 1,
        end_line=row.end,
        confidence=Confidence.EXPLICIT,
        convention=NAME,
        tags=_tags(settings.get("tags", ""), cells.get("tags", "")),
        deck=_deck(cells.get("deck", "") or settings.get("deck", "")),
        author_id=cells.get("guid", ""),
    )
    made = list(_cards(base, cells.get("notetype", "") or settings.get("notetype", "")))
    tally.drafts += made
    if not made and first:
        tally.stubs.append(Stub(first, path, row.start + 1, row.end))
    elif not made:
        tally.dropped.append(Dropped(path, row.start + 1, row.end, "a row without a front"))


def _in_order(fields: list[str]) -> list[str]:
    """The fields of a note, the one that hides something first, under the title before it."""
    at = next((n for n, text in enumerate(fields) if find_deletions(text, (Style.ANKI,), is_export=True)), 0)
    if not at:
        return fields
    title = fields[0] if _TITLE.search(fields[0]) else ""
    return ["\n\n".join(filter(None, (title, fields[at]))), *fields[1:at], *fields[at + 1 :]]


def _tags(*texts: str) -> tuple[str, ...]:
    words = (word for text in texts for word in _TAG_WORDS.split(text) if word)
    return tuple(dict.fromkeys(word.replace("::", "/").lstrip("#") for word in words))


def _cards(base: CardDraft, note_type: str) -> Iterator[CardDraft]:
    deletions = find_deletions(base.question, (Style.ANKI,), is_export=True)
    if deletions:
        made = make_clozes(base.question, deletions)
        key = sibling_key(base.question) if len(made) > 1 else ""
        for cloze in made:
            answer = f"{cloze.answer}\n\n{base.answer}" if base.answer else cloze.answer
            yield replace(base, question=cloze.question, answer=answer, kind=Kind.CLOZE, sibling=key)
    elif base.question and not is_empty(base.answer):
        if _REVERSED.search(note_type):
            key = sibling_key(f"{base.question}\n{base.answer}")
            yield replace(base, sibling=key)
            yield replace(base, question=base.answer, answer=base.question, sibling=key)
        else:
            yield base


def _count(lines: Sequence[str], tally: _Tally) -> Coverage:
    """Every line once: rows by what they gave, header lines and remarks as context."""
    belongs = ["context" if line.strip() else "blank" for line in lines]
    spans: list[tuple[int, int, str]] = [(draft.line, draft.end_line, "card") for draft in tally.drafts]
    spans += [(stub.line, stub.end_line, "stub") for stub in tally.stubs]
    spans += [(item.line, item.end_line, "dropped") for item in tally.dropped]
    for first, last, where in spans:
        for number in range(first - 1, min(last, len(lines))):
            if belongs[number] != "blank":
                belongs[number] = where
    counts = {name: belongs.count(name) for name in ("card", "context", "stub", "dropped", "blank")}
    return Coverage(lines=len(lines), **counts)

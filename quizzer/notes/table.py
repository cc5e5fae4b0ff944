"""Tables of cards: CSV and TSV with a mapping from columns to what they mean.

`csv` from the standard library reads the rows; the delimiter is the one that cuts the first rows into equally many
cells, the names of columns stand in the first row unless the mapping speaks of numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from quizzer.domain.cards import CardDraft, Confidence, Coverage, Dropped, Kind, Problem, Reading, Standing, Stub
from quizzer.domain.plain_text import one_line
from quizzer.notes.table_columns import FIELDS, Columns, known_columns, places_of

NAME = "a table"
_OWN = frozenset({"id", "deck", "kind", "state", "question", "answer", "ease_factor", "last_reviewed"})
"""Columns of quizzer's own export."""
_KEPT = ("kind", "state", "repetition", "interval", "ease_factor", "due", "lapses")
"""Those of them that come back besides the text."""
_PLAIN_KINDS = frozenset({Kind.BASIC, Kind.DEFINITION, Kind.CLOZE, Kind.LIST})
_BARE_KINDS: Mapping[str, str] = {
    Kind.CHOICE: "its options", Kind.COMPUTED: "its formula and numbers", Kind.TABLE: "its grid",
}  # fmt: skip
"""Kinds that live by more than question and answer, and what a row does not carry of them."""
_DELIMITERS = "\t;,|"
_FORMULA = re.compile(r"^'(?= *[=+\-@\t\r\n])")
_ROWS_TO_LOOK_AT = 20
MOST_CELL = 16 * 2**20


def looks_like_table(text: str) -> bool:
    """Whether the first row names columns that are known: at least one for the front and one for the back."""
    delimiter = sniff(text)
    first = next(_rows(text, delimiter), None)
    return first is not None and _names_sides(first)


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines count from 1, both ends included."""

    cells: list[str]
    line: int
    end_line: int


@dataclass(slots=True)
class _Tally:
    drafts: list[CardDraft] = field(default_factory=list)
    stubs: list[Stub] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bare: dict[Kind, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The lines of cards that come in plain, because a row does not carry what their kind needs."""

    def say_bare(self, path: str) -> None:
        """One problem for each kind that a table does not carry, at its first card."""
        for kind, lines in self.bare.items():
            cards = f"{len(lines)} {kind} cards come" if len(lines) > 1 else f"a {kind} card comes"
            lacking = f"a table does not carry {_BARE_KINDS[kind]}"
            self.problems.append(
                Problem(
                    path, lines[0], f"{cards} in plain: {lacking}; a JSON export does (quizzer export --format json)"
                )
            )


def sniff(text: str) -> str:
    """The character between cells: the one that cuts most of the first rows into equally many, and more than one."""
    best, most = ",", (0.0, 0)
    for mark in _DELIMITERS:
        widths: list[int] = []
        try:
            for row, _ in zip(_rows(text, mark), range(_ROWS_TO_LOOK_AT), strict=False):
                widths.append(len(row.cells))
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        if width > 1 and (count / len(widths), width) > most:
            best, most = mark, (count / len(widths), width)
    return best


def read_table(text: str, path: str, mapping: Columns | None = None) -> Reading:
    """Everything a table gave. Any text is accepted; a row that is no card is said with its line, not lost.

    BadMapping when the mapping names a column that the table does not have.
    """
    mapping = mapping or Columns()
    lines = text.count("\n") + (not text.endswith("\n"))
    tally = _Tally()
    try:
        rows = _rows(text, sniff(text))
        first = next(rows, None)
        top = None if first and mapping.is_numbered and not _names_sides(first) else first
        names = [cell.strip() for cell in top.cells] if top else []
        width = len(first.cells) if first else 0
        places = places_of(mapping, names, width)
        is_own = not mapping.columns and set(names) >= _OWN
        if is_own:
            places |= {name: names.index(name) for name in _KEPT if name in names}
        for row in chain([first] if first and not top else [], rows):
            _read_row(tally, row, places, path, width, is_own=is_own)
        tally.say_bare(path)
    except csv.Error as error:
        return _refused(path, f"not a table: {one_line(str(error), 100)}", lines)
    return Reading(
        path,
        drafts=tuple(tally.drafts),
        stubs=tuple(tally.stubs),
        dropped=tuple(tally.dropped),
        problems=tuple(tally.problems),
        coverage=_count(text.split("\n")[:lines], top.end_line if top else 0, tally),
        dialect=f"{NAME}: " + ", ".join(f"{name}={_name(names, at)}" for name, at in places.items() if name in FIELDS),
    )


def _name(names: Sequence[str], at: int) -> str:
    return names[at] if at < len(names) and names[at] else str(at + 1)


def _refused(path: str, message: str, lines: int) -> Reading:
    return Reading(
        path,
        dropped=(Dropped(path, 1, lines, message),),
        problems=(Problem(path, 1, message, is_refusal=True),),
        coverage=Coverage(lines=lines, dropped=lines),
        is_refused=True,
    )


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows that hold something, with their lines."""
    csv.field_size_limit(MOST_CELL)  # it holds for the whole process: whoever reads a table says its own
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(cells, start, reader.line_num)
        start = reader.line_num + 1


def _names_sides(row: _Row) -> bool:
    return {"front", "back"} <= known_columns(row.cells).keys()


def _read_row(tally: _Tally, row: _Row, places: Mapping[str, int], path: str, width: int, *, is_own: bool) -> None:
    cells = {name: _cell(row.cells[at]) if at < len(row.cells) else "" for name, at in places.items()}
    if len(row.cells) != width and not (cells["front"] and cells["back"]):
        cells_here = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        tally.problems.append(Problem(path, row.line, f"{cells_here} where the others have {width}"))
    if cells.get("state") == "parked":
        tally.dropped.append(Dropped(path, row.line, row.end_line, "parked when it was exported"))
    elif cells["front"] and cells["back"]:
        tally.drafts.append(_draft(cells, row, path, is_own=is_own))
    elif cells["front"]:
        tally.stubs.append(Stub(cells["front"], path, row.line, row.end_line))
    else:
        tally.dropped.append(Dropped(path, row.line, row.end_line, "a row without a front"))
        tally.problems.append(Problem(path, row.line, "a row without a front is no card"))
    if is_own and cells.get("kind") in _BARE_KINDS and cells.get("state") != "parked":
        tally.bare[Kind(cells["kind"])].append(row.line)


def _cell(text: str) -> str:
    """A cell without the guard that keeps spreadsheets from running it."""
    return _FORMULA.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _draft(cells: Mapping[str, str], row: _Row, path: str, *, is_own: bool) -> CardDraft:
    mark = None if is_own else ";" if ";" in cells.get("tags", "") else "," if "," in cells.get("tags", "") else None
    tags = [
        re.sub(r"\s+", "-", tag.strip().lstrip("#")).replace("::", "/") for tag in cells.get("tags", "").split(mark)
    ]
    deck = "/".join(part.strip() for part in re.split(r"::|(?<=\S) > ", cells.get("deck", "")) if part.strip())
    identity = one_line(cells.get("id", ""))[:200]
    return CardDraft(
        question=cells["front"],
        answer=cells["back"],
        path=path,
        line=row.line,
        end_line=row.end_line,
        kind=_kind(cells.get("kind", "")),
        confidence=Confidence.EXPLICIT,
        convention=NAME,
        context=tuple(filter(None, (part.strip() for part in cells.get("context", "").split(" > ")))),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        deck=one_line(cells["deck"]) if is_own else one_line(deck),
        author_id=f"{'quizzer' if is_own else 'row'}:{identity}" if identity else "",
        standing=_standing(cells),
        is_suspended=cells.get("state") == "suspended",
    )


def _kind(name: str) -> Kind:
    return Kind(name) if name in _PLAIN_KINDS else Kind.BASIC


def _standing(cells: Mapping[str, str]) -> Standing | None:
    """The schedule in the columns of quizzer's own export; None for a card never reviewed."""
    try:
        ease = float(cells["ease_factor"])
        interval, repetition, lapses = (int(cells[name]) for name in ("interval", "repetition", "lapses"))
        due = date.fromisoformat(cells["due"])
    except (KeyError, ValueError):
        return None
    is_sound = 1.3 <= ease <= 10 and 0 < interval <= 36_500 and 0 <= repetition <= 1_000 and 0 <= lapses <= 10_000
    return Standing(interval, due, ease, repetition, lapses) if is_sound else None


def _count(lines: Sequence[str], top: int, tally: _Tally) -> Coverage:
    """Every line once: rows by what they gave, the names of columns as context."""
    belongs = ["context" if number < top else "blank" for number in range(len(lines))]
    spans = [(draft.line, draft.end_line, "card") for draft in tally.drafts]
    spans += [(stub.line, stub.end_line, "stub") for stub in tally.stubs]
    spans += [(item.line, item.end_line, "dropped") for item in tally.dropped]
    for first, last, where in spans:
        for number in range(first - 1, min(last, len(lines))):
            belongs[number] = where
    counts = {name: belongs.count(name) for name in ("card", "context", "stub", "dropped", "blank")}
    return Coverage(lines=len(lines), **counts)

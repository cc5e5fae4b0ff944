"""Mnemosyne's files opened: its database (`default.db`) and the cards that it shares (`.cards`), as plain values.

Source: the program's own schema (libmnemosyne, databases/SQLite.py) and log format (openSM2sync, log_entry.py); the
codes of events are those since version 2.0.
"""

from __future__ import annotations

import ast
import sqlite3
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from quizzer.domain.plain_text import counted
from quizzer.errors import NoteError
from quizzer.services.elsewhere.database import opened

REPETITION = 9
ADDED_CARD, ADDED_TAG, ADDED_FACT, ADDED_FACT_VIEW = "6", "10", "16", "19"
UNTAGGED = "__UNTAGGED__"
MOST_XML_BYTES = 64 * 2**20
MOST_LITERAL = 20_000
MOST_PICTURE_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class View:
    """Which fields of a fact are asked, and which answer."""

    question: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card with its fact."""

    id: str
    fact_id: str
    view: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cloze: int | None = None
    """Which `[…]` of the text a cloze card hides, from 0."""
    grade: int = -1
    """0 to 5; -1 for a card never seen."""
    last: int = -1
    """Seconds since 1970 of the last repetition."""
    next: int = -1
    """Midnight UTC of the due date, in seconds since 1970."""
    easiness: float = 2.5
    repetitions: int = 0
    """Passes since the last lapse."""
    lapses: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Repetition:
    """One entry of the log."""

    card_id: str
    at: int
    """Seconds since 1970 in UTC."""
    grade: int
    thinking: int
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds."""

    cards: tuple[Card, ...]
    views: Mapping[str, View]
    repetitions: tuple[Repetition, ...]
    picture: Callable[[str], bytes | None]
    """A picture by the name that a text gives; None when it is not there."""
    left_behind: list[str] = field(default_factory=list)


def read_database(path: Path) -> Contents:
    """Mnemosyne's own database; NoteError when it is damaged."""
    with opened(path) as connection:
        lost: list[str] = []
        return Contents(
            tuple(_cards(connection, lost)),
            {row["id"]: view for row in _rows(connection, "fact_views") if (view := _view(row))},
            tuple(_repetitions(connection, lost)),
            _beside(path.with_name(path.name + "_media")),
            lost,
        )


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    yield from connection.execute(f"SELECT * FROM {table} ORDER BY rowid")


def _cards(connection: sqlite3.Connection, lost: list[str]) -> Iterator[Card]:
    fields: dict[Any, dict[str, str]] = defaultdict(dict)
    for row in _rows(connection, "data_for_fact"):
        fields[row["_fact_id"]][str(row["key"])] = str(row["value"])
    facts = {row["_id"]: str(row["id"]) for row in _rows(connection, "facts")}
    names = {row["_id"]: str(row["name"]) for row in _rows(connection, "tags")}
    tags: dict[Any, list[str]] = defaultdict(list)
    for row in _rows(connection, "tags_for_card"):
        if names.get(row["_tag_id"], UNTAGGED) != UNTAGGED:
            tags[row["_card_id"]].append(names[row["_tag_id"]])
    for row in _rows(connection, "cards"):
        try:
            yield Card(
                str(row["id"]), facts[row["_fact_id"]], str(row["fact_view_id"]), fields[row["_fact_id"]],
                tuple(tags[row["_id"]]), _cloze(row["extra_data"]), int(row["grade"]), int(row["last_rep"]),
                int(row["next_rep"]), float(row["easiness"]), int(row["ret_reps_since_lapse"]), int(row["lapses"]),
                row["active"] not in (0, "0"),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, OverflowError):
            lost.append(f"card {str(row['id'])[:40]}: its row is damaged")


def _repetitions(connection: sqlite3.Connection, lost: list[str]) -> Iterator[Repetition]:
    damaged = 0
    query = "SELECT object_id, timestamp, grade, thinking_time FROM log WHERE event_type = ? ORDER BY timestamp, _id"
    for row in connection.execute(query, (REPETITION,)):
        if isinstance(row["timestamp"], int) and isinstance(row["grade"], int) and 0 <= row["grade"] <= 5:
            thinking = row["thinking_time"] if isinstance(row["thinking_time"], int) else 0
            yield Repetition(str(row["object_id"]), row["timestamp"], row["grade"], thinking)
        else:
            damaged += 1
    if damaged:
        lost.append(f"{counted(damaged, 'repetition')}: no time or grade")


def _literal(text: object) -> Any:
    """What the text of a Python value means, without running anything; None when it means nothing."""
    if not isinstance(text, str) or len(text) > MOST_LITERAL:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _cloze(extra: object) -> int | None:
    value = _literal(extra)
    index = value.get("index") if isinstance(value, dict) else None
    return index if isinstance(index, int) and 0 <= index < 1000 else None


def _view(row: Mapping[str, Any] | sqlite3.Row) -> View | None:
    sides = [_literal(row[name]) for name in ("q_fact_keys", "a_fact_keys")]
    if not all(isinstance(side, list) and all(isinstance(key, str) for key in side) for side in sides):
        return None
    return View(tuple(sides[0]), tuple(sides[1]))


def _beside(folder: Path) -> Callable[[str], bytes | None]:
    """Pictures in the folder beside the database; nothing outside it."""

    def find(name: str) -> bytes | None:
        try:
            file = (folder / name).resolve()
            is_there = file.is_relative_to(folder.resolve()) and file.is_file()
            return file.read_bytes() if is_there and file.stat().st_size <= MOST_PICTURE_BYTES else None
        except (OSError, ValueError):
            return None

    return find


def read_shared(path: Path) -> Contents:
    """A `.cards` file: a zip with the cards as XML and their media; NoteError when it is damaged."""
    try:
        with zipfile.ZipFile(path) as package:
            xml = _member(package, "cards.xml", MOST_XML_BYTES)
            pictures = {info.filename: info for info in package.infolist() if info.file_size <= MOST_PICTURE_BYTES}
        entries = list(_entries(xml.decode("utf-8")))
    except (
        OSError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        ElementTree.ParseError,
        KeyError,
    ) as error:
        raise NoteError(f"cannot be read as Mnemosyne's shared cards: {error}", source=str(path)) from error

    def find(name: str) -> bytes | None:
        if name not in pictures:
            return None
        with zipfile.ZipFile(path) as package:
            return _member(package, name, MOST_PICTURE_BYTES)

    tags = {entry["o_id"]: entry.get("name", "") for entry in _of(entries, ADDED_TAG)}
    facts = {entry["o_id"]: entry for entry in _of(entries, ADDED_FACT)}
    views = {entry["o_id"]: view for entry in _of(entries, ADDED_FACT_VIEW) if (view := _view(defaultdict(str, entry)))}
    lost: list[str] = []
    return Contents(tuple(_shared(_of(entries, ADDED_CARD), facts, tags, lost)), views, (), find, lost)


def _member(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    if package.getinfo(name).file_size > most:
        raise ValueError(f"{name} is larger than {most // 2**20} MiB")
    return package.read(name)


def _entries(xml: str) -> Iterator[dict[str, str]]:
    if "<!" in xml:
        # Mnemosyne writes no declarations; they are where entities that grow without end come from.
        raise ValueError("cards.xml declares entities")
    for element in ElementTree.fromstring(xml):
        if element.tag == "log":
            yield {**element.attrib, **{child.tag: child.text or "" for child in element}}


def _of(entries: Iterable[dict[str, str]], code: str) -> list[dict[str, str]]:
    return [entry for entry in entries if entry.get("type") == code and "o_id" in entry]


def _shared(
    entries: Iterable[dict[str, str]], facts: Mapping[str, dict[str, str]], tags: Mapping[str, str], lost: list[str]
) -> Iterator[Card]:
    for entry in entries:
        try:
            fact = facts[entry["fact"]]
            names = tuple(tags[one] for one in entry.get("tags", "").split(",") if tags.get(one, UNTAGGED) != UNTAGGED)
            yield Card(
                entry["o_id"], entry["fact"], entry["fact_v"], fact, names, _cloze(entry.get("extra")),
                int(entry.get("gr", -1)), int(entry.get("l_rp", -1)), int(entry.get("n_rp", -1)),
                float(entry.get("e", 2.5)), int(entry.get("rt_rp_l", 0)), int(entry.get("lps", 0)),
            )  # fmt: skip
        except (KeyError, ValueError):
            lost.append(f"card {entry['o_id'][:40]}: its entry is damaged")

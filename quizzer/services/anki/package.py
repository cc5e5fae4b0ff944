"""An Anki package opened: notes, cards, decks, note types and the review log as plain values.

Reads collections of schema 11 (`collection.anki2`, `.anki21`) and 18 (`.anki21b`, zstd-compressed).
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import zstandard

from quizzer.errors import NoteError
from quizzer.services.anki import wire
from quizzer.services.elsewhere.database import guard, is_database

MOST_BYTES = 2**30
"""Of a collection, unpacked."""
MOST_PICTURE_BYTES = 20 * 2**20
MOST_PICTURES_BYTES = 512 * 2**20
COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")


@dataclass(frozen=True, slots=True)
class NoteType:
    """How the fields of a note become cards."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]
    """Front and back of each card."""
    is_cloze: bool


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """One card of a collection with its note."""

    id: int
    guid: str
    ordinal: int
    note_type: NoteType
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    deck: str
    queue: int
    """-1: suspended; -2, -3: buried."""
    kind: int
    """0 new, 1 learning, 2 review, 3 relearning."""
    due: int
    interval: int
    factor: int
    """Ease in thousandths; 0 for a card never reviewed."""
    repetitions: int
    lapses: int
    flags: int


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """One row of the review log."""

    id: int
    """Milliseconds since 1970 in UTC."""
    card_id: int
    button: int
    """1 to 4; 0 for a change by hand."""
    kind: int
    """0 learning, 1 review, 2 relearning, 3 filtered, 4 by hand, 5 rescheduled."""
    interval: int
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What a package holds."""

    created: int
    """Seconds since 1970: day 0 of every due date."""
    cards: tuple[AnkiCard, ...]
    reviews: tuple[AnkiReview, ...]
    media: Mapping[str, bytes]
    """Pictures by name; sounds and the rest are left in the package."""
    left_out: tuple[str, ...]
    """What was left in the package, and why."""


def read(path: Path) -> Collection:
    """Open a package, or a collection out of one; NoteError says what is wrong with it."""
    try:
        if is_database(path):
            with _opened(_whole_file(path)) as connection:
                return _collection(connection, {}, ("its pictures: they lie beside it, not in it",))
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            name = next((each for each in COLLECTIONS if each in names), None)
            if name is None:
                raise NoteError("not an Anki package: it holds no collection", source=str(path))
            data = _unpacked(package, name)
            media, left_out = _media(package, names)
        with _opened(data) as connection:
            return _collection(connection, media, left_out)
    except _UNREADABLE as error:
        raise NoteError(f"cannot be read as an Anki package: {error}", source=str(path)) from error


_UNREADABLE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, sqlite3.Error, zstandard.ZstdError, NotImplementedError,
    RuntimeError, RecursionError, ValueError, OverflowError, LookupError, TypeError, AttributeError,
)  # fmt: skip
"""What a damaged or hostile package can raise: an encrypted member is a RuntimeError, a foreign packing unknown."""


def _whole_file(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("larger than 1 GiB")
    return path.read_bytes()


def _unpacked(package: zipfile.ZipFile, name: str, most: int = MOST_BYTES) -> bytes:
    if package.getinfo(name).file_size > most:
        raise ValueError(f"{name} is larger than {most // 2**20} MiB")
    data = package.read(name)
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)) as reader:
            data = reader.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{name} is larger than {most // 2**20} MiB")
    return data


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.db"
        file.write_bytes(data)
        with closing(sqlite3.connect(file)) as connection:
            # Newer collections sort names by a collation of Anki's own, which plain comparison stands in for here.
            connection.create_collation(
                "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
            )
            guard(connection)
            yield connection


_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE)


def _media(package: zipfile.ZipFile, names: set[str]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    if "media" not in names:
        return {}, ()
    index = _unpacked(package, "media")
    listed = json.loads(index) if index[:1] == b"{" else _newer_media(index)
    kept: dict[str, bytes] = {}
    left_out: list[str] = []
    room = MOST_PICTURES_BYTES
    for number, name in listed.items():
        plain = Path(name).name
        if number not in names or plain != name or not _PICTURE.search(plain):
            left_out.append(f"{name}: not a picture, left in the package")
        elif package.getinfo(number).file_size > min(room, MOST_PICTURE_BYTES):
            left_out.append(f"{name}: too large, left in the package")
        else:
            kept[plain] = _unpacked(package, number, MOST_PICTURE_BYTES)
            room -= len(kept[plain])
    return kept, tuple(left_out)


def _newer_media(index: bytes) -> dict[str, str]:
    """The list of media of newer packages: repeated entries (field 1), each with its name in field 1."""
    found: dict[str, str] = {}
    place = 0
    while place < len(index):
        if index[place] != 0x0A:
            raise ValueError("the list of media is not understood")
        size = shift = 0
        place += 1
        while True:
            byte = index[place]
            size |= (byte & 0x7F) << shift
            place, shift = place + 1, shift + 7
            if byte < 0x80:
                break
        found[str(len(found))] = wire.text(wire.fields(index[place : place + size]), 1)
        place += size
    return found


def _collection(connection: sqlite3.Connection, media: Mapping[str, bytes], left_out: tuple[str, ...]) -> Collection:
    created, version, models, decks = connection.execute("SELECT crt, ver, models, decks FROM col").fetchone()
    types = _types_18(connection) if version >= 15 else _types_11(models)
    names = _decks_18(connection) if version >= 15 else _decks_11(decks)
    cards = tuple(_cards(connection, types, names))
    rows = connection.execute("SELECT id, cid, ease, type, ivl, time FROM revlog ORDER BY id")
    reviews = tuple(AnkiReview(*_whole(row)) for row in rows)
    return Collection(int(created), cards, reviews, media, left_out)


def _whole(values: Iterable[object]) -> list[int]:
    """The values, each a whole number; SQLite keeps anything in any column."""
    numbers = list(values)
    if not all(isinstance(value, int) for value in numbers):
        raise ValueError(f"numbers expected, not {numbers!r:.100}")
    return numbers  # type: ignore[return-value]


def _types_11(models: str) -> dict[int, NoteType]:
    return {
        int(key): NoteType(
            model["name"],
            tuple(field["name"] for field in model["flds"]),
            tuple((template["qfmt"], template["afmt"]) for template in model["tmpls"]),
            model.get("type", 0) == 1,
        )
        for key, model in json.loads(models).items()
    }


def _types_18(connection: sqlite3.Connection) -> dict[int, NoteType]:
    found: dict[int, NoteType] = {}
    for key, name, config in connection.execute("SELECT id, name, config FROM notetypes").fetchall():
        names = connection.execute("SELECT name FROM fields WHERE ntid = ? ORDER BY ord", (key,)).fetchall()
        sides = connection.execute("SELECT config FROM templates WHERE ntid = ? ORDER BY ord", (key,)).fetchall()
        templates = tuple((wire.text(side, 1), wire.text(side, 2)) for side in (wire.fields(row[0]) for row in sides))
        found[key] = NoteType(name, tuple(row[0] for row in names), templates, wire.fields(config).get(1, 0) == 1)
    return found


def _decks_11(decks: str) -> dict[int, str]:
    return {int(key): deck["name"].replace("::", "/") for key, deck in json.loads(decks).items()}


def _decks_18(connection: sqlite3.Connection) -> dict[int, str]:
    return {key: name.replace("\x1f", "/") for key, name in connection.execute("SELECT id, name FROM decks")}


def _cards(
    connection: sqlite3.Connection, types: Mapping[int, NoteType], decks: Mapping[int, str]
) -> Iterator[AnkiCard]:
    rows = connection.execute(
        "SELECT c.id, n.guid, c.ord, n.mid, n.flds, n.tags, CASE WHEN c.odid THEN c.odid ELSE c.did END, c.queue, c.type, "
        "CASE WHEN c.odid THEN c.odue ELSE c.due END, c.ivl, c.factor, c.reps, c.lapses, c.flags "
        "FROM cards c JOIN notes n ON n.id = c.nid ORDER BY n.id, c.ord"
    )
    for key, guid, ordinal, model, flds, tags, deck, *figures in rows:
        number, place, *rest = _whole((key, ordinal, *figures))
        note_type = types[model]
        fields = dict(zip(note_type.fields, flds.split("\x1f"), strict=False))
        names = tuple(tag.replace("::", "/") for tag in tags.split())
        yield AnkiCard(number, str(guid), place, note_type, fields, names, decks.get(deck, "Anki"), *rest)

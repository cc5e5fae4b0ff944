"""Cards as an `.apkg` that Anki imports without duplicates: our ids are its GUIDs, our schedules its own.

genanki writes the package; the scheduling is added to the collection inside it, because genanki has no notion of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import genanki

from quizzer.domain.cards import Card, CardState
from quizzer.domain.reviews import Review, Schedule
from quizzer.domain.scheduling import effective
from quizzer.services.anki.markup import to_html
from quizzer.services.export_pages import sides
from quizzer.services.exporting import Contents, drafted

MODEL_ID = 1_716_882_301
"""Ours for good: Anki knows a note type by it."""
MOST_PICTURE_BYTES = 10 * 2**20
MOST_DAYS = 36_500

_CSS = (
    ".card { font: 20px/1.5 sans-serif; text-align: left; max-width: 42em; margin: 1em auto; } "
    ".context { color: #888; font-size: 80%; } pre { overflow: auto; } table, td, th { border-collapse: collapse; "
    "border: 1px solid #888; padding: .2em .5em; } img { max-width: 100%; }"
)


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL_ID,
        "quizzer",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Context"}, {"name": "Source"}],
        templates=[{
            "name": "Card",
            "qfmt": '<div class="context">{{Context}}</div>{{Question}}',
            "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
        }],
        css=_CSS,
    )  # fmt: skip


def write(contents: Contents, path: Path) -> int:
    """Write every card that is not parked; how many there are."""
    cards = [card for card in contents.cards if card.state is not CardState.PARKED]
    model = _model()
    decks: dict[str, genanki.Deck] = {}
    pictures: dict[str, str] = {}
    for card in cards:
        name = "::".join(part.strip() for part in card.deck.split("/"))
        deck = decks.setdefault(name, genanki.Deck(_number(name), name))
        deck.add_note(_note(model, card, pictures, contents.names.get(card.path, "")))
    with drafted(path) as draft:
        package = genanki.Package(list(decks.values()))
        package.media_files = list(pictures.values())
        package.write_to_file(str(draft), timestamp=0.0)
        _add_scheduling(draft, contents, cards)
    return len(cards)


def _number(name: str) -> int:
    """A deck's id, the same every time; Anki wants it positive and below 2^53."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=6).digest(), "big") | 1 << 40


def _note(model: genanki.Model, card: Card, pictures: dict[str, str], source: str) -> genanki.Note:
    question, answer = sides(card)
    fields = [_with_pictures(text, card, pictures) for text in (question, answer)]
    context = " › ".join(card.context)
    line = f"{source}:{card.line}" if source else ""
    return genanki.Note(
        model=model,
        fields=[to_html(fields[0]), to_html(fields[1]), to_html(context), to_html(line)],
        tags=[re.sub(r"\s+", "_", tag).replace("/", "::") for tag in card.tags],
        guid=card.id,
    )


_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def _with_pictures(text: str, card: Card, pictures: dict[str, str]) -> str:
    def packed(found: re.Match[str]) -> str:
        file = _picture(card, found[2])
        if file is None:
            return f"[image: {found[1] or found[2]}]"
        name = f"{hashlib.blake2b(str(file).encode(), digest_size=4).hexdigest()}-{file.name}"
        if name not in pictures:
            pictures[name] = str(file)
        return f"![{found[1]}]({file.name})"

    return _IMAGE.sub(packed, text)


def _picture(card: Card, reference: str) -> Path | None:
    """A picture inside the note's own folder; nothing outside it and nothing from the network."""
    if "://" in reference or not card.path or not Path(card.path).is_absolute():
        return None
    folder = Path(card.path).parent
    file = (folder / reference).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file() or file.stat().st_size > MOST_PICTURE_BYTES:
        return None
    return file


def _add_scheduling(path: Path, contents: Contents, cards: Iterable[Card]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            package.extractall(folder)
        with closing(sqlite3.connect(Path(folder) / "collection.anki2")) as connection, connection:
            _schedule_all(connection, contents, {card.id: card for card in cards})
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name in names:
                package.write(Path(folder) / name, name)


def _schedule_all(connection: sqlite3.Connection, contents: Contents, cards: Mapping[str, Card]) -> None:
    created = datetime.fromtimestamp(connection.execute("SELECT crt FROM col").fetchone()[0], UTC).date()
    rows = connection.execute("SELECT c.id, n.guid FROM cards c JOIN notes n ON n.id = c.nid").fetchall()
    used: set[int] = set()
    for anki_id, guid in rows:
        card = cards[guid]
        schedule = contents.schedules.get(guid)
        log = [review for review in effective(contents.log.get(guid, ())) if review.is_showing]
        if schedule is not None:
            _schedule(connection, anki_id, schedule, created, len(log))
        if card.state is CardState.SUSPENDED:
            connection.execute("UPDATE cards SET queue = -1 WHERE id = ?", (anki_id,))
        for review in log:
            _log(connection, anki_id, review, used)
    connection.execute("UPDATE col SET conf = ?", (_with_due_counter(connection, len(rows)),))


def _with_due_counter(connection: sqlite3.Connection, count: int) -> str:
    conf = json.loads(connection.execute("SELECT conf FROM col").fetchone()[0])
    return json.dumps({**conf, "nextPos": count + 1})


def _schedule(connection: sqlite3.Connection, anki_id: int, schedule: Schedule, created: date, showings: int) -> None:
    connection.execute(
        "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ? WHERE id = ?",
        (
            (schedule.due - created).days,
            max(1, min(schedule.interval, MOST_DAYS)),
            schedule.ease * 10,
            max(1, showings),
            schedule.lapses,
            anki_id,
        ),
    )


_BUTTONS = {0: 1, 1: 1, 2: 1, 3: 2, 4: 3, 5: 4}


def _log(connection: sqlite3.Connection, anki_id: int, review: Review, used: set[int]) -> None:
    key = review.reviewed_at
    while key in used:
        key += 1
    used.add(key)
    after, before = review.after, review.before
    connection.execute(
        "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
        (
            key,
            anki_id,
            _BUTTONS[review.quality],
            min(after.interval, MOST_DAYS) if after else 0,
            min(before.interval, MOST_DAYS) if before else 0,
            after.ease * 10 if after else 0,
            min(review.elapsed_ms, 600_000),
            1 if before else 0,
        ),
    )

"""Collections of other programs, made here by their published schemas, with own texts."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from blake3 import blake3

MNEMOSYNE = """
CREATE TABLE facts (_id integer PRIMARY KEY, id text, extra_data text DEFAULT '');
CREATE TABLE data_for_fact (_fact_id integer, key text, value text);
CREATE TABLE cards (
    _id integer PRIMARY KEY, id text, card_type_id text, _fact_id integer, fact_view_id text, question text, answer text,
    tags text, grade integer, next_rep integer, last_rep integer, easiness real, acq_reps integer, ret_reps integer,
    lapses integer, acq_reps_since_lapse integer, ret_reps_since_lapse integer, creation_time integer,
    modification_time integer, extra_data text DEFAULT '', scheduler_data integer DEFAULT 0, active boolean DEFAULT 1);
CREATE TABLE tags (_id integer PRIMARY KEY, id text, name text, extra_data text DEFAULT '');
CREATE TABLE tags_for_card (_card_id integer, _tag_id integer);
CREATE TABLE global_variables (key text, value text);
CREATE TABLE log (
    _id integer PRIMARY KEY AUTOINCREMENT, event_type integer, timestamp integer, object_id text, grade integer,
    easiness real, acq_reps integer, ret_reps integer, lapses integer, acq_reps_since_lapse integer,
    ret_reps_since_lapse integer, scheduled_interval integer, actual_interval integer, thinking_time integer,
    next_rep integer, scheduler_data integer);
CREATE TABLE fact_views (
    id text PRIMARY KEY, name text, q_fact_keys text, a_fact_keys text, q_fact_key_decorators text,
    a_fact_key_decorators text, a_on_top_of_q boolean DEFAULT 0, type_answer boolean DEFAULT 0, extra_data text);
INSERT INTO global_variables VALUES ('version', '4');
INSERT INTO tags VALUES (1, '__UNTAGGED__', '__UNTAGGED__', ''), (2, 'tag-a', 'llm::serving', '');
"""
HASHCARDS = """
CREATE TABLE cards (card_hash text PRIMARY KEY, added_at text NOT NULL, last_reviewed_at text, stability real,
    difficulty real, interval_raw real, interval_days integer, due_date text, review_count integer NOT NULL) STRICT;
CREATE TABLE sessions (session_id integer PRIMARY KEY, started_at text NOT NULL, ended_at text NOT NULL) STRICT;
CREATE TABLE reviews (review_id integer PRIMARY KEY, session_id integer NOT NULL, card_hash text NOT NULL,
    reviewed_at text NOT NULL, grade text NOT NULL, stability real NOT NULL, difficulty real NOT NULL,
    interval_raw real NOT NULL, interval_days integer NOT NULL, due_date text NOT NULL) STRICT;
"""


def seconds(text: str) -> int:
    """ISO time in UTC as seconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


class MnemosyneFile:
    """A database that is filled card by card."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(MNEMOSYNE)

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """One statement of one's own, to damage the file with."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement, values)

    def fact(self, number: int, **fields: str) -> None:
        """A fact with its texts."""
        self.run("INSERT INTO facts (_id, id) VALUES (?, ?)", (number, f"fact{number}"))
        for key, value in fields.items():
            self.run("INSERT INTO data_for_fact VALUES (?, ?, ?)", (number, key, value))

    def card(
        self, name: str, fact: int, view: str, *, extra: str = "", grade: int = -1, last: int = -1, due: int = -1,
        tag: int = 1, active: int = 1,
    ) -> None:  # fmt: skip
        """A card of a fact."""
        self.run(
            "INSERT INTO cards (id, card_type_id, _fact_id, fact_view_id, grade, last_rep, next_rep, easiness, acq_reps, "
            "ret_reps, lapses, ret_reps_since_lapse, extra_data, active) VALUES (?, ?, ?, ?, ?, ?, ?, 2.36, 1, 2, 1, 2, ?, ?)",
            (name, view.split(".")[0], fact, view, grade, last, due, extra, active),
        )
        self.run("INSERT INTO tags_for_card SELECT _id, ? FROM cards WHERE id = ?", (tag, name))

    def answer(self, card: str, at: str, grade: int, thinking: int = 7) -> None:
        """A repetition in the log."""
        self.run(
            "INSERT INTO log (event_type, timestamp, object_id, grade, thinking_time) VALUES (9, ?, ?, ?, ?)",
            (seconds(at), card, grade, thinking),
        )


def shared_cards(path: Path, entries: Sequence[tuple[dict[str, str], dict[str, str]]], **media: bytes) -> None:
    """A `.cards` file of log entries, each its attributes and its children."""
    rows = [
        "<log "
        + " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
        + ">"
        + "".join(f"<{key}>{escape(value)}</{key}>" for key, value in children.items())
        + "</log>"
        for attributes, children in entries
    ]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("cards.xml", f'<openSM2sync number_of_entries="{len(rows)}">{"".join(rows)}</openSM2sync>')
        package.writestr("METADATA", "card_set_name:Mine\n")
        for name, data in media.items():
            package.writestr(name.replace("__", "."), data)


def hashcards_file(path: Path, reviews: Sequence[tuple[str, str, str]]) -> None:
    """A database of hashcards with reviews: hash, local time, grade."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(HASHCARDS)
        connection.execute("INSERT INTO sessions VALUES (1, '2026-01-01T08:00:00', '2026-01-01T09:00:00')")
        for key in dict.fromkeys(row[0] for row in reviews):
            connection.execute(
                "INSERT INTO cards (card_hash, added_at, review_count) VALUES (?, '2026-01-01', 0)", (key,)
            )
        for row in reviews:
            connection.execute(
                "INSERT INTO reviews (session_id, card_hash, reviewed_at, grade, stability, difficulty, interval_raw, "
                "interval_days, due_date) VALUES (1, ?, ?, ?, 2.5, 5.0, 2.5, 3, '2026-01-04')",
                row,
            )


def basic_hash(question: str, answer: str) -> str:
    """The hash that hashcards gives a question."""
    return blake3(f"Basic{question}{answer}".encode()).hexdigest()


def cloze_hash(text: str, hidden: str) -> str:
    """The hash that hashcards gives a cloze; `text` without brackets, `hidden` where it first stands."""
    data = text.encode()
    start = data.index(hidden.encode())
    end = start + len(hidden.encode()) - 1
    return blake3(b"Cloze" + data + start.to_bytes(8, "little") + end.to_bytes(8, "little")).hexdigest()

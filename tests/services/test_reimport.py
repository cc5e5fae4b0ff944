"""Importing again: nothing twice, nothing lost, undo exact, notes untouched, whole files or none after a kill."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.identity import fingerprint
from quizzer.domain.plan import Decision, Fate
from quizzer.services import health
from quizzer.services.clock import Clock, make_clock
from quizzer.services.importing import Importer, Preview, Request, Summary
from quizzer.services.study import Desk
from quizzer.store.repository import Repository
from tests.domain.edits import ALL, ASKED, BEFORE, CACHE, GQA, NORM, NOTE, PARTED, ROPE, WARM, Notes

IMPORTED = ("sources", "cards", "stubs", "places", "cards_text")


def write(folder: Path, notes: Notes) -> Path:
    """The folder with exactly these notes."""
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in notes:
            old.unlink()
    for name, text in notes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            # Times of one second would hide an edit made within it.
            stamp = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
            os.utime(path, ns=(stamp, stamp))
    return folder


@contextmanager
def opened(importer: Importer) -> Iterator[Repository]:
    repository = importer.repository()
    try:
        yield repository
    finally:
        repository.close()


def take_in(
    importer: Importer, folder: Path, decisions: Mapping[str, Decision] | None = None, *, forced: bool = True
) -> tuple[Preview, Summary]:
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request((folder,)))
        return preview, importer.apply(repository, preview, decisions, is_parking_forced=forced)


def rows(home: Home, tables: tuple[str, ...] = IMPORTED) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(home.database)) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


def grade_all(home: Home, settings: Settings, clock: Clock) -> int:
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        count = 0
        while sitting.advance() is not None:
            sitting.reveal()
            sitting.grade(4)
            count += 1
    return count


def history(home: Home) -> dict[str, tuple[str, int]]:
    """By question: the state of its card and how many reviews it has."""
    with closing(sqlite3.connect(home.database)) as connection:
        return {
            question: (state, count)
            for question, state, count in connection.execute(
                "SELECT question, state, (SELECT count(*) FROM reviews WHERE card_id = cards.id) FROM cards"
            )
        }


@pytest.fixture
def importer(home: Home, settings: Settings, clock: Clock) -> Importer:
    return Importer(home, settings, clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "notes", BEFORE)


STEPS = [
    BEFORE,
    {"llm.md": NOTE.replace("past token", "earlier token").replace("## Training", "## Optimisation")},
    PARTED,
    {**PARTED, "deep/training.md": "## Training\n" + NORM + CACHE + WARM},
    {"x.md": NOTE, "copy/x.md": NOTE},
    {
        "x.md": NOTE.replace("so the cache shrinks", "and that is cheap"),
        "copy/x.md": NOTE,
        "open.md": "# Open\n\nQ: What is MLA?\nA:\n",
    },
    {},
    ASKED,
]


def test_importing_twice_changes_nothing(importer: Importer, folder: Path) -> None:
    for notes in STEPS:
        take_in(importer, write(folder, notes))
        before = rows(importer.home, (*IMPORTED, "batches", "batch_changes"))
        assert take_in(importer, folder)[1].is_changed is False
        assert rows(importer.home, (*IMPORTED, "batches", "batch_changes")) == before


def test_saving_a_note_as_it_was_changes_nothing(importer: Importer, folder: Path) -> None:
    for notes in STEPS:
        take_in(importer, write(folder, notes))
        before = rows(importer.home, ("cards", "stubs", "places", "batches", "batch_changes"))
        for path in folder.rglob("*.md"):
            os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
        preview, summary = take_in(importer, folder)
        assert [
            (i.card.deck, i.card.path, i.draft.deck, i.draft.path) for i in preview.plan.items if not i.changes_nothing
        ] == []
        assert summary.is_changed is False
        assert rows(importer.home, ("cards", "stubs", "places", "batches", "batch_changes")) == before


@pytest.mark.parametrize("at", range(1, len(STEPS)))
def test_undo_takes_an_import_back_exactly(importer: Importer, folder: Path, at: int) -> None:
    for notes in STEPS[:at]:
        take_in(importer, write(folder, notes))
    before = rows(importer.home)
    take_in(importer, write(folder, STEPS[at]))
    assert rows(importer.home) != before
    with opened(importer) as repository:
        assert importer.undo(repository) is not None
    assert rows(importer.home) == before
    take_in(importer, folder)
    assert rows(importer.home) != before


def test_imports_are_taken_back_one_after_another(importer: Importer, folder: Path) -> None:
    states = []
    for notes in STEPS:
        take_in(importer, write(folder, notes))
        states.append(rows(importer.home))
    for state in reversed(states):
        assert rows(importer.home) == state
        with opened(importer) as repository:
            importer.undo(repository)
    assert all(not kept for table, kept in rows(importer.home).items())


def test_undo_keeps_later_reviews_and_the_cards_they_are_on(
    importer: Importer, folder: Path, settings: Settings, clock: Clock
) -> None:
    take_in(importer, write(folder, PARTED))
    take_in(importer, write(folder, BEFORE))
    assert grade_all(importer.home, settings, clock) == 5
    reviews = rows(importer.home, ("reviews", "schedules"))["reviews"]
    with opened(importer) as repository:
        undone = importer.undo(repository)
    assert undone is not None
    assert len(undone[1]) == 3
    assert rows(importer.home, ("reviews",))["reviews"] == reviews
    assert {q: state for q, (state, _) in history(importer.home).items() if state == "parked"}.keys() == {
        ALL["norm"], ALL["cache"], ALL["warm"],
    }  # fmt: skip
    assert health.examine(importer.home, settings).findings == ()
    take_in(importer, folder)
    assert set(history(importer.home).values()) == {("active", 1)}


def test_a_history_waits_while_its_text_is_gone(
    importer: Importer, folder: Path, settings: Settings, clock: Clock
) -> None:
    take_in(importer, folder)
    grade_all(importer.home, settings, clock)
    take_in(importer, write(folder, PARTED))
    parked = {
        question for question, (state, count) in history(importer.home).items() if state == "parked" and count == 1
    }
    assert parked == {ALL["norm"], ALL["cache"], ALL["warm"]}
    preview, _ = take_in(importer, write(folder, BEFORE))
    assert preview.plan.count()[Fate.REVIVED] == 3
    assert set(history(importer.home).values()) == {("active", 1)}


@pytest.mark.parametrize(("decision", "states"), [
    (Decision.SAME, {"What is the point of a warm-up phase for the rate?": ("active", 1)}),
    (Decision.NEW, {"What is the point of a warm-up phase for the rate?": ("active", 0), ALL["warm"]: ("active", 1)}),
    (Decision.PARK, {"What is the point of a warm-up phase for the rate?": ("active", 0), ALL["warm"]: ("parked", 1)}),
    (None, {"What is the point of a warm-up phase for the rate?": ("active", 0), ALL["warm"]: ("parked", 1)}),
])  # fmt: skip
def test_a_doubt_is_stored_as_decided_and_lasts(
    importer: Importer, folder: Path, settings: Settings, clock: Clock,
    decision: Decision | None, states: dict[str, tuple[str, int]],
) -> None:  # fmt: skip
    take_in(importer, folder)
    grade_all(importer.home, settings, clock)
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request((write(folder, ASKED),)))
        (doubt,) = [item for item in preview.plan.items if item.is_open]
        assert doubt.card is not None
        importer.apply(repository, preview, {doubt.card.id: decision} if decision else {})
    found = history(importer.home)
    assert {q: found[q] for q in found if q not in ALL.values() or q == ALL["warm"]} == states
    take_in(importer, folder)
    assert history(importer.home) == found
    with opened(importer) as repository:
        importer.undo(repository)
    assert set(history(importer.home).values()) == {("active", 1)}


@pytest.mark.parametrize("is_forced", [False, True])
def test_a_fifth_of_a_deck_is_parked_only_when_told(importer: Importer, folder: Path, is_forced: bool) -> None:
    take_in(importer, folder)
    _, summary = take_in(
        importer, write(folder, {"llm.md": "## Attention\n" + GQA + ROPE.replace("alone", "only")}), forced=is_forced
    )
    found = history(importer.home)
    assert summary.withheld == (0 if is_forced else 3)
    assert sum(state == "parked" for state, _ in found.values()) == (3 if is_forced else 0)
    with opened(importer) as repository:
        answers = {card.question: card.answer for card in repository.all_cards()}
    assert answers[ALL["rope"]].endswith("only.")
    if not is_forced:
        again, _ = take_in(importer, write(folder, {"llm.md": "## Attention\n" + GQA + ROPE}), forced=True)
        assert again.plan.count()[Fate.PARKED] == 3


def test_notes_are_never_written(importer: Importer, folder: Path, settings: Settings, clock: Clock) -> None:
    def look() -> dict[Path, tuple[object, ...]]:
        return {
            path: (
                path.read_bytes() if path.is_file() else b"",
                path.stat().st_mtime_ns,
                path.stat().st_mode,
                path.stat().st_ino,
            )
            for path in folder.rglob("*")
        }

    for notes in STEPS:
        write(folder, notes)
        before = look()
        take_in(importer, folder)
        grade_all(importer.home, settings, clock)
        with opened(importer) as repository:
            importer.undo(repository)
        take_in(importer, folder)
        assert look() == before


def test_the_same_vault_on_two_machines_gives_cards_that_are_recognised(
    tmp_path: Path, settings: Settings, clock: Clock
) -> None:
    found = []
    for name in ("here", "there"):
        importer = Importer(Home(tmp_path / name, tmp_path / name / "config.toml"), settings, clock)
        take_in(importer, write(tmp_path / name / "notes", {**BEFORE, "copy/llm.md": NOTE}))
        with opened(importer) as repository:
            found.append(repository.all_cards())
    here, there = found
    assert [fingerprint(card) for card in here] == [fingerprint(card) for card in there]
    assert {card.id for card in here}.isdisjoint(card.id for card in there)


FORKING = """
import os
import sys
from pathlib import Path
from quizzer.config import Home, Settings
from quizzer.services.clock import make_clock
from quizzer.services import storing
from quizzer.services.importing import Importer, Request

def tell(*_):
    os.write(1, b"stored\\n")  # at once and whole: the kill may come right behind it

def take_in(home, folder, at_once=1):
    storing.FILES_AT_ONCE = int(at_once)
    settings = Settings(time_zone="UTC")
    importer = Importer(Home(Path(home), Path(home) / "config.toml"), settings, make_clock(settings, {}))
    repository = importer.repository()
    preview = importer.prepare(repository, Request((Path(folder),)))
    print(os.getpid(), flush=True)
    importer.apply(repository, preview, is_parking_forced=True, progress=tell)

take_in(sys.argv[1] + "/warm", sys.argv[1])
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        take_in(*line.rstrip().split("|"))
        os._exit(0)
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def vault(of: int, shift: int, cards: int = 1) -> Notes:
    """Some files of cards; each shift moves every card on to the next file and edits every third answer."""
    return {
        f"{name}.md": f"## Part {name}\n" + "".join(
            f"### What does rule {chr(97 + (name - shift) % of)}{card} of the protocol say?\n"
            f"It says {'briefly ' * (shift % 2) if card % 3 == 0 else ''}that {card} comes before {card + 1}.\n"
            for card in range(cards)
        )
        for name in range(of)
    }  # fmt: skip


def cards_by_file(home: Home) -> dict[str, int]:
    with closing(sqlite3.connect(home.database)) as connection:
        return dict(
            connection.execute(
                "SELECT path, count(*) FROM cards JOIN sources ON sources.id = source_id "
                "WHERE state = 'active' GROUP BY path"
            )
        )


def test_kill_9_during_an_import_leaves_whole_files_and_importing_again_completes_it(
    importer: Importer, folder: Path, tmp_path: Path
) -> None:
    files, cards, cut_short = 4, 8, 0
    known: dict[str, str] = {}
    with subprocess.Popen(
        [sys.executable, "-c", FORKING, str(write(tmp_path / "first", vault(1, 0)))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forking:
        assert forking.stdin is not None
        assert forking.stdout is not None
        assert [forking.stdout.readline().strip().isdigit() for _ in range(2)] == [True, False]
        for kill in range(40):
            # Eight homes from nothing, and on each four edits that carry every card to another file.
            home = Home(tmp_path / f"home{kill // 5}", tmp_path / f"home{kill // 5}" / "config.toml")
            write(folder, vault(files, kill % 5, cards))
            forking.stdin.write(f"{home.data}|{folder}|{1 + kill % 4}\n")
            forking.stdin.flush()
            child = int(forking.stdout.readline())
            # The kill comes while the next file, or the end, is being written.
            for _ in range(kill % (files + 1)):
                assert forking.stdout.readline() == "stored\n"
            # One that was quicker has not been waited for yet, so its number is still its own.
            os.kill(child, signal.SIGKILL)
            forking.stdin.write("\n")
            forking.stdin.flush()
            while forking.stdout.readline() != "gone\n":
                pass
            found = cards_by_file(home)
            if kill % 5 == 0:
                known = {}
                assert set(found.values()) <= {cards}
            cut_short += found != {str(folder / name): cards for name in vault(files, 0)}
            mine = Importer(home, importer.settings, importer.clock)
            take_in(mine, folder)
            assert cards_by_file(home) == {str(folder / name): cards for name in vault(files, 0)}
            with opened(mine) as repository:
                now = {card.question: card.id for card in repository.all_cards()}
            assert len(now) == files * cards
            assert known in ({}, now)
            known = now
            assert take_in(mine, folder)[1].is_changed is False
        forking.stdin.close()
    assert cut_short > 5
    assert health.examine(home, importer.settings).findings == ()


@pytest.mark.parametrize("shorten_changed", [True, False])
def test_a_rewritten_answer_is_asked_again_tomorrow_only_where_that_is_wanted(
    home: Home, folder: Path, settings: Settings, shorten_changed: bool
) -> None:
    settings = replace(settings, shorten_changed=shorten_changed)
    for day in ("2027-01-10T09:00", "2027-01-11T09:00"):
        clock = make_clock(settings, {"QUIZZER_NOW": day})
        importer = Importer(home, settings, clock)
        take_in(importer, folder)
        grade_all(home, settings, clock)
    before = rows(home, ("schedules", "cards"))
    rewritten = "### What does the KV cache hold?\nA time series of prices.\n"
    edited = NOTE.replace(CACHE, rewritten).replace("so the cache shrinks", "so the cache becomes small")
    preview, _ = take_in(importer, write(folder, {"llm.md": edited}))
    assert [item.is_rewritten for item in preview.plan.items if item.fate is Fate.EDITED] == [False, True]
    with Desk(home, settings, clock) as desk, opened(importer) as repository:
        due = {card.question: desk.log.schedule_of(card.id) for card in repository.all_cards()}
    dates = {question: schedule.due.isoformat() for question, schedule in due.items() if schedule}
    assert dates.pop(ALL["cache"]) == ("2027-01-12" if shorten_changed else "2027-01-17")
    assert set(dates.values()) == {"2027-01-17"}
    with opened(importer) as repository:
        importer.undo(repository)
    assert rows(home, ("schedules", "cards")) == before
    assert health.examine(home, settings).findings == ()

"""Grading: every grade is on the disk when `grade` returns, and the schedules are what the log gives."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from quizzer.config import Home, Settings
from quizzer.domain.candidates import Selection
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import SM2, replay
from quizzer.errors import StoreError
from quizzer.services import health
from quizzer.services.clock import Clock, make_clock
from quizzer.services.decks import add_card
from quizzer.services.importing import Importer, Request
from quizzer.services.lock import SessionLock
from quizzer.services.study import Desk
from quizzer.store.marks import Mark

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "sm2_vectors.json").read_text())


def fill(home: Home, settings: Settings, clock: Clock, count: int) -> None:
    repository = Importer(home, settings, clock).repository()
    for n in range(count):
        add_card(repository, clock, f"Question {n}?", f"Answer {n}.", "Own", ())
    repository.close()


def at(day: date) -> dict[str, str]:
    return {"QUIZZER_NOW": f"{day.isoformat()}T09:00:00+00:00"}


def in_calendar(vector: dict[str, Any]) -> bool:
    return vector["expected"][-1]["due_on_day"] < 36_500


@pytest.mark.parametrize("vector", [v for v in VECTORS["vectors"] if in_calendar(v)], ids=lambda v: v["id"])
def test_vectors_through_grade_store_reload_and_replay(home: Home, settings: Settings, vector: dict[str, Any]) -> None:
    start = date(2026, 1, 1)
    fill(home, settings, make_clock(settings, at(start)), 1)
    for step in vector["expected"]:
        clock = make_clock(settings, at(start + timedelta(days=step["reviewed_on_day"])))
        with Desk(home, settings, clock) as desk:
            sitting = desk.start()
            showing = sitting.advance()
            assert showing is not None
            sitting.grade(step["grade"])
        with Desk(home, settings, clock) as desk:
            schedule = desk.log.schedule_of(showing.card.id)
            assert schedule is not None
            assert schedule == replay(SM2, desk.log.of_card(showing.card.id))
            assert (schedule.repetition, schedule.interval, schedule.ease) == (
                step["repetition"],
                step["interval_days"],
                step["ef_hundredths"],
            )
            assert schedule.due == start + timedelta(days=step["due_on_day"])


@pytest.mark.parametrize("session", VECTORS["sessions"], ids=lambda s: s["id"])
def test_same_day_rounds_through_the_sitting(
    home: Home, settings: Settings, clock: Clock, session: dict[str, Any]
) -> None:
    items = list(session["final"])
    fill(home, settings, clock, len(items))
    given_grades: dict[str, list[int]] = {item: [] for item in items}
    for showing in session["presentations"]:
        given_grades[showing["item"]].append(showing["grade"])
    names: dict[str, str] = {}
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        while (on_table := sitting.advance()) is not None:
            item = names.setdefault(on_table.card.id, items[len(names)] if len(names) < len(items) else "")
            sitting.grade(given_grades[item].pop(0))
        assert not any(given_grades.values())
        for card_id, item in names.items():
            schedule = desk.log.schedule_of(card_id)
            assert schedule is not None
            final = session["final"][item]
            assert schedule.repetition == final["repetition"]
            assert schedule.interval == final["interval_days"]
            assert schedule.ease == final["ef_hundredths"]


ACTIONS = st.lists(st.sampled_from(["0", "1", "2", "3", "4", "5", "undo", "redo", "sleep"]), max_size=25)


@limits(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(actions=ACTIONS)
def test_whatever_was_done_the_schedules_are_the_replay_of_the_log(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, actions: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("home")
    home = Home(folder, folder / "config.toml")
    day = date(2027, 3, 1)
    fill(home, settings, make_clock(settings, at(day)), 3)
    for action in actions:
        if action == "sleep":
            day += timedelta(days=1)
            continue
        with Desk(home, settings, make_clock(settings, at(day))) as desk:
            if action in ("undo", "redo"):
                desk.undo() if action == "undo" else desk.redo()
                continue
            sitting = desk.start()
            if sitting.advance() is not None:
                sitting.grade(int(action))
    found = health.examine(home, settings)
    assert found.findings == ()
    assert found.reviews == health.examine(home, settings).reviews


def test_rebuilding_gives_the_same_schedules_and_figures(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 4)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        for quality in (1, 4, 5, 3):
            sitting.advance()
            sitting.grade(quality)
        sitting.undo()
        before = desk.record.by_day()
        kept = {card: desk.log.schedule_of(card) for card in desk.queue.find_ids("")}
    health.rebuild(home, settings)
    with Desk(home, settings, clock) as desk:
        assert {card: desk.log.schedule_of(card) for card in desk.queue.find_ids("")} == kept
        assert desk.record.by_day() == before


def test_undo_goes_back_over_sittings_and_redo_forward(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 2)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        sitting.advance()
        first = sitting.grade(4)
        sitting.advance()
        second = sitting.grade(1)
    with Desk(home, settings, clock) as desk:
        assert [entry.id for entry in (desk.undo(), desk.undo()) if isinstance(entry, Review)] == [second.id, first.id]
        assert desk.undo() is None
        assert desk.log.schedule_of(first.card_id) is None
        assert [entry.id for entry in (desk.redo(), desk.redo()) if entry] == [first.id, second.id]
        assert desk.redo() is None
        assert desk.log.schedule_of(first.card_id) == first.after
        assert len(desk.log.newest(100)) == 6


def test_a_limit_counts_first_showings_and_the_closing_round_comes_besides(
    home: Home, settings: Settings, clock: Clock
) -> None:
    fill(home, settings, clock, 5)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start(Selection(limit=2))
        turns = []
        while (showing := sitting.advance()) is not None:
            turns.append(str(showing.turn))
            sitting.grade(1 if len(turns) < 3 else 4)
        assert turns == ["new", "new", "repeat", "repeat"]


def test_a_second_session_is_told_who_has_the_lock(home: Home) -> None:
    home.data.mkdir(parents=True)
    one, two = SessionLock(home.lock), SessionLock(home.lock)
    one.acquire()
    with pytest.raises(StoreError, match=str(os.getpid())):
        two.acquire()
    one.release()
    two.acquire()
    two.release()


GRADER = """
import sys
from pathlib import Path
from quizzer.config import Home, Settings
from quizzer.services.clock import make_clock
from quizzer.services.study import Desk
folder = Path(sys.argv[1])
settings = Settings(time_zone="UTC", new_per_day=9999)
clock = make_clock(settings, {"QUIZZER_NOW": sys.argv[2]})
with Desk(Home(folder, folder / "config.toml"), settings, clock) as desk:
    sitting = desk.start()
    print("ready", flush=True)
    while sitting.advance() is not None:
        print(sitting.grade(4).id, flush=True)
"""


def test_kill_9_while_grading_loses_nothing_that_was_acknowledged(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 40)
    chance = random.Random(2027)
    acknowledged: set[str] = set()
    for kill in range(50):
        now = datetime(2027, 1, 10, 9, tzinfo=UTC) + timedelta(days=kill * 3)
        child = subprocess.Popen(
            [sys.executable, "-c", GRADER, str(home.data), now.isoformat()], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(chance.randint(1, 12)):
            line = child.stdout.readline().strip()
            if not line:
                break
            acknowledged.add(line)
        child.kill()
        rest, _ = child.communicate()
        # A line that was cut by the kill acknowledges nothing.
        acknowledged.update(line for line in rest.split("\n")[:-1])
    acknowledged -= {"ready", ""}
    with Desk(home, settings, clock) as desk:
        stored = {entry.id for entry in desk.log.newest(100_000)}
    assert acknowledged <= stored
    assert len(stored) - len(acknowledged) <= 50
    assert len(acknowledged) > 50
    assert health.examine(home, settings).findings == ()


MARKS = [
    ("suspend", "suspended"),
    ("bury", "buried until tomorrow"),
    ("flag", "flagged"),
    ("park", "parked"),
]


@pytest.mark.parametrize(("verb", "title"), MARKS)
def test_a_mark_is_set_and_taken_back(home: Home, settings: Settings, clock: Clock, verb: str, title: str) -> None:
    fill(home, settings, clock, 1)
    with Desk(home, settings, clock) as desk:
        before = desk.queue.card(desk.queue.find_ids("")[0])
        assert before is not None
        mark = getattr(desk, verb)(before)
        assert mark is not None
        assert mark.title == title
        assert (desk.waiting().new == 0) == (verb != "flag")
    with Desk(home, settings, clock) as desk:
        assert desk.undo() == mark
        assert desk.queue.card(before.id) == before
        assert desk.waiting().new == 1


def test_marks_and_grades_are_undone_in_the_order_they_were_made(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 2)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        first = sitting.advance()
        assert first is not None
        review = sitting.grade(4)
        mark = desk.flag(first.card)
        assert sitting.undo() == mark
        undone = sitting.undo()
        assert isinstance(undone, Review)
        assert undone.id == review.id
        assert sitting.undo() is None


def test_undo_takes_the_newest_of_grades_and_marks_also_when_the_clock_was_set_back(
    home: Home, settings: Settings, clock: Clock
) -> None:
    fill(home, settings, clock, 2)
    earlier = make_clock(settings, at(date(2027, 1, 3)))
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        showing = sitting.advance()
        assert showing is not None
        desk.flag(showing.card)
        desk.clock = earlier
        graded = sitting.grade(4)
        desk.suspend(showing.card)
        undone = [desk.undo() for _ in range(3)]
    assert [each.title if isinstance(each, Mark) else each for each in undone] == ["suspended", graded, "flagged"]


def test_postponing_moves_the_date_and_can_be_undone(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 1)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        showing = sitting.advance()
        assert showing is not None
        graded = sitting.grade(4)
        assert graded.after is not None
        desk.postpone(showing.card)
        schedule = desk.log.schedule_of(showing.card.id)
        assert schedule is not None
        assert schedule.due == graded.after.due + timedelta(days=7)
        assert health.examine(home, settings).findings == ()
        desk.undo()
        assert desk.log.schedule_of(showing.card.id) == graded.after


def test_switching_to_fsrs_and_back_loses_nothing(home: Home, settings: Settings, clock: Clock) -> None:
    fill(home, settings, clock, 3)
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        for quality in (4, 5, 1):
            sitting.advance()
            sitting.grade(quality)
        before = {card: desk.log.schedule_of(card) for card in desk.queue.find_ids("")}
    other = replace(settings, scheduler="fsrs")
    with Desk(home, other, clock) as desk:
        assert all((s := desk.log.schedule_of(card)) and s.stability for card in before)
        assert health.examine(home, other).findings == ()
    with Desk(home, settings, clock) as desk:
        assert {card: desk.log.schedule_of(card) for card in before} == before


def test_the_label_is_what_happens_also_with_fuzz(home: Home, settings: Settings) -> None:
    fuzzy = replace(settings, fuzz=True)
    day = date(2027, 1, 1)
    fill(home, fuzzy, make_clock(fuzzy, at(day)), 1)
    moved = 0
    for _ in range(6):
        with Desk(home, fuzzy, make_clock(fuzzy, at(day))) as desk:
            sitting = desk.start()
            showing = sitting.advance()
            assert showing is not None
            promised = showing.outcomes[4]
            stored = sitting.grade(4)
            assert stored.after == promised.after == desk.log.schedule_of(showing.card.id)
            assert stored.after is not None
            moved += stored.shift != 0
            day = stored.after.due
    assert moved > 0
    assert health.examine(home, fuzzy).findings == ()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from quizzer.config import Home, Settings
from quizzer.errors import StoreError
from quizzer.services.clock import make_clock
from quizzer.services.study import Desk
folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
settings = Settings(time_zone="UTC")
with Desk(Home(folder, folder / "config.toml"), settings, make_clock(settings, {})) as desk:
    sitting = desk.start()
    first = sitting.advance()
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        sitting.grade(4)
    except StoreError as error:
        print(error.message)
    assert sitting.showing is first
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    print(sitting.grade(4).id)
"""


def test_a_full_disk_says_that_the_grade_is_not_saved_and_lets_it_be_tried_again(
    home: Home, settings: Settings, clock: Clock
) -> None:
    fill(home, settings, clock, 1)
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(home.data)], capture_output=True, text=True, check=True
    )
    message, stored = result.stdout.splitlines()
    assert "nothing more was written" in message
    with Desk(home, settings, clock) as desk:
        assert [entry.id for entry in desk.log.newest(10)] == [stored]
    assert health.examine(home, settings).findings == ()


def test_new_cards_of_several_notes_in_one_deck_come_by_note_and_place(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.md").write_text(
            f"---\ndeck: One\n---\n## Why {name} first?\n\nSo.\n\n## Why {name} second?\n\nSo.\n"
        )
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    notes = Request(tuple(tmp_path / f"{name}.md" for name in "bac"))
    importer.apply(repository, importer.prepare(repository, notes))
    repository.close()
    asked = []
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        while (showing := sitting.advance()) is not None:
            asked.append(showing.card.question)
            sitting.grade(4)
    assert asked == [f"Why {note} {place}?" for note in "abc" for place in ("first", "second")]

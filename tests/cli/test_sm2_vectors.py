"""The reference of SM-2 as a person meets it: `review --plain` day after day, what `export` says, and a rebuild.

Every vector and every same-day session is typed in full, with QUIZZER_NOW as the calendar. A due date is never more
than 36,500 days away, so where a vector goes further the card is asked on that day: lateness changes nothing else,
and repetition, interval and ease still have to be those of the reference.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizzer.cli import run
from quizzer.config import Home
from quizzer.domain.sm2 import FARTHEST_DUE
from quizzer.services.opening import open_database

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "sm2_vectors.json").read_text())
START = date(2026, 1, 1)
Said = pytest.CaptureFixture[str]
Json = dict[str, Any]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without cards that takes all six grades, made once and then copied."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    home.mkdir()
    (home / "config.toml").write_text("grades = 6\ntime_zone = 'UTC'\n")
    open_database(Home(home, home / "config.toml")).close()
    return home


class Person:
    """Somebody who types at the plain review and reads the export."""

    def __init__(self, prepared: Path, home: Path, patch: pytest.MonkeyPatch, said: Said) -> None:
        self.home, self._prepared, self._patch, self._said = home, prepared, patch, said
        self.move_to(home)

    def move_to(self, home: Path) -> None:
        """Go on in a home of no cards."""
        shutil.copytree(self._prepared, home)
        self._patch.setenv("QUIZZER_HOME", str(home))

    def command(self, *words: str, day: date = START, typed: str = "") -> str:
        """What a command prints that ends well."""
        self._patch.setenv("QUIZZER_NOW", f"{day.isoformat()}T09:00:00")
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        self._said.readouterr()
        code = run(list(words))
        out, err = self._said.readouterr()
        assert code == 0, out + err
        return out

    def cards(self) -> dict[str, Json]:
        """The exported cards by their question."""
        return by_question(self.command("export", "--format", "json"))

    def check_log(self) -> None:
        """The replay agrees; schedules made again from the log, here and in another home, are the same bytes."""
        exported = self.command("export", "--format", "json")
        self.command("doctor")
        self.command("doctor", "--rebuild")
        assert self.command("export", "--format", "json") == exported
        copy = self.home.with_name("copy.json")
        copy.write_text(exported, "utf-8")
        self.move_to(self.home.with_name("elsewhere"))
        self.command("import", str(copy))
        assert self.command("export", "--format", "json") == exported


def by_question(exported: str) -> dict[str, Json]:
    return {card["question"]: card for card in json.loads(exported)["cards"]}


def typing(grades: Iterable[int]) -> str:
    """What is typed: each answer revealed and graded, and then left."""
    return "".join(f"\n{grade}\n" for grade in grades) + "q\n"


def due_of(day: date, interval: int) -> date:
    return day + timedelta(days=min(interval, FARTHEST_DUE))


@pytest.fixture
def person(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Person:
    return Person(prepared, tmp_path / "vectors", monkeypatch, capsys)


def sittings(vector: Json) -> Iterator[tuple[date, list[int]]]:
    """Day and grades of every sitting; each second closing round is gone through, the others are left."""
    day = START
    for n, step in enumerate(vector["expected"]):
        repeats = [0, 3, 5] if step["repeat_today"] and n % 2 else []
        yield day, [step["grade"], *repeats]
        day = due_of(day, step["interval_days"])


def check_vector(card: Json, vector: Json) -> None:
    """Every scheduled entry of the card did what the reference says, and nothing else moved it."""
    log = iter(card["reviews"])
    after = None
    for (day, grades), step in zip(sittings(vector), vector["expected"], strict=True):
        for n, grade in enumerate(grades):
            entry = next(log)
            assert entry["before"] == after
            after = entry["after"]
            assert (entry["quality"], entry["entry"]) == (grade, "repeat" if n else "scheduled")
            assert entry["study_day"] == after["last_day"] == day.isoformat()
            expected = step["repetition"], step["interval_days"], step["ef_hundredths"]
            assert (after["repetition"], after["interval"], after["ease"]) == expected
            assert after["due"] == due_of(day, step["interval_days"]).isoformat()
            assert after["repeat_on"] == (day.isoformat() if grade < 4 else None)
    assert next(log, None) is None
    schedule = card["schedule"]
    assert (schedule["repetition"], schedule["interval"]) == (after["repetition"], after["interval"])
    assert (schedule["ease_factor"], schedule["due"]) == (after["ease"] / 100, after["due"])


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda v: v["id"])
def test_vector_typed_on_the_command_line(vector: Json, person: Person) -> None:
    person.command("add", "a", "answer")
    for day, grades in sittings(vector):
        person.command("review", "--plain", day=day, typed=typing(grades))
    check_vector(person.cards()["a"], vector)
    person.check_log()


@pytest.mark.parametrize("session", VECTORS["sessions"], ids=lambda s: s["id"])
def test_same_day_session_typed_on_the_command_line(session: Json, person: Person) -> None:
    for item in session["final"]:
        person.command("add", item, f"answer {item}")
    presented = session["presentations"]
    said = person.command("review", "--plain", typed=typing(showing["grade"] for showing in presented))
    assert "All done for now" in said
    cards = person.cards()
    for item, expected in session["final"].items():
        schedule, log = cards[item]["schedule"], cards[item]["reviews"]
        found = schedule["repetition"], schedule["interval"], round(schedule["ease_factor"] * 100)
        assert found == (expected["repetition"], expected["interval_days"], expected["ef_hundredths"])
        assert schedule["repeat_on"] is None
        given = [(s["grade"], "scheduled" if s["scheduled"] else "repeat") for s in presented if s["item"] == item]
        assert [(entry["quality"], entry["entry"]) for entry in log] == given
    order = [(e["id"], q) for q, card in cards.items() for e in card["reviews"]]
    assert [question for _, question in sorted(order)] == [showing["item"] for showing in presented]
    person.check_log()


@pytest.mark.parametrize("name", ["every-grade-up", "float-trap-1"])
def test_vector_typed_at_processes_of_their_own(name: str, prepared: Path, tmp_path: Path) -> None:
    vector = next(v for v in VECTORS["vectors"] if v["id"] == name)
    home = tmp_path / "processes"
    shutil.copytree(prepared, home)

    def quizzer(*words: str, day: date = START, typed: str = "") -> str:
        environment = {**os.environ, "QUIZZER_HOME": str(home), "QUIZZER_NOW": f"{day.isoformat()}T09:00:00"}
        ended = subprocess.run(
            [sys.executable, "-m", "quizzer", *words],
            env=environment, input=typed, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return ended.stdout

    quizzer("add", "a", "answer")
    for day, grades in sittings(vector):
        quizzer("review", "--plain", day=day, typed=typing(grades))
    check_vector(by_question(quizzer("export", "--format", "json"))["a"], vector)

"""An export follows its published schema and comes back whole: every kind of card, every state, a long log."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import quizzer
import quizzer.services
from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.cards import Card, CardState, Kind
from quizzer.domain.rounds import Round, Topic
from quizzer.services.clock import make_clock
from quizzer.services.interviewing import keep_round
from quizzer.services.merging import merge
from quizzer.services.study import Desk
from quizzer.store.repository import Repository
from tests.services.season import NOTE, import_notes, study

SCHEMA = json.loads((Path(quizzer.services.__file__).parent / "export.schema.json").read_text("utf-8"))
DAYS = 160


def questions(numbers: range) -> str:
    return "# Numbers\n" + "".join(
        f"\n## What is {n} made of?\n\nOf {n} ones: $\\sum_{{i=1}}^{{{n}}} 1$.\n" for n in numbers
    )


def live(home: Home, settings: Settings, folder: Path) -> None:
    """Study for months, then leave cards in every state, a merge and two rounds."""
    import_notes(home, settings, folder, more=questions(range(2, 100)))
    last = study(home, settings, DAYS)
    (folder / "open.md").write_text("# Open\n\n## What is left open?\n")
    (folder / "serving.md").write_text(NOTE.replace("A block of", "One block of"))
    (folder / "more.md").write_text(questions(range(4, 100)))
    assert run(["import", str(folder), "--yes"]) == 0
    with quizzer.open(home.data) as library:
        assert [stub.question for stub in library.stubs()] == ["What is left open?"]
    clock = make_clock(settings, {"QUIZZER_NOW": f"{last}T20:00:00+00:00"})
    repository = Repository(home.database)
    gone, *_ = repository.cards(state=CardState.PARKED)
    asked = [card for card in repository.cards(state=CardState.ACTIVE) if repository.showings([card.id])]
    assert merge(repository, settings, clock, gone, asked[-1]) > 0
    repository.close()
    with Desk(home, settings, clock) as desk:
        keep_round(desk, Round("Phone", last + timedelta(days=9), (Topic(("Numbers",), ("training",), 2.0),), 25))
        keep_round(desk, Round("On site", last + timedelta(days=30), (), 40))
        change_states(desk, asked)


def change_states(desk: Desk, cards: list[Card]) -> None:
    desk.suspend(cards[0])
    desk.park(cards[1])
    desk.bury(cards[2])
    desk.flag(cards[3])
    desk.tag(cards[3], ["mine", "größer"])
    desk.postpone(cards[4])
    desk.undo()
    desk.postpone(cards[5])


def export(home: Path, out: Path) -> bytes:
    assert run(["--home", str(home), "export", "--out", str(out)]) == 0
    return out.read_bytes()


def test_a_long_life_comes_back_byte_for_byte(
    home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2026-12-20T20:00:00+00:00")
    live(home, settings, tmp_path / "notes")
    config = '[decks.serving]\nscheduler = "fsrs"\nnew_per_day = 3\n'
    home.config.write_text(config)
    file = tmp_path / "first.json"
    first = export(home.data, file)
    value = json.loads(first)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(value, SCHEMA)
    check_that_all_is_in(value)
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.toml").write_text(config)
    assert run(["--home", str(other), "import", str(file)]) == 0
    assert export(other, tmp_path / "second.json") == first
    assert run(["--home", str(other), "doctor"]) == 0
    assert run(["--home", str(other), "import", str(file)]) == 0
    assert export(other, tmp_path / "third.json") == first
    capsys.readouterr()
    assert run(["--home", str(tmp_path / "plain"), "import", str(file)]) == 0
    assert "config.toml" in capsys.readouterr().err
    (tmp_path / "plain" / "config.toml").write_text(config)
    assert export(tmp_path / "plain", tmp_path / "fourth.json") == first


def check_that_all_is_in(value: dict[str, Any]) -> None:
    reviews = [review for card in value["cards"] for review in card["reviews"]]
    entries = Counter(review["entry"] for review in reviews)
    assert sum(entries[entry] for entry in ("scheduled", "repeat", "practice")) >= 1_000
    assert entries["cancel"] > 50
    assert entries["postponed"] >= 2
    assert len(value["rounds"]) == 2
    assert {card["kind"] for card in value["cards"]} >= set(map(str, Kind)) - {str(Kind.LIST)}  # no note makes that one
    assert {card["state"] for card in value["cards"]} == set(map(str, CardState))
    assert {card["returns_as"] for card in value["cards"]} == {None, "active"}
    assert sum(card["merged_into"] is not None for card in value["cards"]) == 1
    assert any(card["buried_until"] for card in value["cards"])
    assert any(card["flagged"] for card in value["cards"])
    assert any(card["own_tags"] == ["mine", "größer"] for card in value["cards"])
    assert any(card["schedule"] and "stability" in card["schedule"] for card in value["cards"])
    assert any(review["answer"].get("slips") for review in reviews)


SMALL = {"version": 1, "rounds": [], "cards": []}
REFUSED: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("no cards", lambda value: value.pop("cards")),
    ("another version", lambda value: value.update(version=2)),
    ("an unknown field", lambda value: value.update(host="mine")),
    ("a card that is no object", lambda value: value["cards"].append(1)),
    ("a card of nothing", lambda value: value["cards"].append({})),
    ("a round of nothing", lambda value: value["rounds"].append({})),
]


@pytest.mark.parametrize("spoil", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_schema_refuses_what_is_no_export(spoil: Callable[[dict[str, Any]], object]) -> None:
    value = copy.deepcopy(SMALL)
    jsonschema.validate(value, SCHEMA)
    spoil(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_a_merge_into_a_card_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "Why?", "Because."]) == 0
    file = tmp_path / "one.json"
    assert run(["export", "--out", str(file)]) == 0
    value = json.loads(file.read_text())
    value["cards"][0] |= {"merged_into": "nobody", "id": "another"}
    file.write_text(json.dumps(value))
    assert run(["--home", str(tmp_path / "other"), "import", str(file)]) == 1
    assert "nobody" in capsys.readouterr().err


def test_tags_given_here_can_still_be_taken_away(tmp_path: Path, home: Home, settings: Settings) -> None:
    import_notes(home, settings, tmp_path / "notes")
    clock = make_clock(settings, {"QUIZZER_NOW": "2026-12-20T20:00:00+00:00"})
    with Desk(home, settings, clock) as desk, quizzer.open(home.data) as library:
        card = library.cards(tag="training")[0]
        desk.tag(card, ["mine", "training", "later"])
    first = export(home.data, tmp_path / "first.json")
    other = Home(tmp_path / "other", tmp_path / "other" / "config.toml")
    assert run(["--home", str(other.data), "import", str(tmp_path / "first.json")]) == 0
    assert export(other.data, tmp_path / "second.json") == first
    with Desk(other, settings, clock) as desk, quizzer.open(other.data) as library:
        card = library.card(card.id)
        assert (card.tags, card.own_tags) == (("training", "mine", "later"), ("mine", "training", "later"))
        desk.tag(card, [])
        assert library.card(card.id).tags == ("training",)

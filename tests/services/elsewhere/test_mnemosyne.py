"""Mnemosyne's database and shared cards come in: texts, tags, pictures, schedules and the log."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.cards import Kind
from quizzer.domain.reviews import Entry
from quizzer.services import health
from quizzer.store.codec import to_schedule
from quizzer.store.repository import Repository
from tests.services.elsewhere.made import MnemosyneFile, seconds, shared_cards

Said = pytest.CaptureFixture[str]
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def file(tmp_path: Path) -> MnemosyneFile:
    made = MnemosyneFile(tmp_path / "default.db")
    made.fact(1, f="What is <b>GQA</b>?", b="Shared keys, <$>h_{kv} < h</$>\nfewer heads")
    made.card("one", 1, "1.1", tag=2)
    made.fact(2, f="Cache", p_1="kash", m_1='what is kept <img src="pics/a.png">')
    made.card("two-there", 2, "3.1", grade=4, last=seconds("2026-01-02T09:00"), due=seconds("2026-01-08"))
    made.card("two-back", 2, "3.2", active=0)
    made.fact(3, text="Heads [share:do what?] keys and [values]")
    made.card("gap-0", 3, "5.1", extra="{'cloze': 'share:do what?', 'index': 0}")
    made.card("gap-1", 3, "5.1", extra="{'cloze': 'values', 'index': 1}")
    made.answer("one", "2026-01-02T09:00", 4)
    made.answer("one", "2026-01-02T09:05", 1)
    made.answer("one", "2026-01-03T09:00", 2)
    made.answer("gone", "2026-01-03T09:01", 5)
    folder = tmp_path / "default.db_media" / "pics"
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(PICTURE)
    return made


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2026-02-01T09:00+00:00")


def test_cards_and_log_come_in(file: MnemosyneFile, home: Home, settings: Settings, capsys: Said) -> None:
    before = file.path.read_bytes()
    assert run(["import", str(file.path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["program"], told["new"], told["known"], told["entries"]) == ("Mnemosyne", 5, 0, 3)
    assert (told["suspended"], told["pictures"]) == (1, 1)
    assert told["left_behind"] == ["1 repetition: their cards were deleted in Mnemosyne"]
    assert file.path.read_bytes() == before
    repository = Repository(home.database)
    cards = {card.author_id: card for card in repository.all_cards()}
    log = repository.reviews()
    schedules = {key: to_schedule(row) for key, row in repository.schedule_rows().items()}
    repository.close()
    one = cards["mnemosyne:one"]
    assert (one.question, one.answer) == ("What is **GQA**?", "Shared keys, $h_{kv} < h$\nfewer heads")
    assert (one.deck, one.tags, one.sibling) == ("Mnemosyne", ("llm/serving",), "")
    assert cards["mnemosyne:two-there"].answer == "kash\n\nwhat is kept ![](pics-a.png)"
    assert cards["mnemosyne:two-back"].state == "suspended"
    assert cards["mnemosyne:gap-0"].question == "Heads [do what?…] keys and values"
    assert (cards["mnemosyne:gap-1"].question, cards["mnemosyne:gap-1"].answer) == (
        "Heads share keys and […]",
        "values",
    )
    assert cards["mnemosyne:gap-0"].kind is Kind.CLOZE
    assert cards["mnemosyne:gap-0"].sibling == cards["mnemosyne:gap-1"].sibling != ""
    mine = [(e.entry, e.quality, e.elapsed_ms) for e in log if e.card_id == one.id]
    assert mine == [(Entry.SCHEDULED, 4, 7000), (Entry.REPEAT, 1, 7000), (Entry.SCHEDULED, 3, 7000)]
    assert schedules[one.id].last_day == date(2026, 1, 3)
    seeded = schedules[cards["mnemosyne:two-there"].id]
    assert (seeded.due, seeded.interval, seeded.ease, seeded.lapses) == (date(2026, 1, 8), 6, 236, 1)
    assert (home.data / "media" / "pics-a.png").read_bytes() == PICTURE
    assert health.examine(home, settings).findings == ()


def test_again_brings_what_is_new_and_undo_takes_it_back(file: MnemosyneFile, capsys: Said) -> None:
    assert run(["import", str(file.path)]) == 0
    file.answer("one", "2026-01-09T09:00", 5)
    file.run("UPDATE data_for_fact SET value = 'Grouped queries' WHERE _fact_id = 1 AND key = 'b'")
    capsys.readouterr()
    assert run(["import", str(file.path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["new"], told["known"], told["entries"]) == (0, 5, 1)
    assert schedule_of(capsys, "Grouped queries")["last_day"] == "2026-01-09"
    assert run(["undo"]) == 0
    assert schedule_of(capsys, "Grouped queries")["last_day"] == "2026-01-09"
    assert run(["import", "--undo"]) == 0
    assert schedule_of(capsys, "Shared keys")["last_day"] == "2026-01-03"
    assert run(["import", str(file.path)]) == 0
    assert schedule_of(capsys, "Grouped queries")["last_day"] == "2026-01-09"
    assert run(["doctor"]) == 0


def schedule_of(capsys: Said, answer: str) -> dict[str, object]:
    capsys.readouterr()
    assert run(["cards", "--json"]) == 0
    cards = json.loads(capsys.readouterr().out)
    (card,) = [card for card in cards if card["question"] == "What is **GQA**?"]
    assert run(["card", "show", card["id"], "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["answer"].startswith(answer)
    schedule: dict[str, object] = card["schedule"]
    return schedule


def test_a_dry_run_says_it_and_stores_nothing(file: MnemosyneFile, home: Home, capsys: Said) -> None:
    assert run(["import", str(file.path), "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "5 cards new, 0 known" in said.out
    assert "not carried over: 1 repetition" in said.err
    assert not home.database.exists()


def test_what_cannot_come_is_said_item_by_item(file: MnemosyneFile, capsys: Said) -> None:
    file.fact(7, f="Where?", b='<img src="../../../etc/shadow.png">')
    file.card("out", 7, "1.1")
    file.fact(8, f="Hear?", b='<audio src="x.ogg"> yes')
    file.card("sound", 8, "1.1")
    file.fact(9, f="Odd?", b="yes")
    file.card("odd", 9, "plugin.1")
    file.fact(10, f="Only a front")
    file.card("half", 10, "1.1")
    file.card("bad", 1, "1.1", grade=3)
    file.run("UPDATE cards SET easiness = 'x' WHERE id = 'bad'")
    file.run(
        "INSERT INTO log (event_type, timestamp, object_id, grade) VALUES (9, 'soon', 'one', 3), (9, 1, 'one', 99)"
    )
    file.answer("one", "2036-01-01T00:00", 5)
    assert run(["import", str(file.path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert set(told["left_behind"]) == {
        "1 repetition: their cards were deleted in Mnemosyne",
        "1 review: dated before 1970 or after today",
        "2 repetitions: no time or grade",
        "card bad: its row is damaged",
        "card half: an empty side",
        "card odd: its card type 'plugin.1' is not in the file",
        "card sound: its sound is not played here",
        "picture ../../../etc/shadow.png: not found beside the cards",
    }


def test_a_card_type_of_ones_own(file: MnemosyneFile, capsys: Said) -> None:
    file.run(
        "INSERT INTO fact_views (id, q_fact_keys, a_fact_keys) VALUES ('own.1', ?, ?)", ("['loss']", "['use', 'b']")
    )
    file.fact(9, loss="Focal", use="rare classes", b="2017")
    file.card("mine", 9, "own.1")
    assert run(["import", str(file.path), "--deck", "Losses"]) == 0
    capsys.readouterr()
    run(["cards", "--json", "--deck", "Losses"])
    cards = json.loads(capsys.readouterr().out)
    assert len(cards) == 6
    assert "Focal" in {card["question"] for card in cards}


ENTRIES = [
    ({"type": "10", "o_id": "t1"}, {"name": "llm::attention"}),
    ({"type": "13"}, {"fname": "a.png"}),
    ({"type": "16", "o_id": "f1"}, {"f": "Why <i>scale</i>?", "b": 'Variance <img src="a.png">'}),
    ({"type": "6", "o_id": "c1", "card_t": "2", "fact": "f1", "fact_v": "2.1", "tags": "t1", "gr": "-1", "e": "2.5"}, {}),
    ({"type": "6", "o_id": "c2", "card_t": "2", "fact": "f1", "fact_v": "2.2", "tags": "t1", "gr": "4", "e": "2.7",
      "l_rp": str(seconds("2026-01-02T09:00")), "n_rp": str(seconds("2026-01-20")), "rt_rp_l": "3"}, {}),
]  # fmt: skip


def test_shared_cards_come_in(tmp_path: Path, capsys: Said) -> None:
    shared_cards(tmp_path / "llm.cards", ENTRIES, a__png=PICTURE)
    assert run(["import", str(tmp_path / "llm.cards"), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["program"], told["new"], told["pictures"]) == ("Mnemosyne's shared cards", 2, 1)
    run(["cards", "--json"])
    front, back = json.loads(capsys.readouterr().out)
    assert (front["question"], front["tags"], front["deck"]) == ("Why *scale*?", ["llm/attention"], "llm")
    assert front["schedule"] is None
    assert (back["schedule"]["due"], back["schedule"]["interval"]) == ("2026-01-20", 18)

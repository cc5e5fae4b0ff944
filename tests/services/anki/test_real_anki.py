"""Packages against the real Anki: what we write goes in, what it writes comes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.reviews import Entry
from quizzer.services import exporting, health
from quizzer.services.anki.coming_in import collect
from quizzer.services.anki.going_out import write
from quizzer.services.clock import Clock
from quizzer.services.elsewhere.history import store
from quizzer.services.importing import Importer, Request
from quizzer.services.study import Desk
from quizzer.store.repository import Repository
from tests.conftest import NOTES

pytest.importorskip("anki", reason="the real Anki is installed by .ci/run only", exc_type=ImportError)

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def package(home: Home, settings: Settings, clock: Clock, tmp_path: Path) -> Path:
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    deck = tmp_path / "numbers.yaml"
    deck.write_text(
        "deck: Numbers\ncards:\n  - question: How big is the cache of 24 layers?\n    function: kv_cache_bytes\n"
        "    parameters: {layers: 24, hidden_size: 4096, heads: 32, tokens: 512, dtype: float16}\n"
    )
    importer.apply(repository, importer.prepare(repository, Request((NOTES, deck))))
    repository.close()
    with Desk(home, settings, clock) as desk:
        sitting = desk.start()
        for quality in (4, 1, 5):
            sitting.advance()
            sitting.grade(quality, elapsed_ms=5000)
        first = desk.queue.card(sitting.session.graded[0].card_id)
        assert first is not None
        desk.suspend(first)
    repository = Repository(home.database)
    write(exporting.gather(repository), tmp_path / "out.apkg")
    repository.close()
    return tmp_path / "out.apkg"


def take_in(collection: Any, package: Path) -> Any:
    options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))


def test_our_package_goes_in_twice_without_a_duplicate(collection: Any, package: Path, home: Home) -> None:
    take_in(collection, package)
    count = collection.note_count()
    take_in(collection, package)
    assert collection.note_count() == count
    with_numbers = collection.get_note(collection.find_notes("deck:Numbers")[0])
    assert "201,326,592 B" in with_numbers["Answer"]
    formula = collection.get_note(collection.find_notes("Formula")[0])
    assert r"\[" in formula["Answer"]
    assert "$$" not in formula["Answer"]


def test_the_scheduling_goes_along(collection: Any, package: Path, clock: Clock, home: Home) -> None:
    take_in(collection, package)
    kept = [collection.get_card(key) for key in collection.find_cards("is:review or is:suspended")]
    assert len(kept) == 3
    assert sorted(card.factor for card in kept) == [2500, 2500, 2600]
    assert len(collection.find_cards("is:suspended")) == 1
    assert collection.db.scalar("SELECT count(*) FROM revlog") == 3
    day_zero = date.fromtimestamp(collection.crt)
    assert {day_zero + timedelta(days=card.due) for card in kept} == {clock.now().day + timedelta(days=1)}


@pytest.fixture
def foreign(collection: Any) -> Any:
    basic = collection.models.by_name("Basic (and reversed card)")
    note = collection.new_note(basic)
    note["Front"], note["Back"] = "What is <b>GQA</b>?", r"Shared keys: \(h_{kv} < h\)<br>fewer heads"
    note.tags = ["llm::attention"]
    collection.add_note(note, collection.decks.id("LLM::Attention"))
    cloze = collection.new_note(collection.models.by_name("Cloze"))
    cloze["Text"] = "RoPE {{c1::rotates}} queries and {{c2::keys::which?}}"
    collection.add_note(cloze, collection.decks.id("LLM"))
    collection.decks.set_current(collection.decks.id("LLM"))
    for button in (3, 3, 1, 3):
        card = collection.sched.getCard()
        collection.sched.answerCard(card, button)
    return collection


@pytest.mark.parametrize("legacy", [False, True], ids=["newest", "older"])
def test_an_anki_package_comes_in_with_its_history(
    foreign: Any, tmp_path: Path, home: Home, settings: Settings, clock: Clock, legacy: bool
) -> None:
    path = tmp_path / "theirs.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy)
    foreign.export_anki_package(out_path=str(path), options=options, limit=None)
    arrived = store(home, settings, clock, collect(path), path.name)
    assert (arrived.new, arrived.known) == (4, 0)
    assert arrived.entries == foreign.db.scalar("SELECT count(*) FROM revlog")
    again = store(home, settings, clock, collect(path), path.name)
    assert (again.new, again.known, again.entries) == (0, 4, 0)
    repository = Repository(home.database)
    cards = {card.question: card for card in repository.all_cards()}
    log = repository.reviews()
    repository.close()
    assert set(cards) == {
        "What is **GQA**?",
        "Shared keys: $h_{kv} < h$\nfewer heads",
        "RoPE […] queries and keys",
        "RoPE rotates queries and [which?…]",
    }
    gqa = cards["What is **GQA**?"]
    assert (gqa.deck, gqa.tags) == ("LLM/Attention", ("llm/attention",))
    assert cards["RoPE […] queries and keys"].answer.startswith("rotates\n")
    assert cards["RoPE […] queries and keys"].sibling
    assert {entry.entry for entry in log} <= {Entry.SCHEDULED, Entry.REPEAT}
    assert health.examine(home, settings).findings == ()

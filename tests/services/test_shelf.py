"""Many notes are put aside on the disk while they are compared, and nothing comes out differently for it."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from quizzer.config import Home, Settings
from quizzer.domain.cards import CardDraft, Problem, Reading, Source, Standing, Stub
from quizzer.domain.plan import Fate, Plan
from quizzer.domain.reconcile import compare, reconcile
from quizzer.services import shelf
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Request
from quizzer.services.shelf import Aside, ReadFile, Shelf
from tests.domain.edits import EDITS, Edit
from tests.domain.test_reconcile import measure
from tests.domain.test_reconcile_properties import KINDS, Author, Keeper
from tests.services.test_reimport import opened, take_in, write

KEPT = (
    "SELECT s.path, c.position, c.line, c.question, c.answer, c.context, c.state, c.deck, c.is_unseen "
    "FROM cards c LEFT JOIN sources s ON s.id = c.source_id ORDER BY 1, 2, 4, 5, 6, 7",
    "SELECT c.question, s.path, p.line, p.position FROM places p JOIN sources s ON s.id = p.source_id "
    "JOIN cards c ON c.id = p.card_id ORDER BY 1, 2",
    "SELECT path, deck, content_hash, is_gone FROM sources ORDER BY 1",
    "SELECT question, line FROM stubs ORDER BY 1, 2",
    "SELECT summary FROM batches ORDER BY id",
)


def shelved(drafts: Iterable[CardDraft], held_cards: int) -> Shelf:
    """The files of these drafts, of which so many cards are held in memory."""
    files = Shelf(held_cards=held_cards)
    for path, group in itertools.groupby(drafts, lambda draft: draft.path):
        source = Source(path, "notes", "", "", 0, 0)
        files.put(ReadFile(source, Reading(path, tuple(group))))
    return files


def every_line(plan: Plan, apart: object) -> list[str]:
    fresh = [item for _, items in apart.with_files() for item in items] if isinstance(apart, Aside) else []
    assert plan.apart == len(fresh)
    return sorted(map(repr, (*plan.items, *fresh)))


edits = st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000), st.integers(0, 10_000))
several = st.lists(edits, min_size=1, max_size=8)


@hypothesis_settings(max_examples=150)
@given(before=several, after=several)
def test_a_plan_made_from_the_disk_is_the_plan_made_in_memory(
    before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    author, keeper = Author(), Keeper()
    for edit in before:
        author.edit(*edit)
    keeper.take_in(author, asks=False)
    author.notes |= {"c.md": [], "d.md": []}
    for edit in after:
        author.edit(*edit)
    known, drafts = list(keeper.cards.values()), author.drafts()
    read = {*author.notes, *(card.path for card in known)}
    whole = reconcile(known, drafts, measure, read=read)
    met, apart = shelved(drafts, held_cards=0).sift(known)
    plan = compare(known, met, measure, apart=apart, read=read)
    assert every_line(plan, apart) == sorted(map(repr, whole.items))
    assert plan.problems == whole.problems
    assert plan.count() == whole.count()


STOCK = [CardDraft("Summary", f"What part {n} comes to in the end.", f"{n}.md", 1, 2) for n in range(4)]


@pytest.mark.parametrize(
    ("drafts", "compared"),
    [
        ([CardDraft(f"What is part {n}?", "A part.", "a.md", n, n) for n in range(5)], 0),
        ([CardDraft("What is it?", answer, "a.md", 1, 2) for answer in ("This one.", "That one.")], 2),
        ([CardDraft("What is the crank for?", "It turns the drum.", path, 1, 2) for path in ("a.md", "b.md")], 2),
        (STOCK[:3], 3),
        (STOCK, 0),
    ],
    ids=["each its own", "another answer", "twice", "thrice with other answers", "a stock phrase"],
)
def test_only_what_another_card_may_be_is_compared(drafts: list[CardDraft], compared: int) -> None:
    met, apart = shelved(drafts, held_cards=0).sift([])
    assert (len(list(met)), len(apart)) == (compared, len(drafts) - compared)
    met, apart = shelved(drafts, held_cards=0).sift([])
    whole = reconcile([], drafts, measure, read=())
    assert compare([], met, measure, apart=apart, read=()).problems == whole.problems


def test_what_is_put_aside_comes_back_as_it_was() -> None:
    standing = Standing(4, date(2030, 1, 2), 2.3)
    draft = CardDraft("How much?", "4 GB", "a.md", 1, 2, options=("a", "b"), standing=standing, data={"unit": "GB"})
    reading = Reading(
        "a.md", (draft, replace(draft, data=CardDraft("", "", "", 0, 0).data)), (Stub("Why?", "a.md", 3, 3),),
        problems=(Problem("a.md", 3, "no answer"),), dialect="hashcards",
    )  # fmt: skip
    file = ReadFile(Source("a.md", "notes", "deck", "00", 1, 2), reading)
    files = Shelf(held_cards=1)
    files.put(file)
    assert files.is_aside
    assert list(files) == list(files) == [file]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.title)
def test_an_import_from_the_disk_stores_what_one_from_memory_stores(
    edit: Edit, settings: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = tmp_path / "notes", []
    for held_cards in (shelf.HELD_CARDS, 0):
        monkeypatch.setattr(shelf, "HELD_CARDS", held_cards)
        home = Home(tmp_path / f"home{held_cards}", tmp_path / "config.toml")
        importer = Importer(home, settings, clock)
        plans = [take_in(importer, write(folder, notes))[0] for notes in (edit.before, edit.after)]
        assert [preview.files.is_aside for preview in plans[:1]] == [not held_cards]
        shown = [sorted(repr(i.fate) for _, items in preview.by_file() for i in items) for preview in plans]
        with closing(sqlite3.connect(home.database)) as connection:
            kept.append((shown, [connection.execute(query).fetchall() for query in KEPT]))
    assert kept[0] == kept[1]


def test_the_preview_of_many_notes_holds_none_of_their_cards(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    cards, files = 50, 2 * shelf.HELD_CARDS // 50
    notes = {
        f"{name}.md": "".join(f"## What is part {card} of machine {name}?\nIt turns.\n" for card in range(cards))
        for name in range(files)
    }
    importer = Importer(home, settings, clock)
    with opened(importer) as repository:
        preview = importer.prepare(repository, Request((write(tmp_path / "notes", notes),)))
        assert preview.plan.items == ()
        assert preview.remarkable == ()
        assert preview.plan.count() == {Fate.NEW: files * cards}
        assert [len(items) for _, items in preview.by_file()] == [cards] * files
        assert importer.apply(repository, preview).counts == {Fate.NEW: files * cards}
        assert len(repository.all_cards()) == files * cards

"""Decks: renamed, removed (parked), added from those that ship with quizzer; single cards added by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import quizzer
from quizzer.config import Home, Settings
from quizzer.domain.candidates import is_within
from quizzer.domain.cards import Card, CardDraft, CardState, Confidence
from quizzer.domain.plan import Fate, Item
from quizzer.errors import QuizzerError, UsageError
from quizzer.services.clock import Clock
from quizzer.store.marks import KIND as MARK
from quizzer.store.repository import Repository
from quizzer.store.writer import FilePart

STARTER = "starter"


@dataclass(frozen=True, slots=True)
class BundledDeck:
    """A deck that ships with quizzer."""

    name: str
    path: Path
    title: str


def decks_folder() -> Path:
    """Where the bundled decks lie: inside the installed package, or beside it in a checkout."""
    package = Path(quizzer.__file__).parent
    for folder in (package / "_decks", package.parent / "decks"):
        if folder.is_dir():
            return folder
    raise QuizzerError("the bundled decks are missing from this installation", hint="install quizzer again")


def bundled() -> list[BundledDeck]:
    """The decks that ship with quizzer, the starter first."""
    found = [
        BundledDeck(path.stem, path, deck_title(path))
        for path in decks_folder().iterdir()
        if path.suffix in (".md", ".yaml", ".yml") and path.stem.lower() != "readme"
    ]
    return sorted(found, key=lambda deck: (deck.name != STARTER, deck.name))


def deck_title(path: Path) -> str:
    """The deck that a bundled file names in its first lines; its file name when it names none."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, 40):
            if line.startswith("deck:"):
                return line.removeprefix("deck:").strip().strip("\"'")
    return path.stem


def find_bundled(name: str) -> BundledDeck:
    """The bundled deck with this name; UsageError lists what there is."""
    for deck in bundled():
        if name.casefold() in (deck.name.casefold(), deck.title.casefold()):
            return deck
    raise UsageError(f"no bundled deck is called {name!r}", hint="`quizzer decks --bundled` lists them")


def add_card(
    repository: Repository, clock: Clock, question: str, answer: str, deck: str, tags: tuple[str, ...]
) -> None:
    """Add one card by hand; it belongs to no note."""
    if not question.strip() or not answer.strip():
        raise UsageError("a card wants a question and an answer", hint="quizzer add QUESTION ANSWER")
    now = clock.now()
    draft = CardDraft(
        question.strip(),
        answer.strip(),
        "",
        0,
        0,
        confidence=Confidence.EXPLICIT,
        convention="by hand",
        tags=tags,
        deck=deck,
    )
    batch = repository.begin_batch("add", "one card", now.instant)
    # In no note: they are asked in the order in which they were added.
    last = max((card.position for card in repository.cards(deck=deck) if not card.path), default=-1)
    item = Item(Fate.NEW, "added by hand", draft, position=last + 1)
    repository.store_files(batch, [FilePart(None, [item])], (now.instant, now.offset_minutes, now.day))
    repository.end_batch(batch, {"new": 1})


def rename_deck(repository: Repository, clock: Clock, old: str, new: str) -> int:
    """Give a deck, and those within it, another name; how many cards it holds."""
    if not new.strip():
        raise UsageError("a deck wants a name")
    cards = _of_deck(repository, old)
    changes = {card.id: {"deck": new.strip() + card.deck[len(old) :]} for card in cards}
    sources = {
        source.path: new.strip() + source.deck[len(old) :]
        for source in repository.sources()
        if is_within(source.deck, old)
    }
    repository.update_cards("rename", f"{old} is now {new}", changes, clock.now().instant, decks=sources)
    return len(cards)


def remove_deck(repository: Repository, clock: Clock, name: str) -> int:
    """Park every card of a deck and those within it, as one mark that undo takes back. How many were parked."""
    cards = active_cards(repository, name)
    changes = {card.id: {"state": "parked", "returns_as": None} for card in cards}
    repository.update_cards(MARK, f"deck {name} removed", changes, clock.now().instant)
    return len(cards)


def active_cards(repository: Repository, name: str) -> list[Card]:
    """The cards of a deck and those within it that are not parked; UsageError when there is no such deck."""
    return [card for card in _of_deck(repository, name) if card.state is not CardState.PARKED]


def _of_deck(repository: Repository, name: str) -> list[Card]:
    cards = [card for card in repository.all_cards() if is_within(card.deck, name)]
    if not cards:
        raise UsageError(f"there is no deck called {name!r}", hint="`quizzer decks` lists them")
    return cards


def install_bundled(home: Home, settings: Settings, clock: Clock, decks: Sequence[BundledDeck]) -> int:
    """Store decks that ship with quizzer; how many cards that gave, those of a deck that was removed before included.

    A corrected card keeps its history.
    """
    from quizzer.services.importing import Importer, Request
    from quizzer.services.request import bundled_path

    importer = Importer(home, settings, clock)
    repository = importer.repository()
    try:
        request = Request(paths=tuple(deck.path for deck in decks), is_bundled=True, is_confirmed=True)
        summary = importer.apply(repository, importer.prepare(repository, request))
        asked = {bundled_path(deck.path) for deck in decks}
        removed = [
            card for card in repository.cards(state=CardState.PARKED) if card.path in asked and not card.returns_as
        ]
        changes = {card.id: {"state": str(CardState.ACTIVE)} for card in removed}
        repository.update_cards(MARK, "decks added again", changes, clock.now().instant)
    finally:
        repository.close()
    return summary.counts.get(Fate.NEW, 0) + summary.counts.get(Fate.REVIVED, 0) + len(removed)

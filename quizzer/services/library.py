"""quizzer from Python: the decks, cards, due cards and review log of a home, to read.

    with quizzer.open("~/quizzer-home") as home:
        for card in home.due():
            print(card.deck, card.question)

Everything given is a frozen value of the domain; nothing here writes, and the notes are not touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from quizzer.config import find_home, load
from quizzer.domain.candidates import is_due, is_within
from quizzer.domain.cards import Card, CardState
from quizzer.domain.reviews import Review, Schedule
from quizzer.services.clock import make_clock
from quizzer.services.reporting import DeckLine, Today, today
from quizzer.services.study import Desk
from quizzer.store.codec import to_schedule
from quizzer.store.repository import Repository


class Library:
    """A home opened for reading; close it, or use it in a `with`.

    A home without a database gets an empty one, as on the command line. QuizzerError says what is wrong with a home
    that cannot be read.
    """

    def __init__(self, home: str | os.PathLike[str] | None = None) -> None:
        found = find_home(os.fspath(home) if home is not None else None, os.environ)
        settings = load(found.config)
        self.path: Path = found.database
        self._desk = Desk(found, settings, make_clock(settings, os.environ))
        self._repository = Repository(found.database, is_read_only=True)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._repository.close()
        self._desk.close()

    def today(self) -> Today:
        """What waits today: the figures of `quizzer due`."""
        return today(self._desk)

    def decks(self) -> tuple[DeckLine, ...]:
        """Every deck, with what of it is due and new today."""
        return self.today().decks

    def cards(self, *, deck: str = "", state: CardState | str | None = None) -> list[Card]:
        """The cards by deck, note and place: all that are not parked, or those of a state; of a deck and those within."""
        found = self._repository.cards(state=CardState(state) if state else None)
        return [card for card in found if not deck or is_within(card.deck, deck)]

    def schedules(self) -> dict[str, Schedule]:
        """The schedules by card id; cards never reviewed have none."""
        return {card_id: to_schedule(row) for card_id, row in self._repository.schedule_rows().items()}

    def due(self, *, deck: str = "") -> list[Card]:
        """Active cards whose due date has come, the longest overdue first; new cards and buried ones are not among them."""
        day = self._desk.clock.now().day
        schedules = self.schedules()
        found = [
            card
            for card in self.cards(deck=deck, state=CardState.ACTIVE)
            if is_due(schedules.get(card.id), day) and not (card.buried_until and card.buried_until > day)
        ]
        return sorted(found, key=lambda card: (schedules[card.id].due, card.id))

    def log(self, card: Card | str | None = None) -> Iterator[Review]:
        """Every entry of the review log, oldest first, undone ones too; of one card (or its whole id) when it is given.

        `quizzer.domain.scheduling.effective` leaves the entries that count.
        """
        if card is None:
            return iter(self._repository.reviews())
        return iter(self._desk.log.of_card(card if isinstance(card, str) else card.id))

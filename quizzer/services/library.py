"""quizzer from Python: the decks, cards, due cards and review log of a home, to read.

    with quizzer.open("~/quizzer-home") as home:
        for card in home.due():
            print(card.deck, card.question)

Everything given is a frozen value of the domain; nothing here writes, and the notes are not touched. The reading
commands of the command line print what this gives.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from quizzer.config import Home, Settings, find_home
from quizzer.config_file import load
from quizzer.domain.candidates import is_due, is_within
from quizzer.domain.cards import Card, CardState, Stub
from quizzer.domain.reviews import Review, Schedule
from quizzer.services.clock import Clock, make_clock
from quizzer.services.day_share import Waiting
from quizzer.services.study import Desk
from quizzer.store.codec import to_schedule

if TYPE_CHECKING:
    from quizzer.services.exporting import Contents
    from quizzer.services.progress import Progress
    from quizzer.services.reporting import DeckLine, Today
    from quizzer.services.weaknesses import Weaknesses
    from quizzer.store.reading import Reader


class Library:
    """A home opened for reading; close it, or use it in a `with`.

    A home without a database gets an empty one, as on the command line. QuizzerError says what is wrong with a home
    that cannot be read.
    """

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self.path = home.database
        self._desk = Desk(home, settings, clock)

    @cached_property
    def _reader(self) -> Reader:
        # Loaded when first asked for: counts and due dates come without it, and sooner.
        from quizzer.store.reading import Reader

        return Reader(self.path, is_read_only=True)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        if "_reader" in self.__dict__:
            self._reader.close()
        self._desk.close()

    def waiting(self) -> Waiting:
        """How many cards wait today: the fast part of `today`. Cards that an interview asks early count too."""
        if not self._desk.rounds_ahead():
            return self._desk.waiting()
        from quizzer.services.reporting import count_waiting

        return count_waiting(self._desk)

    def today(self) -> Today:
        """What waits today: the figures of `quizzer due`."""
        from quizzer.services.reporting import count_waiting, today

        return today(self._desk, count_waiting(self._desk))

    def decks(self) -> tuple[DeckLine, ...]:
        """Every deck, with what of it is due and new today."""
        return self.today().decks

    def cards(self, *, deck: str = "", tag: str = "", state: CardState | str | None = None) -> list[Card]:
        """The cards by deck, note and place: all that are not parked, or those of a state.

        `deck` takes those within it too, `tag` those below it; UsageError for a deck that no card is in.
        """
        found = self._reader.cards(state=CardState(state) if state else None)
        if deck and not any(is_within(card.deck, deck) for card in found):
            self._desk.deck_names((deck,))
        return [
            card
            for card in found
            if (not deck or is_within(card.deck, deck)) and (not tag or any(is_within(one, tag) for one in card.tags))
        ]

    def card(self, start: str) -> Card:
        """The card whose id begins with `start`; QuizzerError when there is none, or more than one."""
        return self._desk.card(start)

    def schedules(self) -> dict[str, Schedule]:
        """The schedules by card id; cards never reviewed have none."""
        return {card_id: to_schedule(row) for card_id, row in self._reader.schedule_rows().items()}

    def showings(self) -> dict[str, int]:
        """How often each card was graded, by card id; cards never graded are left out."""
        return self._reader.showings([card.id for card in self._reader.all_cards()])

    def due(self, *, deck: str = "") -> list[Card]:
        """Active cards whose due date has come, the longest overdue first; new cards and buried ones are not among them.

        All siblings are named, where a day asks, and `today` counts, one of them.
        """
        day = self._desk.clock.now().day
        schedules = self.schedules()
        found = [
            card
            for card in self.cards(deck=deck, state=CardState.ACTIVE)
            if is_due(schedules.get(card.id), day) and not (card.buried_until and card.buried_until > day)
        ]
        return sorted(found, key=lambda card: (schedules[card.id].due, card.id))

    def stubs(self) -> list[Stub]:
        """The questions that the notes leave open, by file and line."""
        return self._reader.stubs()

    def log(
        self, card: Card | str | None = None, *, since: date | None = None, until: date | None = None
    ) -> Iterator[Review]:
        """Every entry of the review log, oldest first, undone ones too; of one card (or its whole id) when it is given.

        `since` and `until` are study days, both included. `quizzer.domain.scheduling.effective` leaves the entries
        that count.
        """
        if card is None:
            found = self._reader.reviews()
        else:
            found = self._desk.log.of_card(card if isinstance(card, str) else card.id)
        return (entry for entry in found if _is_between(entry.study_day, since, until))

    def progress(self, *, deck: str = "", days: int | None = None) -> Progress:
        """How it is going, of the last `days` when given: the first part of `quizzer stats`.

        UsageError for a deck that does not exist.
        """
        from quizzer.services.progress import progress

        return progress(self._desk, (deck,) if deck else (), days)

    def weaknesses(self, *, deck: str = "") -> Weaknesses:
        """Where it does not stick: the second part of `quizzer stats`. UsageError for a deck that does not exist."""
        from quizzer.services.weaknesses import weaknesses

        return weaknesses(self._desk, (deck,) if deck else ())

    def contents(
        self, *, deck: str = "", tag: str = "", since: date | None = None, until: date | None = None
    ) -> Contents:
        """What an export holds: every card with its whole log, or those of a deck, of a tag, reviewed in those days."""
        from quizzer.services.exporting import gather

        if deck:
            self.cards(deck=deck)
        reviewed = None
        if since or until:
            reviewed = {entry.card_id for entry in self.log(since=since, until=until) if entry.is_showing}
        return gather(self._reader, deck=deck, tag=tag, reviewed=reviewed)


def _is_between(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def open_home(home: str | os.PathLike[str] | None = None) -> Library:
    """What `quizzer.open` gives."""
    found = find_home(os.fspath(home) if home is not None else None, os.environ)
    settings = load(found.config)
    return Library(found, settings, make_clock(settings, os.environ))

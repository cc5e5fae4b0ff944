"""A day's share: which cards a selection means, how many of them today asks, and what the limits of the day leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from quizzer.config import NO_LIMIT, Settings
from quizzer.domain.candidates import Selection, is_within
from quizzer.domain.day_worth import day_worth
from quizzer.domain.values import dataclass
from quizzer.errors import UsageError
from quizzer.services.clock import Clock
from quizzer.store.counting import Choice, Counts
from quizzer.store.hot import Queue


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much is asked today."""

    due: int = 0
    new: int = 0
    """New cards that today's limit still lets in."""
    repeats: int = 0
    """Cards of the closing round."""
    held_new: int = 0
    """New cards that wait for another day."""
    held_due: int = 0
    """Due cards beyond today's limit."""
    early: int = 0
    """Cards not due that the plan of an interview asks."""
    backlog_limit: int | None = None
    """While more cards than this are overdue, new ones wait; None when that is not why they wait."""

    @property
    def total(self) -> int:
        """Cards that a sitting would ask now, the closing round included."""
        return self.due + self.new + self.repeats + self.early

    @property
    def held_words(self) -> str:
        """What waits for another day, such as `12 due cards and 1 new card wait for another day`; empty for nothing."""
        if self.backlog_limit is None or not self.held_new:
            return _wait(("due", self.held_due), ("new", self.held_new))
        until = f"{_wait(('new', self.held_new), until='')} until at most {self.backlog_limit} are overdue"
        return f"{_wait(('due', self.held_due))}; {until}" if self.held_due else until


def _wait(*held: tuple[str, int], until: str = " for another day") -> str:
    parts = [f"{count} {kind} {'card' if count == 1 else 'cards'}" for kind, count in held if count]
    is_one = sum(count for _, count in held) == 1
    return f"{' and '.join(parts)} {'waits' if is_one else 'wait'}{until}" if parts else ""


@dataclass(frozen=True, slots=True)
class DueLimits:
    """What today's limits leave."""

    settings: Settings
    reviewed: Mapping[str, int]
    """Due cards answered today, by deck."""
    more_today: int
    """Cards that the person asked for on top: raises every limit."""

    @property
    def left(self) -> int:
        """Of all decks together."""
        return max(0, self.settings.due_per_day + self.more_today - sum(self.reviewed.values()))

    def left_of(self, deck: str) -> int:
        """Of one deck, besides the limit for all."""
        limit = self.settings.for_deck(deck).due_per_day
        return max(0, limit + self.more_today - self.reviewed.get(deck, 0))

    def count(self, due: Mapping[str, int]) -> int:
        """How many of these due cards, by deck, today still asks."""
        return min(self.left, sum(min(count, self.left_of(deck)) for deck, count in due.items()))

    def narrow(self, choice: Choice, decks: list[str]) -> Choice | None:
        """The choice without the decks, among all of them, that have had their share; None when nothing is left."""
        full = tuple(deck for deck in decks if not self.left_of(deck))
        return replace(choice, without=full) if self.left else None


def due_limits(settings: Settings, queue: Queue, day: date, more_today: int = 0) -> DueLimits | None:
    """The limits of the day; None when neither the person nor a deck sets one."""
    own = any("due_per_day" in deck for deck in settings.decks.values())
    if settings.due_per_day >= NO_LIMIT and not own:
        return None
    return DueLimits(settings, queue.reviewed(day), more_today)


class DayShare:
    """What today asks, counted from a queue by the settings; the desk is one."""

    def __init__(self, settings: Settings, clock: Clock, queue: Queue) -> None:
        self.settings = settings
        self.clock = clock
        self.queue = queue

    def deck_counts(self) -> dict[str, Counts]:
        """What every deck holds and what of it waits today."""
        return self.queue.decks(self.clock.now().day)

    def deck_names(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The decks that these names mean: a deck stands for those within it; UsageError for a name of none."""
        if not wanted:
            return ()
        names = self.queue.deck_names()
        found: list[str] = []
        for want in wanted:
            below = [name for name in names if is_within(name, want)]
            if not below:
                raise UsageError(
                    f"there is no deck called {want!r}", hint=suggest(want, names, "`quizzer decks` lists them")
                )
            found += below
        return tuple(dict.fromkeys(found))

    def waiting(
        self, selection: Selection | None = None, *, more_today: int = 0, taken: int = 0, is_held_counted: bool = True
    ) -> Waiting:
        """What is asked today, of all decks or of a selection; `more_today` and `taken` as for `room_for_new`.

        Without `is_held_counted` nothing is said of the new cards that wait for another day, which may be very many.
        """
        choice = self.choice(selection or Selection())
        backlog_limit = self._backlog_limit()
        room = self._room_for_new(backlog_limit, more_today, taken)
        is_bounded = not is_held_counted and self.new_limit(more_today) is None
        counts = self.queue.counts(choice, room if is_bounded else None)
        new = min(counts.unseen, self._unseen_within_limits(choice, counts.unseen, more_today), room)
        limits = self.due_limits(more_today)
        due = limits.count(self.queue.due_by_deck(choice)) if limits else counts.due
        held = counts.unseen - new if is_held_counted else 0
        return Waiting(due, new, counts.repeats, held, counts.due - due, backlog_limit=backlog_limit)

    def _unseen_within_limits(self, choice: Choice, unseen: int, more_today: int) -> int:
        limit_of = self.new_limit(more_today)
        if limit_of is None or not unseen:
            return unseen
        introduced = self.queue.introduced(choice.day)
        by_deck = self.queue.unseen_by_deck(choice)
        return sum(min(count, max(0, limit_of(deck) - introduced.get(deck, 0))) for deck, count in by_deck.items())

    def new_limit(self, more_today: int = 0) -> Callable[[str], int] | None:
        """How many new cards each deck may bring today, besides the limit for all; None when no deck has its own."""
        if not any("new_per_day" in own for own in self.settings.decks.values()):
            return None
        return lambda deck: self.settings.for_deck(deck).new_per_day + more_today

    def due_limits(self, more_today: int = 0) -> DueLimits | None:
        """What today's limits leave of the due cards; None without a limit."""
        return due_limits(self.settings, self.queue, self.clock.now().day, more_today)

    def room_for_new(self, more_today: int = 0, taken: int = 0) -> int:
        """New cards that today's limit still lets in; none but those asked for while the backlog is large.

        `taken` of the `more_today` asked for have been shown already.
        """
        return self._room_for_new(self._backlog_limit(), more_today, taken)

    def _room_for_new(self, backlog_limit: int | None, more_today: int, taken: int) -> int:
        if backlog_limit is not None:
            return max(0, more_today - taken)
        introduced = sum(self.queue.introduced(self.clock.now().day).values())
        return max(0, self.settings.new_per_day + more_today - introduced)

    def _backlog_limit(self) -> int | None:
        """A day's worth of cards when more than that are overdue; None when they are not."""
        day = self.clock.now().day
        worth = day_worth(self.queue.recent_showings(day))
        return worth if self.queue.is_behind(day, worth) else None

    def choice(self, selection: Selection, left_out: frozenset[str] = frozenset()) -> Choice:
        """A selection as the store wants it."""
        return Choice(
            day=self.clock.now().day,
            decks=self.deck_names(selection.decks),
            tags=selection.tags,
            is_flagged=selection.is_flagged,
            left_out=left_out,
        )


def suggest(want: str, names: Sequence[str], otherwise: str) -> str:
    """The names that look most like what was wanted, where there are any."""
    from difflib import get_close_matches

    near = get_close_matches(want, names, 3, 0.5)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else otherwise

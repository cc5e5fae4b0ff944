"""Study: the desk at which a person sits, and what waits on it today.

Nothing here imports SQLModel or Alembic unless the database has to be made or upgraded, so that the first card can
be on the screen first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.config import Home, Settings
from quizzer.domain import leech
from quizzer.domain import session as sitting
from quizzer.domain.candidates import Selection, is_within
from quizzer.domain.cards import Card, CardState
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import Scheduler
from quizzer.domain.study_day import CLOCK_TOLERANCE_MS, ClockBehind, check_clock
from quizzer.errors import QuizzerError, UsageError
from quizzer.services.clock import Clock
from quizzer.services.due_limits import DueLimits, due_limits
from quizzer.services.rules import fuzz_of, scheduler_of, signature
from quizzer.store.connection import SCHEMA_VERSION, check, connect
from quizzer.store.counting import Choice, Counts
from quizzer.store.hot import Queue

if TYPE_CHECKING:
    from quizzer.domain.fuzz import Fuzz
    from quizzer.domain.rounds import Round
    from quizzer.services.sitting import Sitting
    from quizzer.store.figures import Figures
    from quizzer.store.log import ReviewLog
    from quizzer.store.marks import Mark, Marks
    from quizzer.store.record import Record
    from quizzer.store.rounds import Rounds
    from quizzer.store.search import Search


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
    backlog: int = 0
    """Cards due before today."""
    early: int = 0
    """Cards not due that the plan of an interview asks."""

    @property
    def total(self) -> int:
        """Cards that a sitting would ask now, the closing round included."""
        return self.due + self.new + self.repeats + self.early

    @property
    def held_words(self) -> str:
        """What waits for another day, such as `12 due cards and 1 new card wait for another day`; empty for nothing."""
        held = ((self.held_due, "due"), (self.held_new, "new"))
        parts = [f"{count} {kind} {'card' if count == 1 else 'cards'}" for count, kind in held if count]
        is_one = self.held_due + self.held_new == 1
        return f"{' and '.join(parts)} {'waits' if is_one else 'wait'} for another day" if parts else ""


class Desk:
    """One learner's cards and log, opened for a while; close it, or use it in a `with`."""

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock
        self._connection = open_database(home)
        self.queue = Queue(self._connection)
        self._follow_settings()

    # What no first card asks for is loaded when it is first used.

    @cached_property
    def log(self) -> ReviewLog:
        """Every review, and the schedules folded from them."""
        from quizzer.store.log import ReviewLog

        return ReviewLog(self._connection, self.home.database)

    @cached_property
    def figures(self) -> Figures:
        """Counts over cards and days."""
        from quizzer.store.figures import Figures

        return Figures(self._connection)

    @cached_property
    def record(self) -> Record:
        """Sums over the log."""
        from quizzer.store.record import Record

        return Record(self._connection)

    @cached_property
    def marks(self) -> Marks:
        """What was done to cards besides grading them."""
        from quizzer.store.marks import Marks

        return Marks(self._connection, self.home.database)

    @cached_property
    def rounds(self) -> Rounds:
        """Dated interviews."""
        from quizzer.store.rounds import Rounds

        return Rounds(self._connection, self.home.database)

    @property
    def search(self) -> Search:
        """Words and filters over all cards; loaded by the first search, because no review asks for it."""
        from quizzer.store.search import Search

        return Search(self._connection)

    def folder_of(self, note: str) -> Path:
        """The folder that a note was imported with, where its pictures may lie; for a lone note, its own."""
        root = Path(self.figures.root_of(note) or note)
        return root if root.is_dir() else Path(note).parent

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _follow_settings(self) -> None:
        wanted = signature(self.settings)
        if self.queue.fact("rules", "sm2") != wanted:
            # Another scheduler was chosen: every schedule is made again from the log, and nothing is lost either way.
            self.log.rebuild(self.scheduler_for, wanted)

    def fuzz(self, deck: str) -> Fuzz | None:
        """How the due dates of a deck are spread; None when they are exact."""
        day = self.clock.now().day
        return fuzz_of(self.settings.for_deck(deck), lambda: self.figures.load(day))

    def scheduler_for(self, deck: str) -> Scheduler:
        """The rule of memory that a deck uses."""
        return scheduler_of(self.settings.for_deck(deck))

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
                    f"there is no deck called {want!r}", hint=_hint(want, names, "`quizzer decks` lists them")
                )
            found += below
        return tuple(dict.fromkeys(found))

    def waiting(
        self, selection: Selection | None = None, *, more_today: int = 0, taken: int = 0, is_held_counted: bool = True
    ) -> Waiting:
        """What is asked today, of all decks or of a selection; `more_today` and `taken` as for `room_for_new`.

        Without `is_held_counted` nothing is said of the new cards that wait for another day, which may be very many.
        """
        now = self.clock.now()
        choice = self.choice(selection or Selection())
        backlog = self.queue.overdue(now.day)
        room = self.room_for_new(more_today, backlog, taken)
        is_bounded = not is_held_counted and self.new_limit(more_today) is None
        counts = self.queue.counts(choice, room if is_bounded else None)
        new = min(counts.unseen, self._unseen_within_limits(choice, counts.unseen, more_today), room)
        limits = self.due_limits(more_today)
        due = limits.count(self.queue.due_by_deck(choice)) if limits else counts.due
        held = counts.unseen - new if is_held_counted else 0
        return Waiting(due, new, counts.repeats, held, counts.due - due, backlog)

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

    def room_for_new(self, more_today: int = 0, backlog: int | None = None, taken: int = 0) -> int:
        """New cards that today's limit still lets in; none but those asked for while the backlog is large.

        `taken` of the `more_today` asked for have been shown already.
        """
        day = self.clock.now().day
        overdue = self.queue.overdue(day) if backlog is None else backlog
        if overdue:
            from quizzer.domain.queue import day_worth

            if overdue > day_worth(self.queue.recent_showings(day)):
                return max(0, more_today - taken)
        introduced = sum(self.queue.introduced(day).values())
        return max(0, self.settings.new_per_day + more_today - introduced)

    def rounds_ahead(self) -> list[Round]:
        """The interviews still to come, the nearest first."""
        kept = self.rounds.all()
        if not kept:
            return []
        from quizzer.domain.rounds import next_rounds

        return next_rounds(kept, self.clock.now().day)

    def clock_behind(self) -> ClockBehind | None:
        """Whether the clock stands before the newest review; None while all is well, and when it was said before.

        Said once for every newest review: a clock that stays behind is no news, one set back after further reviews is.
        """
        behind = check_clock(self.clock.now().instant, self.log.newest_instant())
        if behind is None:
            return None
        said = self.queue.fact("said:clock_behind", "0")
        if abs(behind.newest - int(said)) < CLOCK_TOLERANCE_MS:
            # Under a clock that stays behind, marks and reviews still move the newest id on, a millisecond at a time.
            return None
        return behind if self.log.is_news("clock_behind", str(behind.newest)) else None

    def choice(self, selection: Selection, left_out: frozenset[str] = frozenset()) -> Choice:
        """A selection as the store wants it."""
        return Choice(
            day=self.clock.now().day,
            decks=self.deck_names(selection.decks),
            tags=selection.tags,
            is_flagged=selection.is_flagged,
            left_out=left_out,
        )

    def card(self, start: str) -> Card:
        """The card whose id begins with `start`; QuizzerError when there is none, or more than one."""
        ids = self.queue.find_ids(start) if start else []
        if len(ids) != 1:
            problem = f"no card has an id that begins with {start!r}" if not ids else f"{start!r} begins several ids"
            raise QuizzerError(problem, hint="`quizzer cards` lists the ids")
        card = self.queue.card(ids[0])
        assert card is not None
        return card

    def start(self, selection: Selection | None = None, *, minutes: int | None = None, more_today: int = 0) -> Sitting:
        """Sit down. Ask `advance()` for the first card; UsageError for a tag that no card has."""
        from quizzer.services.sitting import Sitting  # which imports this module

        selection = selection or Selection()
        self._check_tags(selection.tags)
        return Sitting(self, selection, minutes=minutes, more_today=more_today)

    def _check_tags(self, wanted: Sequence[str]) -> None:
        known = self.figures.tags() if wanted else []
        for want in wanted:
            if not any(is_within(tag, want) for tag in known):
                raise UsageError(
                    f"no card has the tag {want!r}", hint=_hint(want, known, "`quizzer cards --json` shows them")
                )

    def undo(self) -> Review | Mark | None:
        """Take back the newest grade that counts or mark that was set, of any day; what was taken back."""
        last, mark = self.log.last_undoable(), self.marks.newest()
        if mark is not None and (last is None or mark.id > last.id):
            self.marks.take_back(mark, self.clock.now().instant)
            return mark
        if last is not None:
            self.cancel(last)
        return last

    def suspend(self, card: Card) -> Mark | None:
        """Hide a card until the person says otherwise; a suspended one is shown again."""
        if card.state is CardState.SUSPENDED:
            return self._mark("shown again", card, state="active")
        return self._mark("suspended", card, state="suspended")

    def bury(self, card: Card) -> Mark | None:
        """Hide a card until tomorrow."""
        tomorrow = self.clock.now().day + timedelta(days=1)
        return self._mark("buried until tomorrow", card, buried_until=tomorrow.isoformat())

    def flag(self, card: Card) -> Mark | None:
        """Flag a card, or take its flag away."""
        return self._mark("flag removed" if card.is_flagged else "flagged", card, is_flagged=int(not card.is_flagged))

    def tag(self, card: Card, tags: Sequence[str]) -> Mark | None:
        """Give a card these tags besides those of its note."""
        own = [tag.strip().lstrip("#") for tag in tags if tag.strip()]
        return self._mark("tagged", card, own_tags=json.dumps(own, ensure_ascii=False))

    def park(self, card: Card) -> Mark | None:
        """Take a card out of the queue for good; only the person brings it back."""
        if card.state is CardState.PARKED:
            return self.bring_back(card)
        return self._mark("parked", card, state="parked", returns_as=None)

    def bring_back(self, card: Card) -> Mark | None:
        """Ask a card again that was suspended or parked; one whose text is gone is kept by hand from then on.

        QuizzerError for a card whose history another one has taken over.
        """
        if self.queue.is_merged(card.id):
            raise QuizzerError("its history belongs to another card now", hint="quizzer card merge --undo parts them")
        columns: dict[str, object] = {"state": "active", "returns_as": None}
        if card.state is CardState.PARKED and card.returns_as is not None:
            columns |= {"source_id": None, "line": 0, "position": 0}
        return self._mark("brought back", card, **columns)

    def _mark(self, title: str, card: Card, **columns: object) -> Mark | None:
        return self.marks.put(title, {card.id: columns}, self.clock.now().instant)

    def postpone(self, card: Card, days: int = leech.POSTPONED_DAYS) -> Review | None:
        """Put a card's due date off by `days`; None for a card never reviewed."""
        schedule = self.log.schedule_of(card.id)
        if schedule is None:
            return None
        now = self.clock.now()
        due = leech.postpone(schedule, now.day, days).due
        entry = sitting.postpone(
            schedule, card, due, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day
        )
        return self.log.append(entry, self.scheduler_for)

    def redo(self) -> Review | None:
        """Take back the newest undo, if nothing was graded since; the entry that counts again."""
        last = self.log.last_redoable()
        if last is None:
            return None
        self.cancel(last)
        return self.log.entry(last.cancels) if last.cancels else None

    def cancel(self, entry: Review) -> None:
        """Take an entry of the log back, whichever it is."""
        now = self.clock.now()
        self.log.append(
            sitting.cancel(entry, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day),
            self.scheduler_for,
        )


def _hint(want: str, names: Sequence[str], otherwise: str) -> str:
    """The names that look most like what was wanted, where there are any."""
    from difflib import get_close_matches

    near = get_close_matches(want, names, 3, 0.5)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else otherwise


def first_words(home: Home) -> str:
    """What to say before a database is opened that has to be made or upgraded, which takes seconds; else nothing."""
    path = home.database
    if not path.exists():
        return f"Setting up quizzer in {home.data} (only this once) ..."
    if check(path) < SCHEMA_VERSION:
        return f"Bringing {path} up to date, after a backup ..."
    return ""


def open_database(home: Home) -> sqlite3.Connection:
    """A connection to the home's database: made if there is none, upgraded if it is behind."""
    path = home.database
    if not path.exists() or check(path) < SCHEMA_VERSION:
        from quizzer.store import migrate

        migrate.ensure(path, home.backups)
    return connect(path)

"""Study: the desk at which a person sits; what waits on it today is counted by `day_share`.

Nothing here imports SQLModel or Alembic unless the database has to be made or upgraded, so that the first card can
be on the screen first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.config import Home, Settings
from quizzer.domain import leech
from quizzer.domain import session as sitting
from quizzer.domain.candidates import Selection, is_within
from quizzer.domain.cards import Card, CardState
from quizzer.domain.consequence import entry_name
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import Scheduler, mark
from quizzer.domain.study_day import CLOCK_TOLERANCE_MS, ClockBehind, check_clock
from quizzer.errors import QuizzerError, UsageError
from quizzer.services.caretaker import Caretaker
from quizzer.services.clock import Clock
from quizzer.services.day_share import DayShare, suggest
from quizzer.services.opening import open_database
from quizzer.services.rules import fuzz_of, scheduler_of, signature
from quizzer.store.connection import is_fixed, is_replaced
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


class Desk(DayShare):
    """One learner's cards and log, opened for a while; close it, or use it in a `with`."""

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self.home = home
        self._connection = open_database(home)
        super().__init__(settings, clock, Queue(self._connection))
        self._follow_settings()
        self.caretaker = Caretaker(home, settings)

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

    @property
    def is_fixed(self) -> bool:
        """Whether the database can only be looked at: nothing will be saved."""
        return is_fixed(self.home.database)

    @property
    def is_replaced(self) -> bool:
        """Whether the database is another file by now: then this desk only knows what was before."""
        return is_replaced(self._connection, self.home.database)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, once a backup that is being made is done."""
        self.caretaker.finish()
        self._connection.close()

    def _follow_settings(self) -> None:
        wanted = signature(self.settings)
        if self.queue.fact("rules", "sm2") != wanted or self._is_under_another_rule():
            # Another scheduler was chosen: every schedule is made again from the log, and nothing is lost either way.
            self.log.rebuild(self.scheduler_for, wanted)

    def _is_under_another_rule(self) -> bool:
        """Whether a card came to a deck with a scheduler or a target of its own, or left one."""
        if not any(own.keys() & {"scheduler", "target_retention"} for own in self.settings.decks.values()):
            return False
        return any(mark(self.scheduler_for(deck)) != made_by for deck, made_by in self.queue.rules_by_deck())

    def fuzz(self, deck: str) -> Fuzz | None:
        """How the due dates of a deck are spread; None when they are exact."""
        day = self.clock.now().day
        return fuzz_of(self.settings.for_deck(deck), lambda: self.figures.load(day))

    def scheduler_for(self, deck: str) -> Scheduler:
        """The rule of memory that a deck uses."""
        return scheduler_of(self.settings.for_deck(deck))

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
                    f"no card has the tag {want!r}", hint=suggest(want, known, "`quizzer cards --json` shows them")
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

    def undo_named(self) -> tuple[str, Card | None] | None:
        """Take back as `undo` does: what that was by name, and its card if it is still there."""
        undone = self.undo()
        if undone is None:
            return None
        if isinstance(undone, Review):
            return entry_name(undone), self.queue.card(undone.card_id)
        return undone.title, self.queue.card(undone.card_ids[0])

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

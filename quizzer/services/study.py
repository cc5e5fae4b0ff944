"""Study: the desk at which a person sits, what waits on it today, and one sitting.

Nothing here imports SQLModel or Alembic unless the database has to be made or upgraded, so that the first card can
be on the screen first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from quizzer.config import Home, Settings
from quizzer.domain import session as sitting
from quizzer.domain.candidates import Candidate, Selection, asks_again, is_within
from quizzer.domain.cards import NOTHING, Card, CardState
from quizzer.domain.fuzz import Fuzz, shifts
from quizzer.domain.queue import day_worth
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.rounds import Round, next_rounds
from quizzer.domain.scheduling import Scheduler
from quizzer.domain.session import Session, Showing
from quizzer.domain.study_day import ClockBehind, check_clock
from quizzer.domain.turns import Asked, Turn
from quizzer.errors import QuizzerError, UsageError
from quizzer.services.clock import Clock
from quizzer.services.rules import fuzz_of, scheduler_of, signature
from quizzer.store.connection import SCHEMA_VERSION, check, connect
from quizzer.store.figures import Figures
from quizzer.store.hot import Choice, Counts, Queue
from quizzer.store.log import ReviewLog
from quizzer.store.marks import Mark, Marks
from quizzer.store.rounds import Rounds
from quizzer.store.search import Search

if TYPE_CHECKING:
    from quizzer.services.day_agenda import DayAgenda

MINUTE_MS = 60_000


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
    backlog: int = 0
    """Cards due before today."""
    early: int = 0
    """Cards not due that the plan of an interview asks."""

    @property
    def total(self) -> int:
        """Cards that a sitting would ask now, the closing round included."""
        return self.due + self.new + self.repeats + self.early


class Desk:
    """One learner's cards and log, opened for a while; close it, or use it in a `with`."""

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock
        self._connection = open_database(home)
        self.queue = Queue(self._connection)
        self.log = ReviewLog(self._connection, home.database)
        self.figures = Figures(self._connection)
        self.search = Search(self._connection)
        self.marks = Marks(self._connection, home.database)
        self.rounds = Rounds(self._connection, home.database)
        self._follow_settings()

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
        names = list(self.deck_counts())
        found: list[str] = []
        for want in wanted:
            below = [name for name in names if is_within(name, want)]
            if not below:
                raise UsageError(f"there is no deck called {want!r}", hint=_deck_hint(want, names))
            found += below
        return tuple(dict.fromkeys(found))

    def waiting(self, selection: Selection | None = None, *, more_today: int = 0, taken: int = 0) -> Waiting:
        """What is asked today, of all decks or of a selection; `more_today` and `taken` as for `room_for_new`."""
        now = self.clock.now()
        choice = self.choice(selection or Selection())
        counts = self.queue.counts(choice)
        backlog = self.queue.overdue(now.day)
        room = self.room_for_new(more_today, backlog, taken)
        new = min(self._unseen_within_limits(choice, counts.unseen, more_today), room)
        return Waiting(counts.due, new, counts.repeats, counts.unseen - new, backlog)

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

    def room_for_new(self, more_today: int = 0, backlog: int | None = None, taken: int = 0) -> int:
        """New cards that today's limit still lets in; none but those asked for while the backlog is large.

        `taken` of the `more_today` asked for have been shown already.
        """
        day = self.clock.now().day
        overdue = self.queue.overdue(day) if backlog is None else backlog
        if overdue > day_worth(self.queue.recent_showings(day)):
            return max(0, more_today - taken)
        introduced = sum(self.queue.introduced(day).values())
        return max(0, self.settings.new_per_day + more_today - introduced)

    def rounds_ahead(self) -> list[Round]:
        """The interviews still to come, the nearest first."""
        return next_rounds(self.rounds.all(), self.clock.now().day)

    def clock_behind(self) -> ClockBehind | None:
        """Whether the clock stands before the newest review, which is worth saying once; None while all is well."""
        return check_clock(self.clock.now().instant, self.log.newest_instant())

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
        """Sit down. Ask `advance()` for the first card."""
        return Sitting(self, selection or Selection(), minutes=minutes, more_today=more_today)

    def undo(self) -> Review | Mark | None:
        """Take back the newest grade that counts or mark that was set, of any day; what was taken back."""
        last, mark = self.log.last_undoable(), self.marks.newest()
        if mark is not None and (last is None or mark.id > last.id):
            self.marks.take_back(mark, self.clock.now().instant)
            return mark
        if last is not None:
            self._cancel(last)
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

    def postpone(self, card: Card, days: int = 7) -> Review | None:
        """Put a card's due date off by `days`; None for a card never reviewed."""
        schedule = self.log.schedule_of(card.id)
        if schedule is None:
            return None
        now = self.clock.now()
        due = max(schedule.due, now.day) + timedelta(days=days)
        entry = sitting.postpone(
            schedule, card, due, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day
        )
        return self.log.append(entry, self.scheduler_for)

    def redo(self) -> Review | None:
        """Take back the newest undo, if nothing was graded since; the entry that counts again."""
        last = self.log.last_redoable()
        if last is None:
            return None
        self._cancel(last)
        return self.log.entry(last.cancels) if last.cancels else None

    def _cancel(self, entry: Review) -> None:
        now = self.clock.now()
        self.log.append(
            sitting.cancel(entry, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day),
            self.scheduler_for,
        )


class Sitting:
    """Cards asked one after the other. Every grade is on the disk before `grade` returns."""

    def __init__(self, desk: Desk, selection: Selection, *, minutes: int | None, more_today: int) -> None:
        self._desk = desk
        self._selection = selection
        self._more_today = more_today
        self._ends_at = desk.clock.now().instant + minutes * MINUTE_MS if minutes is not None else None
        self.session = Session(limit=selection.limit)
        self._waiting: Waiting | None = None
        self._planned: DayAgenda | None = None
        self._planned_on: date | None = None
        self.is_closing_left = False
        """Set to leave today's repetitions for later."""

    @property
    def showing(self) -> Showing | None:
        """The card on the table."""
        return self.session.showing

    def waiting(self) -> Waiting:
        """What is still asked in this sitting's selection; counted once and then kept up with every grade."""
        if self._waiting is None:
            taken = self._new_taken()
            self._waiting = self._desk.waiting(self._selection, more_today=self._more_today, taken=taken)
            if self._agenda() is not None:
                self._waiting = replace(self._waiting, repeats=self._count_repeats())
        waiting = self._with_planned(self._waiting)
        if self.session.limit is None:
            return waiting
        room = max(0, self.session.limit - self.session.first_showings)
        due = min(room, waiting.due)
        new = min(room - due, waiting.new)
        return replace(waiting, due=due, new=new, early=min(room - due - new, waiting.early))

    def _new_taken(self) -> int:
        return sum(review.before is None and review.entry is Entry.SCHEDULED for review in self.session.graded)

    def _with_planned(self, waiting: Waiting) -> Waiting:
        agenda = self._agenda()
        if agenda is None:
            return waiting
        known = [place.candidate.schedule for place in agenda.places]
        early = sum(s is not None and s.due > agenda.day and not asks_again(s, agenda.day) for s in known)
        return replace(waiting, new=max(waiting.new, sum(s is None for s in known)), early=early)

    def _agenda(self) -> DayAgenda | None:
        """What interviews ask of today; None without one ahead, and in a cram. Made once for a study day."""
        day = self._desk.clock.now().day
        if self._planned_on != day:
            self._planned_on, self._planned = day, None
            rounds = [] if self._selection.is_cram else self._desk.rounds_ahead()
            if rounds:
                from quizzer.services.day_agenda import DayAgenda

                self._planned = DayAgenda(self._desk.home, self._desk.settings, self._selection, rounds, day)
        return self._planned

    def _is_in_stretch(self, card: Card) -> bool:
        agenda = self._agenda()
        return agenda is not None and agenda.is_in_stretch(Candidate.of(card, None))

    def _count_off(self, showing: Showing, stored: Review) -> None:
        if self._waiting is None:
            return
        is_again = stored.after is not None and stored.after.repeat_on == stored.study_day
        is_again = is_again and not self._rests(showing.card, stored.after)
        due, new, repeats = self._waiting.due, self._waiting.new, self._waiting.repeats
        match turn_of(stored) if showing.turn is Turn.ROUND else showing.turn:
            case Turn.DUE:
                due, repeats = due - 1, repeats + is_again
            case Turn.NEW:
                new, repeats = new - 1, repeats + is_again
            case Turn.REPEAT:
                repeats -= not is_again
            case _:
                repeats += is_again and stored.entry is Entry.SCHEDULED
        self._waiting = replace(self._waiting, due=max(0, due), new=max(0, new), repeats=max(0, repeats))

    def advance(self) -> Showing | None:
        """Put the next card on the table; None when this sitting has none left."""
        found = self._find()
        self.session = sitting.put(self.session, found)
        return self.session.showing

    def show_card(self, card: Card, turn: Turn) -> Showing:
        """Put a certain card on the table, as after an undo."""
        schedule = self._desk.log.schedule_of(card.id)
        showing = self._show(card, schedule, turn)
        self.session = sitting.put(self.session, showing)
        return showing

    def _find(self) -> Showing | None:
        desk, session = self._desk, self.session
        seen = frozenset(review.card_id for review in session.graded) if self._selection.is_cram else frozenset()
        choice = desk.choice(self._selection, session.left_out | seen)
        is_time_up = self._ends_at is not None and desk.clock.now().instant >= self._ends_at
        if session.has_room and not is_time_up:
            found = self._find_planned() or self._find_first(choice)
            if found:
                return found
        if self.is_closing_left or is_time_up or self._selection.is_cram:
            return None
        return self._find_repeat(choice)

    def _find_planned(self) -> Showing | None:
        """The next card that an interview asks."""
        agenda = self._agenda()
        if agenda is None:
            return None
        for place in agenda.next_places():
            card = self._desk.queue.card(place.card_id)
            if card is None or card.id in self.session.left_out:
                continue
            candidate = Candidate.of(card, self._desk.log.schedule_of(card.id))
            is_left = self.is_closing_left and asks_again(candidate.schedule, agenda.day)
            if candidate.may_be_asked(agenda.day) and not is_left:
                turn = Turn.REPEAT if asks_again(candidate.schedule, agenda.day) else place.turn
                return self._show(card, candidate.schedule, turn, place.gain)
        return None

    def _find_first(self, choice: Choice) -> Showing | None:
        queue = self._desk.queue
        if self._selection.is_cram:
            any_card = queue.next_cram(choice)
            return self._show(*any_card, Turn.CRAM) if any_card else None
        due = queue.next_due(choice)
        if due:
            return self._show(*due, Turn.DUE)
        if self._selection.ahead_days:
            seen = frozenset(review.card_id for review in self.session.graded)
            ahead = queue.next_ahead(replace(choice, left_out=choice.left_out | seen), self._selection.ahead_days)
            if ahead:
                return self._show(*ahead, Turn.AHEAD)
        if self._desk.room_for_new(self._more_today, taken=self._new_taken()):
            card = queue.next_unseen(choice, self._desk.new_limit(self._more_today))
            if card:
                return self._show(card, None, Turn.NEW)
        return None

    def _find_repeat(self, choice: Choice) -> Showing | None:
        repeat = next(self._repeats(choice), None)
        return self._show(*repeat, Turn.REPEAT) if repeat else None

    def _repeats(self, choice: Choice) -> Iterator[tuple[Card, Schedule]]:
        """The cards of the closing round, in order."""
        while repeat := self._desk.queue.next_repeat(choice):
            choice = replace(choice, left_out=choice.left_out | {repeat[0].id})
            if not self._rests(*repeat):
                yield repeat

    def _count_repeats(self) -> int:
        return sum(1 for _ in self._repeats(self._desk.choice(self._selection, self.session.left_out)))

    def _rests(self, card: Card, schedule: Schedule | None) -> bool:
        """Whether the card is not repeated today though graded below 4: in the last stretch only forgotten ones are."""
        return schedule is not None and schedule.repetition > 0 and self._is_in_stretch(card)

    def _show(self, card: Card, schedule: Schedule | None, turn: Turn, gain: float | None = None) -> Showing:
        day = self._desk.clock.now().day
        scheduler = self._desk.scheduler_for(card.deck)
        recall = scheduler.recall(schedule, day) if schedule else None
        why = Asked(Candidate.of(card, schedule), turn, day, recall, gain).why
        fuzz = self._desk.fuzz(card.deck)
        # Spread dates help in the long run; in the last stretch before an interview they would only cost.
        moved = shifts(scheduler, schedule, day, card.id, None if fuzz and self._is_in_stretch(card) else fuzz)
        return sitting.show(scheduler, card, schedule, turn, day, why=why, shifts=moved)

    def reveal(self) -> None:
        """Show the answer."""
        self.session = sitting.reveal(self.session)

    def grade(self, quality: int, *, elapsed_ms: int = 0, answer: Mapping[str, Any] = NOTHING) -> Review:
        """Grade the card on the table; when this returns, the review is on the disk and the table is empty."""
        showing = self.session.showing
        if showing is None:
            raise ValueError("there is no card to grade")
        now = self._desk.clock.now()
        if now.day != showing.day:
            # Left overnight: what the grade does is counted from the day on which it is given.
            self.session = replace(self.session, showing=self._show(showing.card, showing.schedule, showing.turn))
        review = sitting.grade(
            self.session,
            quality,
            reviewed_at=now.instant,
            offset_minutes=now.offset_minutes,
            scheduler=self._desk.scheduler_for(showing.card.deck),
            elapsed_ms=max(0, elapsed_ms),
            answer=answer,
        )
        stored = self._desk.log.append(review, self._desk.scheduler_for)
        if self._planned is not None:
            self._planned.drop(showing.card.id, stored.elapsed_ms)
        self._count_off(showing, stored)
        self.session = sitting.record(self.session, stored)
        return stored

    def undo(self) -> Review | Mark | None:
        """Take back the newest grade or mark, also of an earlier sitting, and put its card on the table again."""
        undone = self._desk.undo()
        self._waiting = None
        if isinstance(undone, Mark):
            card = self._desk.queue.card(undone.card_ids[0])
            if card is not None:
                schedule = self._desk.log.schedule_of(card.id)
                is_due = schedule is not None and schedule.due <= self._desk.clock.now().day
                self.show_card(card, Turn.NEW if schedule is None else Turn.DUE if is_due else Turn.AHEAD)
        elif undone is not None:
            self.session = sitting.take_back(self.session, undone.id)
            card = self._desk.queue.card(undone.card_id)
            if card is not None:
                self.show_card(card, turn_of(undone))
        return undone

    def skip(self) -> None:
        """Leave the card on the table until this sitting ends."""
        self._waiting = None
        if self.session.showing is not None:
            self.session = sitting.skip(self.session, self.session.showing.card.id)


def turn_of(review: Review) -> Turn:
    """The part of the queue that a review was asked in."""
    if review.entry is Entry.REPEAT:
        return Turn.REPEAT
    if review.before is None:
        return Turn.NEW
    return Turn.DUE if review.before.due <= review.study_day else Turn.AHEAD


def _deck_hint(want: str, names: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(want, names, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else "`quizzer decks` lists them"


def open_database(home: Home) -> sqlite3.Connection:
    """A connection to the home's database: made if there is none, upgraded if it is behind."""
    path = home.database
    if not path.exists() or check(path) < SCHEMA_VERSION:
        from quizzer.store import migrate

        migrate.ensure(path, home.backups)
    return connect(path)

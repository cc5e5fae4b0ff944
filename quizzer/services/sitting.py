"""One sitting: cards asked one after the other, every grade on the disk before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from quizzer.domain import session as sitting
from quizzer.domain.candidates import Candidate, Selection, asks_again
from quizzer.domain.cards import NOTHING, Card
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.session import Session, Showing
from quizzer.domain.turns import Asked, Turn
from quizzer.services.day_share import Waiting
from quizzer.services.study import Desk
from quizzer.store.counting import Choice

if TYPE_CHECKING:
    from quizzer.services.day_agenda import DayAgenda
    from quizzer.store.marks import Mark

MINUTE_MS = 60_000
MANY = 5_000
"""Overdue cards; with more of them, counting takes a noticeable part of the time to the first card."""


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

    def is_long_to_count(self) -> bool:
        """Whether `waiting` has very many cards to count, as the first time in a large and neglected home."""
        return self._waiting is None and self._desk.queue.is_behind(self._desk.clock.now().day, MANY)

    def waiting(self) -> Waiting:
        """What is still asked in this sitting's selection; counted once and then kept up with every grade.

        New cards that wait for another day are not counted: `Desk.waiting` does that.
        """
        if self._waiting is None:
            taken = self._new_taken()
            self._waiting = self._desk.waiting(
                self._selection, more_today=self._more_today, taken=taken, is_held_counted=False
            )
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
        due = sum(s is not None and s.due <= agenda.day for s in known)
        new = sum(s is None for s in known)
        return replace(waiting, due=max(waiting.due, due), new=max(waiting.new, new), early=early)

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
        limits = self._desk.due_limits(self._more_today)
        within = limits.narrow(choice, queue.deck_names()) if limits else choice
        due = queue.next_due(within) if within else None
        if due:
            return self._show(*due, Turn.DUE)
        if self._selection.ahead_days:
            # Also in an earlier sitting: nothing new can be learnt of a card twice a day, and a pass moves nothing.
            seen = self._desk.log.shown_on(choice.day.isoformat())
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
        moved: dict[int, int] = {}
        if fuzz is not None and not self._is_in_stretch(card):
            from quizzer.domain.fuzz import shifts

            moved = shifts(scheduler, schedule, day, card.id, fuzz)
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
        self._desk.caretaker.after_change()
        return stored

    def undo(self) -> Review | Mark | None:
        """Take back the newest grade or mark, also of an earlier sitting, and put its card on the table again."""
        undone = self._desk.undo()
        self._waiting = None
        if undone is not None and self._planned is not None:
            self._planned.put_back(undone.card_id if isinstance(undone, Review) else undone.card_ids[0])
        if undone is not None and not isinstance(undone, Review):
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

    def flag(self) -> bool:
        """Flag the card on the table, or take its flag away; it stays there. Whether it is flagged now."""
        showing = self.session.showing
        if showing is None:
            raise ValueError("there is no card to flag")
        self._desk.flag(showing.card)
        card = replace(showing.card, is_flagged=not showing.card.is_flagged)
        self.session = replace(self.session, showing=replace(showing, card=card))
        return card.is_flagged

    def put_away(self, verb: Callable[[Card], object]) -> bool:
        """Do to the card on the table what takes it from there (suspend, bury, postpone); False when that did nothing."""
        showing = self.session.showing
        if showing is None or verb(showing.card) is None:
            return False
        self._waiting = None
        if self._planned is not None:
            self._planned.drop(showing.card.id)
        return True

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

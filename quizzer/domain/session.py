"""One sitting as a frozen value: a card is shown, revealed, graded, and perhaps taken back.

The session knows what each grade would do before it is given, and grading applies that very outcome. It holds
neither queue nor store: whoever asks the next card hands it over, so nothing is lost when the sitting ends anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from quizzer.domain.cards import NOTHING, Card
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import Scheduler
from quizzer.domain.sm2 import LOWEST_PASS, check_quality
from quizzer.domain.turns import Turn
from quizzer.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one grade would do."""

    entry: Entry
    after: Schedule | None
    """The schedule afterwards; None only for practice on a card that has none."""
    shift: int = 0
    """Days that fuzz or balancing moves the due date."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A card on the table, with the outcome of each of the six qualities."""

    card: Card
    schedule: Schedule | None
    turn: Turn
    day: date
    why: str
    outcomes: Mapping[int, Outcome]


def show(
    scheduler: Scheduler,
    card: Card,
    schedule: Schedule | None,
    turn: Turn,
    day: date,
    *,
    why: str = "",
    shifts: Mapping[int, int] | None = None,
) -> Showing:
    """Put a card on the table. `shifts` gives fuzz in days by quality; none means none."""
    outcomes = {q: outcome(scheduler, schedule, turn, q, day, (shifts or {}).get(q, 0)) for q in range(6)}
    return Showing(card, schedule, turn, day, why, outcomes)


def outcome(
    scheduler: Scheduler, schedule: Schedule | None, turn: Turn, quality: int, day: date, shift: int = 0
) -> Outcome:
    """What a grade does to the schedule, by the part of the queue that the card stands in.

    A due or new card is scheduled. Before the due date, and in a mock interview, a pass is practice and a failure a
    lapse. A same-day repetition moves only its flag, a cram nothing at all.
    """
    check_quality(quality)
    is_early = schedule is not None and schedule.due > day
    if turn is Turn.CRAM:
        return Outcome(Entry.PRACTICE, schedule)
    if turn is Turn.REPEAT and schedule is not None:
        return Outcome(Entry.REPEAT, scheduler.repeat(schedule, quality, day))
    if (is_early or turn is Turn.MOCK) and quality >= LOWEST_PASS:
        return Outcome(Entry.PRACTICE, schedule)
    return Outcome(Entry.SCHEDULED, scheduler.review(schedule, quality, day, shift), shift)


@dataclass(frozen=True, slots=True)
class Session:
    """Where a sitting stands."""

    limit: int | None = None
    """First showings that this sitting asks; None for as many as there are."""
    showing: Showing | None = None
    is_revealed: bool = False
    graded: tuple[Review, ...] = field(default=())
    """Entries of this sitting that count, oldest first."""
    left_out: frozenset[str] = frozenset()
    """Cards skipped until the sitting ends."""

    @property
    def first_showings(self) -> int:
        """Graded showings but for same-day repetitions."""
        return sum(review.entry is not Entry.REPEAT for review in self.graded)

    @property
    def has_room(self) -> bool:
        """Whether the limit lets another card be asked for the first time."""
        return self.limit is None or self.first_showings < self.limit


def put(session: Session, showing: Showing | None) -> Session:
    """The session with this card on the table, its answer hidden; None when nothing is left."""
    return replace(session, showing=showing, is_revealed=False)


def reveal(session: Session) -> Session:
    """The session with the answer shown."""
    return replace(session, is_revealed=session.showing is not None)


def hidden(session: Session) -> Session:
    """The session with the answer out of sight again, as when a computed card is asked with other numbers."""
    return replace(session, is_revealed=False)


def grade(
    session: Session,
    quality: int,
    *,
    reviewed_at: int,
    offset_minutes: int,
    scheduler: Scheduler,
    elapsed_ms: int = 0,
    answer: Mapping[str, Any] = NOTHING,
) -> Review:
    """The log entry that grading the card on the table makes: the very outcome that was previewed.

    It has neither id nor sequence: the store gives those. ValueError when no card is on the table.
    """
    showing = session.showing
    if showing is None:
        raise ValueError("there is no card to grade")
    check_quality(quality)
    chosen = showing.outcomes[quality]
    return Review(
        id="",
        card_id=showing.card.id,
        reviewed_at=reviewed_at,
        offset_minutes=offset_minutes,
        study_day=showing.day,
        quality=quality,
        entry=chosen.entry,
        before=showing.schedule,
        after=chosen.after,
        elapsed_ms=elapsed_ms,
        scheduler=scheduler.name,
        scheduler_version=scheduler.version,
        shift=chosen.shift,
        deck=showing.card.deck,
        answer=answer,
    )


def record(session: Session, stored: Review) -> Session:
    """The session after an entry has been stored; the table is empty."""
    return replace(session, showing=None, is_revealed=False, graded=(*session.graded, stored))


def cancel(of: Review, *, reviewed_at: int, offset_minutes: int, day: date) -> Review:
    """The entry that takes `of` back; a cancel of a cancel is a redo."""
    return Review(
        id="",
        card_id=of.card_id,
        reviewed_at=reviewed_at,
        offset_minutes=offset_minutes,
        study_day=day,
        quality=0,
        entry=Entry.CANCEL,
        before=of.after,
        after=of.before,
        scheduler=of.scheduler,
        scheduler_version=of.scheduler_version,
        cancels=of.id,
        deck=of.deck,
    )


def take_back(session: Session, review_id: str) -> Session:
    """The session without an entry that was undone."""
    kept = tuple(review for review in session.graded if review.id != review_id)
    return replace(session, showing=None, is_revealed=False, graded=kept)


def skip(session: Session, card_id: str) -> Session:
    """The session without this card until it ends."""
    return replace(session, showing=None, is_revealed=False, left_out=session.left_out | {card_id})


def postpone(schedule: Schedule, card: Card, due: date, *, reviewed_at: int, offset_minutes: int, day: date) -> Review:
    """The entry that puts a card's due date off, and moves nothing else."""
    return Review(
        id="",
        card_id=card.id,
        reviewed_at=reviewed_at,
        offset_minutes=offset_minutes,
        study_day=day,
        quality=0,
        entry=Entry.POSTPONED,
        before=schedule,
        after=replace(schedule, due=due, repeat_on=None),
        deck=card.deck,
    )

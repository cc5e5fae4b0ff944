"""Fading: how one card is expected to be forgotten from its last showing on, by the memory model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizzer.services.study import Desk

POINTS = 40
LONGEST_DAYS = 730


@dataclass(frozen=True, slots=True)
class Fading:
    """The forgetting curve of one card."""

    card_id: str
    question: str
    due: date
    days: tuple[date, ...]
    """From the last showing on, past the due date; evenly apart."""
    recalls: tuple[float, ...]
    """Expected recall on each of them, 0 to 1."""


def fade(desk: Desk, card_id: str) -> Fading | None:
    """The curve of this card; None for one that was never shown, or is not there."""
    from quizzer.domain.memory import find_showings, remember
    from quizzer.schedulers.fsrs_memory import FsrsMemory

    memory, schedule, card = FsrsMemory(), desk.log.schedule_of(card_id), desk.queue.card(card_id)
    trace, _ = remember(memory, find_showings(desk.log.of_card(card_id)))
    if trace is None or schedule is None or card is None:
        return None
    today = desk.clock.now().day
    span = max(POINTS - 1, 2 * (schedule.due - trace.last_day).days, (today - trace.last_day).days)
    step = -(-min(span, LONGEST_DAYS) // (POINTS - 1))
    elapsed = [step * n for n in range(POINTS)]
    return Fading(
        card_id=card_id,
        question=card.question,
        due=schedule.due,
        days=tuple(trace.last_day + timedelta(days=n) for n in elapsed),
        recalls=tuple(memory.recall(trace.stability, n) for n in elapsed),
    )


def fade_weakest(desk: Desk, decks: Sequence[str] = ()) -> Fading | None:
    """The curve of the card forgotten most often in these decks, or in all; None while none was forgotten."""
    found = desk.record.forgotten(1, desk.deck_names(tuple(decks)))
    return fade(desk, found[0][0]) if found else None

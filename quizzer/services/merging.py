"""A parked card's history given to the card that took its place, and taken back again."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.config import Settings
from quizzer.domain.cards import Card, CardState
from quizzer.errors import QuizzerError, UsageError
from quizzer.services.clock import Clock
from quizzer.services.rules import scheduler_of
from quizzer.store.log import SchedulerFor
from quizzer.store.repository import BatchRecord, Repository

KIND = "merge"


def find_card(cards: Sequence[Card], start: str) -> Card:
    """The card whose id begins with `start`; QuizzerError when there is none, or more than one."""
    found = [card for card in cards if start and card.id.startswith(start)]
    if len(found) != 1:
        problem = f"no card has an id that begins with {start!r}" if not found else f"{start!r} begins several ids"
        raise QuizzerError(problem, hint="`quizzer cards` and `quizzer cards --parked` list the ids")
    return found[0]


def merge(repository: Repository, settings: Settings, clock: Clock, old: Card, new: Card) -> int:
    """Give the history of `old` to `new`; how many showings went over.

    QuizzerError when both are one, when the text of `old` still stands in the notes (it would come back as a new card
    with the next import), and when `new` is parked.
    """
    if old.id == new.id:
        raise UsageError("a card cannot be merged with itself")
    if old.path and not (old.state is CardState.PARKED and old.returns_as is not None):
        raise QuizzerError(
            "the first card still stands in your notes",
            source=f"{old.path}:{old.line}",
            hint="take it out of the note and import, then its history can go to the other card",
        )
    if new.state is CardState.PARKED:
        raise QuizzerError("the second card is parked and would never be asked", hint="name the parked card first")
    count = repository.showings([old.id]).get(old.id, 0)
    title = f"{old.question} into {new.question}"
    repository.merge_cards(title, old.id, new.id, clock.now().instant, _rules(settings))
    return count


def part(repository: Repository, settings: Settings, clock: Clock) -> BatchRecord | None:
    """Take the newest merge back: each card has its own history again; what it was, None when there is none."""
    batch = repository.last_batch(KIND)
    if batch is not None:
        repository.undo_batch(batch.id, clock.now().instant, _rules(settings))
    return batch


def _rules(settings: Settings) -> SchedulerFor:
    return lambda deck: scheduler_of(settings.for_deck(deck))

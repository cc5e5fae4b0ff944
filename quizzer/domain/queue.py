"""The queue: what is asked next, and why.

Three parts, in this order: cards that are due, cards never seen, and a closing round of today's repeats.

* Due under SM-2: shortest interval first, then the oldest due date, then the id. As SQL:
  `ORDER BY interval, due, card_id`. A plain due date would put the long neglected before the freshly learnt.
* Due under a rule that knows recall: best remembered first, then the id. For FSRS with one set of parameters that is
  `ORDER BY (julianday(:day) - julianday(last_day)) / stability, card_id`.
* New: the person's own before bundled ones, then in turn from every deck and topic, those decks first that have had
  fewest new cards today. The first of them is, as SQL: `ORDER BY is_bundled, introduced_today, deck, path, position,
  card_id`, where `introduced_today` counts per deck.
* Left out everywhere: cards that are suspended, parked or buried, and siblings of a card already reviewed today
  (one of the same `path` and `sibling` with `last_day >= :day`) or standing earlier in the same queue.

New cards keep to a daily limit, and wait while more cards are overdue than a usual day holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from quizzer.domain.candidates import Candidate, Selection, asks_again, is_due
from quizzer.domain.day_worth import LEAST_DAY_WORTH
from quizzer.domain.siblings import Siblings
from quizzer.domain.turns import Asked, Turn
from quizzer.domain.values import dataclass

NEW_PER_DAY = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may hold. A limit of a deck holds besides the one for all."""

    new: int = NEW_PER_DAY
    due: int | None = None
    new_by_deck: Mapping[str, int] = field(default_factory=dict)
    due_by_deck: Mapping[str, int] = field(default_factory=dict)
    day_worth: int = LEAST_DAY_WORTH
    """Overdue cards beyond this many hold new cards back; see `day_worth`."""
    more_today: int = 0
    """Cards that the person asked for on top: raises every limit, and lifts the hold for that many new cards."""


@dataclass(frozen=True, slots=True)
class Done:
    """What this study day has had already, by deck."""

    introduced: Mapping[str, int] = field(default_factory=dict)
    """Cards seen for the first time today."""
    reviewed: Mapping[str, int] = field(default_factory=dict)
    """Due cards answered today."""
    shown: Sequence[str] = ()
    """Ids of cards in the order of their showings today: the closing round follows it, round after round, and who
    studies ahead is not asked them again."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What is asked in this session, and what was held back."""

    main: tuple[Asked, ...] = ()
    """Due cards, then new ones; or the cards of a cram or study-ahead session."""
    closing: tuple[Asked, ...] = ()
    """Cards graded below 4 today, asked again at the end; it can be left, and no date changes."""
    backlog: int = 0
    """Cards due before today."""
    held_new: int = 0
    """New cards that wait for another day, by a limit or because of the backlog."""
    held_due: int = 0
    """Due cards beyond a limit."""
    held_siblings: int = 0
    """Cards kept for another day because a sibling comes, or came, today."""
    new_wait_for_backlog: bool = False

    def __iter__(self) -> Iterator[Asked]:
        yield from self.main
        yield from self.closing

    def __len__(self) -> int:
        return len(self.main) + len(self.closing)

    def count(self, turn: Turn) -> int:
        """How many places are of one part."""
        return sum(asked.turn is turn for asked in self)


Recall = Callable[[Candidate, date], float | None]
"""Expected recall on a day; None when the card's rule cannot say. Cards without come first, by interval."""


def build_queue(
    candidates: Iterable[Candidate],
    day: date,
    *,
    limits: Limits | None = None,
    done: Done | None = None,
    selection: Selection | None = None,
    recall: Recall | None = None,
) -> Queue:
    """The queue of a session on study day `day`.

    `candidates` are all cards, also those that `selection` leaves out: their siblings and the backlog count.
    No card stands in it twice, and no two siblings.
    """
    limits, done, selection = limits or Limits(), done or Done(), selection or Selection()
    everything = list(candidates)
    shown = Siblings.seen_on(everything, day)
    wanted = [c for c in everything if c.may_be_asked(day) and selection.takes(c)]
    if selection.is_cram:
        return _cram(wanted, day, selection)
    apart, held_siblings = shown.keep_apart(order_due(wanted, day, recall))
    due = _within(apart, _due_left(limits, done), limits.due_by_deck, done.reviewed, limits.more_today)
    ahead, _ = shown.keep_apart(_ahead(wanted, day, selection.ahead_days, frozenset(done.shown)))
    unseen, held_unseen = shown.keep_apart(order_new(wanted, day, done.introduced))
    backlog = sum(c.schedule is not None and c.schedule.due < day and c.may_be_asked(day) for c in everything)
    waits = backlog > limits.day_worth
    new = _within(unseen, _new_left(limits, done, waits), limits.new_by_deck, done.introduced, limits.more_today)
    main = [*due, *ahead, *new]
    return Queue(
        main=tuple(main[: selection.limit]),
        closing=_closing(wanted, day, done.shown),
        backlog=backlog,
        held_new=len(unseen) - len(new),
        held_due=len(apart) - len(due),
        held_siblings=held_siblings + held_unseen,
        new_wait_for_backlog=waits and len(new) < len(unseen),
    )


def order_due(candidates: Iterable[Candidate], day: date, recall: Recall | None) -> list[Asked]:
    """What is due: by interval where recall is unknown, then the best remembered first."""
    by_interval: list[tuple[int, date, str, Asked]] = []
    by_recall: list[tuple[float, str, Asked]] = []
    for c in candidates:
        if c.schedule is None or not is_due(c.schedule, day):
            continue
        expected = recall(c, day) if recall else None
        if expected is None:
            by_interval.append((c.schedule.interval, c.schedule.due, c.card_id, Asked(c, Turn.DUE, day)))
        else:
            by_recall.append((-expected, c.card_id, Asked(c, Turn.DUE, day, recall=expected)))
    by_interval.sort(key=lambda row: row[:-1])
    by_recall.sort(key=lambda row: row[:-1])
    return [*(row[-1] for row in by_interval), *(row[-1] for row in by_recall)]


def order_new(candidates: Iterable[Candidate], day: date, introduced: Mapping[str, int]) -> list[Asked]:
    """New cards, one from each topic of each deck in turn, own before bundled."""
    topics: dict[tuple[bool, str, str], list[Candidate]] = defaultdict(list)
    for c in candidates:
        if c.schedule is None:
            topics[c.is_bundled, c.deck, c.topic].append(c)
    ranked: list[tuple[bool, int, str, str, int, str, Candidate]] = []
    for (is_bundled, deck, _), cards in topics.items():
        cards.sort(key=lambda c: (c.path, c.position, c.card_id))
        first = introduced.get(deck, 0)
        ranked += ((is_bundled, first + i, deck, c.path, c.position, c.card_id, c) for i, c in enumerate(cards))
    ranked.sort(key=lambda row: row[:-1])
    return [Asked(row[-1], Turn.NEW, day) for row in ranked]


def _ahead(candidates: Iterable[Candidate], day: date, days: int, done: frozenset[str]) -> list[Asked]:
    """What falls due within `days`, soonest first, without what has been shown today already."""
    soon: list[tuple[date, str, Asked]] = []
    for c in candidates:
        if c.schedule is None or c.card_id in done or asks_again(c.schedule, day):
            continue
        if 0 < (c.schedule.due - day).days <= days:
            soon.append((c.schedule.due, c.card_id, Asked(c, Turn.AHEAD, day)))
    soon.sort(key=lambda row: row[:-1])
    return [row[-1] for row in soon]


def _cram(candidates: Iterable[Candidate], day: date, selection: Selection) -> Queue:
    """Everything selected: what was reviewed in the order of due cards, then the unseen in that of the notes."""

    def order(c: Candidate) -> tuple[bool, int, date, str, str, int, str]:
        known = c.schedule
        interval, due = (known.interval, known.due) if known else (0, day)
        return known is None, interval, due, c.deck, c.path, c.position, c.card_id

    places = [Asked(c, Turn.CRAM, day) for c in sorted(candidates, key=order)]
    apart, held = Siblings(set()).keep_apart(places)
    return Queue(main=tuple(apart[: selection.limit]), held_siblings=held)


def _closing(candidates: Iterable[Candidate], day: date, shown: Iterable[str]) -> tuple[Asked, ...]:
    """What was graded longest ago first, so that nothing comes again before the rest of its round."""
    last = {card_id: n for n, card_id in enumerate(shown)}
    waiting = [c for c in candidates if asks_again(c.schedule, day)]
    waiting.sort(key=lambda c: (last.get(c.card_id, -1), c.card_id))
    return tuple(Asked(c, Turn.REPEAT, day) for c in waiting)


def _due_left(limits: Limits, done: Done) -> int | None:
    return None if limits.due is None else limits.due + limits.more_today - sum(done.reviewed.values())


def _new_left(limits: Limits, done: Done, waits: bool) -> int:
    """New cards that today may still bring; while a backlog makes them wait, only those asked for on top."""
    introduced = sum(done.introduced.values())
    usual = min(limits.new, introduced) if waits else limits.new
    return usual + limits.more_today - introduced


def _within(
    places: Iterable[Asked], left: int | None, by_deck: Mapping[str, int], done: Mapping[str, int], more: int
) -> list[Asked]:
    """The first `left` places, no deck beyond its own limit; `done` counts towards it and `more` raises it."""
    spent = Counter(done)
    kept: list[Asked] = []
    for place in places:
        if left is not None and len(kept) >= left:
            break
        deck = place.candidate.deck
        if deck in by_deck and spent[deck] >= by_deck[deck] + more:
            continue
        spent[deck] += 1
        kept.append(place)
    return kept

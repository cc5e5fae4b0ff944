"""The interview plan: which cards to ask on a day, so that most is known on the date of the interview.

It lies over either scheduler. Far from the date due cards come first, then unseen ones, then forgotten ones again,
and the minutes left over go to whatever gains most. Near the date gain alone decides:

    gain = p · R(left; S after a pass) + (1 − p) · R(left; S after a failure) − R(left + elapsed; S)

divided by the seconds that the answer is expected to take, where R is recall, S stability, p = R(elapsed; S) and
`left` the days until the interview. For an unseen card it is the mean over first grades. The last stretch is half the
time that all cards would take once, at least a day. It is preceded by a time in which unseen cards come first: from
when showing each of them once takes all the minutes left.

A plan moves no date by itself: a pass before the due date is practice, a failure is a lapse (`scheduling.entry_for`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, islice
from math import ceil
from operator import itemgetter

from quizzer.domain.candidates import Candidate, asks_again, is_due
from quizzer.domain.memory import Memory, Trace
from quizzer.domain.pace import Pace
from quizzer.domain.queue import Recall, order_due, order_new
from quizzer.domain.siblings import Siblings
from quizzer.domain.turns import Asked, Turn

SHARE_OF_A_PASS = 0.5
"""The last stretch as a share of one pass over all cards. A whole pass costs a quick forgetter points."""
LEAST_LEFT = 0.5
"""Days: on the day of the interview itself there are still some hours to forget in."""


class Phase(StrEnum):
    """What decides the order of a day."""

    STEADY = "steady"
    """Due, unseen, forgotten, then gain."""
    REACH = "reach"
    """Unseen cards first: there is just time for each of them once, or less."""
    STRETCH = "stretch"
    """Gain alone."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """A card, what is left of it in memory, and what it is worth on the day."""

    candidate: Candidate
    trace: Trace | None = None
    """None for a card never seen."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The cards of one day, in the order to ask them."""

    phase: Phase
    places: tuple[Asked, ...] = ()
    """As many as fit when every one is known: nobody runs dry, and whoever fails some leaves the last."""


@dataclass(frozen=True, slots=True)
class Planner:
    """The rule, with what it needs to know of a person."""

    memory: Memory
    pace: Pace
    factor: float = 1.0
    """The person's own factor on stability; see `calibration`."""
    recall: Recall | None = None
    """Orders due cards, as in the queue."""
    is_calibrated: bool = False
    """Whether the factor comes from reviews of the person's own; what is expected is a guess until then."""

    def plan(self, prospects: Sequence[Prospect], day: date, deadline: date, minutes: float) -> DayPlan:
        """The cards for `day`, given the date of the interview and the minutes left today.

        Give it again what the cards have become, and it goes on where the day stands.
        """
        phase, spare = self._weigh(prospects, day, deadline, minutes)
        free = [p for p in prospects if p.weight > 0 and p.candidate.may_be_asked(day) and not _is_done(p, day)]
        shown = Siblings.seen_on((p.candidate for p in prospects), day)
        room = max(0, ceil(minutes * 60 / self.pace.passed))
        places = islice(shown.pass_on(self._order(free, phase, spare, day, deadline)), room)
        return DayPlan(phase, tuple(places))

    def phase(self, prospects: Sequence[Prospect], day: date, deadline: date, minutes: float) -> Phase:
        """What decides the order on `day`; the minutes already spent today count as today's too."""
        return self._weigh(prospects, day, deadline, minutes)[0]

    def gain(self, trace: Trace | None, day: date, deadline: date) -> tuple[float, float]:
        """How much recall on the date rises by asking the card on `day`, and the seconds that takes."""
        left = _days_to_forget(day, deadline)
        return self._first_gain(left) if trace is None else self._gain(trace, day, left)

    def _first_gain(self, left: float) -> tuple[float, float]:
        first = self.pace.first.items()
        recalls = ((share, self.memory.recall(self.memory.first(q)[0] * self.factor, left)) for q, share in first)
        return sum(share * recall for share, recall in recalls), self.pace.first_seconds

    def _gain(self, trace: Trace, day: date, left: float) -> tuple[float, float]:
        elapsed = (day - trace.last_day).days
        known, passed, failed, unasked = self.memory.foresee(
            trace.stability, trace.difficulty, elapsed if elapsed > 0 else 0, left, self.factor
        )
        return known * passed + (1 - known) * failed - unasked, self.pace.seconds(known)

    def _weigh(self, prospects: Sequence[Prospect], day: date, deadline: date, minutes: float) -> tuple[Phase, float]:
        """The phase, and the seconds until the interview that showing every card once does not need."""
        cards = shown = unseen = 0
        for p in prospects:
            if p.weight > 0:
                cards += 1
                if p.trace is None:
                    unseen += 1
                elif p.trace.last_day >= day:
                    shown += 1
        minutes_a_day = minutes + shown * self.pace.mean_seconds / 60
        left = (deadline - day).days
        spare = (minutes + (left - 1) * minutes_a_day) * 60 - unseen * self.pace.first_seconds
        if left <= stretch_days(cards, self.pace, minutes_a_day):
            return Phase.STRETCH, spare
        return (Phase.REACH if unseen and spare <= 0 else Phase.STEADY), spare

    def _order(
        self, free: Sequence[Prospect], phase: Phase, spare: float, day: date, deadline: date
    ) -> Iterator[Asked]:
        """Every card that may be asked, best first; no more of them are made than are taken."""
        seen = [p for p in free if p.trace is not None or p.candidate.schedule is not None]
        unseen = self._unseen(free, day) if len(seen) < len(free) else []
        if phase is Phase.STRETCH:
            return self._by_gain([*unseen, *seen], day, deadline)
        new = (Asked(p.candidate, Turn.NEW, day) for p in unseen)
        if phase is Phase.REACH:
            return chain(new, self._by_gain(seen, day, deadline))
        due = order_due((p.candidate for p in seen), day, self.recall)
        early = [p for p in seen if not is_due(p.candidate.schedule, day)]
        forgotten = (Asked(p.candidate, Turn.REPEAT, day) for p in early if asks_again(p.candidate.schedule, day))
        rest = self._by_gain([p for p in early if not asks_again(p.candidate.schedule, day)], day, deadline)
        before_unseen = max(0, int(spare / self.pace.mean_seconds)) if unseen else len(due)
        return chain(due[:before_unseen], new, due[before_unseen:], forgotten, rest)

    def _unseen(self, free: Iterable[Prospect], day: date) -> list[Prospect]:
        """Unseen cards, the weightiest first, and among equals in turn from every deck and topic."""
        found = {p.candidate.card_id: p for p in free if _is_unseen(p)}
        in_turn = order_new((p.candidate for p in found.values()), day, {})
        return sorted((found[place.card_id] for place in in_turn), key=lambda p: -p.weight)

    def _by_gain(self, prospects: Iterable[Prospect], day: date, deadline: date) -> Iterator[Asked]:
        """By weighted gain per second; equals keep their order."""
        left = _days_to_forget(day, deadline)
        unseen = self._first_gain(left)
        rated: list[tuple[float, float, Candidate]] = []
        for p in prospects:
            gain, seconds = self._gain(p.trace, day, left) if p.trace else unseen
            rated.append((gain * p.weight / seconds, gain, p.candidate))
        rated.sort(key=itemgetter(0), reverse=True)
        return (Asked(candidate, Turn.ROUND, day, gain=gain) for _, gain, candidate in rated)


def stretch_days(cards: int, pace: Pace, minutes: float) -> float:
    """Length of the last stretch, at least a day."""
    return max(1.0, SHARE_OF_A_PASS * cards * pace.mean_seconds / max(1.0, minutes * 60))


def stretch_from(cards: int, pace: Pace, deadline: date, minutes: float) -> date:
    """The first day of the last stretch."""
    return deadline - timedelta(days=int(stretch_days(cards, pace, minutes)))


def _days_to_forget(day: date, deadline: date) -> float:
    return max(LEAST_LEFT, (deadline - day).days)


def _is_unseen(prospect: Prospect) -> bool:
    return prospect.trace is None and prospect.candidate.schedule is None


def _is_done(prospect: Prospect, day: date) -> bool:
    """Shown today already, and not forgotten then: only forgotten cards come again."""
    if prospect.trace is None or prospect.trace.last_day < day:
        return False
    schedule = prospect.candidate.schedule
    return not (asks_again(schedule, day) and schedule is not None and schedule.repetition == 0)

"""Portrait: what the review log says of a person, for plans and forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzer.domain.calibration import LEAST_TESTS, fit_factor
from quizzer.domain.candidates import Candidate
from quizzer.domain.interview import Planner, Prospect
from quizzer.domain.memory import Memory, Recalled, Shown, Trace, remember, trace_of
from quizzer.domain.pace import Pace, learn_pace
from quizzer.domain.queue import Recall
from quizzer.domain.simulation import Person


@dataclass(frozen=True, slots=True)
class Portrait:
    """How somebody remembers and answers."""

    memory: Memory
    traces: Mapping[str, Trace]
    """By card; none for cards never seen."""
    tests: tuple[Recalled, ...]
    pace: Pace
    factor: float
    """For waits as they have had them."""

    @property
    def person(self) -> Person:
        """What a simulation assumes of them."""
        return Person(self.memory, self.pace, self.factor)

    def planner(self, recall: Recall | None = None) -> Planner:
        """The interview plan for them; `recall` orders due cards as in the queue."""
        return Planner(self.memory, self.pace, self.factor, recall, is_calibrated=len(self.tests) >= LEAST_TESTS)

    def factor_for(self, waits: Iterable[float]) -> float:
        """The factor for foreseeing recall after these waits, in days."""
        return fit_factor(self.memory, self.tests, waits)

    def prospects(self, candidates: Iterable[Candidate]) -> list[Prospect]:
        """The cards with what is left of them; one known only by its schedule gets a guess."""
        return [Prospect(c, self.traces.get(c.card_id) or trace_of(self.memory, c.schedule)) for c in candidates]


def draw_portrait(memory: Memory, log: Mapping[str, Sequence[Shown]]) -> Portrait:
    """The portrait of a person from the showings of every card, each oldest first."""
    traces: dict[str, Trace] = {}
    tests: list[Recalled] = []
    answers: list[tuple[int, int]] = []
    first: list[int] = []
    for card_id, showings in log.items():
        trace, own = remember(memory, showings)
        if trace is not None:
            traces[card_id] = trace
        tests += own
        shown = [each for each in showings if each.standing is None]
        answers += ((each.quality, each.elapsed_ms) for each in shown)
        if shown and shown[0].is_first:
            first.append(shown[0].quality)
    return Portrait(memory, traces, tuple(tests), learn_pace(answers, first), fit_factor(memory, tests))

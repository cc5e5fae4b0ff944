"""The interview plan against an Anki-style SM-2, for three learners, at the same minutes a day.

    python -m benchmarks.interview [--seeds 10] [--first-seed 0] [--days 7 14 30 60 90]

200 cards, 20 minutes a day, no daily limit on new cards for anyone. Everyone meets the same learners with the same
seeds. Printed: mean true recall on the day of the interview and 30 days later, the gain over the baseline in points,
cards seen, and what the plan screen expected on the eve less the truth, without and with the person's own factor.

At 7 days the two are the same: all minutes go to first sights, so no answer lies a day after another and nothing in
the log tells one learner from the next. The plan screen says so, with how far people differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import mean

from benchmarks.learners import FAILED, LEARNERS, PASSED, Learner
from quizzer.domain.interview_rule import InterviewRule
from quizzer.domain.scheduling import SM2, Scheduler
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import FsrsMemory

CARDS = 200
MINUTES = 20.0
LATER = 30


class Sitting:
    """One day: asks the learner and watches the clock."""

    def __init__(self, learner: Learner, day: int) -> None:
        self.learner, self.day, self.spent = learner, day, 0.0

    @property
    def is_over(self) -> bool:
        return self.spent >= MINUTES * 60

    @property
    def now(self) -> float:
        return self.day + self.spent / 86_400

    def ask(self, card: int) -> int:
        quality = self.learner.answer(card, self.now)
        self.spent += PASSED if quality >= 3 else FAILED
        return quality


@dataclass
class AnkiCard:
    """A card as Anki's SM-2 keeps it."""

    interval: float = 0.0
    ease: float = 2.5
    due: int = 0
    step: int | None = 0
    is_relearning: bool = False


class AnkiStyle:
    """SM-2 as Anki's defaults have it: steps of 1 and 10 minutes, 10 after a lapse; due cards, then new ones."""

    name = "anki"
    STEPS, RELEARNING = (1 / 1440, 10 / 1440), (10 / 1440,)

    def __init__(self, deadline: int, seed: int) -> None:
        self.cards: dict[int, AnkiCard] = {}
        self.chance = Random(f"anki/{seed}")

    def study(self, sitting: Sitting) -> None:
        waiting = [(float(sitting.day), n) for n, c in self.cards.items() if c.step is not None]
        due = [n for n, c in self.cards.items() if c.step is None and c.due <= sitting.day]
        due.sort(key=lambda n: (self.cards[n].due, self.chance.random()))
        while not sitting.is_over:
            waiting.sort()
            if waiting and waiting[0][0] <= sitting.now:
                card = waiting.pop(0)[1]
            elif due:
                card = due.pop(0)
            elif len(self.cards) < CARDS:
                card = len(self.cards)
                self.cards[card] = AnkiCard()
            elif waiting:
                card = waiting.pop(0)[1]
            else:
                return
            again_at = self._answer(self.cards[card], sitting.ask(card), sitting.day)
            if again_at is not None:
                waiting.append((sitting.now + again_at, card))

    def _answer(self, card: AnkiCard, quality: int, day: int) -> float | None:
        if card.step is None:
            return self._review(card, quality, day)
        steps = self.RELEARNING if card.is_relearning else self.STEPS
        if quality < 3:
            card.step = 0
        elif quality >= 4:
            card.step = card.step + 1 if quality == 4 else len(steps)
        if card.step < len(steps):
            return steps[card.step]
        if not card.is_relearning:
            card.interval = 4 if quality == 5 else 1
        card.step, card.is_relearning, card.due = None, False, day + round(card.interval)
        return None

    def _review(self, card: AnkiCard, quality: int, day: int) -> float | None:
        late = day - card.due
        if quality < 3:
            card.ease, card.interval = max(1.3, card.ease - 0.2), 1
            card.step, card.is_relearning = 0, True
            return self.RELEARNING[0]
        hard = max(card.interval + 1, card.interval * 1.2)
        good = max(hard + 1, (card.interval + late / 2) * card.ease)
        easy = max(good + 1, (card.interval + late) * card.ease * 1.3)
        card.interval = round({3: hard, 4: good, 5: easy}[quality])
        card.ease = max(1.3, card.ease + {3: -0.15, 4: 0.0, 5: 0.15}[quality])
        card.due = day + round(card.interval)
        return None


class Planned:
    """The interview plan over a scheduler, driven through its documented rule."""

    def __init__(self, deadline: int, scheduler: Scheduler) -> None:
        self.rule = InterviewRule(scheduler, FsrsMemory())
        self.deadline = deadline
        self.cards = {n: self.rule.initial_state() for n in range(CARDS)}

    def study(self, sitting: Sitting) -> None:
        while not sitting.is_over:
            plan = self.rule.plan(sitting.day, self.deadline, self.cards, MINUTES - sitting.spent / 60)
            if not plan:
                return
            for card in plan:
                if sitting.is_over:
                    return
                self.cards[card] = self.rule.review(self.cards[card], sitting.ask(card), sitting.day)

    def eve(self) -> tuple[float, float]:
        return (
            self.rule.expect(self.cards, self.deadline, with_own_factor=False),
            self.rule.expect(self.cards, self.deadline),
        )


@dataclass
class Outcome:
    """What one simulated person knew."""

    on_the_day: float
    later: float
    seen: int
    error: tuple[float, float] | None


POLICIES: dict[str, Callable[[int, int], AnkiStyle | Planned]] = {
    "anki": AnkiStyle,
    "plan on sm2": lambda deadline, _: Planned(deadline, SM2),
    "plan on fsrs": lambda deadline, _: Planned(deadline, Fsrs()),
}


def simulate(learner: Learner, policy: AnkiStyle | Planned, days: int) -> Outcome:
    """One person from the first day to the interview."""
    for day in range(days):
        policy.study(Sitting(learner, day))
    known = mean(learner.recall(card, days) for card in range(CARDS))
    later = mean(learner.recall(card, days + LATER) for card in range(CARDS))
    error = None
    if isinstance(policy, Planned):
        plain, own = policy.eve()
        error = (plain - known, own - known)
    return Outcome(known, later, sum(learner.seen), error)


def main() -> None:
    parser = argparse.ArgumentParser(description="the interview plan against an Anki-style SM-2")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=0, help="to judge on seeds that nothing was chosen by")
    parser.add_argument("--days", type=int, nargs="+", default=[7, 14, 30, 60, 90])
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    print("learner   days policy        on the day   gain   30 d later   gain   seen   error on the eve: plain, own")
    for kind in LEARNERS:
        for days in arguments.days:
            baseline: tuple[float, float] | None = None
            for name, make in POLICIES.items():
                outcomes = [simulate(kind(CARDS, s), make(days, s), days) for s in seeds]
                now, later = mean(o.on_the_day for o in outcomes), mean(o.later for o in outcomes)
                baseline = baseline or (now, later)
                gains = (
                    f"{now:10.3f} {100 * (now - baseline[0]):+7.1f} {later:11.3f} {100 * (later - baseline[1]):+7.1f}"
                )
                errors = [o.error for o in outcomes if o.error]
                shown = f"{mean(e[0] for e in errors):+9.3f} {mean(e[1] for e in errors):+7.3f}" if errors else ""
                seen = mean(o.seen for o in outcomes)
                print(f"{kind.name:9} {days:4} {name:13} {gains} {seen:7.0f} {shown}", flush=True)


if __name__ == "__main__":
    main()

"""How matching grows: nothing reworded against a third reworded, and from 1,000 to 100,000 cards.

Run with `python -m benchmarks.reconcile [CARDS ...]`. All figures of one run are measured in that run, so they may be
compared with each other and with nothing else.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence

from rapidfuzz import fuzz

from quizzer.domain.cards import Card, CardDraft
from quizzer.domain.plan import Fate, Plan, after
from quizzer.domain.reconcile import reconcile

SIZES = (1_000, 10_000, 100_000)
_CARDS_IN_FILE = 40


def measure(one: str, other: str) -> float:
    """The likeness that the services pass in."""
    return fuzz.ratio(one, other) / 100


def make_drafts(count: int, chance: random.Random) -> list[CardDraft]:
    """Cards of made-up words, some common and most rare, as words of a language are."""
    vocabulary = [_word(chance) for _ in range(20_000)]

    def sentence(length: int) -> str:
        return " ".join(vocabulary[int(len(vocabulary) * chance.random() ** 3)] for _ in range(length))

    return [
        CardDraft(
            f"What is {sentence(6)} {number:x}?",
            sentence(chance.randint(5, 40)),
            f"{number // _CARDS_IN_FILE}.md",
            number % _CARDS_IN_FILE * 5 + 1,
            number % _CARDS_IN_FILE * 5 + 4,
        )
        for number in range(count)
    ]


def reworded(drafts: Sequence[CardDraft], chance: random.Random) -> list[CardDraft]:
    """The same notes with every third question and answer put a little otherwise, in another order."""
    changed = [_reword(draft, chance) if number % 3 == 0 else draft for number, draft in enumerate(drafts)]
    chance.shuffle(changed)
    return changed


def timed(cards: Sequence[Card], drafts: Sequence[CardDraft]) -> tuple[float, Plan]:
    """Seconds that one reconciliation takes, the best of two, and its plan."""
    best, plan = math.inf, Plan()
    for _ in range(2):
        start = time.perf_counter()
        plan = reconcile(cards, drafts, measure, read={card.path for card in cards})
        best = min(best, time.perf_counter() - start)
    return best, plan


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print a line for each size, then the exponents of growth."""
    times: list[tuple[int, float, float]] = []
    print(f"{'cards':>8} {'same':>9} {'reworded':>9} {'ratio':>6}  kept by themselves, asked, lost")
    for size in sizes:
        chance = random.Random(7)
        drafts = make_drafts(size, chance)
        ids = iter(range(size))
        first = reconcile([], drafts, measure, read=())
        cards = [after(item, lambda: str(next(ids)), "deck") for item in first.items]  # noqa: B023
        same, _ = timed(cards, drafts)
        other, plan = timed(cards, reworded(drafts, chance))
        times.append((size, same, other))
        count = plan.count()
        print(
            f"{size:8} {same:8.3f}s {other:8.3f}s {other / same:6.1f}  "
            f"{count[Fate.REWORDED]}, {count[Fate.DOUBTFUL]}, {count[Fate.PARKED]}"
        )
    if len(times) > 1:
        (small, *first_times), (large, *last_times) = times[0], times[-1]
        for name, a, b in zip(("same", "reworded"), first_times, last_times, strict=True):
            print(f"exponent, {name}: {math.log(b / a) / math.log(large / small):.2f}")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))


def _reword(draft: CardDraft, chance: random.Random) -> CardDraft:
    words = draft.question.split()
    words[chance.randrange(2, len(words))] = _word(chance)
    return CardDraft(
        "How does " + " ".join(words[2:]), draft.answer + " and more", draft.path, draft.line, draft.end_line
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)

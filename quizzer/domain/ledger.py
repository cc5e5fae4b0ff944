"""The slip ledger: which mistakes in the numbers keep coming back, counted from what the log keeps of every try."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_JUDGED = ("right", "wrong")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One kind of slip."""

    name: str
    """As the function or the card calls it, such as `binary prefix`."""
    slips: int
    tries: int
    """Judged tries at every function in which this slip was made: how often there was the chance to make it."""

    @property
    def share(self) -> float:
        """Slips in a try, 0 to 1."""
        return self.slips / self.tries


def make_ledger(tries: Iterable[tuple[str, str, int]]) -> tuple[LedgerLine, ...]:
    """The slips among judged tries, given as function, slip (empty where none was made) and how many; the most
    frequent first.
    """
    made: Counter[str] = Counter()
    slips: dict[str, Counter[str]] = defaultdict(Counter)
    for function, slip, count in tries:
        made[function] += count
        if slip and count:
            slips[slip][function] += count
    lines = (
        LedgerLine(name, by_function.total(), sum(made[function] for function in by_function))
        for name, by_function in slips.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.slips, -line.share, line.name)))


def judged_tries(answer: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    """The tries in the `answer` of one showing by function and slip, the slip empty where none was made.

    A try that could not be read is no try, and an answer without tries (another kind of card, or one from another
    tool) has none.
    """
    found: Counter[tuple[str, str]] = Counter()
    tries = answer.get("tries")
    if isinstance(tries, list | tuple):
        function = str(answer.get("function", ""))
        for each in tries:
            if isinstance(each, Mapping) and each.get("verdict") in _JUDGED:
                found[function, str(each.get("slip") or "")] += 1
    return found

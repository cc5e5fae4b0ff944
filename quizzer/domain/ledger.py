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


def make_ledger(answers: Iterable[Mapping[str, Any]]) -> tuple[LedgerLine, ...]:
    """The slips in the `answer` of each showing of a computed card that counts; the most frequent first.

    A try that could not be read is no try, and an answer without tries (another kind of card, or one from another
    tool) is passed over.
    """
    tries: Counter[str] = Counter()
    slips: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        function = str(answer.get("function", ""))
        for each in _judged(answer):
            tries[function] += 1
            if each.get("slip"):
                slips[str(each["slip"])][function] += 1
    lines = (
        LedgerLine(name, by_function.total(), sum(tries[function] for function in by_function))
        for name, by_function in slips.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.slips, -line.share, line.name)))


def _judged(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    tries = answer.get("tries")
    if not isinstance(tries, list | tuple):
        return []
    return [each for each in tries if isinstance(each, Mapping) and each.get("verdict") in _JUDGED]

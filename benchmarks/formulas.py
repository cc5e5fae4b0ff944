"""What a hostile formula costs, next to what Python's own parser takes to read a harmless one.

    python -m benchmarks.formulas [--rounds 20]

Each formula of the tests is evaluated many times; printed are the median and the slowest as multiples of one
`ast.parse` of a formula of ordinary length in the same run, and the slowest few by name.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Callable
from statistics import median
from time import perf_counter

from quizzer.answers import expression
from quizzer.answers.formula_tree import FormulaError
from tests.answers.hostile import HOSTILE

ORDINARY = "2 * layers * heads * head_dim * tokens * batch * dtype"


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The quickest of several runs."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def outcome(text: str) -> None:
    """Evaluate without the memory of earlier evaluations; a refusal is as good as a number."""
    expression.parse.cache_clear()
    try:
        expression.evaluate(text, {"x": 1})
    except FormulaError:
        return


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    peer = seconds(lambda: ast.parse(ORDINARY, mode="eval"), rounds)
    costs = sorted((seconds(lambda text=text: outcome(text), rounds), text) for text in HOSTILE)  # type: ignore[misc]
    print(f"{len(costs)} formulas; one ast.parse takes {peer * 1e6:.1f} µs")
    print(f"median {median(cost for cost, _ in costs) / peer:.2f} ×, slowest {costs[-1][0] / peer:.2f} ×")
    for cost, text in costs[-5:]:
        print(f"  {cost / peer:6.2f} ×  {text[:60]!r}")


if __name__ == "__main__":
    main()

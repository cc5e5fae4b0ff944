"""A season of study in a home of its own: every kind of card, grades by dice, undone ones among them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from quizzer.config import Home, Settings
from quizzer.services.clock import make_clock
from quizzer.services.computing import Computation
from quizzer.services.exercise import exercise_for
from quizzer.services.importing import Importer, Request
from quizzer.services.study import Desk

FIRST_DAY = date(2026, 7, 1)
YAML = """
deck: Numbers
cards:
  - question: "24 layers, hidden size 4096, 32 heads, 512 tokens, float16: how big is the KV cache?"
    function: kv_cache_bytes
    parameters: {layers: 24, hidden_size: 4096, heads: 32, tokens: 512, dtype: float16}
    unit: MB
    tags: [serving/memory]
  - question: Which of these is a loss?
    options: [Cross entropy, Softmax, Top-k]
    answer: Cross entropy
    tags: [training]
  - question: Which parts does a decoder block have?
    answer: "- attention\\n- feed-forward"
    tags: [models]
"""
TYPED = (["96 MiB", "7 parsecs", "48 MiB"], ["201.3 MB"], ["1 MB", "192 MiB"])
NOTE = """# Serving

## Memory

### What fills the memory of a server?

Weights, caches and buffers.

### What is a page of the cache?

A block of a fixed number of tokens.

## Words

**Prefill**: reading the prompt at once.

The cache grows with the {{c1::length}} of the {{c2::context}}.

| Term | Meaning |
|------|---------|
| TTFT | time to the first token |
| TPOT | time for each token after it |

## Prefill and decoding

| | Prefill | Decoding |
|---|---|---|
| bound by | compute | memory |
| tokens a step | all of the prompt | one |
"""


def import_notes(home: Home, settings: Settings, folder: Path, *, more: str = "") -> None:
    """Put the cards of the season into the home, and those of a third note."""
    folder.mkdir(exist_ok=True)
    (folder / "numbers.yaml").write_text(YAML)
    (folder / "serving.md").write_text(NOTE)
    (folder / "more.md").write_text(more)
    clock = make_clock(settings, _at(FIRST_DAY))
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    importer.apply(repository, importer.prepare(repository, Request((folder,))))
    repository.close()


def study(home: Home, settings: Settings, days: int, *, seed: int = 7) -> date:
    """Study on most of `days` days, each grade by dice, now and then undone; the last study day."""
    chance, computed = random.Random(seed), -1
    settings = replace(settings, new_per_day=4)
    for n in range(days):
        day = FIRST_DAY + timedelta(days=n)
        if chance.random() < 0.15:
            continue
        with Desk(home, settings, make_clock(settings, _at(day))) as desk:
            sitting = desk.start()
            while (showing := sitting.advance()) is not None:
                exercise = exercise_for(desk, showing)
                if isinstance(exercise, Computation):
                    computed += 1
                    for typed in TYPED[computed % len(TYPED)]:
                        if not exercise.is_settled:
                            exercise.submit(typed)
                quality = chance.choice([1, 3, 4, 4, 4, 5])
                sitting.grade(quality, elapsed_ms=chance.randrange(2_000, 40_000), answer=exercise.record())
                if chance.random() < 0.08:
                    desk.undo()
                    if chance.random() < 0.4:
                        desk.redo()
    return day


def _at(day: date) -> dict[str, str]:
    return {"QUIZZER_NOW": f"{day.isoformat()}T09:00:00+00:00"}

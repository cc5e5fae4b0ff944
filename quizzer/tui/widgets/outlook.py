"""The lines below the decks on the Today screen: what comes, what changed, what is weak."""

from __future__ import annotations

from datetime import date

from quizzer.domain.plain_text import one_line
from quizzer.domain.text_plot import spark
from quizzer.services.glancing import Glance
from quizzer.services.reporting import Today
from quizzer.tui.markdown import to_plain

LABEL = 13
"""Columns of the word that each line begins with."""
SPOT = 36
"""Columns of a weak card's question."""


def outlook_lines(found: Today, seen: Glance, day: date, width: int, *, is_ascii: bool = False) -> list[str]:
    """The lines that have something to say, the nearest first; `width` is what a line may take."""
    lines = [
        _coming(found, day, width, is_ascii),
        _interview(seen),
        _mock(seen),
        _notes(seen, width),
        _stubs(found, width),
    ]
    return [line.replace("…", "...") if is_ascii else line for line in (*lines, _weak(seen, width, is_ascii)) if line]


def _coming(found: Today, day: date, width: int, is_ascii: bool) -> str:
    names = ["MTWTFSS"[(day.weekday() + 1 + n) % 7] for n in range(len(found.forecast))]
    bars = spark(found.forecast, is_ascii=is_ascii)
    total = sum(found.forecast)
    label = f"{f'Next {len(found.forecast)} days':<{LABEL}}"
    told = f"   {total} {_plural(total, 'card')}"
    by_day = "  ".join(f"{name} {count}{bar}" for name, bar, count in zip(names, bars, found.forecast, strict=True))
    if len(label) + len(by_day) + len(told) <= width:
        return f"{label}{by_day}{told}"
    return f"{label}{bars}  {''.join(names)}{told}"


def _interview(seen: Glance) -> str:
    if seen.next_round is None:
        return ""
    left = seen.days_left
    when = f"in {left} {_plural(left, 'day')}" if left else "today"
    return f"{'Interview':<{LABEL}}{one_line(seen.next_round.name, 30)} {when} (p)"


def _mock(seen: Glance) -> str:
    waits = "one waits" if seen.unfinished == 1 else f"{seen.unfinished} wait"
    return f"{'Mock':<{LABEL}}{waits} to be finished (m)" if seen.unfinished else ""


def _notes(seen: Glance, width: int) -> str:
    if not seen.changed:
        return ""
    noun = "note has" if seen.changed == 1 else "notes have"
    line = f"{'Notes':<{LABEL}}{seen.changed} {noun} changed since the last import (i)"
    return line if len(line) <= width else line.replace(" since the last import", "")


def _stubs(found: Today, width: int) -> str:
    if not found.stubs:
        return ""
    waits = "question waits" if found.stubs == 1 else "questions wait"
    line = f"{'Open':<{LABEL}}{found.stubs} {waits} for an answer in your notes (s)"
    return line if len(line) <= width else line.replace(" in your notes", "").replace("for an answer", "for answers")


def _weak(seen: Glance, width: int, is_ascii: bool) -> str:
    spots = [
        f"{one_line(to_plain(question, ascii_only=is_ascii), SPOT)} ({lapses} {_plural(lapses, 'lapse')})"
        for question, _, lapses in seen.weakest
    ]
    between = " | " if is_ascii else " · "
    while len(spots) > 1 and LABEL + len(between.join(spots)) > width:
        spots.pop()
    return f"{'Weak spots':<{LABEL}}{between.join(spots)}" if spots else ""


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"

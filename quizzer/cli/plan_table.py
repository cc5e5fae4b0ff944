"""What an import would do, as a table for the terminal: file by file, changed words marked, doubts explained."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quizzer.cli.context import counted, say
from quizzer.domain.plain_text import one_line
from quizzer.domain.plan import Fate, Item, Plan
from quizzer.domain.word_diff import Change, shorten, word_diff

if TYPE_CHECKING:
    from quizzer.services.importing import Preview

TO_CHECK = "to check"
SIGNS = {
    Fate.NEW: "+", Fate.EDITED: "~", Fate.MOVED: ">", Fate.REWORDED: "~", Fate.REVIVED: "^", Fate.PARKED: "-",
    Fate.DETACHED: "=", Fate.DOUBTFUL: "?", Fate.REFUSED: "!", Fate.UNCHANGED: " ",
}  # fmt: skip
_MARKS = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
_SHOWN = tuple(fate for fate in Fate if fate is not Fate.UNCHANGED)


def say_plan(preview: Preview, only: str = "") -> None:
    """The plan, file by file; `only` names one fate, or `to check`."""
    remarks = _remarks(preview)
    total = _counts(preview.plan.count(), sum(map(len, remarks.values())))
    for path, items in preview.by_file():
        _say_file(path, items, remarks.pop(path, []), only)
    for path, checks in remarks.items():
        _say_file(path, [], checks, only)
    say(f"\n{total or 'Nothing to do.'}")


def _say_file(path: str, items: Sequence[Item], checks: Sequence[tuple[int, str]], only: str) -> None:
    shown = [item for item in items if item.fate in _SHOWN and only in ("", item.fate)]
    said = checks if only in ("", TO_CHECK) else []
    if not shown and not said:
        return
    say(f"\n{shown_path(path)}   {_counts(Counter(item.fate for item in items), len(checks))}")
    for item in shown:
        say_item(item)
    for line, message in said:
        say(f"  ! {TO_CHECK:<9} line {line}: {one_line(message, 160)}")


def say_item(item: Item) -> None:
    """One card: what becomes of it, what changed in it, and why where that is not plain."""
    part = item.draft or item.card
    if part is None:
        line = f"line {item.problem.line}: " if item.problem and item.problem.line > 1 else ""
        say(f"  {SIGNS[item.fate]} {item.fate:<9} {line}{one_line(item.reason, 160)}")
        return
    line = f"line {item.draft.line}" if item.draft is not None else ""
    history = f"{counted(item.reviews, 'review')} kept" if item.reviews and item.fate is not Fate.EDITED else ""
    end = "  ".join(word for word in (line, history) if word)
    say(f"  {SIGNS[item.fate]} {item.fate:<9} {one_line(part.question, 60):<60}  {end}".rstrip())
    for text in _details(item):
        say(f"      {text}")


def _details(item: Item) -> Iterable[str]:
    """What changed, word by word, and why the card is taken for the one it was."""
    if item.draft is not None and item.card is not None:
        for name, before, now in (
            ("question", item.card.question, item.draft.question),
            ("answer", item.card.answer, item.draft.answer),
        ):
            if before != now:
                yield f"{name}: {marked(before, now)}"
        if item.is_rewritten:
            yield "the answer is another one now"
        if item.fate in (Fate.MOVED, Fate.REVIVED) and item.card.path:
            where = _place(item.card.path, item.card.context)
            heading = " · ".join(one_line(part, 40) for part in item.card.context[-1:])
            yield f"was in {where}" if item.card.path != item.draft.path else f"was under {heading or 'no heading'}"
    if item.others:
        yield "also in " + ", ".join(_place(place.path, place.context) for place in item.others)
    if item.fate in (Fate.REWORDED, Fate.DOUBTFUL, Fate.DETACHED):
        yield f"because {item.reason}"
    if item.is_open and item.card is not None:
        yield (
            f"decide with --decide {item.card.id[:8]}=same, new or park; undecided, the old card is parked and the "
            "new one starts fresh"
        )


def marked(before: str, now: str, width: int = 160) -> str:
    """The change from one text to another on one line.

    >>> marked("two bytes each", "four bytes each")
    '[-two-]{+four+} bytes each'
    """
    return one_line("".join(_MARKS[run.change].format(run.text) for run in shorten(word_diff(before, now))), width)


def shown_path(path: str) -> str:
    """A path as the person would type it: relative to where they are, when it lies below."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


def _place(path: str, context: Sequence[str]) -> str:
    return " · ".join(one_line(part, 40) for part in (shown_path(path), *context[-1:]))


def _counts(counts: Counter[Fate], checks: int) -> str:
    words = [f"{SIGNS[fate]} {counts[fate]} {fate}" for fate in _SHOWN if counts[fate]]
    words += [f"! {checks} {TO_CHECK}"] if checks else []
    words += [f"= {counts[Fate.UNCHANGED]} unchanged"] if counts[Fate.UNCHANGED] else []
    return "   ".join(words)


def _remarks(preview: Preview) -> dict[str, list[tuple[int, str]]]:
    """By file: lines that its author may want to look at."""
    found: dict[str, list[tuple[int, str]]] = {}
    for problem in preview.plan.problems:
        found.setdefault(problem.path, []).append((problem.line, problem.message))
    for file in preview.remarkable:
        for repair in file.reading.repairs:
            if not repair.is_certain:
                message = f"damaged text, read as: {marked(repair.before, repair.after)}"
                found.setdefault(file.source.path, []).append((repair.line, message))
    return {path: sorted(lines) for path, lines in found.items()}


def open_doubts(plan: Plan) -> list[Item]:
    """What a person still has to decide."""
    return [item for item in plan.items if item.is_open and item.card is not None and item.draft is not None]

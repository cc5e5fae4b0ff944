"""The head of the Today screen: what waits, how much of the day is done, and what the limits hold back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from textual.content import Content

from quizzer.services.reporting import Today
from quizzer.tui.widgets.bars import bar
from quizzer.tui.widgets.flow import flowed
from quizzer.tui.wording import next_due

FAINT = "$foreground 60%"


def day_figures(found: Today, width: int, day: date, *, is_ascii: bool) -> Content:
    """The figures of a day in so many columns; `day` is the study day that it is now."""
    waiting = found.waiting
    whole = found.done + waiting.total
    full, empty = bar(found.done / whole if whole else 1.0, min(30, max(8, width - 36)), is_ascii=is_ascii)
    # That today's new cards are not all of them goes without saying while there are some.
    held = replace(waiting, held_new=0 if waiting.new else waiting.held_new).held_words
    return Content.assemble(
        _waiting(found, width) if waiting.total else _done(found, day),
        "\n", (full, "$success"), (empty, "$foreground 30%"),
        (f"  {found.done} of {whole} done today", FAINT),
        (f"\n{held}: + asks up to ten now" if held else "", FAINT),
    )  # fmt: skip


def _waiting(found: Today, width: int) -> Content:
    waiting = found.waiting
    early = Content.assemble((f"{waiting.early}", "bold $accent"), " for the interview")
    parts = [
        Content.assemble((f"{waiting.due}", "bold $primary"), " due"),
        Content.assemble((f"{waiting.new}", "bold $success"), " new"),
        Content.assemble((f"{waiting.repeats}", "bold $warning"), " again"),
        early if waiting.early else Content(""),
        Content(f"about {max(1, found.minutes)} min").stylize(FAINT),
    ]
    return flowed(parts, width, gap=4)


def _done(found: Today, day: date) -> Content:
    upcoming = date.fromisoformat(found.next_day) if found.next_day else None
    later = f" {next_due(upcoming, day)}" if upcoming else ""
    return Content.assemble(("All done for today.", "bold $success"), later)

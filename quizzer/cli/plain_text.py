"""Card text for `--plain`: Markdown as lines of text, without colours or cursor movements."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO

from quizzer.domain.consequence import describe_days
from quizzer.domain.plain_text import counted, one_line
from quizzer.domain.session import Showing
from quizzer.tui.markdown import Link, Look, Sheet, read, to_plain
from quizzer.tui.math import MathForm

WIDEST = 100
"""Columns."""


@dataclass(frozen=True, slots=True)
class Page:
    """How text is put on paper."""

    is_ascii: bool
    line_breaks: bool
    math: MathForm = MathForm.LINE

    def following(self) -> Page:
        """The same with formulas in the next form."""
        return replace(self, math=self.math.following)

    def draw(self, text: str) -> str:
        """A card's text."""
        from rich.console import Console

        width = min(WIDEST, max(20, shutil.get_terminal_size().columns))
        console = Console(file=StringIO(), width=width, color_system=None, force_terminal=False, legacy_windows=False)
        with console.capture() as caught:
            console.print(Sheet(read(text, line_breaks=self.line_breaks), Look(self.math, self.is_ascii)))
        return "\n".join(line.rstrip() for line in caught.get().splitlines())

    def line(self, text: str) -> str:
        """A text on one line."""
        return to_plain(text, ascii_only=self.is_ascii)

    def options(self, lines: Sequence[str]) -> list[str]:
        """Lettered options."""
        return [f"  {line[:2]} {self.line(line[2:].strip())}" for line in lines]


def facts(showing: Showing) -> list[str]:
    """Why a card comes now, where it is from, and how it stands."""
    card, schedule = showing.card, showing.schedule
    lines = [f"Why now: {showing.why}"]
    if card.path:
        lines.append(f"From: {card.path}, line {card.line}")
    if card.tags:
        lines.append(f"Tags: {', '.join(card.tags)}")
    if schedule is not None:
        lines.append(
            f"Schedule: interval {describe_days(schedule.interval)}, ease {schedule.ease_factor:.2f}, "
            f"{counted(schedule.repetition, 'pass', 'passes')} in a row, {counted(schedule.lapses, 'lapse')}"
        )
    return [*lines, *(["Flagged."] if card.is_flagged else [])]


def list_links(links: Sequence[Link]) -> list[str]:
    """Links and pictures with the numbers that `o` takes."""
    return [
        f"  {n}  {one_line(link.label or link.target)}{' (picture)' if link.is_picture else ''}  {one_line(link.target)}"
        for n, link in enumerate(links, 1)
    ]


def list_points(points: Sequence[str], ticked: set[int], page: Page) -> list[str]:
    """The points of an answer with the numbers that `t` takes."""
    head = f"Did you say ...? {len(ticked)} of {len(points)}"
    return [head, *(f"  {n} [{'x' if n - 1 in ticked else ' '}] {page.line(p)}" for n, p in enumerate(points, 1))]
